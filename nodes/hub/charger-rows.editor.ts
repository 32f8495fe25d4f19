import type { Translate } from '../shared/red.editor.js';
import { numberWrong, type Wrong } from '../shared/validate.editor.js';
import { dropPassword, passwordCell } from './password-cell.editor.js';
import { cells, more, phaseChoices, type Row, rowList, withDefault } from './rows.editor.js';

const SELDOM = [
  'access',
  'circuit',
  'minA',
  'safeA',
  'stepA',
  'priority',
  'limitA',
  'ecoPlusA',
  'phaseSwitching',
  'connectorId',
  'slot',
  'clientCertificate',
];

const SELDOM_NUMBERS = ['minA', 'safeA', 'stepA', 'priority', 'limitA', 'ecoPlusA', 'connectorId'] as const;

/** What a row still needs, or a number out of range. */
export const chargerWrong = (row: Row): Wrong | undefined =>
  row['id'] ? numberWrong(row, ['maxA', ...SELDOM_NUMBERS], SURPLUG.charger) : { field: 'id' };

/** The list of chargers in the dialog. `changed` is called with every keystroke, for the address shown below. */
export function chargerList(list: JQuery, chargers: readonly Row[], _: Translate, changed: () => void): void {
  const setting = SURPLUG.charger;
  rowList(list, chargers, {
    handle: _('surplug-hub.move'),
    draw(container, row) {
      const grid = $('<div class="surplug-grid">').appendTo(container);
      const into = cells(grid, row, _);
      into.text('id', 'garage', true).on('change input', changed);
      into.text('name');
      into.choice('model', withDefault(_, 'model', setting.model));
      into.choice('phases', phaseChoices(_));
      into.number('maxA', setting.maxA);
      into.choice('mode', withDefault(_, 'mode', setting.mode));

      const seldom = more(container, row, SELDOM, _);
      const rest = cells(seldom, row, _);
      rest.choice('access', withDefault(_, 'access', setting.access));
      rest.text('circuit', 'Garage');
      for (const field of SELDOM_NUMBERS) rest.number(field, setting[field]);
      rest
        .choice('phaseSwitching', withDefault(_, 'phaseSwitching', setting.phaseSwitching))
        .closest('label')
        .addClass('surplug-wide');
      passwordCell(seldom, row, _);
      rest.check('clientCertificate');
      changed();
    },
    removed(row) {
      dropPassword(row);
      changed();
    },
  });
}

/** Puts a charger that was adopted into the list, once, as it was adopted; its name can be typed over at once. */
export function listAdopted(list: JQuery, adopted: Row): void {
  if (rowsOf(list).some(({ id }) => id === adopted['id'])) return;
  const row = Object.entries(adopted).map(([field, value]) => [field, String(value)]);
  list.editableList('addItem', Object.fromEntries(row));
  list.editableList('items').last().find('[data-field=name]').trigger('focus');
}

/** The rows as they stand in a list. */
export const rowsOf = (list: JQuery): Row[] =>
  list
    .editableList('items')
    .toArray()
    .map((element) => ({ ...($(element).data('data') as Row) }));
