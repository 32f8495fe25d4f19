import { nextWindowDay, overlap } from '../model/calendar.js';
import { SurplugError } from '../model/error.js';
import type { BoostTimer } from '../model/mode.js';
import type { WallMs } from '../model/units.js';

const MOST_TIMERS = 4; // Hydra Cubus manual, 8.5.1-10

/**
 * Boost timers from outside: at most four, times as "HH:mm", no two enabled ones overlapping. A window whose end is
 * before its start runs over midnight. A timer for once gets the day it begins on.
 * @throws SurplugError INVALID_INPUT
 */
export function readTimers(timers: unknown, now: WallMs, timeZone: string): readonly BoostTimer[] {
  if (!Array.isArray(timers)) refuse('they must be a list of { start, end, repeat, enabled }');
  const list = timers as readonly unknown[];
  if (list.length > MOST_TIMERS) refuse(`there are ${list.length}; a charger has at most ${MOST_TIMERS}`);
  const read = list.map((timer, i) => readTimer(timer, i, now, timeZone));
  const enabled = read.filter((timer) => timer.enabled);
  for (const [i, one] of enabled.entries()) {
    const other = enabled.slice(i + 1).find((timer) => overlap(one, timer));
    if (other) refuse(`${one.start}–${one.end} and ${other.start}–${other.end} overlap; move or disable one of them`);
  }
  return read;
}

function readTimer(timer: unknown, i: number, now: WallMs, timeZone: string): BoostTimer {
  const { start, end, repeat, enabled, day } = (timer ?? {}) as Partial<Record<keyof BoostTimer, unknown>>;
  const from = minuteOf(start, `timers[${i}].start`);
  const to = minuteOf(end, `timers[${i}].end`);
  if (from === to) refuse(`timers[${i}] starts and ends at ${String(start)}`);
  if (repeat !== 'daily' && repeat !== 'once' && repeat !== undefined) {
    refuse(`timers[${i}].repeat is ${JSON.stringify(repeat)}; it must be "daily" or "once"`);
  }
  const base = { start: clockWord(from), end: clockWord(to), enabled: enabled !== false };
  if (repeat !== 'once') return { ...base, repeat: 'daily' };
  return {
    ...base,
    repeat,
    day: typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : nextWindowDay(base, now, timeZone),
  };
}

function minuteOf(time: unknown, field: string): number {
  const match = typeof time === 'string' ? /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) : null;
  if (!match) refuse(`${field} is ${JSON.stringify(time)}; it must be a time such as "23:00"`);
  return Number(match?.[1]) * 60 + Number(match?.[2]);
}

const clockWord = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function refuse(why: string): never {
  throw new SurplugError('INVALID_INPUT', `These timers cannot be set: ${why}.`);
}
