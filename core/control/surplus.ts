/**
 * Surplus: what would flow out to the grid if the cars that follow the sun drew nothing, at the meter's own moment.
 *
 * 1. Low and high: with the low and the high edge of what these cars may have drawn then.
 * 2. A car on FAST is a load like any other: the sun it takes is not given twice.
 * 3. House battery. Car first: what charges the battery counts as surplus. Battery first: it does not. Above a state of
 *    charge: car first from there on. What the battery gives is never surplus.
 */
import type { MonoMs, Now } from '../model/units.js';
import type { Bucket } from './memory.js';
import { readingAge } from './meter-health.js';
import type { Seat } from './seat.js';
import type { SiteState } from './site-state.js';

export interface Surplus {
  readonly lowW: number;
  readonly highW: number;
}

const BUCKET_MS = 10_000;
const STALE_MS = 60_000;

export function surplus(state: SiteState, solar: readonly Seat[], gridW: number, now: Now): Surplus {
  const { voltageV } = state.facts;
  let lowA = 0;
  let highA = 0;
  for (const seat of solar) {
    lowA += seat.draw.lowA * seat.feeds;
    highA += seat.draw.highA * seat.feeds;
  }
  const rest = batteryShareW(state, now) - gridW;
  return { lowW: lowA * voltageV + rest, highW: highA * voltageV + rest };
}

/** What the battery takes that the car may have (positive), or gives that is not sun (negative). */
function batteryShareW(state: SiteState, now: Now): number {
  let share = 0;
  for (const meter of Object.values(state.meters)) {
    if (meter.role !== 'battery' || !meter.reading || readingAge(meter, now.monoMs) > STALE_MS) continue;
    const givesW = meter.reading.powerW;
    if (givesW > 0 || carFirst(state, meter.reading.socPct)) share -= givesW;
  }
  return share;
}

function carFirst(state: SiteState, socPct: number | undefined): boolean {
  const choice = state.facts.batteryPriority;
  if (typeof choice === 'string') return choice === 'car';
  return socPct !== undefined && socPct >= choice.aboveSocPct;
}

/** Adds a sample to the look-back: means over stretches of 10 s. */
export function withSample(past: readonly Bucket[], at: MonoMs, value: number, spanMs: number): readonly Bucket[] {
  const start = (Math.floor(at / BUCKET_MS) * BUCKET_MS) as MonoMs;
  const last = past.at(-1);
  if (last && last.at === start) {
    const count = last.count + 1;
    return [...past.slice(0, -1), { at: start, value: last.value + (value - last.value) / count, count }];
  }
  return [...past.filter((bucket) => bucket.at > at - spanMs), { at: start, value, count: 1 }];
}
