/** A charger that knocks, and what it is adopted with. */
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { line } from './line.editor.js';
import type { Glance } from './seen.js';

export function pendingRow(
  { id, address, identity }: Glance['pending'][number],
  circuits: readonly string[],
  adopt: (given: object) => void,
  _: Translate,
): JQuery {
  const caption = (field: string): string => _(`surplug-hub.label.${field}`);
  const option = (value: string, text: string): JQuery => $('<option>').val(value).text(text);
  const $name = $('<input type="text">')
    .attr({ placeholder: caption('name'), 'aria-label': caption('name') })
    .val(id);
  const $access = $('<select>')
    .attr('aria-label', caption('access'))
    .append(...['free', 'cards'].map((access) => option(access, _(`surplug-hub.access.${access}`))));
  const $circuit = $('<select>')
    .attr('aria-label', caption('circuit'))
    .append(...['', ...circuits].map((circuit) => option(circuit, `${caption('circuit')}: ${circuit || '–'}`)))
    .toggle(circuits.length > 0);
  const $adopt = button(_('surplug-hub.live.adopt'), () =>
    adopt({ adopt: id, name: $name.val(), access: $access.val(), circuit: $circuit.val() }),
  );
  const who = [id, identity.vendor, identity.model, address].filter((part) => part).join(' · ');
  return line(who, $name, $access, $circuit, $adopt);
}
