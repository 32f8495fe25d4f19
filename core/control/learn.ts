/**
 * The learned car, from samples taken while one steady offer was in force.
 *
 * 1. Conductors above 1 A are those the car uses; asked of a sample above 4 A, so that a starting car is not misread.
 * 2. Draw within 1 A of a steady offer: the difference is learned by halves. More than that twice in a row: the car's
 *    own maximum, until it takes more.
 */
import type { ChargerSample } from '../model/reading.js';
import { amps } from '../model/units.js';
import type { LearnedCar } from './learned-car.js';
import type { ChargerState } from './site-state.js';

/** A car has settled on a new offer after its reaction and its ramp, see bracket. */
const STEADY_MS = 15_000;
const USED_A = 1;

export function learn(charger: ChargerState, sample: ChargerSample): LearnedCar {
  const { car } = charger;
  if (charger.status !== 'Charging' || !sample.currentA) return car;
  const drawA = charger.measuredA;
  const conductors =
    drawA > 4 ? sample.currentA.flatMap((value, conductor) => (value > USED_A ? [conductor] : [])) : car.conductors;
  const seen = sameList(conductors, car.conductors) ? car : { ...car, conductors };
  const steadyA = steadyOffer(charger, sample.takenAt);
  if (steadyA === null || drawA <= USED_A || charger.disobedience.level > 0) return seen;
  const missA = steadyA - drawA;
  if (missA > 1) {
    const shortSamples = seen.shortSamples + 1;
    return { ...seen, shortSamples, capA: shortSamples >= 2 ? drawA : seen.capA };
  }
  const offsetA = amps(seen.offsetA + 0.5 * (Math.max(-0.5, missA) - seen.offsetA));
  return { ...seen, shortSamples: 0, capA: null, offsetA };
}

/** The one offer in force through the time before the moment, or null. */
function steadyOffer(charger: ChargerState, at: number): number | null {
  let found: number | null = null;
  for (const [k, offer] of charger.offers.entries()) {
    const until = charger.offers[k + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (until <= at - STEADY_MS || offer.at > at) continue;
    if (found !== null && found !== offer.limitA) return null;
    if (offer.at > at - STEADY_MS && charger.offers.length === 1) return null;
    found = offer.limitA;
  }
  return found === 0 ? null : found;
}

const sameList = (a: readonly number[] | null, b: readonly number[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((value, k) => value === b[k]));
