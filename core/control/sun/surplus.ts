/**
 * Surplus: what would flow out to the grid if the cars that follow the sun drew nothing, at the meter's own moment.
 *
 * 1. Low and high: with the low and the high edge of what these cars may have drawn then.
 * 2. A car on FAST is a load like any other: the sun it takes is not given twice.
 * 3. What the house battery takes or gives, as far as it is the cars' to have, see house-battery.
 * 4. What is told of it stands until it is no longer possible: a car on its way to another current changes no sun.
 */
import type { MonoMs } from '../../model/units.js';
import type { Bucket } from '../memory.js';
import type { Seat } from '../seat.js';

export interface Surplus {
  readonly lowW: number;
  readonly highW: number;
}

const BUCKET_MS = 10_000;

/** `besideW`: what the house battery adds or takes away. */
export function surplus(solar: readonly Seat[], voltageV: number, gridW: number, besideW: number): Surplus {
  let lowA = 0;
  let highA = 0;
  for (const seat of solar) {
    lowA += seat.draw.lowA * seat.feeds;
    highA += seat.draw.highA * seat.feeds;
  }
  const rest = besideW - gridW;
  return { lowW: lowA * voltageV + rest, highW: highA * voltageV + rest };
}

/** The surplus to be told, W, after the one told before. */
export const toldSurplusW = ({ lowW, highW }: Surplus, beforeW: number | null): number =>
  Math.max(lowW, Math.min(beforeW ?? (lowW + highW) / 2, highW));

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

/** The look-back without so much of it, W. */
export const pastWithout = (past: readonly Bucket[], takenW: number): readonly Bucket[] =>
  takenW === 0 ? past : past.map((bucket) => ({ ...bucket, value: bucket.value - takenW }));
