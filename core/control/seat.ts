/**
 * A seat: one charger at the table of a cycle, and what its currents mean in power, in fuse and for its car. The rules only
 * read seats, so that two rules never see two different numbers; take-seat makes them.
 */
import type { Window } from '../model/calendar.js';
import type { Limit } from '../model/limit.js';
import type { Mode } from '../model/mode.js';
import { type MonoMs, ROUNDING, tenth } from '../model/units.js';
import { type Bracket, drawUnder } from './car/bracket.js';
import { followsWithinA } from './car/learn.js';
import type { ChargerMemory } from './memory.js';
import type { PriceWatch } from './permit/cheap-power.js';
import type { Permit } from './permit/permission.js';
import type { ReadyByDuty } from './permit/ready-by.js';
import type { ChargerState } from './site-state.js';

export interface Seat {
  readonly id: string;
  readonly charger: ChargerState;
  readonly memory: ChargerMemory;
  readonly permit: Permit;
  /** The mode it charges by: the one wished for, or FAST where something spurs it on. */
  readonly law: Mode;
  /** What makes it FAST; a timer's window is named where the mode is FAST anyway. */
  readonly spur: 'boost' | 'timer' | 'ready-by' | 'cheap-power' | null;
  readonly window: Window | null;
  readonly duty: ReadyByDuty | null;
  readonly priced: PriceWatch | null;
  /** Charger, cable, user, outside: the smallest of them. */
  readonly ceiling: Limit;
  readonly minA: number;
  readonly stepA: number;
  /** Phases of the supply that the car burdens, counted from 0: all it could, until this visit has shown which. */
  readonly on: readonly number[];
  /** Place of its circuit, see circuits; null: on the supply itself. */
  readonly circuit: number | null;
  /** Where its current needs room: on these phases, and on those of its circuit. */
  readonly lanes: readonly number[];
  /** So many phases it feeds from, by all that is known of it: what its power is reckoned with. */
  readonly feeds: number;
  /** Believed to be in force now; 0 when paused or without a transaction. */
  readonly offeredA: number;
  readonly offeredPhases: 1 | 3 | null;
  /** The charger may choose between one and three phases. */
  readonly switches: boolean;
  /** Phases decided for it, where the charger switches. */
  readonly chosenPhases: 1 | 3 | null;
  /** When the offer last changed or went out again. */
  readonly writtenAt: MonoMs | null;
  /** What the car was drawing at the meter's moment, and what it may be drawing now. */
  readonly draw: Bracket;
  readonly drawNow: Bracket;
  /** Offline or not obeying: what the fuse counts it at; null for one that is steered. */
  readonly fixedA: number | null;
  /** The car has not taken an offer for a minute, or its charger does not start it. */
  readonly idle: boolean;
}

/** Power the car takes of an offer. */
export const costW = (seat: Seat, offerA: number, voltageV: number): number =>
  drawUnder(seat.charger, offerA) * voltageV * seat.feeds;

/** Power of an offer that is taken as a whole, whatever the car took of others. */
export const fullW = ({ charger, feeds }: Seat, offerA: number, voltageV: number): number =>
  (offerA - charger.car.offsetA) * voltageV * feeds;

/** Power that cars take together at their least. */
export const minimumsW = (seats: readonly Seat[], voltageV: number): number =>
  seats.reduce((sum, seat) => sum + costW(seat, seat.minA, voltageV), 0);

/** What a car takes of the sun by the offer in force, W; none of it where the sun is not what it follows. */
export const followsW = (seat: Seat, voltageV: number): number =>
  seat.law === 'FAST' ? 0 : costW(seat, seat.offeredA, voltageV);

/** Fuse current an offer may take: all of it, unless the car has shown that it takes less. */
export const needA = (seat: Seat, offerA: number): number =>
  seat.charger.car.capA === null ? offerA : Math.min(offerA, seat.charger.car.capA + 0.5);

/** What the offers in force take together, by lane, A. */
export function offersByLane(seats: readonly Seat[], lanes: number): readonly number[] {
  const loadA = new Array<number>(lanes).fill(0);
  for (const seat of seats)
    for (const lane of seat.lanes) loadA[lane] = (loadA[lane] ?? 0) + needA(seat, seat.offeredA);
  return loadA;
}

/** Clear of what measurements sway by. */
const SURELY_A = 0.25;

/**
 * The most that is worth offering: a little above what the car takes, so that it can prove otherwise. Once it has not
 * taken an offer, the minimum; a little more than what it refused, where that may have been too small for it.
 */
export function topA(seat: Seat): number {
  const { capA, dullSteps } = seat.charger.car;
  // Offered more since it began, it has its minute with that.
  const few = seat.charger.status !== 'Charging' && seat.offeredA <= seat.minA + PROBE_MOST_A;
  if (seat.idle || (seat.memory.idleTries > 0 && few)) return Math.min(probeA(seat), seat.ceiling.currentA);
  const provesA = followsWithinA(seat.charger.facts.stepA) + SURELY_A;
  const aboveA = capA === null ? Number.POSITIVE_INFINITY : Math.floor(capA + provesA) + (dullSteps > 0 ? 2 : 1);
  const wantedA = Math.min(seat.ceiling.currentA, aboveA);
  return Math.max(wantedA, Math.min(seat.minA, seat.ceiling.currentA));
}

/** What is offered to a car that has not taken its offer. */
function probeA({ charger, law, minA }: Seat): number {
  const { car, tookOffer, offers } = charger;
  const mostA = minA + PROBE_MOST_A;
  if (law === 'ECO+') {
    const tooMuch = car.refusedA === null || car.refusedA >= mostA;
    return tooMuch ? minA : Math.min(car.refusedA + PROBE_A, mostA);
  }
  // Until it is taken, it costs nothing.
  const offeredA = Math.min(...offers.flatMap(({ limitA }) => (limitA > 0 ? [limitA] : [])));
  return (car.refusedA ?? (tookOffer ? mostA : offeredA)) < mostA ? mostA : minA;
}

/** A car that wants more than this above the minimum is taken for one that wants nothing. */
const PROBE_MOST_A = 4;
const PROBE_A = 2;

/** Rounds down to what the charger can be told. */
export const wholeSteps = (currentA: number, stepA: number): number =>
  tenth(Math.floor(currentA / stepA + ROUNDING) * stepA);
