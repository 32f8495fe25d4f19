/**
 * The learned car: what a car has shown of itself, from measured currents alone. Kept per charger, and per card where one
 * was shown; so a car that comes back is known before it draws.
 *
 * 1. A visit begins with what the last one of the same card left; without a card, with the last car at this charger.
 * 2. What is remembered serves the plans: what a start costs, how long it takes. The fuse believes in fewer phases only
 *    what this visit has shown, because another car may have come.
 * 3. It is put away while it is learned, not at unplug: a hub that is killed forgets nothing.
 */
import type { Amps, MonoMs } from '../../model/units.js';

/** What outlives a visit. `null`: not known. */
export interface CarTraits {
  /** How far the car draws below the offer. A 1-s log of a real car shows 0.1–0.6 A. */
  readonly offsetA: Amps;
  /** The most it has ever taken of a higher offer; null: takes what it gets. */
  readonly mostA: Amps | null;
  /** An offer it stayed away from before it came at a higher one, and how often that was seen. */
  readonly refuses: { readonly offerA: Amps; readonly times: number } | null;
  /** How often one step more of an offer changed nothing in a row, below the car's own maximum. */
  readonly dullSteps: number;
  /** Conductors of the charger that carry current, counted from 0. */
  readonly conductors: readonly number[] | null;
  /** From the offer to the first current. */
  readonly startDelayS: number | null;
  /** How fast the current climbs, A/s. */
  readonly rampAS: number | null;
}

/** The car at a charger: its traits, and what is being learned of it. */
export interface LearnedCar extends CarTraits {
  /** The conductors were measured in this visit. */
  readonly phasesSeen: boolean;
  /** Power alone was told: an offer it had settled on, what it drew of it, and on how many conductors. */
  readonly followed: { readonly offerA: Amps; readonly drawA: Amps; readonly count: number } | null;
  /** What it takes of a higher offer now: its maximum, or less when it is nearly full. null: takes what it gets. */
  readonly capA: Amps | null;
  /** Samples in a row that stayed below a steady offer, and since when. */
  readonly shortSamples: number;
  readonly shortSince: MonoMs | null;
  /** The last offer it had settled on, and what it drew of it. */
  readonly settled: { readonly offerA: Amps; readonly drawA: Amps } | null;
  /** An offer of this visit that it stayed away from, or stopped at. */
  readonly refusedA: Amps | null;
  /** The charger tripped on over-current within 30 s of a lowering of ours: it is lowered in steps from then on. */
  readonly tripsOnLowering: boolean;
  /** The charger took a number of phases and went on with another. */
  readonly ignoresPhases: boolean;
  /** How often in a row it was seen on several phases after it was told one, and when it was told last. */
  readonly stayed: { readonly toldAt: MonoMs; readonly times: number } | null;
  /** When the running offer began that the car has not yet answered. */
  readonly offeredSince: MonoMs | null;
}

/** Traits by charger, then by card; '' for a car that came without one. */
export type KnownCars = Readonly<Record<string, Readonly<Record<string, CarTraits>>>>;

export const UNKNOWN_TRAITS: CarTraits = {
  offsetA: 0.3 as Amps,
  mostA: null,
  refuses: null,
  dullSteps: 0,
  conductors: null,
  startDelayS: null,
  rampAS: null,
};

export const UNKNOWN_CAR: LearnedCar = {
  ...UNKNOWN_TRAITS,
  phasesSeen: false,
  followed: null,
  capA: null,
  shortSamples: 0,
  shortSince: null,
  settled: null,
  refusedA: null,
  tripsOnLowering: false,
  ignoresPhases: false,
  stayed: null,
  offeredSince: null,
};

/** Once is chance, a car may just have woken up; twice is a habit. */
const HABIT = 2;
/** So many cars are remembered at one charger. */
const CARS_KEPT = 20;

/** The next visit: what was learned of the charger stays, the traits are those of the car that is expected. */
export const nextCar = (car: LearnedCar, expected: CarTraits = UNKNOWN_TRAITS): LearnedCar => ({
  ...UNKNOWN_CAR,
  ...expected,
  tripsOnLowering: car.tripsOnLowering,
  ignoresPhases: car.ignoresPhases,
  stayed: car.stayed,
});

export const traitsOf = (car: CarTraits): CarTraits => ({
  offsetA: car.offsetA,
  mostA: car.mostA,
  refuses: car.refuses,
  dullSteps: car.dullSteps,
  conductors: car.conductors,
  startDelayS: car.startDelayS,
  rampAS: car.rampAS,
});

/** What is known of the car of that card, or of the last one that came without a card. */
export const carOf = (cars: KnownCars, chargerId: string, card: string): CarTraits =>
  cars[chargerId]?.[card.toLowerCase()] ?? UNKNOWN_TRAITS;

/** The known cars with one brought up to date; the longest away is forgotten when they become too many. */
export function withCar(cars: KnownCars, chargerId: string, card: string, traits: CarTraits): KnownCars {
  const key = card.toLowerCase();
  const own = cars[chargerId] ?? {};
  const [newest, before] = Object.entries(own).at(-1) ?? [];
  if (newest === key && before && sameTraits(before, traits)) return cars;
  const { [key]: _old, ...others } = own;
  const kept = Object.entries(others).slice(1 - CARS_KEPT);
  return { ...cars, [chargerId]: { ...Object.fromEntries(kept), [key]: traits } };
}

const TRAITS = Object.keys(UNKNOWN_TRAITS) as readonly (keyof CarTraits)[];
const sameTraits = (a: CarTraits, b: CarTraits): boolean => TRAITS.every((trait) => a[trait] === b[trait]);

/** Whether it has drawn in this visit, as far as it was learned from. */
export const hasDrawn = ({ phasesSeen, followed }: LearnedCar): boolean => phasesSeen || followed !== null;

/** The least current the car takes, where that is more than the charger's; null: not known to be more. */
export const leastOf = ({ refuses }: CarTraits): number | null =>
  refuses !== null && refuses.times >= HABIT ? refuses.offerA + 1 : null;

/** The step the car follows, as a multiple of the charger's. */
export const stepsAtOnce = ({ dullSteps }: CarTraits): number => (dullSteps >= HABIT ? 2 : 1);

/** The car came: what it had stayed away from is a habit when it happens again, and none when it took that this time. */
export function afterStart(car: LearnedCar, offerA: Amps): LearnedCar {
  const { refusedA, refuses } = car;
  if (refusedA === null) return refuses && offerA <= refuses.offerA ? { ...car, refuses: null } : car;
  if (offerA <= refusedA) return { ...car, refusedA: null, refuses: null };
  const known = refuses !== null && refusedA >= refuses.offerA;
  return { ...car, refusedA: null, refuses: { offerA: refusedA, times: known ? refuses.times + 1 : 1 } };
}
