import type { EditorNode, Translate } from '../shared/red.editor.js';
import { cells, more, phaseChoices, type Row, withDefault } from './rows.editor.js';

const SELDOM = [
  'access',
  'minA',
  'safeA',
  'stepA',
  'priority',
  'limitA',
  'ecoPlusA',
  'connectorId',
  'slot',
  'clientCertificate',
];

const slots = (): number[] => Array.from({ length: SURPLUG.passwordSlots }, (_, at) => at + 1);

/** The hidden field Node-RED itself fills and reads: a stored password never reaches the editor. */
const slotField = (slot: unknown): JQuery => $(`#node-config-input-chargerPassword${String(slot)}`);

/** One hidden field per password a hub can keep. Passwords of a flow file are credentials with fixed names. */
export function addPasswordFields(into: JQuery, node: EditorNode): void {
  const stored = (node['credentials'] ?? {}) as Readonly<Record<string, unknown>>;
  for (const slot of slots()) {
    const name = `chargerPassword${slot}`;
    const value = stored[name] ?? (stored[`has_${name}`] === true ? '__PWRD__' : '');
    $('<input type="hidden">').attr('id', `node-config-input-${name}`).val(String(value)).appendTo(into);
  }
}

/** A password cell: takes the first free slot when something is typed, gives it back when emptied. */
function passwordCell(grid: JQuery, row: Row, _: Translate): void {
  const label = $('<label>').text(_('surplug-hub.label.password')).appendTo(grid);
  const input = $('<input type="password" autocomplete="new-password" data-field="password">').appendTo(label);
  if (row['slot']) input.val(String(slotField(row['slot']).val() ?? ''));
  input.on('change input', () => {
    const typed = String(input.val() ?? '');
    row['slot'] ||= typed === '' ? '' : (slots().find((slot) => slotField(slot).val() === '') ?? '');
    if (row['slot']) slotField(row['slot']).val(typed);
    if (typed === '') row['slot'] = '';
  });
}

/** The list of chargers in the dialog. `changed` is called with every keystroke, for the address shown below. */
export function chargerList(list: JQuery, chargers: readonly Row[], _: Translate, changed: () => void): void {
  const setting = SURPLUG.charger;
  list.editableList({
    height: 'auto',
    removable: true,
    sortable: true,
    addItem(container, _at, item) {
      const row: Row = item;
      const grid = $('<div class="surplug-grid">').appendTo(container);
      const into = cells(grid, row, _);
      into.text('id', 'garage').on('change input', changed);
      into.text('name');
      into.choice('model', withDefault(_, 'model', setting.model));
      into.choice('phases', phaseChoices(_));
      into.number('maxA', setting.maxA);
      into.choice('mode', withDefault(_, 'mode', setting.mode));

      const seldom = more(container, row, SELDOM, _);
      const rest = cells(seldom, row, _);
      rest.choice('access', withDefault(_, 'access', setting.access));
      for (const field of ['minA', 'safeA', 'stepA', 'priority', 'limitA', 'ecoPlusA', 'connectorId'] as const)
        rest.number(field, setting[field]);
      passwordCell(seldom, row, _);
      rest.check('clientCertificate');
      changed();
    },
    removeItem(item) {
      if (item['slot']) slotField(item['slot']).val('');
      changed();
    },
  });
  for (const charger of chargers) list.editableList('addItem', { ...charger });
}

/** The rows as they stand in a list. */
export const rowsOf = (list: JQuery): Row[] =>
  list
    .editableList('items')
    .toArray()
    .map((element) => ({ ...($(element).data('data') as Row) }));
