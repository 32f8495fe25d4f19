/**
 * What a set of cars is worth, W: sun taken, and what the house battery adds, less grid energy as the preset weighs it. The
 * allowance costs nothing and wins nothing: without any sun it charges nobody. Judged on the present and on the
 * last minutes, which stand for the clouds of the day, moved by what the sun is expected to do.
 */

import type { Bucket } from '../memory.js';
import { costW, minimumsW, type Seat, topA } from '../seat.js';
import type { HouseBattery } from './house-battery.js';
import type { PresetNumbers } from './presets.js';

export interface Sky {
  readonly numbers: PresetNumbers;
  readonly voltageV: number;
  readonly surplusW: number;
  readonly past: readonly Bucket[];
  readonly battery: HouseBattery;
  /** What the sun is expected to change from the look-back on, W. */
  readonly driftW: number;
  /** Nobody charges yet. */
  readonly allRest: boolean;
}

const RECENT_MS = 120_000;

/** The present and the look-back, weighed. */
export function worthW(sky: Sky, on: readonly Seat[]): number {
  const nowW = worthUnder(sky, on)(sky.surplusW);
  const { lookBackWeight, lookBackMs } = sky.numbers;
  const past = lastOf(sky.past, lookBackMs);
  return past.length === 0 ? nowW : (1 - lookBackWeight) * nowW + lookBackWeight * meanW(sky, on, past);
}

/** What the last two minutes say a change would win in the time to come, Ws; never less than nothing. */
export function promiseWs(sky: Sky, from: readonly Seat[], to: readonly Seat[]): number {
  const { promiseS } = sky.numbers;
  const first = sky.past[0];
  const newest = sky.past.at(-1);
  if (!first || !newest) return 0;
  const recent = lastOf(sky.past, RECENT_MS);
  // A view shorter than that promises as much less.
  const seen = Math.min(1, (newest.at - first.at) / RECENT_MS);
  return seen * Math.max(0, meanW(sky, to, recent) - meanW(sky, from, recent)) * promiseS;
}

function lastOf(past: readonly Bucket[], spanMs: number): readonly Bucket[] {
  const newest = past.at(-1)?.at ?? 0;
  return past.filter((bucket) => bucket.at > newest - spanMs);
}

/** Mean worth over stretches of the past, moved by the drift, W. */
export function meanW(sky: Sky, on: readonly Seat[], past: readonly Bucket[]): number {
  const valueW = worthUnder(sky, on);
  return past.reduce((sum, bucket) => sum + valueW(bucket.value + sky.driftW), 0) / Math.max(1, past.length);
}

/** What a set of cars is worth under so much sun, W by W. */
export function worthUnder(sky: Sky, on: readonly Seat[]): (sunW: number) => number {
  if (on.length === 0) return () => 0;
  const { numbers, voltageV } = sky;
  let mostW = 0;
  let allowedW = 0;
  const leastW = minimumsW(on, voltageV);
  const carriedW = carriesW(sky, on);
  for (const seat of on) {
    mostW += costW(seat, topA(seat), voltageV);
    allowedW += allowanceW(seat, voltageV);
  }
  return (surplusW) => {
    const sunW = numbers.forbearing ? Math.max(0, surplusW) : surplusW;
    const powerW = Math.max(leastW, Math.min(sunW, mostW));
    const lackW = Math.max(0, powerW - sunW);
    const batteryW = Math.min(lackW, carriedW);
    const shortW = Math.max(0, lackW - batteryW - allowedW);
    return powerW - lackW + batteryW - numbers.gridWeight * shortW;
  };
}

/** Shortfall that the house battery makes good: what it gives, or all of it where it may begin the first charge. */
export const carriesW = ({ battery, allRest }: Sky, on: readonly Seat[]): number =>
  battery.starts && allRest && on.length === 1 ? Number.POSITIVE_INFINITY : battery.holdsW;

export const allowanceW = (seat: Seat, voltageV: number): number =>
  seat.charger.wishes.ecoPlusA * voltageV * seat.feeds;
