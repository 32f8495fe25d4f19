/**
 * Which cars that charge without asking the sun (FAST, ECO) take part: all whose minimums fit the fuse together.
 *
 * 1. Who charges already stays, before who waits; under `priority` and at a turn, rank alone counts.
 * 2. One that can choose between one phase and three goes the other way rather than be left out.
 * 3. A car that does not take its offer keeps the door open but takes no room.
 */
import type { Policy } from '../../model/mode.js';
import { ROUNDING } from '../../model/units.js';
import type { Seat } from '../seat.js';
import { onPhases } from '../take-seat.js';

/** Those that take part, by charger id, on the phases that they are to use. */
export function admit(
  seats: readonly Seat[],
  roomsA: readonly number[],
  laxA: readonly number[],
  policy: Policy,
  turned: boolean,
): ReadonlyMap<string, Seat> {
  const running = seats.filter((seat) => seat.offeredA > 0);
  const waiting = seats.filter((seat) => seat.offeredA <= 0);
  const first = policy === 'priority' || turned ? seats : [...running, ...waiting];
  // Who draws already is measured by the lax room, who is to start there by the strict one.
  const left = [...laxA];
  const doubtA = laxA.map((lax, lane) => lax - (roomsA[lane] ?? 0));
  const fits = ({ lanes, minA }: Seat, draws: boolean): boolean =>
    lanes.every((lane) => (left[lane] ?? 0) - (draws ? 0 : (doubtA[lane] ?? 0)) >= minA - ROUNDING);
  const on = new Map<string, Seat>();
  for (const seat of first) {
    const way = fits(seat, seat.offeredA > 0) ? seat : otherWay(seat);
    if (!way || (way !== seat && !fits(way, false))) continue;
    on.set(way.id, way);
    if (!way.idle) for (const lane of way.lanes) left[lane] = (left[lane] ?? 0) - way.minA;
  }
  return on;
}

const otherWay = (seat: Seat): Seat | null =>
  seat.switches && !seat.idle ? onPhases(seat, seat.chosenPhases === 1 ? 3 : 1) : null;
