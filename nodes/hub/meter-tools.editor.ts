/** Beneath a meter in the dialog, behind a button each: the search for meters on its line, and what it says just now. */
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { type MeterAnswer, MeterBox } from './meter-box.editor.js';
import type { FoundConfig } from './meter-found.editor.js';
import { meterSays } from './meter-says.editor.js';
import { searchMeters } from './meter-search.editor.js';
import type { Row } from './rows.editor.js';

interface Tools {
  readonly hubId: string;
  readonly searchable: (row: Row) => boolean;
  /** The row was filled from what was found: draw it anew. */
  readonly take: () => void;
}

export function meterTools(container: JQuery, row: Row, { hubId, searchable, take }: Tools, _: Translate): void {
  const line = $('<div class="surplug-line">').appendTo(container);
  const box = new MeterBox(container, hubId, _);

  const use = (config: FoundConfig): void => {
    Object.assign(row, config);
    box.close();
    take();
  };
  const showSays = ({ meters }: MeterAnswer): void => {
    const said = meters.find(({ meterId }) => meterId === String(row['id'] || row['role']));
    box.$box.empty();
    if (!said) return void box.text(_('surplug-hub.says.unknown'));
    box.$box.append(...meterSays(said, _));
    box.askAgain(showSays);
  };

  const find = button(_('surplug-hub.find.find'), () => searchMeters(box, row, use, _));
  const says = button(_('surplug-hub.says.says'), () => {
    if (box.isFor('says')) return box.close();
    box.open('says');
    box.ask(showSays);
  });
  line.append(find, says);
  const showFind = (): void => void find.toggle(searchable(row));
  container.find('[data-field=type]').on('change', showFind);
  showFind();
}
