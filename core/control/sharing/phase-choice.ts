/**
 * One phase or three, where a charger can choose and the sun does not decide who charges (FAST, ECO).
 *
 * 1. FAST goes by the way that the fuse leaves more power on; ECO by the one that takes most sun for the least from the
 *    grid. A charge begins on the better of the two.
 * 2. While it runs, the other way collects the energy that it would have won; losses count against that, never below zero.
 *    It is taken when it has won more than a switch costs; after a wish (boost, FAST) at once.
 * 3. A way without room for its minimum is left at once.
 */
import type { Now } from '../../model/units.js';
import { REACTS_BY_MS } from '../car/bracket.js';
import { phasesToldAt } from '../car/learn.js';
import { pausesByLimit } from '../car/steering.js';
import { costW, followsW, needA, offersByLane, type Seat, topA } from '../seat.js';
import { onPhases, wiredTo } from '../take-seat.js';
import type { View } from '../view.js';

/** A charger on the phases it is to use, and what the other number of phases has won so far, Ws. */
export interface Phased {
  readonly seat: Seat;
  readonly phasesWs: number;
}

/** What all take together of the fuse, by lane, and of the sun; reckoned once for all chargers. */
interface Taken {
  readonly loadA: readonly number[];
  readonly followedW: number;
}

/**
 * Price of a switch, 0.15 kWh. On three generated days of broken cloud in ECO 0.07 switched 24 times a day, this 13 times, and 0.3
 * eight times for 0.6 kWh more from the grid.
 */
const SWITCH_WS = 0.15 * 3.6e6;

export function choosePhases(seats: readonly Seat[], view: View): readonly Phased[] {
  const taken = takenBy(view);
  return seats.map((seat) => chosenPhases(seat, taken, view));
}

function chosenPhases(seat: Seat, taken: Taken, view: View): Phased {
  const { charger, memory } = seat;
  const { roomsA, laxA } = view.house;
  if (!seat.switches || seat.idle) return { seat, phasesWs: 0 };
  const besides = without(seat, taken, view);
  if (seat.offeredA <= 0) {
    const [one, three] = [onPhases(seat, 1), onPhases(seat, 3)];
    const better = hasRoom(three, roomsA) && valueW(three, besides, view) > valueW(one, besides, view) ? three : one;
    return { seat: hasRoom(better, roomsA) ? better : seat, phasesWs: 0 };
  }
  if (turnsToOne(seat, view.now)) return { seat: wiredTo(seat, 1), phasesWs: 0 };
  const other = onPhases(seat, seat.offeredPhases === 1 ? 3 : 1);
  if (!hasRoom(other, roomsA)) return { seat, phasesWs: 0 };
  if (!hasRoom(seat, laxA)) return { seat: other, phasesWs: 0 };
  // Until the last switch is over nothing is known of the way it is on.
  if (charger.status !== 'Charging') return { seat, phasesWs: 0 };
  const gainW = valueW(other, besides, view) - valueW(seat, besides, view);
  const phasesWs = Math.max(0, memory.phasesWs + gainW * view.sampleS);
  const asked = gainW > 0 && (charger.wishedAt ?? 0) >= (seat.writtenAt ?? 0);
  return asked || phasesWs > SWITCH_WS ? { seat: other, phasesWs: 0 } : { seat, phasesWs };
}

/** Told one phase a moment ago, one that would lose its charge by a pause has its time to go there: it counts as there. */
const turnsToOne = ({ charger, offeredPhases }: Seat, now: Now): boolean =>
  offeredPhases === 1 && !pausesByLimit(charger) && now.monoMs - (phasesToldAt(charger, 1) ?? 0) < REACTS_BY_MS;

/** What a way is worth, W: the power it can have; in ECO sun taken, less what the grid must add. */
function valueW(way: Seat, besides: Taken, { state, house, sun }: View): number {
  const { voltageV } = state.facts;
  const leftA = way.lanes.map((lane) => (house.roomsA[lane] ?? 0) - (besides.loadA[lane] ?? 0));
  const mostW = costW(way, Math.max(way.minA, Math.min(topA(way), ...leftA)), voltageV);
  if (way.law === 'FAST') return mostW;
  const sunW = sun.midW - besides.followedW;
  const takenW = Math.max(costW(way, way.minA, voltageV), Math.min(sunW, mostW));
  return takenW - 2 * Math.max(0, takenW - sunW);
}

const takenBy = ({ steered, house, state }: View): Taken => ({
  loadA: offersByLane(steered, house.roomsA.length),
  followedW: steered.reduce((sum, seat) => sum + followsW(seat, state.facts.voltageV), 0),
});

/** What the others take. */
const without = (seat: Seat, { loadA, followedW }: Taken, { state }: View): Taken => ({
  loadA: loadA.map((all, lane) => (seat.lanes.includes(lane) ? all - needA(seat, seat.offeredA) : all)),
  followedW: followedW - followsW(seat, state.facts.voltageV),
});

const hasRoom = ({ lanes, minA }: Seat, roomsA: readonly number[]): boolean =>
  lanes.every((lane) => (roomsA[lane] ?? 0) >= minA);
