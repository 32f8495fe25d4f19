/**
 * Calendar: what "HH:mm" means in the site's time zone, across the changes to and from daylight saving.
 *
 * 1. A window lasts from its start to the next time its end is on the clock; 23:00–05:00 spans midnight.
 * 2. A time that the spring change skips is the moment of the change; one that autumn repeats is the first of the two.
 */
import { DateTime } from 'luxon';
import { dayOf } from './calendar-days.js';
import { type WallMs, wallMs } from './units.js';

/** A stretch of wall time: takes its start, leaves its end. */
export interface Window {
  readonly startAt: WallMs;
  readonly endAt: WallMs;
  /** Calendar day the window begins on, ISO. */
  readonly day: string;
}

interface Clocked {
  readonly start: string;
  readonly end: string;
}

const HH_MM = /^([01]\d|2[0-3]):([0-5]\d)$/;
/** Results by question: a home has a handful of timers, asked for on every meter sample. */
const known = new Map<string, Window>();
const KNOWN_MOST = 1000;

/** Minutes after midnight of "HH:mm"; NaN when it is none. */
export function minutesOf(text: string): number {
  const match = HH_MM.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
}

/** The moment a clock in the zone shows the time on that day (ISO). */
export function instantOf(day: string, time: string, zone: string): WallMs {
  const minutes = minutesOf(time);
  const asked = DateTime.fromISO(day, { zone }).set({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  // Skipped by the spring change: luxon moves on by the gap, the clock itself jumped at its start.
  if (asked.hour * 60 + asked.minute !== minutes) {
    return wallMs(asked.startOf('hour').toMillis());
  }
  const hourBefore = asked.minus({ hours: 1 });
  const repeated = hourBefore.hour === asked.hour && hourBefore.minute === asked.minute;
  return wallMs((repeated ? hourBefore : asked).toMillis());
}

/** The window that begins on that day. */
export function windowOn(day: string, clocked: Clocked, zone: string): Window {
  const key = `${day} ${clocked.start} ${clocked.end} ${zone}`;
  const had = known.get(key);
  if (had) return had;
  const overMidnight = minutesOf(clocked.end) <= minutesOf(clocked.start);
  const lastDay = overMidnight ? shiftDay(day, 1) : day;
  const window = { startAt: instantOf(day, clocked.start, zone), endAt: instantOf(lastDay, clocked.end, zone), day };
  if (known.size >= KNOWN_MOST) known.clear();
  known.set(key, window);
  return window;
}

const shiftDay = (day: string, by: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days: by }).toISODate() ?? day;

/** What lasts until a day, lasts to its end: a day alone becomes the next one, any other text stays. */
export const throughDay = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? shiftDay(text, 1) : text);

/** The window of a daily timer that the moment lies in, or else the next one to come. */
export function windowAround(clocked: Clocked, at: WallMs, zone: string): Window {
  const today = dayOf(at, zone);
  for (const by of [-1, 0, 1]) {
    const window = windowOn(shiftDay(today, by), clocked, zone);
    if (at < window.endAt && window.endAt > window.startAt) return window;
  }
  return windowOn(shiftDay(today, 2), clocked, zone);
}

/** The day on which a window that runs once begins: the next start still to come. */
export function nextWindowDay(clocked: Clocked, at: WallMs, zone: string): string {
  const today = dayOf(at, zone);
  return instantOf(today, clocked.start, zone) > at ? today : shiftDay(today, 1);
}

/** The next moment a clock in the zone shows "HH:mm", or the instant itself when an ISO one is given; null when neither. */
export function nextTime(time: string, after: WallMs, zone: string): WallMs | null {
  if (!HH_MM.test(time)) {
    const instant = DateTime.fromISO(time, { zone });
    return instant.isValid ? wallMs(instant.toMillis()) : null;
  }
  const today = dayOf(after, zone);
  const first = instantOf(today, time, zone);
  return first > after ? first : instantOf(shiftDay(today, 1), time, zone);
}

/** True when two windows that come every day share a minute; one over midnight is two spans of a day. */
export function overlap(a: Clocked, b: Clocked): boolean {
  const spans = (clocked: Clocked): readonly (readonly [number, number])[] => {
    const start = minutesOf(clocked.start);
    const end = minutesOf(clocked.end);
    return end > start
      ? [[start, end]]
      : [
          [start, 1440],
          [0, end],
        ];
  };
  return spans(a).some(([from, to]) => spans(b).some(([start, end]) => from < end && start < to));
}

/** "HH:mm" of a moment in the zone. */
export const clockTime = (at: WallMs, zone: string): string => DateTime.fromMillis(at, { zone }).toFormat('HH:mm');

/** True when the zone is one that the machine knows. */
export const isZone = (zone: string): boolean => DateTime.local({ zone }).isValid;
