import { type CarTraits, leastOf } from '../control/car/learned-car.js';
import type { MonoMs } from '../model/units.js';
import type { Visit } from './recording.js';

/** What a charger offers its car. */
export interface CarOffer {
  /** Per conductor; 0: nothing, or no charge runs. */
  readonly currentA: number;
  /** The least current the charger gives. */
  readonly minA: number;
  /** How many conductors there are, and whether just one is to be used. */
  readonly wired: number;
  readonly onePhase: boolean;
  readonly voltageV: number;
  /** What is known of the car by now. */
  readonly traits: CarTraits;
}

/** Of a car that has not shown it yet. */
const START_DELAY_S = 5;
const RAMP_AS = 1;
/** It moves at least so much in a turn, however short. */
const LEAST_STEP_A = 0.1;
const LEAST_DRAW_A = 0.5;

/**
 * A car as it would have been: it takes what it is offered, as far as it was learned how: later, slower and a little less;
 * no more than it ever took, and nothing more once it has what made it full that day.
 */
export class ImaginedCar {
  /** How often current began to flow. */
  starts = 0;
  readonly #visits: readonly Visit[];
  #visit: Visit | undefined;
  /** In this visit. */
  #takenWh = 0;
  #drawA = 0;
  #conductors: readonly number[] = [];
  #offeredSince: MonoMs | null = null;
  #movedAt: MonoMs | undefined;

  constructor(visits: readonly Visit[]) {
    this.#visits = visits;
  }

  /** Per conductor in use, A. */
  get drawA(): number {
    return this.#drawA;
  }

  /** In use, counted from 0. */
  get conductors(): readonly number[] {
    return this.#conductors;
  }

  /** Lets time pass up to now, under the offer that holds from now on. Returns what has flowed, Wh. */
  pass(now: MonoMs, offer: CarOffer): number {
    const seconds = (now - (this.#movedAt ?? now)) / 1000;
    this.#movedAt = now;
    const flowedWh = (this.powerW(offer.voltageV) * seconds) / 3600;
    const visit = this.#visits.find(({ fromMs, toMs }) => now >= fromMs && now < toMs);
    this.#takenWh = visit === this.#visit ? this.#takenWh + flowedWh : 0;
    this.#visit = visit;
    this.#conductors = this.#uses(offer);
    this.#move(now, offer, seconds);
    return flowedWh;
  }

  powerW(voltageV: number): number {
    return this.#drawA * this.#conductors.length * voltageV;
  }

  stop(): void {
    this.#drawA = 0;
    this.#offeredSince = null;
  }

  #move(now: MonoMs, offer: CarOffer, seconds: number): void {
    if (offer.currentA <= 0) {
      this.stop();
      return;
    }
    const wantedA = this.#wantedA(offer);
    if (wantedA <= 0) {
      this.#drawA = 0;
      return;
    }
    this.#offeredSince ??= now;
    const { startDelayS, rampAS } = offer.traits;
    if (this.#drawA === 0) {
      if (now - this.#offeredSince < (startDelayS ?? START_DELAY_S) * 1000) return;
      this.starts += 1;
    }
    this.#drawA = Math.min(wantedA, this.#drawA + Math.max(LEAST_STEP_A, (rampAS ?? RAMP_AS) * seconds));
  }

  #wantedA({ currentA, minA, traits }: CarOffer): number {
    const fullAfterWh = this.#visit?.fullAfterWh ?? Number.POSITIVE_INFINITY;
    if (this.#takenWh >= fullAfterWh || currentA < (leastOf(traits) ?? minA)) return 0;
    return Math.min(Math.max(LEAST_DRAW_A, currentA - traits.offsetA), traits.mostA ?? currentA);
  }

  #uses({ onePhase, wired, traits }: CarOffer): readonly number[] {
    if (onePhase) return [0];
    const seen = this.#visit?.conductors ?? [];
    return seen.length > 0 ? seen : (traits.conductors ?? Array.from({ length: wired }, (_, k) => k));
  }
}
