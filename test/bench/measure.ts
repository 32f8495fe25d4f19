/** One number of a benchmark. Ratios are what is compared between machines; absolutes stand beside them. */
export interface Measure {
  readonly bench: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The same of what it is paired with in this run, in the same unit. */
  readonly beside?: { readonly what: string; readonly value: number };
  /** How often the value is what it stands beside. */
  readonly ratio?: number;
  /** The ratios of the turns, lowest and highest quarter left out. */
  readonly spread?: readonly [from: number, to: number];
  /** What is aimed at, of the ratio where there is one: "≤ 2". Shown, never asserted. */
  readonly goal?: string;
}

/** Measures something; `say` tells how far it is. */
export type Bench = (say: (progress: string) => void) => Promise<readonly Measure[]>;

/** The value that a share of all lie below; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Pair<T> {
  readonly ours: T;
  readonly other: T;
}

/** Both sides in turns, each first every other time, so that what else the machine does meets both. */
export async function inTurns<T>(
  rounds: number,
  ours: () => T | Promise<T>,
  other: () => T | Promise<T>,
): Promise<readonly Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await ours() : undefined;
    const second = await other();
    pairs.push({ ours: first ?? (await ours()), other: second });
  }
  return pairs;
}

/** A paired number: the medians of both sides, and the median of the ratios of each turn. */
export function paired(
  measure: Pick<Measure, 'bench' | 'what' | 'unit' | 'goal'>,
  beside: string,
  pairs: readonly Pair<number>[],
): Measure {
  const ratios = pairs.map(({ ours, other }) => ours / other);
  return {
    ...measure,
    value: median(pairs.map(({ ours }) => ours)),
    beside: { what: beside, value: median(pairs.map(({ other }) => other)) },
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  };
}

/** Measures as a table for people: ratios first, absolutes beside them. */
export function table(measures: readonly Measure[]): string {
  const rows = [...measures]
    .sort((a, b) => a.bench.localeCompare(b.bench) || Number(b.ratio !== undefined) - Number(a.ratio !== undefined))
    .map(({ bench, what, value, unit, beside, ratio, spread, goal }) => [
      bench,
      what,
      ratio === undefined ? '' : ratio.toFixed(2),
      spread ? spread.map((one) => one.toFixed(2)).join('–') : '',
      goal ?? '',
      `${rounded(value)} ${unit}`,
      beside ? `${rounded(beside.value)} ${unit}  ${beside.what}` : '',
    ]);
  const all = [['bench', 'what', 'ratio', 'its middle half', 'goal', 'value', 'beside'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}

/** Three digits that count. */
const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
