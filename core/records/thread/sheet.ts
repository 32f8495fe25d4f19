import type { Row } from '../thread-calls.js';

/** What a cell holds: it decides how a spreadsheet takes it. `period` is a day, a month or a year of the calendar. */
export type CellKind = 'text' | 'number' | 'instant' | 'period';
export type CellValue = string | number | null | undefined;

export interface Cell {
  readonly kind: CellKind;
  readonly value: CellValue;
  /** Decimals shown; the number itself is not rounded. */
  readonly digits?: number;
}

export interface Column {
  readonly heading: string;
  readonly kind: CellKind;
  readonly value: (row: Row) => CellValue;
  readonly digits?: number;
  readonly summed?: boolean;
}

/** A table as people read it, still without a format. */
export interface Sheet {
  readonly name: string;
  /** Lines above the headings: a label and its value. */
  readonly above?: readonly (readonly [string, Cell])[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The label of a last line with the sums; absent: none. */
  readonly total?: string;
}

export type Line = readonly Cell[];

const text = (value: string): Cell => ({ kind: 'text', value });

/** All lines of a sheet, and where the headings stand. */
export function linesOf({ above = [], columns, rows, total }: Sheet): { lines: readonly Line[]; headingAt: number } {
  const head: Line[] = above.map(([label, cell]) => [text(label), cell]);
  if (head.length > 0) head.push([]);
  const body = rows.map((row) => columns.map((column): Cell => cellOf(column, column.value(row))));
  const sums = total === undefined ? [] : [columns.map((column, at) => sumOf(column, rows, at === 0 ? total : ''))];
  const headings = columns.map(({ heading }) => text(heading));
  return { lines: [...head, headings, ...body, ...sums], headingAt: head.length };
}

const cellOf = ({ kind, digits }: Column, value: CellValue): Cell => ({
  kind,
  value,
  ...(digits !== undefined && { digits }),
});

/** To the millionth: what adding many fractions leaves behind is nothing. Unknown where nothing is known. */
function sumOf(column: Column, rows: readonly Row[], label: string): Cell {
  if (!column.summed) return text(label);
  const known = rows.map((row) => column.value(row)).filter((value) => typeof value === 'number');
  const sum = Math.round(known.reduce((all, value) => all + value, 0) * 1e6) / 1e6;
  return cellOf(column, known.length === 0 ? null : sum);
}
