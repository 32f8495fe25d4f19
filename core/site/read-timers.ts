import { nextWindowDay, overlap, windowOn } from '../model/calendar.js';
import { isDay } from '../model/calendar-days.js';
import { type ErrorText, ToldError } from '../model/error-texts.js';
import type { BoostTimer } from '../model/mode.js';
import { shown } from '../model/outside-number.js';
import { flagOf } from '../model/outside-word.js';
import type { WallMs } from '../model/units.js';

const MOST_TIMERS = 4; // Hydra Cubus manual, 8.5.1-10

/**
 * Boost timers from outside: at most four, times as "HH:mm", no two enabled ones overlapping. A window whose end is
 * before its start runs over midnight. A timer for once has the day it begins on, or gets the next one; it overlaps with others
 * on that day alone, and with none once it is over.
 * @throws SurplugError INVALID_INPUT
 */
export function readTimers(timers: unknown, now: WallMs, timeZone: string): readonly BoostTimer[] {
  if (!Array.isArray(timers)) refuse('timers-no-list', { shape: '{ start, end, repeat, enabled }' });
  if (timers.length > MOST_TIMERS) refuse('timers-too-many', { count: `${timers.length}`, most: `${MOST_TIMERS}` });
  const read = timers.map((timer: unknown, i) => readTimer(timer, i, now, timeZone));
  const toRun = read.filter(
    (timer) => timer.enabled && !(timer.day && windowOn(timer.day, timer, timeZone).endAt <= now),
  );
  for (const [i, one] of toRun.entries()) {
    const other = toRun.slice(i + 1).find((timer) => meet(one, timer, timeZone));
    if (other) refuse('timers-overlap', { one: span(one), other: span(other) });
  }
  return read;
}

function meet(one: BoostTimer, other: BoostTimer, timeZone: string): boolean {
  if (!one.day || !other.day) return overlap(one, other);
  const [a, b] = [windowOn(one.day, one, timeZone), windowOn(other.day, other, timeZone)];
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

function readTimer(timer: unknown, i: number, now: WallMs, timeZone: string): BoostTimer {
  const { start, end, repeat, enabled, day } = (timer ?? {}) as Partial<Record<keyof BoostTimer, unknown>>;
  const from = minuteOf(start, `timers[${i}].start`);
  const to = minuteOf(end, `timers[${i}].end`);
  if (from === to) refuse('timer-of-no-length', { field: `timers[${i}]`, time: String(start) });
  if (repeat !== 'daily' && repeat !== 'once' && repeat !== undefined) {
    refuse('not-one-of', { field: `timers[${i}].repeat`, value: shown(repeat), choice: '"daily", "once"' });
  }
  const on = flagOf(enabled ?? true);
  if (on === undefined) refuse('not-a-flag', { field: `timers[${i}].enabled`, value: shown(enabled) });
  const base = { start: clockWord(from), end: clockWord(to), enabled: on };
  if (repeat !== 'once') return { ...base, repeat: 'daily' };
  return { ...base, repeat, day: dayGiven(day, `timers[${i}].day`) ?? nextWindowDay(base, now, timeZone) };
}

/** A day that is none would be waited for in vain. */
function dayGiven(day: unknown, field: string): string | undefined {
  if (day === undefined || day === null || day === '') return undefined;
  const text = typeof day === 'string' ? day.trim() : '';
  if (!isDay(text)) refuse('no-time', { field, value: shown(day), example: '"2026-12-31"' });
  return text;
}

function minuteOf(time: unknown, field: string): number {
  const match = typeof time === 'string' ? /^([01]?\d|2[0-3]):([0-5]\d)(?::00)?$/.exec(time.trim()) : null;
  if (!match) refuse('no-time', { field, value: shown(time), example: '"23:00"' });
  return Number(match[1]) * 60 + Number(match[2]);
}

const clockWord = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const span = ({ start, end }: BoostTimer): string => `${start}–${end}`;

function refuse(text: ErrorText, values: Readonly<Record<string, string>>): never {
  throw new ToldError('INVALID_INPUT', text, values);
}
