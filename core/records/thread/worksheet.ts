import { serialDay } from '../../model/calendar-days.js';
import { ToldError } from '../../model/error-texts.js';
import { type Cell, headingAt, type Line, linesOf, type Sheet } from './sheet.js';

/* A sheet of an .xlsx file: headings bold and fixed, numbers as numbers, instants as dates on the zone's clock. */

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What Excel takes in one sheet (Excel specifications and limits). */
const MOST_LINES = 1_048_576;

const NUMBERS = ['0', '0.0', '0.00', '0.000', '0.0000'];
const INSTANT = 'yyyy-mm-dd hh:mm:ss';
const DAY = 'yyyy-mm-dd';
const MONTH = 'yyyy-mm';
export const FORMATS = [...NUMBERS, INSTANT, DAY, MONTH];
const BOLD = 1;
/** Styles, in this order: plain, bold, and one a format. */
const styleOf = (format: string): number => BOLD + 1 + FORMATS.indexOf(format);

export function* worksheet(sheet: Sheet, zone: string): Generator<string> {
  const below = headingAt(sheet) + 1;
  yield `${HEAD}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0">`;
  yield `<pane ySplit="${below}" topLeftCell="A${below + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`;
  for (const [at, { heading, kind }] of sheet.columns.entries())
    yield `<col min="${at + 1}" max="${at + 1}" width="${Math.max(kind === 'instant' ? 20 : 12, heading.length + 2)}" customWidth="1"/>`;
  yield '</cols><sheetData>';
  let line = 0;
  for (const cells of linesOf(sheet)) {
    line += 1;
    if (line > MOST_LINES) throw new ToldError('INVALID_INPUT', 'export-too-large');
    yield row(cells, line, line === below ? bold : (cell) => contentOf(cell, zone));
  }
  yield '</sheetData></worksheet>';
}

/** A cell: what it is, as attributes, and what it holds; undefined: nothing. */
type Content = readonly [attributes: string, inner: string] | undefined;

const row = (cells: Line, line: number, content: (cell: Cell) => Content): string =>
  `<row r="${line}">${cells
    .map((cell, at) => {
      const [attributes, inner] = content(cell) ?? [];
      return inner === undefined ? '' : `<c r="${letters(at)}${line}"${attributes}>${inner}</c>`;
    })
    .join('')}</row>`;

const bold = ({ value }: Cell): Content => textCell(String(value), ` s="${BOLD}"`);
const textCell = (value: string, style = ''): Content => [
  `${style} t="inlineStr"`,
  `<is><t xml:space="preserve">${escaped(value)}</t></is>`,
];
const numberCell = (value: number, format?: string): Content => [
  format === undefined ? '' : ` s="${styleOf(format)}"`,
  `<v>${value}</v>`,
];

function contentOf({ kind, value, digits }: Cell, zone: string): Content {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'number') return numberCell(value, digits === undefined ? undefined : NUMBERS[digits]);
  switch (kind) {
    case 'instant':
      return numberCell(serialDay(Date.parse(value), zone), INSTANT);
    case 'period':
      return periodCell(value);
    default:
      return textCell(value);
  }
}

/** A day or a month is a date; a year is a number. */
function periodCell(value: string): Content {
  const [, month, day] = value.split('-');
  if (month === undefined) return numberCell(Number(value));
  const start = Date.parse(`${value}${day === undefined ? '-01' : ''}T00:00:00Z`);
  return numberCell(serialDay(start, 'utc'), day === undefined ? MONTH : DAY);
}

/** A to Z, then AA. */
const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** What XML has no place for is left out. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
