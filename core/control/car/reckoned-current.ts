/**
 * A charger that tells its power and no current: what flows in each conductor, and in how many.
 *
 * 1. As many conductors as this visit has shown, while none of them would carry more than the charger gives; the one it was
 *    told to use, where its limit explains the power.
 * 2. Otherwise each may carry an even share of it, or all of it up to the offer: between these the truth lies. A share
 *    above the offer is disobedience on any number of phases.
 * 3. Settled on an offer, the power is that offer on one, two or three of them: so shown and planned with. The fuse
 *    believes in fewer once the power has followed another offer on the same number: a car with a maximum of its own may
 *    look like fewer phases once.
 */
import { conductorsMatching } from '../../model/phases.js';
import type { ChargerSample } from '../../model/reading.js';
import { type Amps, amps, LIVE_V, NOMINAL_V } from '../../model/units.js';
import type { ChargerState, Draw } from '../site-state.js';
import { settledOffer, stayedOn } from './learn.js';
import type { LearnedCar } from './learned-car.js';
import { highestOffer, TOLERANCE_A } from './obedience.js';

const ANOTHER_A = 1;

/** The sample with its currents where they were reckoned from a total power. */
export function withReckoned(charger: ChargerState, sample: ChargerSample): ChargerSample {
  if (sample.currentFrom !== 'power' || sample.powerW === undefined) return sample;
  const wired = charger.facts.phases.length;
  const count = countOf(charger, sample) ?? charger.car.followed?.count ?? wired;
  const eachA = allInOne(sample) / count;
  return { ...sample, currentA: Array.from({ length: wired }, (_, k) => amps(k < count ? eachA : 0)) };
}

/** What the sample says of the largest current of a conductor. */
export function drawOf(charger: ChargerState, sample: ChargerSample, currentA: readonly Amps[]): Draw {
  const at = sample.takenAt;
  if (!guessed(charger, sample)) return { at, drawA: amps(Math.max(0, ...currentA)) };
  const oneA = allInOne(sample);
  const drawA = amps(Math.max(0, oneA / charger.facts.phases.length));
  return { at, drawA, mostA: amps(Math.max(drawA, Math.min(oneA, highestOffer(charger, at)))) };
}

/** Whether its conductors are guessed: nothing but their number can be learned of it. */
export const guessed = (charger: ChargerState, sample: ChargerSample): boolean =>
  sample.currentFrom === 'power' && countOf(charger, sample) === null;

/** What a power tells of the number of conductors under an offer that the car has settled on. */
export function counted(charger: ChargerState, sample: ChargerSample): LearnedCar {
  const { car, facts } = charger;
  const oneA = allInOne(sample);
  const offerA = charger.status === 'Charging' ? settledOffer(charger, sample.takenAt) : null;
  if (offerA === null) return car;
  const count = conductorsMatching(sample.powerW ?? 0, offerA, voltageOf(sample), facts.phases.length);
  if (count === null) return car;
  const conductors = Array.from({ length: count }, (_, k) => k);
  if (charger.profiles.live?.phases === 1) return stayedOn(charger, sample.takenAt);
  const drawA = amps(oneA / count);
  const before = car.followed;
  if (before?.count !== count) return { ...car, conductors, followed: { offerA, count, drawA } };
  const stepA = offerA - before.offerA;
  const followed = Math.abs(stepA) >= ANOTHER_A && Math.abs(drawA - before.drawA - stepA) <= Math.abs(stepA) / 2;
  return followed ? { ...car, conductors, phasesSeen: true } : car;
}

function countOf(charger: ChargerState, sample: ChargerSample): number | null {
  const { car, facts, profiles } = charger;
  const oneA = allInOne(sample);
  if (facts.phases.length === 1) return 1;
  if (profiles.live?.phases === 1 && !car.ignoresPhases)
    return oneA <= highestOffer(charger, sample.takenAt) + TOLERANCE_A ? 1 : null;
  if (!car.phasesSeen || car.conductors === null) return null;
  return oneA / car.conductors.length <= facts.maxA + TOLERANCE_A ? car.conductors.length : null;
}

/** The current, if all of the power came out of one conductor. */
function allInOne(sample: ChargerSample): number {
  return (sample.powerW ?? 0) / voltageOf(sample);
}

function voltageOf({ voltageV = [] }: ChargerSample): number {
  const told = voltageV.filter((voltage) => voltage > LIVE_V);
  return told.length > 0 ? told.reduce((sum, voltage) => sum + voltage, 0) / told.length : NOMINAL_V;
}
