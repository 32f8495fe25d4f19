/**
 * What a sample teaches of the car.
 *
 * 1. Conductors above 1 A are those the car uses; asked of a sample above 4 A, so that a starting car is not misread.
 *    On three of them a minute after it was told one, or after a pause since, or after it three times in a row: the charger does
 *    not switch, whatever it accepts. And where it may still be on its way to three, the one that is seen is not the car's word.
 * 2. Two samples of one climb that a third shows to go on: the ramp. Where it does not, the second may have been its end.
 * 3. From here on only what was taken when the bracket had closed, so that the car had settled on one offer. Draw within
 *    1 A of it: the difference is learned by halves. More than that twice in a row: the car's own maximum, until it takes
 *    more. A charger with finer steps leaves it a little further: many cars follow whole amps only.
 * 4. One step more or less of an offer that changes nothing, twice in a row: the car follows every other step only.
 */
import { type Amps, amps, type MonoMs, tenth } from '../../model/units.js';
import type { ChargerState } from '../site-state.js';
import { bracketAt, REACTS_BY_MS } from './bracket.js';
import type { LearnedCar } from './learned-car.js';
import { switchesPhases } from './steering.js';

const USED_A = 1;
const SURELY_DRAWS_A = 4;
const SETTLED_A = 0.05;
const FOLLOWS_WITHIN_A = 1;
const WHOLE_A = 1;
/** What a car at its own maximum is measured to take sways by so much. */
const CAP_SWAYS_A = 0.2;
/** Dropping the current, switching and starting again. */
export const SWITCHING_MS = 60_000;
/** Where its charge ends before that minute is over, this is the try that finds it out. */
const STAYS = 3;
/** Samples further apart than this do not show a slope. */
const CLIMB_MOST_S = 15;
const CLIMB_LEAST_A = 0.5;
const RAMP_LEAST_AS = 0.1;

/** A car that draws so much less than its offer, and no less, is taken to follow it. */
export const followsWithinA = (stepA: number): number => FOLLOWS_WITHIN_A + Math.max(0, WHOLE_A - stepA);

/** The car after a sample: its currents by conductor, and its moment. */
export function learn(charger: ChargerState, currentA: readonly Amps[], at: MonoMs): LearnedCar {
  if (charger.status !== 'Charging') return charger.car;
  const drawA = charger.measuredA;
  const car = withRamp(charger, withConductors(charger, currentA, drawA, at));
  const steadyA = settledOffer(charger, at);
  if (steadyA === null || drawA <= USED_A || charger.disobedience.level > 0) return car;
  const missA = steadyA - drawA;
  const stepped = withStep(car, steadyA, drawA, charger.facts.stepA);
  if (missA > followsWithinA(charger.facts.stepA)) {
    const shortSamples = car.shortSamples + 1;
    const shortSince = car.shortSince ?? at;
    if (shortSamples < 2) return { ...stepped, shortSamples, shortSince };
    const sways = car.capA !== null && Math.abs(drawA - car.capA) <= CAP_SWAYS_A;
    const capA = sways ? car.capA : drawA;
    return { ...stepped, shortSamples, shortSince, capA, mostA: amps(Math.max(drawA, car.mostA ?? 0)) };
  }
  const offsetA = amps(car.offsetA + 0.5 * (Math.max(-0.5, Math.min(missA, FOLLOWS_WITHIN_A)) - car.offsetA));
  const mostA = car.mostA !== null && drawA > car.mostA + 0.5 ? null : car.mostA;
  return { ...stepped, shortSamples: 0, shortSince: null, capA: null, mostA, offsetA };
}

function withConductors(charger: ChargerState, currentA: readonly Amps[], drawA: Amps, at: MonoMs): LearnedCar {
  const { car } = charger;
  if (drawA <= SURELY_DRAWS_A) return car;
  const conductors = currentA.flatMap((value, conductor) => (value > USED_A ? [conductor] : []));
  // Switched to one phase, the charger hides how many the car has, or shows that it did not switch.
  if (charger.profiles.live?.phases === 1 && !car.ignoresPhases) {
    if (conductors.length <= 1) return car.stayed === null ? car : { ...car, stayed: null };
    const after = stayedOn(charger, at);
    return after.ignoresPhases ? { ...after, conductors, phasesSeen: true } : after;
  }
  if (conductors.length === 1 && car.conductors?.length !== 1 && stillOnOne(charger, at)) return car;
  if (!sameList(conductors, car.conductors)) return { ...car, conductors, phasesSeen: true };
  return car.phasesSeen ? car : { ...car, phasesSeen: true };
}

/** A charger was told one phase and goes on with several: it may be switching still, or never will. */
export function stayedOn(charger: ChargerState, at: MonoMs): LearnedCar {
  const { car, profiles } = charger;
  const toldAt = phasesToldAt(charger, 1) ?? profiles.live?.setAt ?? at;
  const times = (car.stayed?.times ?? 0) + 1;
  const again = at > toldAt && car.stayed?.toldAt !== toldAt;
  if (at >= switchedBy(charger, toldAt) || (again && times >= STAYS)) return { ...car, ignoresPhases: true };
  return again ? { ...car, stayed: { toldAt, times } } : car;
}

/** Offered more than one phase, a charger that can choose may feed the one it had until it has switched. */
function stillOnOne(charger: ChargerState, at: MonoMs): boolean {
  const toldAt = phasesToldAt(charger, charger.profiles.live?.phases);
  return switchesPhases(charger) && toldAt !== null && at < switchedBy(charger, toldAt);
}

/** By when a charger has switched that was told so then, which is while nothing flows. */
function switchedBy({ draws }: ChargerState, toldAt: MonoMs): number {
  const rested = draws.find(({ at, drawA }) => at > toldAt && drawA < USED_A);
  return Math.min(toldAt + SWITCHING_MS, rested?.at ?? Number.POSITIVE_INFINITY);
}

/** Since when it is offered so many phases. */
export function phasesToldAt({ offers }: ChargerState, phases: 1 | 3 | undefined): MonoMs | null {
  return offers[offers.findLastIndex((offer) => offer.phases !== phases) + 1]?.at ?? null;
}

/** The slope between two draws of a climb that went on after them. */
function withRamp(charger: ChargerState, car: LearnedCar): LearnedCar {
  const [first, second, third] = charger.draws.slice(-3);
  const offer = charger.offers.at(-1);
  if (!first || !second || !third || !offer?.sure || offer.at > first.at - REACTS_BY_MS) return car;
  const acrossS = (second.at - first.at) / 1000;
  const upA = second.drawA - first.drawA;
  const goesOn = third.drawA - second.drawA >= CLIMB_LEAST_A;
  if (!goesOn || acrossS > CLIMB_MOST_S || upA < CLIMB_LEAST_A || first.drawA <= USED_A) return car;
  const slope = upA / acrossS;
  const rampAS = Math.max(RAMP_LEAST_AS, tenth(car.rampAS === null ? slope : (car.rampAS + slope) / 2));
  return rampAS === car.rampAS ? car : { ...car, rampAS };
}

function withStep(car: LearnedCar, offerA: Amps, drawA: Amps, stepA: number): LearnedCar {
  const { settled } = car;
  if (settled?.offerA === offerA) return car;
  const next = { ...car, settled: { offerA, drawA } };
  if (!settled || Math.abs(Math.abs(offerA - settled.offerA) - stepA) > 0.05) return next;
  // So far below, it is at its own maximum, where no step changes anything.
  if (Math.max(offerA, settled.offerA) - drawA >= 2 * Math.max(stepA, WHOLE_A)) return next;
  const followed = Math.abs(drawA - settled.drawA) > 0.5 * stepA;
  return { ...next, dullSteps: followed ? 0 : car.dullSteps + 1 };
}

/** The one offer the car has settled on at the moment, by what was offered; or null. */
export function settledOffer(charger: ChargerState, at: number): Amps | null {
  // From the offers alone: a sample would open the bracket again, and one every second would never let it close.
  const { lowA, highA } = bracketAt({ ...charger, draws: [] }, at);
  if (highA - lowA > SETTLED_A || highA <= 0) return null;
  const offer = charger.offers.findLast((one) => one.sure && one.at <= at - REACTS_BY_MS);
  return offer?.limitA ?? null;
}

const sameList = (a: readonly number[], b: readonly number[] | null): boolean =>
  b !== null && a.length === b.length && a.every((value, k) => value === b[k]);
