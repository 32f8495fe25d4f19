import type { Cell as XlsxCell } from 'write-excel-file/node' with { 'resolution-mode': 'import' };
import { serialDay } from '../../model/calendar-days.js';
import { type Cell, linesOf, type Sheet } from './sheet.js';

/** The sheets as an .xlsx file: headings bold and fixed, numbers as numbers, instants as dates on the zone's clock. */
export async function xlsxOf(sheets: readonly Sheet[], zone: string): Promise<Uint8Array> {
  // An ES module, and needed by those alone who export.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const file = writeExcelFile(
    sheets.map((sheet, index) => {
      const { lines, headingAt } = linesOf(sheet);
      return {
        sheet: sheetName(sheet.name, index),
        stickyRowsCount: headingAt + 1,
        columns: sheet.columns.map(({ heading, kind }) => ({
          width: Math.max(kind === 'instant' ? 20 : 12, heading.length + 2),
        })),
        data: lines.map((line, at) =>
          line.map((cell): XlsxCell => (at === headingAt ? bold(cell) : cellOf(cell, zone))),
        ),
      };
    }),
  );
  return new Uint8Array(await file.toBuffer());
}

const bold = ({ value }: Cell): XlsxCell => ({ value: String(value), fontWeight: 'bold' });

function cellOf({ kind, value, digits }: Cell, zone: string): XlsxCell {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number')
    return {
      value,
      type: Number,
      ...(digits !== undefined && { format: digits === 0 ? '0' : `0.${'0'.repeat(digits)}` }),
    };
  switch (kind) {
    // A number with a date's format: what Excel itself keeps. A Date would be shown in UTC.
    case 'instant':
      return { value: serialDay(Date.parse(value), zone), type: Number, format: 'yyyy-mm-dd hh:mm:ss' };
    case 'period':
      return periodOf(value);
    default:
      return { value, type: String };
  }
}

/** A day or a month is a date; a year is a number. */
function periodOf(value: string): XlsxCell {
  const [, month, day] = value.split('-');
  if (month === undefined) return { value: Number(value), type: Number };
  return {
    value: serialDay(Date.parse(`${value}${day === undefined ? '-01' : ''}T00:00:00Z`), 'utc'),
    type: Number,
    format: day === undefined ? 'yyyy-mm' : 'yyyy-mm-dd',
  };
}

/** Excel takes 31 characters, and not these. */
const sheetName = (name: string, index: number): string =>
  name
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .trim()
    .slice(0, 31) || String(index + 1);
