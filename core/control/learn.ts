/**
 * The learned car, from samples taken when the bracket had closed: the car had settled on one offer.
 *
 * 1. Conductors above 1 A are those the car uses; asked of a sample above 4 A, so that a starting car is not misread.
 * 2. Draw within 1 A of a steady offer: the difference is learned by halves. More than that twice in a row: the car's
 *    own maximum, until it takes more.
 */
import type { ChargerSample } from '../model/reading.js';
import { amps } from '../model/units.js';
import { bracketAt } from './bracket.js';
import type { LearnedCar } from './learned-car.js';
import type { ChargerState } from './site-state.js';

const USED_A = 1;
const SETTLED_A = 0.05;
/** As long as a limit may go unfollowed, see bracket. */
const SETTLING_MS = 6000;

export function learn(charger: ChargerState, sample: ChargerSample): LearnedCar {
  const { car } = charger;
  if (charger.status !== 'Charging' || !sample.currentA) return car;
  const drawA = charger.measuredA;
  const conductors =
    drawA > 4 ? sample.currentA.flatMap((value, conductor) => (value > USED_A ? [conductor] : [])) : car.conductors;
  const seen = sameList(conductors, car.conductors) ? car : { ...car, conductors };
  const steadyA = settledOffer(charger, sample.takenAt);
  if (steadyA === null || drawA <= USED_A || charger.disobedience.level > 0) return seen;
  const missA = steadyA - drawA;
  if (missA > 1) {
    const shortSamples = seen.shortSamples + 1;
    return { ...seen, shortSamples, capA: shortSamples >= 2 ? drawA : seen.capA };
  }
  const offsetA = amps(seen.offsetA + 0.5 * (Math.max(-0.5, missA) - seen.offsetA));
  return { ...seen, shortSamples: 0, capA: null, offsetA };
}

/** The one offer the car has settled on at the moment, by what was offered; or null. */
function settledOffer(charger: ChargerState, at: number): number | null {
  // From the offers alone: a sample would open the bracket again, and one every second would never let it close.
  const { lowA, highA } = bracketAt({ ...charger, draws: [] }, at);
  if (highA - lowA > SETTLED_A || highA <= 0) return null;
  const offer = charger.offers.findLast((one) => one.sure && one.at <= at - SETTLING_MS);
  return offer && offer.limitA > 0 ? offer.limitA : null;
}

const sameList = (a: readonly number[] | null, b: readonly number[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((value, k) => value === b[k]));
