/** A charger that knocks, and what it is adopted with. */
import { button } from '../shared/button.editor.js';
import { options } from '../shared/choices.editor.js';
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
  const $name = $('<input type="text">')
    .attr({ placeholder: caption('name'), 'aria-label': caption('name') })
    .val(id);
  const $access = $('<select>')
    .attr('aria-label', caption('access'))
    .append(...options(['free', 'cards'].map((value) => ({ value, label: _(`surplug-hub.access.${value}`) }))));
  const $circuit = $('<select>')
    .attr('aria-label', caption('circuit'))
    .append(...options(['', ...circuits].map((value) => ({ value, label: `${caption('circuit')}: ${value || '–'}` }))))
    .toggle(circuits.length > 0);
  const $adopt = button(_('surplug-hub.live.adopt'), () =>
    adopt({ adopt: id, name: $name.val(), access: $access.val(), circuit: $circuit.val() }),
  );
  const who = [id, identity.vendor, identity.model, address].filter((part) => part).join(' · ');
  return line(who, $name, $access, $circuit, $adopt);
}
