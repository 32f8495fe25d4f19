/**
 * The power side of a charger: offer in, current and energy out, one pure step.
 * 1. Below the minimum there is no offer (IEC 61851: 6 A), above it whole steps, never above what the hardware has.
 * 2. Over-current (Hydra Cubus manual, 15): more than 1.1 × the limit for 5 s is a fault until the plug is pulled. The
 *    car is first given the time IEC 61851-1 allows it to follow a lower offer.
 */
import { type Car, type CarFacts, stepCar } from './car.js';

export interface EvseFacts {
  readonly phases: 1 | 3;
  readonly minA: number;
  readonly maxA: number;
  readonly stepA: number;
  /** Time a car has to follow a lower offer before over-current counts; 0 takes the manual at its word. */
  readonly overCurrentGraceS: number;
}

const OVER_CURRENT_S = 5;
const OVER_CURRENT_FACTOR = 1.1;

export interface Evse {
  readonly offerA: number;
  readonly loweredForS: number;
  readonly overForS: number;
  readonly tripped: boolean;
  readonly car: Car | null;
  readonly carFacts: CarFacts;
  readonly registerWh: number;
}

/** What the charger puts on the pilot for a limit. */
export function offerFor(limitA: number, facts: EvseFacts): number {
  const cappedA = Math.min(limitA, facts.maxA);
  const steppedA = Math.floor(cappedA / facts.stepA + 1e-6) * facts.stepA;
  return steppedA < facts.minA ? 0 : steppedA;
}

/** Phases that carry current: those of the car, as far as the charger and its limit have them. */
const phasesInUse = (evse: Evse, facts: EvseFacts, allowed: number): number =>
  Math.min(facts.phases, evse.carFacts.phases, Math.max(1, allowed));

/** Current per conductor of the charger. */
export function conductorA(evse: Evse, facts: EvseFacts, allowed: number): readonly number[] {
  const inUse = phasesInUse(evse, facts, allowed);
  return Array.from({ length: facts.phases }, (_, at) => (at < inUse ? (evse.car?.drawA ?? 0) : 0));
}

/** What the charger may give, and what it gives it at. */
interface Supply {
  /** What the profiles allow; 0 without a transaction. */
  readonly limitA: number;
  readonly numberPhases: number;
  readonly voltageV: number;
}

/** What time passes: a home can live faster than real. */
interface Passed {
  /** For car and protection. */
  readonly physicsS: number;
  /** For the energy register, so that it agrees with what anybody measures from outside. */
  readonly wallS: number;
}

/** The next moment. */
export function stepEvse(
  evse: Evse,
  facts: EvseFacts,
  { limitA, numberPhases, voltageV }: Supply,
  { physicsS, wallS }: Passed,
): Evse {
  const offerA = evse.tripped ? 0 : offerFor(limitA, facts);
  const inUse = phasesInUse(evse, facts, numberPhases);
  const carFacts = { ...evse.carFacts, maxA: Math.min(evse.carFacts.maxA, facts.maxA), phases: asPhases(inUse) };
  const car = evse.car && stepCar(evse.car, carFacts, offerA, physicsS, voltageV);
  const drawA = evse.tripped ? 0 : (car?.drawA ?? 0);
  const loweredForS = offerA < evse.offerA ? 0 : evse.loweredForS + physicsS;
  const over = drawA > Math.max(offerA, 0.5) * OVER_CURRENT_FACTOR && loweredForS >= facts.overCurrentGraceS;
  const overForS = over ? evse.overForS + physicsS : 0;
  const tripped = evse.tripped || overForS > OVER_CURRENT_S;
  return {
    ...evse,
    offerA,
    loweredForS,
    overForS,
    tripped,
    car: car && (tripped ? { ...car, drawA: 0, contactorClosed: false } : car),
    registerWh: evse.registerWh + (drawA * voltageV * inUse * wallS) / 3600,
  };
}

/** The relay opens: current ends at once, whatever the car was doing. */
export function opened(evse: Evse): Evse {
  const { car } = evse;
  const still = { offerA: 0, drawA: 0, targetA: 0, contactorClosed: false, closesAtS: null, coming: [] };
  return { ...evse, offerA: 0, overForS: 0, car: car && { ...car, ...still } };
}

const asPhases = (count: number): 1 | 2 | 3 => (count >= 3 ? 3 : count === 2 ? 2 : 1);
