import { DateTime } from 'luxon';

/** Calendar periods of a time zone, with daylight saving: a day has 23, 24 or 25 hours. */
export type PeriodKind = 'day' | 'month' | 'year';

export interface Period {
  /** "2026-06-21", "2026-06" or "2026". */
  readonly name: string;
  /** Takes its start and leaves its end; ms since 1970 UTC. */
  readonly fromMs: number;
  readonly toMs: number;
}

const NAMES = { day: 'yyyy-MM-dd', month: 'yyyy-MM', year: 'yyyy' } as const satisfies Record<PeriodKind, string>;

/** Eleven years of days. */
const MOST_PERIODS = 4000;

/** Every period that has a part in the span, oldest first; of a longer span the newest. */
export function periodsBetween(kind: PeriodKind, fromMs: number, toMs: number, zone: string): readonly Period[] {
  const periods: Period[] = [];
  // Backwards from the end, so that an absurdly early start costs nothing; each ends where the next begins.
  let start = startOf(kind, DateTime.fromMillis(toMs - 1, { zone }));
  let end = startOf(kind, start.plus({ [kind]: 1 }));
  while (periods.length < MOST_PERIODS && toMs > fromMs && end.toMillis() > fromMs) {
    periods.push({ name: start.toFormat(NAMES[kind]), fromMs: start.toMillis(), toMs: end.toMillis() });
    end = start;
    start = startOf(kind, end.minus(1));
  }
  return periods.reverse();
}

/** Where midnight comes twice in autumn (the Azores, Cuba), the day begins with the first. */
const startOf = (kind: PeriodKind, moment: DateTime): DateTime =>
  moment
    .startOf(kind)
    .getPossibleOffsets()
    .reduce((first, other) => (other < first ? other : first));

/** The start of the period so many before the one a moment lies in. */
export const periodsBefore = (kind: PeriodKind, count: number, ms: number, zone: string): number =>
  startOf(kind, startOf(kind, DateTime.fromMillis(ms, { zone })).minus({ [kind]: count })).toMillis();

/** The day a moment lies in: "2026-06-21". */
export const dayOf = (ms: number, zone: string): string => DateTime.fromMillis(ms, { zone }).toISODate() ?? '';

/** True for the ISO name of a day that there is: not for "2026-02-30". */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid;

/** "2026-06-21 12:00:00" on the clock of the zone, as spreadsheets read it. */
export const onTheClock = (ms: number, zone: string): string =>
  DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');

/** The same as a spreadsheet's serial day: days since 1899-12-30 on the clock of the zone. */
export const serialDay = (ms: number, zone: string): number =>
  (ms + DateTime.fromMillis(ms, { zone }).offset * 60_000) / 86_400_000 + 25_569;
