import { onTheClock } from '../../model/calendar-days.js';
import { type Cell, linesOf, type Sheet } from './sheet.js';

/*
 * CSV as RFC 4180 has it, read by any spreadsheet:
 * 1. UTF-8 with a byte order mark, without which Excel takes umlauts and Chinese for something else.
 * 2. Numbers bare, with the country's decimal sign; instants on the clock of the site's time zone.
 * 3. A text that a spreadsheet would take for a formula is quoted with an apostrophe: a card's name comes from outside.
 *    One with any sign that a spreadsheet may part at is quoted, also for those of other countries: what stands behind would
 *    be one.
 */

/** How a spreadsheet of the user's country reads it. */
export interface CsvStyle {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}

/** A watt-hour of a kWh, the hundredth of a cent: more is noise of the sums. */
const DECIMALS = 4;

/** Full-width signs begin a formula where Chinese or Japanese is written. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The sheet's lines, CRLF. */
export function* csvOf(sheet: Sheet, { separator, decimal }: CsvStyle, zone: string): Generator<string> {
  const written = (cell: Cell): string => {
    const text = textOf(cell, decimal, zone);
    const parts = typeof cell.value === 'string' ? /["\r\n,;\t]/.test(text) : text.includes(separator);
    return parts ? `"${text.replaceAll('"', '""')}"` : text;
  };
  yield '\uFEFF';
  for (const line of linesOf(sheet)) yield `${line.map(written).join(separator)}\r\n`;
}

function textOf({ kind, value }: Cell, decimal: string, zone: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toFixed(DECIMALS))).replace('.', decimal);
  if (kind === 'instant') return onTheClock(Date.parse(value), zone);
  return FORMULA.test(value) ? `'${value}` : value;
}
