/**
 * Pace: when a new limit is worth a write. An OCPP profile is a write to flash on real firmware, so each charger has a
 * budget of writes per hour, renewals counted.
 *
 * 1. Reductions go out at once when the fuse, a ceiling, a wish or a silent meter asks for them; so do pauses.
 * 2. A charger that trips on over-current when it is lowered fast (Hydra Cubus manual, 15: more than 1.1 × limit for 5 s)
 *    is lowered by the sun only in steps it can follow.
 * 3. Raises come at least 10 s after the last write.
 * 4. The budget is never overdrawn: so many writes are kept back as renewals will need before old ones leave the hour.
 * 5. A change for the sun goes out when what it has already cost to wait exceeds the price of a write. The price rises
 *    with the share of the budget that is spent, renewals to come among it: large and lasting changes always pay, flicker
 *    does not.
 * 6. What a user has just asked for (mode, start, boost), and a change of phases, waits for neither gap nor price.
 */
import type { Preset } from '../model/mode.js';
import type { SiteFacts } from '../model/site-facts.js';
import { type MonoMs, type Now, ROUNDING } from '../model/units.js';
import { costW, fullW, type Seat } from './seat.js';
import { WRITES_MS, writesCounted } from './site-state.js';

export interface Pace {
  readonly limitA: number;
  /** Watt-seconds lost so far by not writing; carried in the memory. */
  readonly paceWs: number;
  /** Why another limit than the wanted one, if so. */
  readonly held: 'pace' | 'write-budget' | 'trip' | null;
}

export interface PaceQuestion {
  readonly wantedA: number;
  /** A reduction to the wanted level cannot wait: the fuse, a ceiling, a wish or a silent meter asks for it. */
  readonly must: boolean;
  /** The number of phases changes too. */
  readonly turns: boolean;
  /** Surplus that this charger is to follow, W; null: as much as it is given is worth it. */
  readonly sunW: number | null;
  /** How often a kWh from the grid counts against one from the sun. */
  readonly gridWeight: number;
  /** Time since the last cycle, s. */
  readonly dtS: number;
  readonly now: Now;
  readonly writesPerHour: number;
  readonly profileDurationS: number;
  readonly voltageV: number;
}

export const RAISE_GAP_MS = 10_000;
const STEP_DOWN_GAP_MS = 6000;
const TRIP_RATIO = 1.1;

export function pace(seat: Seat, question: PaceQuestion): Pace {
  const { wantedA, turns, now } = question;
  const nowA = seat.offeredA;
  const go: Pace = { limitA: wantedA, paceWs: 0, held: null };
  if ((Math.abs(wantedA - nowA) < ROUNDING && !turns) || seat.writtenAt === null) return go;
  if (wantedA < nowA && (question.must || wantedA === 0)) return go;
  const sinceMs = now.monoMs - seat.writtenAt;
  if (wantedA < nowA && seat.charger.car.tripsOnLowering && !turns) {
    const followable = Math.ceil(Math.max(seat.draw.highA, seat.minA) / TRIP_RATIO);
    const stepA = Math.max(wantedA, Math.min(nowA, followable, nowA - seat.stepA));
    if (sinceMs < STEP_DOWN_GAP_MS) return { limitA: nowA, paceWs: seat.memory.paceWs, held: 'trip' };
    return { limitA: stepA, paceWs: 0, held: stepA > wantedA ? 'trip' : null };
  }
  const paceWs = seat.memory.paceWs + Math.max(0, winW(seat, question)) * question.dtS;
  const asked = turns || (seat.charger.wishedAt ?? 0) >= seat.writtenAt;
  if (wantedA > nowA && sinceMs < RAISE_GAP_MS && !asked) return { limitA: nowA, paceWs, held: 'pace' };
  const writes = writesCounted(seat.charger, now.monoMs);
  const spent = spentOf(writes, question) / question.writesPerHour;
  if (spent > 1) return { limitA: nowA, paceWs, held: 'write-budget' };
  if (nowA > 0 && !asked && paceWs < priceWs(spent)) return { limitA: nowA, paceWs, held: 'pace' };
  return go;
}

/**
 * What the wanted limit would win over the present one, W: sun taken rather than sold, grid not bought. A car offered more than
 * it took so far is thought to take it: it is to prove that it can.
 */
function winW(seat: Seat, question: PaceQuestion): number {
  const { wantedA, voltageV, sunW, gridWeight } = question;
  const wantedW = wantedA > seat.offeredA ? fullW(seat, wantedA, voltageV) : costW(seat, wantedA, voltageV);
  const nowW = costW(seat, seat.offeredA, voltageV);
  if (sunW === null) return Math.abs(wantedW - nowW);
  const lostW = (takenW: number): number => (sunW > takenW ? sunW - takenW : gridWeight * (takenW - sunW));
  return lostW(nowW) - lostW(wantedW);
}

/** Writes an hour that the sun may cost. */
export const writeBudget = (facts: SiteFacts, preset: Preset): number =>
  preset === 'gentle' ? Math.min(GENTLE_WRITES, facts.writesPerHour) : facts.writesPerHour;

const GENTLE_WRITES = 60;

/**
 * Price of a write, Ws, by the share of the hour's budget that is spent: nothing up to half of it, endless for the last. Chosen on
 * 64 generated days and parts of days with busy skies, on one and three phases.
 */
const priceWs = (spent: number): number =>
  (PRICE_WS * Math.max(0, Math.exp(STEEPNESS * (spent - FREE)) - 1) * (1 - FREE)) / (1 - spent);
const PRICE_WS = 400;
const STEEPNESS = 6;
const FREE = 0.5;

/** Writes of the budget that are spoken for with one more: those of the last hour, and renewals until old ones have left it. */
function spentOf(writes: readonly MonoMs[], { now, profileDurationS }: PaceQuestion): number {
  const renewMs = profileDurationS * 500;
  return writes.reduce((most, at, gone) => {
    const leavesIn = at + WRITES_MS - now.monoMs;
    return Math.max(most, writes.length + 1 - gone + Math.floor(leavesIn / renewMs));
  }, writes.length + 1);
}
