import { onTheClock } from '../../model/calendar-days.js';
import type { CsvStyle, ExportColumn } from '../../ports/record-store.js';
import type { Row } from '../thread-calls.js';

/*
 * CSV as RFC 4180 has it, read by any spreadsheet:
 * 1. UTF-8 with a byte order mark, without which Excel takes umlauts and Chinese for something else.
 * 2. Numbers bare, with the country's decimal sign; instants on the clock of the site's time zone.
 * 3. A text that a spreadsheet would take for a formula is quoted with an apostrophe: a card's name comes from outside.
 */

/** How the records tell an instant. */
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const FORMULA = /^[=+\-@\t\r]/;

/** The rows under their headings, one line each, CRLF. */
export function csvOf(rows: readonly Row[], columns: readonly ExportColumn[], style: CsvStyle, zone: string): string {
  const separator = style.separator ?? ',';
  const cell = (value: unknown): string => {
    const text = textOf(value, style.decimal ?? '.', zone);
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [
    columns.map(({ heading }) => cell(heading)),
    ...rows.map((row) => columns.map(({ key }) => cell(valueAt(row, key)))),
  ];
  return `\uFEFF${lines.map((cells) => `${cells.join(separator)}\r\n`).join('')}`;
}

/** The value of a key, or of a path into the row such as `house.importWh`. */
export const valueAt = (row: Row, key: string): unknown =>
  key.split('.').reduce<unknown>((value, part) => (value as Row | undefined)?.[part], row);

function textOf(value: unknown, decimal: string, zone: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', decimal);
  if (typeof value === 'string') return INSTANT.test(value) ? onTheClock(Date.parse(value), zone) : unarmed(value);
  return unarmed(JSON.stringify(value));
}

const unarmed = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
