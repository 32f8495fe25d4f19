import type { Amps, MonoMs } from '../model/units.js';

/**
 * What a charger has shown of the car that is plugged in. Learned from measured currents, forgotten at unplug where it
 * belongs to the car, kept where it belongs to the charger.
 */
export interface LearnedCar {
  /** How far the car draws below the offer. A 1-s log of a real car shows 0.1–0.6 A. */
  readonly offsetA: Amps;
  /** The most the car has been seen to take of a higher offer; null: takes what it gets. */
  readonly capA: Amps | null;
  /** Samples in a row that stayed below a steady offer. */
  readonly shortSamples: number;
  /** Conductors of the charger that carry current, counted from 0; null: not seen yet, all are assumed. */
  readonly conductors: readonly number[] | null;
  /** The charger tripped on over-current within 30 s of a lowering of ours: it is lowered in steps from then on. */
  readonly tripsOnLowering: boolean;
  /** From the offer to the first current, as last seen. */
  readonly startDelayS: number | null;
  /** When the running offer began that the car has not yet answered. */
  readonly offeredSince: MonoMs | null;
}

export const UNKNOWN_CAR: LearnedCar = {
  offsetA: 0.3 as Amps,
  capA: null,
  shortSamples: 0,
  conductors: null,
  tripsOnLowering: false,
  startDelayS: null,
  offeredSince: null,
};

/** A new car: only what was learned of the charger stays. */
export const nextCar = (car: LearnedCar): LearnedCar => ({ ...UNKNOWN_CAR, tripsOnLowering: car.tripsOnLowering });
