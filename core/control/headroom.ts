/**
 * The main fuse, per phase: what the chargers may take together.
 *
 * 1. Other loads = measured current − what the cars drew at the meter's own moment (the low edge: what a car may not have
 *    drawn, the house may have).
 * 2. Room = fuse − margin − the largest other load of the last 90 s: down at once, up slowly. What is only suspected,
 *    because the bracket is wide, is not remembered for 90 s, unless the fuse is being passed right now.
 * 3. Chargers that cannot be steered (offline, not obeying) are taken off at what they may draw.
 * 4. Without currents per phase, each phase is feared to carry all other loads.
 */
import type { MonoMs } from '../model/units.js';
import type { Bucket } from './memory.js';
import { phaseCurrents } from './phase-currents.js';
import type { Seat } from './seat.js';
import type { MeterState, SiteState } from './site-state.js';

export interface Headroom {
  /** Per phase: what all steered chargers together may draw. */
  readonly roomsA: readonly number[];
  /** Per phase: current without the steered cars, signed; for balance. */
  readonly baseA: readonly number[];
  /** Buckets of other loads, for the memory. */
  readonly others: readonly (readonly Bucket[])[];
}

const HOLD_MS = 90_000;
const BUCKET_MS = 5000;
const SHARP_A = 0.3;

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
  const base: number[] = [];
  const others: (readonly Bucket[])[] = [];
  for (let phase = 0; phase < facts.phases; phase++) {
    const nowA = feared ?? (measuredA[phase] ?? 0) - (lowA[phase] ?? 0);
    const wideA = (highA[phase] ?? 0) - (lowA[phase] ?? 0);
    const keptA = wideA <= SHARP_A ? nowA : nowA - wideA;
    const passed = (measuredA[phase] ?? 0) > facts.fuseA;
    const hereA = passed ? nowA : nowA - wideA / 2;
    const buckets = fresh ? withPeak(memory.others[phase] ?? [], at, keptA) : (memory.others[phase] ?? []);
    let peakA = hereA;
    for (const bucket of buckets) peakA = Math.max(peakA, bucket.value);
    others.push(buckets);
    rooms.push(facts.fuseA - facts.marginA - peakA - (fixedA[phase] ?? 0));
    base.push(nowA + (fixedA[phase] ?? 0));
  }
  return { roomsA: rooms, baseA: base, others };
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
