import type { Row } from '../../model/site-query.js';

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
  readonly rows: Iterable<Row>;
  /** The label of a last line with the sums; absent: none. */
  readonly total?: string;
}

export type Line = readonly Cell[];

const text = (value: string): Cell => ({ kind: 'text', value });

/** In which line the headings stand, from 0: below what is above them, and an empty one. */
export const headingAt = ({ above = [] }: Sheet): number => (above.length > 0 ? above.length + 1 : 0);

/** The lines of a sheet, each made when it is asked for: of long tables none is kept. */
export function* linesOf({ above = [], columns, rows, total }: Sheet): Generator<Line> {
  for (const [label, cell] of above) yield [text(label), cell];
  if (above.length > 0) yield [];
  yield columns.map(({ heading }) => text(heading));
  const sums = columns.map((): number | null => null);
  for (const row of rows) {
    const values = columns.map((column) => column.value(row));
    values.forEach((value, at) => {
      if (typeof value === 'number') sums[at] = (sums[at] ?? 0) + value;
    });
    yield columns.map((column, at) => cellOf(column, values[at]));
  }
  if (total === undefined) return;
  yield columns.map((column, at) => (column.summed ? sumOf(column, sums[at] ?? null) : text(at === 0 ? total : '')));
}

const cellOf = ({ kind, digits }: Column, value: CellValue): Cell => ({
  kind,
  value,
  ...(digits !== undefined && { digits }),
});

/** To the millionth: what adding many fractions leaves behind is nothing. Unknown where nothing is known. */
const sumOf = (column: Column, sum: number | null): Cell =>
  cellOf(column, sum === null ? null : Math.round(sum * 1e6) / 1e6);
