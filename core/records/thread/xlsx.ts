import type { Cell } from 'write-excel-file/node' with { 'resolution-mode': 'import' };
import { serialDay } from '../../model/calendar-days.js';
import type { ExportColumn } from '../../ports/record-store.js';
import type { Row } from '../thread-calls.js';
import { INSTANT, valueAt } from './csv.js';

export interface FilledSheet {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly Row[];
}

/** The sheets as an .xlsx file: headings bold and fixed, numbers as numbers, instants as dates on the zone's clock. */
export async function xlsxOf(sheets: readonly FilledSheet[], zone: string): Promise<Uint8Array> {
  // An ES module, and needed by those alone who export.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const file = writeExcelFile(
    sheets.map(({ name, columns, rows }, index) => ({
      sheet: sheetName(name, index),
      stickyRowsCount: 1,
      columns: columns.map(({ heading }) => ({ width: Math.max(12, heading.length + 2) })),
      data: [
        columns.map(({ heading }): Cell => ({ value: heading, fontWeight: 'bold' })),
        ...rows.map((row) => columns.map(({ key }) => cellOf(valueAt(row, key), zone))),
      ],
    })),
  );
  return new Uint8Array(await file.toBuffer());
}

function cellOf(value: unknown, zone: string): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { value, type: Number };
  // A number with a date's format: what Excel itself keeps. A Date would be shown in UTC.
  if (typeof value === 'string' && INSTANT.test(value))
    return { value: serialDay(Date.parse(value), zone), type: Number, format: 'yyyy-mm-dd hh:mm:ss' };
  return { value: typeof value === 'string' ? value : JSON.stringify(value), type: String };
}

/** Excel takes 31 characters, and not these. */
const sheetName = (name: string, index: number): string =>
  name
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .trim()
    .slice(0, 31) || String(index + 1);
