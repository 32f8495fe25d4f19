import { type MonoMs, monoMs, type Now, QUARTER_MS, type WallMs, wallMs } from '../../model/units.js';
import type { Stamp } from './timestamp.js';

/**
 * Where a charger's timestamps lie on our clocks. In this order:
 *
 * 1. No readable timestamp: taken when it came.
 * 2. The charger's clock is behind ours by the least lag seen (lag = arrival − timestamp): what lags more was queued.
 *    A timestamp from the future, or 1970, is a wrong clock and never an old message.
 * 3. The first message of a connection, with no lag known: a lag near whole quarter hours without a zone is local time;
 *    any other is a queued message of a right clock.
 * 4. A message that is right by our clock, from a clock that was ahead, is of now: the clock was set. Some send their first
 *    statuses before they have taken the time of the boot's answer (steve #136).
 * 5. Lag that stays the same over several messages while time passes is a slow clock, not a queue: a queue empties
 *    faster than it was filled.
 * 6. A clock that lags after a boot as it did before was not set by it, and tells of now.
 * 7. Lags are kept on our monotonic clock: when our wall clock is set, no charger's clock has moved.
 *
 * Clocks that were never set (before 2020) keep a lag of their own, so that setting them does not make old what is new. One
 * that stands tells nothing at all.
 */
export interface ClockSense {
  readonly setLagMs: number | null;
  readonly unsetLagMs: number | null;
  /** What a clock that was never set showed last. */
  readonly unsetMs: number | null;
  readonly steady: { readonly lagMs: number; readonly since: number; readonly count: number } | null;
  /** The lag before a boot, which may have set the clock. */
  readonly formerLagMs: number | null;
}

export const NO_CLOCK_SENSE: ClockSense = {
  setLagMs: null,
  unsetLagMs: null,
  unsetMs: null,
  steady: null,
  formerLagMs: null,
};

/** The charger was given the time, and may have taken it. */
export const perhapsSet = ({ setLagMs, formerLagMs }: ClockSense): ClockSense => ({
  ...NO_CLOCK_SENSE,
  formerLagMs: setLagMs ?? formerLagMs,
});

/** A message laid on our clocks. `ageMs` is how long ago it was true when it came. */
export interface Placed {
  readonly takenAt: MonoMs;
  readonly takenAtWall: WallMs;
  readonly ageMs: number;
}

const FIRST_PLAUSIBLE = Date.UTC(2020, 0, 1);
const STEADY_SPREAD_MS = 3_000;
const STEADY_MS = 20_000;
const STEADY_COUNT = 3;
/** A lag of the first message up to here is the way it took; beyond, it waited. */
const PROMPT_MS = 5_000;
/** A clock further ahead than this and right afterwards was set; less is a message that took its time. */
const AHEAD_MS = 60_000;
/** Less is the way of a message that was longer than the least. */
const MOVED_MS = 30_000;

export function place(
  sense: ClockSense,
  stamp: Stamp | undefined,
  now: Now,
): { readonly sense: ClockSense; readonly placed: Placed } {
  if (!stamp) return { sense, placed: at(now, 0) };
  const lagMs = now.monoMs - stamp.ms;
  const wallAheadMs = now.wallMs - now.monoMs;
  const wallLagMs = lagMs + wallAheadMs;
  const unset = stamp.ms < FIRST_PLAUSIBLE;
  if (unset && stamp.ms === sense.unsetMs) return { sense, placed: at(now, 0) };
  const known = unset ? sense.unsetLagMs : sense.setLagMs;
  const notSet = !unset && sense.formerLagMs !== null && Math.abs(lagMs - sense.formerLagMs) <= PROMPT_MS;
  const first = known ?? (notSet ? lagMs : firstLag(wallLagMs, stamp, unset, now) - wallAheadMs);
  const steady = followed(sense.steady, lagMs, now);
  const slow = lagMs - first > PROMPT_MS && steady.count >= STEADY_COUNT && now.monoMs - steady.since >= STEADY_MS;
  const wasSet = first + wallAheadMs < -AHEAD_MS && Math.abs(wallLagMs) <= PROMPT_MS && now.wallClockPlausible;
  const least = slow ? steady.lagMs : wasSet ? lagMs : Math.min(first, lagMs);
  return {
    sense: { ...sense, steady, ...(unset ? { unsetLagMs: least, unsetMs: stamp.ms } : { setLagMs: least }) },
    placed: at(now, Math.max(0, lagMs - least)),
  };
}

/** Whether a moment comes from a clock that was set once. */
export const isSet = (stamp: Stamp | undefined): stamp is Stamp => stamp !== undefined && stamp.ms >= FIRST_PLAUSIBLE;

/** Whether the charger's clock was set in between: what was written to it by that clock counts no more. */
export function clockMoved(before: ClockSense, after: ClockSense): boolean {
  const [was, is] = [before, after].map(({ setLagMs, unsetLagMs }) => setLagMs ?? unsetLagMs);
  return was != null && is != null && Math.abs(is - was) > MOVED_MS;
}

/** What the charger's clock shows now, as far as known. */
export const chargerTime = (sense: ClockSense, now: Now): number =>
  now.monoMs - (sense.setLagMs ?? sense.unsetLagMs ?? now.monoMs - now.wallMs);

function firstLag(lagMs: number, stamp: Stamp, unset: boolean, now: Now): number {
  if (unset || lagMs <= PROMPT_MS || !now.wallClockPlausible) return lagMs;
  const zone = Math.round(lagMs / QUARTER_MS) * QUARTER_MS;
  if (!stamp.zoned && zone !== 0 && zone <= 14 * 3_600_000 && Math.abs(lagMs - zone) <= 60_000) {
    return Math.min(zone, lagMs);
  }
  return 0;
}

function followed(steady: ClockSense['steady'], lagMs: number, now: Now): NonNullable<ClockSense['steady']> {
  if (steady && Math.abs(steady.lagMs - lagMs) <= STEADY_SPREAD_MS) {
    return { ...steady, lagMs: Math.min(steady.lagMs, lagMs), count: steady.count + 1 };
  }
  return { lagMs, since: now.monoMs, count: 1 };
}

const at = (now: Now, ageMs: number): Placed => ({
  takenAt: monoMs(now.monoMs - ageMs),
  takenAtWall: wallMs(now.wallMs - ageMs),
  ageMs,
});
