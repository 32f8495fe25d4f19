/**
 * Hidden sun: an inverter that may feed in no more than so much (often nothing) holds back what the roof could give above
 * it, and the meter shows less sun than there is. How much more there is can only be tried.
 *
 * 1. Sun is hidden while the export stands at its limit by daylight (the solar meter gives something, or the sun is up at the
 *    site's coordinates). Not while a house battery gives, or takes what it is to have before the cars: it keeps the meter at
 *    nothing too, without any sun to spare.
 * 2. After a minute of that, one more car is let in at its minimum; a car that charges and could take more is raised after
 *    ten seconds, by a step first, and by twice as much each time it was there, four steps at the most. While it is tried, so
 *    much sun is taken for granted: the time a car needs to start, or to follow, and the inverter after it.
 * 3. Then the meter tells: at the limit again, there was enough. Otherwise it shows the sun as it is, and the other rules
 *    follow that. After a raise in vain the next one waits three minutes; after a start in vain ten, twenty, forty.
 * 4. What was seen of a hidden sun is no judgement on it: outlook and look-back begin anew, and regret is not collected.
 */
import type { MonoMs, Now } from '../../model/units.js';
import { readingsOf } from '../fuse/meter-health.js';
import { type HiddenSunMemory, NOTHING_HIDDEN, type SunTry } from '../memory.js';
import { costW, minimumsW, type Seat, topA } from '../seat.js';
import type { SiteState } from '../site-state.js';
import { onPhases } from '../take-seat.js';
import { atExportLimit } from './export-limit.js';
import type { HouseBattery } from './house-battery.js';
import { sineOfSun } from './sun-position.js';

export interface HiddenSun {
  /** There may be more sun than the meter shows, or it is being tried. */
  readonly hidden: boolean;
  readonly trying: SunTry | null;
  /** The charger whose car was let in for a try that was in vain. */
  readonly guest: string | null;
  readonly memory: HiddenSunMemory;
}

export const NOT_HIDDEN: HiddenSun = { hidden: false, trying: null, guest: null, memory: NOTHING_HIDDEN };

const DAYLIGHT_W = 100;
const BATTERY_RESTS_W = 100;
const START_AFTER_MS = 60_000;
const RAISE_AFTER_MS = 10_000;
const START_TAKES_MS = 90_000;
const RAISE_TAKES_MS = 30_000;
const NEXT_RAISE_MS = 180_000;
const NEXT_START_MS = 600_000;
const MOST_IN_VAIN = 2;
const MOST_STEPS = 4;
/** What is asked for to the watt is not missed by rounding. */
const SURE_W = 1;

/** `seats`: cars that follow the sun and may draw, in rank order; `gridW` null without a meter. */
export function hiddenSun(
  state: SiteState,
  seats: readonly Seat[],
  gridW: number | null,
  battery: HouseBattery,
  now: Now,
): HiddenSun {
  const { facts, memory } = state;
  if (facts.exportLimitW === undefined) return NOT_HIDDEN;
  const at = now.monoMs;
  const before = memory.hiddenSun;
  const rests = battery.givesW < BATTERY_RESTS_W && battery.keepsW < BATTERY_RESTS_W;
  const hidden = atExportLimit(facts, gridW) && rests && daylight(state, now);
  const since = hidden ? (before.since ?? at) : null;
  const { trying } = before;
  if (trying && at < trying.endsAt && gridW !== null && seats.some(({ id }) => id === trying.chargerId)) {
    return { hidden: true, trying, guest: null, memory: { ...before, since } };
  }
  const judged = trying ? judge(before, trying, hidden, at) : before;
  const next = since === null ? null : nextTry(seats, { ...judged, since }, facts.voltageV, at);
  return {
    hidden,
    trying: next,
    guest: trying?.kind === 'start' && !hidden ? trying.chargerId : null,
    memory: { ...judged, since, trying: next },
  };
}

/** What a try that is over has shown. */
function judge(before: HiddenSunMemory, { kind }: SunTry, there: boolean, at: MonoMs): HiddenSunMemory {
  if (there)
    return { ...before, inVain: 0, startAt: null, raiseAt: null, steps: Math.min(MOST_STEPS, 2 * before.steps) };
  if (kind === 'raise') return { ...before, steps: 1, raiseAt: (at + NEXT_RAISE_MS) as MonoMs };
  const waitMs = NEXT_START_MS * 2 ** before.inVain;
  return { ...before, steps: 1, startAt: (at + waitMs) as MonoMs, inVain: Math.min(MOST_IN_VAIN, before.inVain + 1) };
}

function nextTry(
  seats: readonly Seat[],
  { since, raiseAt, startAt, steps }: HiddenSunMemory & { readonly since: MonoMs },
  voltageV: number,
  at: MonoMs,
): SunTry | null {
  const running = seats.filter((seat) => seat.offeredA > 0);
  const followedW = running.reduce((sum, seat) => sum + costW(seat, seat.offeredA, voltageV), 0);
  const raised = running.find((seat) => seat.offeredA + seat.stepA <= topA(seat));
  if (raised) {
    if (at - since < RAISE_AFTER_MS || (raiseAt !== null && at < raiseAt)) return null;
    const toA = Math.min(topA(raised), raised.offeredA + steps * raised.stepA);
    const moreW = costW(raised, toA, voltageV) - costW(raised, raised.offeredA, voltageV);
    const endsAt = (at + RAISE_TAKES_MS) as MonoMs;
    return { kind: 'raise', chargerId: raised.id, sunW: followedW + moreW + SURE_W, endsAt };
  }
  const waiting = seats.find((seat) => seat.law === 'ECO+' && seat.offeredA <= 0);
  if (!waiting || at - since < START_AFTER_MS || (startAt !== null && at < startAt)) return null;
  const sunW = followedW + minimumsW([leastWay(waiting)], voltageV) + SURE_W;
  return { kind: 'start', chargerId: waiting.id, sunW, endsAt: (at + START_TAKES_MS) as MonoMs };
}

/** On one phase, where the charger may choose. */
export const leastWay = (seat: Seat): Seat => (seat.switches ? onPhases(seat, 1) : seat);

function daylight(state: SiteState, now: Now): boolean {
  const readings = readingsOf(state, 'solar', now.monoMs);
  if (readings.length > 0) return readings.some(({ powerW }) => powerW > DAYLIGHT_W);
  const { latitude, longitude } = state.facts;
  if (latitude === undefined || longitude === undefined || !now.wallClockPlausible) return false;
  return sineOfSun(now.wallMs, latitude, longitude) > 0;
}
