import { DateTime } from 'luxon';
import { minutesOf } from './calendar.js';

/*
 * The moments a person means by a written time:
 * 1. With an offset (or Z) it is one moment.
 * 2. Without one it is read on the clock of the zone: "2026-06-21T14:10", a day, a month ("2026-06") or a year: its start.
 * 3. "14:10" alone is the last time the clock showed it.
 * 4. A time that autumn repeats is two moments, and both are meant; one that spring skips is an hour later.
 */

/** ms since 1970 UTC, earliest first; empty when the text is no time. */
export function momentsMeant(text: string, zone: string, nowMs: number): readonly number[] {
  const minutes = minutesOf(text);
  if (Number.isNaN(minutes)) return /^\d{4}(-|$)/.test(text) ? both(DateTime.fromISO(text, { zone }), text) : [];
  for (const days of [0, 1]) {
    const day = DateTime.fromMillis(nowMs, { zone }).minus({ days });
    const at = day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 });
    const past = both(at, text).filter((ms) => ms <= nowMs);
    if (past.length > 0) return past;
  }
  return [];
}

const both = (at: DateTime, text: string): readonly number[] => {
  if (!at.isValid) return [];
  const moments = /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text.slice(10)) ? [at] : at.getPossibleOffsets();
  return moments.map((moment) => moment.toMillis()).sort((a, b) => a - b);
};
