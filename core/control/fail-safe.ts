import type { MonoMs } from '../model/units.js';
import type { MeterState } from './site-state.js';

/** How old the meter's newest value is, ms; endless when there is none. */
export const readingAge = (meter: MeterState, at: MonoMs): number =>
  meter.reading ? Math.max(0, at - meter.reading.takenAt) : Number.POSITIVE_INFINITY;
