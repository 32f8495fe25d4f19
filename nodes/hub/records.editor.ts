/** Files of the records to save from the hub's dialog. */
import { button } from '../shared/button.editor.js';
import { options } from '../shared/choices.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { hubUrl, notifyRefusal } from '../shared/requests.editor.js';

const KINDS = ['report', 'charges', 'faults', 'statistics', 'decisions'] as const;

interface SavedFile {
  readonly name: string;
  readonly mime: string;
  readonly base64: string;
}

/** Has the browser save it. */
function save({ name, mime, base64 }: SavedFile): void {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The month before this one, "2026-10": what is wanted most. */
function lastMonth(): string {
  const now = new Date();
  const month = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
}

/** The month after, to leave off there. */
function nextMonth(month: string): string {
  const [year = 0, count = 0] = month.split('-').map(Number);
  return count === 12 ? `${year + 1}-01` : `${year}-${String(count + 1).padStart(2, '0')}`;
}

export function offerRecords(hubId: string, _: Translate): void {
  const $kind = $('<select style="width:auto">').attr('aria-label', _('surplug-hub.records.content'));
  $kind.append(...options(KINDS.map((value) => ({ value, label: _(`surplug-hub.records.${value}`) }))));
  const $month = $('<input type="month">').attr('aria-label', _('surplug-hub.records.month')).val(lastMonth());
  const saveAs = (as: 'xlsx' | 'csv'): JQuery =>
    button(`.${as}`, () => {
      const from = String($month.val() ?? '');
      const span = from === '' ? {} : { from, to: nextMonth(from) };
      $.getJSON(`${hubUrl(hubId)}/export`, { of: $kind.val(), as, ...span })
        .done((file: SavedFile) => save(file))
        .fail(notifyRefusal);
    }).attr('id', `surplug-hub-save-${as}`);
  $('#surplug-hub-records').empty().append($kind, ' ', $month, ' ', saveAs('xlsx'), ' ', saveAs('csv'));
}
