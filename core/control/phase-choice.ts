/**
 * One phase or three, where a charger can choose and the sun does not decide who charges (FAST, ECO).
 *
 * 1. FAST goes by the way that the fuse leaves more power on; ECO by the one that takes most sun for the least from the
 *    grid. A charge begins on the better of the two.
 * 2. While it runs, the other way collects the energy that it would have won; losses count against that, never below zero.
 *    It is taken when it has won more than a switch costs; after a wish (boost, FAST) at once.
 * 3. A way without room for its minimum is left at once.
 */
import { costW, needA, onPhases, type Seat, topA } from './seat.js';
import type { View } from './view.js';

/** A charger on the phases it is to use, and what the other number of phases has won so far, Ws. */
export interface Phased {
  readonly seat: Seat;
  readonly phasesWs: number;
}

/**
 * Price of a switch, 0.15 kWh. On three generated days of broken cloud in ECO 0.07 switched 24 times a day, this 12 times for
 * the same sun, 0.3 eight times for a kWh more from the grid.
 */
const SWITCH_WS = 0.15 * 3.6e6;

export function choosePhases(seat: Seat, view: View): Phased {
  if (!seat.switches || seat.idle) return { seat, phasesWs: 0 };
  if (seat.offeredA <= 0) {
    const [one, three] = [onPhases(seat, 1), onPhases(seat, 3)];
    const better = goesOn(three, view) && valueW(three, view) > valueW(one, view) ? three : one;
    return { seat: goesOn(better, view) ? better : seat, phasesWs: 0 };
  }
  const other = onPhases(seat, seat.offeredPhases === 1 ? 3 : 1);
  if (!goesOn(other, view)) return { seat, phasesWs: 0 };
  if (!staysOn(seat, view)) return { seat: other, phasesWs: 0 };
  // Until the last switch is over nothing is known of the way it is on.
  if (seat.charger.status !== 'Charging') return { seat, phasesWs: 0 };
  const gainW = valueW(other, view) - valueW(seat, view);
  const phasesWs = Math.max(0, seat.memory.phasesWs + gainW * view.sampleS);
  const asked = gainW > 0 && (seat.charger.wishedAt ?? 0) >= (seat.writtenAt ?? 0);
  return asked || phasesWs > SWITCH_WS ? { seat: other, phasesWs: 0 } : { seat, phasesWs };
}

/** What a way is worth, W: the power it can have; in ECO sun taken, less what the grid must add. */
function valueW(way: Seat, view: View): number {
  const { voltageV } = view.state.facts;
  const mostA = Math.min(topA(way), ...way.lanes.map((lane) => leftA(lane, way, view)));
  const mostW = costW(way, Math.max(way.minA, mostA), voltageV);
  if (way.law === 'FAST') return mostW;
  const followedW = others(way, view).reduce(
    (sum, one) => (one.law === 'FAST' ? sum : sum + costW(one, one.offeredA, voltageV)),
    0,
  );
  const sunW = view.sun.midW - followedW;
  const takenW = Math.max(costW(way, way.minA, voltageV), Math.min(sunW, mostW));
  return takenW - 2 * Math.max(0, takenW - sunW);
}

const others = ({ id }: Seat, { steered }: View): readonly Seat[] => steered.filter((one) => one.id !== id);

/** What the others' offers leave on a lane, A. */
const leftA = (lane: number, way: Seat, view: View): number =>
  others(way, view).reduce(
    (left, one) => (one.lanes.includes(lane) ? left - needA(one, one.offeredA) : left),
    view.house.roomsA[lane] ?? 0,
  );

const goesOn = (way: Seat, { house }: View): boolean => hasRoom(way, house.roomsA);
const staysOn = (way: Seat, { house }: View): boolean => hasRoom(way, house.laxA);
const hasRoom = ({ lanes, minA }: Seat, roomsA: readonly number[]): boolean =>
  lanes.every((lane) => (roomsA[lane] ?? 0) >= minA);
