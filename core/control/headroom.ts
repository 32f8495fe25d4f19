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
 * 5. Without currents per phase, each phase is feared to carry all other loads.
 */
import type { MonoMs } from '../model/units.js';
import type { Bucket } from './memory.js';
import { phaseCurrents } from './phase-currents.js';
import type { Seat } from './seat.js';
import type { MeterState, SiteState } from './site-state.js';

export interface Headroom {
  /** Per phase: what all steered chargers together may draw; strict, for raises. */
  readonly roomsA: readonly number[];
  /** The same for those who draw already. */
  readonly laxA: readonly number[];
  /** Per phase: current without the steered cars, signed; for balance. */
  readonly baseA: readonly number[];
  /** Buckets of other loads, for the memory. */
  readonly others: readonly (readonly Bucket[])[];
}

const HOLD_MS = 90_000;
const BUCKET_MS = 5000;

export function mainFuseHeadroom(
  state: SiteState,
  seats: readonly Seat[],
  meter: MeterState,
  fresh: boolean,
): Headroom {
  const { facts, memory } = state;
  const measuredA = phaseCurrents(state, meter);
  const lowA = new Array<number>(facts.phases).fill(0);
  const highA = new Array<number>(facts.phases).fill(0);
  const fixedA = new Array<number>(facts.phases).fill(0);
  for (const seat of seats) {
    for (const phase of seat.on) {
      lowA[phase] = (lowA[phase] ?? 0) + seat.draw.lowA;
      highA[phase] = (highA[phase] ?? 0) + seat.draw.highA;
      fixedA[phase] = (fixedA[phase] ?? 0) + (seat.fixedA ?? 0);
    }
  }
  const at = meter.reading?.takenAt ?? (0 as MonoMs);
  const perPhase = meter.reading?.phaseW !== undefined || meter.reading?.currentA !== undefined;
  const feared = perPhase || facts.phases === 1 ? null : fearedA(state, measuredA, lowA);
  const rooms: number[] = [];
  const lax: number[] = [];
  const base: number[] = [];
  const others: (readonly Bucket[])[] = [];
  for (let phase = 0; phase < facts.phases; phase++) {
    const nowA = feared ?? (measuredA[phase] ?? 0) - (lowA[phase] ?? 0);
    const wideA = (highA[phase] ?? 0) - (lowA[phase] ?? 0);
    const passed = (measuredA[phase] ?? 0) > facts.fuseA;
    const buckets = fresh ? withPeak(memory.others[phase] ?? [], at, nowA - wideA) : (memory.others[phase] ?? []);
    let peakA = Number.NEGATIVE_INFINITY;
    for (const bucket of buckets) peakA = Math.max(peakA, bucket.value);
    const freeA = facts.fuseA - facts.marginA - (fixedA[phase] ?? 0);
    const strictA = freeA - Math.max(peakA, passed ? nowA : nowA - wideA / 2);
    rooms.push(strictA);
    lax.push(freeA - Math.max(peakA, nowA - wideA));
    others.push(buckets);
    base.push(nowA + (fixedA[phase] ?? 0));
  }
  return { roomsA: rooms, laxA: lax, baseA: base, others };
}

/** All other load on one phase: the worst that a total alone allows. */
function fearedA(state: SiteState, measuredA: readonly number[], lowA: readonly number[]): number {
  const total = measuredA.reduce((sum, value) => sum + value, 0) - lowA.reduce((sum, value) => sum + value, 0);
  return total > 0 ? total : total / state.facts.phases;
}

/** Stretches of 5 s with their largest value, those of the last 90 s. */
function withPeak(buckets: readonly Bucket[], at: MonoMs, value: number): readonly Bucket[] {
  const start = (Math.floor(at / BUCKET_MS) * BUCKET_MS) as MonoMs;
  const kept = buckets.filter((bucket) => bucket.at > at - HOLD_MS - BUCKET_MS && bucket.at !== start);
  const same = buckets.find((bucket) => bucket.at === start);
  return [...kept, { at: start, value: same ? Math.max(same.value, value) : value, count: 1 }];
}
