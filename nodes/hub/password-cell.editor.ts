import type { EditorNode, Translate } from '../shared/red.editor.js';
import { passwordField, SLOTS } from './passwords.js';
import type { Row } from './rows.editor.js';

/** The hidden field Node-RED itself fills and reads: a stored password never reaches the editor. */
const slotField = (slot: unknown): JQuery => $(`#node-config-input-${passwordField(slot)}`);

/** One hidden field per password a hub can keep. */
export function addPasswordFields(into: JQuery, node: EditorNode): void {
  const stored = (node['credentials'] ?? {}) as Readonly<Record<string, unknown>>;
  for (const slot of SLOTS) {
    const name = passwordField(slot);
    const value = stored[name] ?? (stored[`has_${name}`] === true ? '__PWRD__' : '');
    $('<input type="hidden">').attr('id', `node-config-input-${name}`).val(String(value)).appendTo(into);
  }
}

/** A password cell: takes the first free slot when something is typed, gives it back when emptied. */
export function passwordCell(grid: JQuery, row: Row, _: Translate): JQuery {
  const label = $('<label>').text(_('surplug-hub.label.password')).appendTo(grid);
  const input = $('<input type="password" autocomplete="new-password" data-field="password">').appendTo(label);
  if (row['slot']) input.val(String(slotField(row['slot']).val() ?? ''));
  // A row that was imported, or brought back by an undo, has lost the password it had.
  const judge = (): void => void input.toggleClass('input-error', Boolean(row['slot']) && input.val() === '');
  input.on('change input', () => {
    const typed = String(input.val() ?? '');
    row['slot'] ||= typed === '' ? '' : (SLOTS.find((slot) => slotField(slot).val() === '') ?? '');
    if (row['slot']) slotField(row['slot']).val(typed);
    if (typed === '') row['slot'] = '';
    judge();
  });
  judge();
  return input;
}

/** A row goes, and its password with it. */
export function dropPassword(row: Readonly<Record<string, unknown>>): void {
  if (row['slot']) slotField(row['slot']).val('');
}
