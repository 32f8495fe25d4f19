/**
 * The car, as one pure step. Its rules, in order:
 * 1. it follows an offer after 2–5 s (1–2 s for "stop"), the newest offer overriding those not yet acted upon;
 * 2. it closes its contactor 6–18 s after an offer first appears, and opens it when the offer is gone and no current flows;
 * 3. it draws whole amps less a little, never more than it can, nothing below its minimum;
 * 4. up 1.2 A/s, down 6 A/s, off within a second;
 * 5. a full battery draws nothing.
 */
import { nextRandom } from './random.js';

export interface CarFacts {
  /** Conductors the car's own charger uses. */
  readonly phases: 1 | 2 | 3;
  /** IEC 61851: 6 A is the least an offer can be; some cars want more. */
  readonly minA: number;
  readonly maxA: number;
  readonly startDelayS: readonly [number, number];
  readonly reactS: readonly [number, number];
  readonly stopReactS: readonly [number, number];
  readonly rampUpAPerS: number;
  readonly rampDownAPerS: number;
  readonly stepA: number;
  /** How far the draw stays below the offer. */
  readonly belowOfferA: number;
  readonly batteryWh: number;
  /** Takes what it can, whatever is offered: a car that breaks IEC 61851. */
  readonly ignoresOffer: boolean;
  /** Does not start again after it was paused, until it is plugged in anew. */
  readonly sleepsAfterPause: boolean;
}

export const ORDINARY_CAR: CarFacts = {
  phases: 3,
  minA: 6,
  maxA: 16,
  startDelayS: [6, 18],
  reactS: [2, 5],
  stopReactS: [1, 2],
  rampUpAPerS: 1.2,
  rampDownAPerS: 6,
  stepA: 1,
  belowOfferA: 0.3,
  batteryWh: 60_000,
  ignoresOffer: false,
  sleepsAfterPause: false,
};

export interface Car {
  readonly clockS: number;
  readonly seed: number;
  readonly offerA: number;
  /** Offers on their way through the car's control, oldest first. */
  readonly coming: readonly { readonly atS: number; readonly drawA: number }[];
  readonly targetA: number;
  readonly contactorClosed: boolean;
  readonly closesAtS: number | null;
  readonly drawA: number;
  readonly storedWh: number;
  readonly asleep: boolean;
}

/** A car just plugged in, with so much in its battery. */
export function carPluggedIn(seed: number, storedWh: number): Car {
  return {
    clockS: 0,
    seed,
    offerA: 0,
    coming: [],
    targetA: 0,
    contactorClosed: false,
    closesAtS: null,
    drawA: 0,
    storedWh,
    asleep: false,
  };
}

export const isFull = (car: Car, facts: CarFacts): boolean => car.storedWh >= facts.batteryWh;

/** What the car does within the next `dtS` seconds under this offer; `voltageV` only fills the battery. */
export function stepCar(car: Car, facts: CarFacts, offerA: number, dtS: number, voltageV = 230): Car {
  const clockS = car.clockS + dtS;
  const heard = offerA === car.offerA ? car : hearOffer(car, facts, offerA);
  const due = heard.coming.filter((one) => one.atS <= clockS);
  const targetA = due.at(-1)?.drawA ?? heard.targetA;
  const coming = heard.coming.filter((one) => one.atS > clockS);

  const full = isFull(car, facts);
  const closes = heard.closesAtS !== null && clockS >= heard.closesAtS && offerA > 0 && !full && !heard.asleep;
  const closed = heard.contactorClosed || closes;
  const wantedA = !closed || full ? 0 : facts.ignoresOffer && offerA > 0 ? facts.maxA : targetA;
  const drawA = closed ? ramped(car.drawA, wantedA, facts, dtS) : 0;
  const opens = closed && drawA === 0 && (offerA === 0 || full);

  return {
    ...heard,
    clockS,
    coming,
    targetA,
    closesAtS: closes ? null : heard.closesAtS,
    contactorClosed: closed && !opens,
    drawA,
    storedWh: Math.min(facts.batteryWh, car.storedWh + (drawA * voltageV * facts.phases * dtS) / 3600),
    asleep: heard.asleep || (opens && facts.sleepsAfterPause),
  };
}

function hearOffer(car: Car, facts: CarFacts, offerA: number): Car {
  const reaction = within(offerA === 0 ? facts.stopReactS : facts.reactS, car.seed);
  const atS = car.clockS + reaction.seconds;
  const coming = [...car.coming.filter((one) => one.atS < atS), { atS, drawA: drawUnder(offerA, facts) }];
  if (offerA === 0) return { ...car, offerA, seed: reaction.seed, coming, closesAtS: null };
  if (car.contactorClosed || car.closesAtS !== null) return { ...car, offerA, seed: reaction.seed, coming };
  const start = within(facts.startDelayS, reaction.seed);
  return { ...car, offerA, seed: start.seed, coming, closesAtS: car.clockS + start.seconds };
}

function drawUnder(offerA: number, facts: CarFacts): number {
  if (offerA < facts.minA) return 0;
  const steppedA = Math.floor(offerA / facts.stepA + 1e-6) * facts.stepA;
  return Math.max(0, Math.min(steppedA - facts.belowOfferA, facts.maxA));
}

function ramped(drawA: number, wantedA: number, facts: CarFacts, dtS: number): number {
  if (drawA < wantedA) return Math.min(wantedA, drawA + facts.rampUpAPerS * dtS);
  return wantedA === 0 ? Math.max(0, drawA - 20 * dtS) : Math.max(wantedA, drawA - facts.rampDownAPerS * dtS);
}

/** Whole seconds drawn from a span, both ends included. */
function within([least, most]: readonly [number, number], seed: number): { seconds: number; seed: number } {
  const drawn = nextRandom(seed);
  return { seconds: least + Math.floor(drawn.value * (most - least + 1)), seed: drawn.seed };
}
