/**
 * The main fuse, per phase: what the chargers may take together.
 *
 * 1. Other loads = measured current − what the cars drew at the meter's own moment. The bracket leaves two answers: with
 *    the low edge the house may have drawn the difference, with the high edge the cars have.
 * 2. Raise on the strict room, lower on the lax one: a car that was told to come down is given its reaction time before
 *    more is asked of it; the bracket closes within seconds and then both are one.
 * 3. Room = fuse − margin − the largest other load of the last 90 s: down at once, up slowly. What is only suspected,
 *    because the bracket is wide, is not remembered for 90 s.
 * 4. Chargers that cannot be steered (offline, not obeying) are taken off at what they may draw.
 * 5. Meter and charger may disagree. The worse counts: no charger is believed to draw what neither grid nor sun give.
 * 6. Above the fuse for 6 s by the meter's own samples: nothing told so far has helped, whoever does not obey. There is no
 *    room on that phase for anybody until it is below.
 * 7. Without currents per phase, each phase is feared to carry all other loads.
 */
import type { MeterReading } from '../../model/reading.js';
import type { MonoMs } from '../../model/units.js';
import type { Bucket } from '../memory.js';
import type { Seat } from '../seat.js';
import type { SiteState } from '../site-state.js';
import { spokeLately } from './meter-health.js';
import { phaseCurrents } from './phase-currents.js';

export interface Headroom {
  /** Per lane, phases of the supply first: what all steered chargers together may draw; strict, for raises. */
  readonly roomsA: readonly number[];
  /** The same for those who draw already. */
  readonly laxA: readonly number[];
  /** Per phase: current without the steered cars, signed; for balance. */
  readonly baseA: readonly number[];
  /** Buckets of other loads, for the memory. */
  readonly others: readonly (readonly Bucket[])[];
  /** Per phase: since when the samples have been above the fuse. */
  readonly overSince: readonly (MonoMs | null)[];
}

const HOLD_MS = 90_000;
const BUCKET_MS = 5000;
/** The solar meter's look is not of the same moment as the grid's. */
const SOLAR_SWINGS = 2;
/** So long that a car that obeys is on its way down, so short that nothing lasts 10 s. */
const OVER_MOST_MS = 6000;

export function mainFuseHeadroom(
  state: SiteState,
  seats: readonly Seat[],
  reading: MeterReading,
  fresh: boolean,
): Headroom {
  const { facts, memory } = state;
  const { takenAt: at } = reading;
  const phases = phaseCurrents(state, reading).map((measuredA, phase) => ({ measuredA, ...carsOn(phase, seats) }));
  const perPhase = reading.phaseW !== undefined || reading.currentA !== undefined;
  const feared = perPhase ? null : fearedA(phases);
  const leastA = leastOthersA(state, at);
  const found = phases.map(({ measuredA, lowA, highA, doubtA, fixedA }, phase) => {
    const othersA = Math.max(leastA, feared ?? measuredA - lowA);
    const kept = memory.others[phase] ?? [];
    const buckets = fresh ? withPeak(kept, at, othersA - (highA - lowA)) : kept;
    const peakA = Math.max(...buckets.map(({ value }) => value));
    const passed = measuredA > facts.fuseA;
    const overSince = passed ? (memory.overSince[phase] ?? at) : null;
    const mostA = overSince !== null && at - overSince >= OVER_MOST_MS ? 0 : Number.POSITIVE_INFINITY;
    const freeA = facts.fuseA - facts.marginA - fixedA;
    const strictA = freeA - Math.max(peakA, passed ? othersA : othersA - doubtA / 2);
    const laxA = freeA - Math.max(peakA, othersA - doubtA);
    return {
      roomA: Math.min(mostA, strictA),
      laxA: Math.min(mostA, laxA),
      baseA: othersA + fixedA,
      buckets,
      overSince,
    };
  });
  return {
    roomsA: found.map(({ roomA }) => roomA),
    laxA: found.map(({ laxA }) => laxA),
    baseA: found.map(({ baseA }) => baseA),
    others: found.map(({ buckets }) => buckets),
    overSince: found.map(({ overSince }) => overSince),
  };
}

/** What the cars on one phase may have drawn at the meter's moment, A. */
interface Cars {
  readonly lowA: number;
  readonly highA: number;
  /** Between low and high, of those that are steered: who is taken off at its most is given no benefit of the doubt as well. */
  readonly doubtA: number;
  /** What those that cannot be steered are taken off at. */
  readonly fixedA: number;
}

function carsOn(phase: number, seats: readonly Seat[]): Cars {
  let [lowA, highA, doubtA, fixedA] = [0, 0, 0, 0];
  for (const { draw, fixedA: takenOffA } of seats.filter(({ on }) => on.includes(phase))) {
    lowA += draw.lowA;
    highA += draw.highA;
    if (takenOffA === null) doubtA = doubtA + draw.highA - draw.lowA;
    else fixedA += takenOffA;
  }
  return { lowA, highA, doubtA, fixedA };
}

/** Other loads can be less than nothing by what sun and battery give. Where a solar meter tells that, a charger that tells more is not believed. */
function leastOthersA(state: SiteState, at: MonoMs): number {
  const sources = Object.values(state.meters).filter(({ role }) => role === 'solar' || role === 'battery');
  const known = sources.every((meter) => spokeLately(state, meter, at));
  if (!known || !sources.some(({ role }) => role === 'solar')) return Number.NEGATIVE_INFINITY;
  const givenW = sources.reduce((sum, { reading }) => sum + Math.max(0, reading?.powerW ?? 0), 0);
  return -(givenW * SOLAR_SWINGS) / state.facts.voltageV;
}

/** All other load on one phase: the worst that a total alone allows. */
function fearedA(phases: readonly { readonly measuredA: number; readonly lowA: number }[]): number {
  const measuredA = phases.reduce((sum, phase) => sum + phase.measuredA, 0);
  const totalA = measuredA - phases.reduce((sum, phase) => sum + phase.lowA, 0);
  return totalA > 0 ? totalA : totalA / phases.length;
}

/** What the other loads usually take of each phase, as the fuse counts them, with one more look at them. */
export const usualAfter = (before: readonly number[], others: Headroom['others'], dtS: number): readonly number[] =>
  others.map((buckets, phase) => {
    const peakA = Math.max(0, ...buckets.map(({ value }) => value));
    return peakA + ((before[phase] ?? 0) - peakA) * Math.exp(-dtS / USUAL_S);
  });
const USUAL_S = 7200;

/** When a load that is gone stops being counted on these phases; null: what counts flows now. */
export function easesAt(others: Headroom['others'], phases: readonly number[]): number | null {
  const times = phases.flatMap((phase) => {
    const buckets = others[phase] ?? [];
    const peak = buckets.reduce((most, one) => (one.value >= most.value ? one : most), buckets[0] ?? NO_LOAD);
    return peak.value - (buckets.at(-1) ?? NO_LOAD).value >= EASES_FROM_A ? [peak.at + HOLD_MS + BUCKET_MS] : [];
  });
  return times.length === 0 ? null : Math.max(...times);
}
const EASES_FROM_A = 1;
const NO_LOAD: Bucket = { at: 0 as MonoMs, value: 0, count: 0 };

/** Stretches of 5 s with their largest value, those of the last 90 s. */
function withPeak(buckets: readonly Bucket[], at: MonoMs, value: number): readonly Bucket[] {
  const start = (Math.floor(at / BUCKET_MS) * BUCKET_MS) as MonoMs;
  const kept = buckets.filter((bucket) => bucket.at > at - HOLD_MS - BUCKET_MS && bucket.at !== start);
  const same = buckets.find((bucket) => bucket.at === start);
  return [...kept, { at: start, value: same ? Math.max(same.value, value) : value, count: 1 }];
}
