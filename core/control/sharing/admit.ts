/**
 * Which cars that charge without asking the sun (FAST, ECO) take part: all whose minimums fit the fuse together.
 *
 * 1. Who charges already stays, before who waits; under `priority` and at a turn, rank alone counts.
 * 2. A car that does not take its offer keeps the door open but takes no room.
 */
import type { Policy } from '../../model/mode.js';
import { ROUNDING } from '../../model/units.js';
import type { Seat } from '../seat.js';

export function admit(
  seats: readonly Seat[],
  roomsA: readonly number[],
  laxA: readonly number[],
  policy: Policy,
  turned: boolean,
): ReadonlySet<string> {
  const running = seats.filter((seat) => seat.offeredA > 0);
  const waiting = seats.filter((seat) => seat.offeredA <= 0);
  const first = policy === 'priority' || turned ? seats : [...running, ...waiting];
  // Who draws already is measured by the lax room, who is to start by the strict one.
  const left = [...laxA];
  const doubtA = laxA.map((lax, lane) => lax - (roomsA[lane] ?? 0));
  const on = new Set<string>();
  for (const seat of first) {
    const doubt = (lane: number): number => (seat.offeredA > 0 ? 0 : (doubtA[lane] ?? 0));
    if (!seat.lanes.every((lane) => (left[lane] ?? 0) - doubt(lane) >= seat.minA - ROUNDING)) continue;
    on.add(seat.id);
    if (!seat.idle) for (const lane of seat.lanes) left[lane] = (left[lane] ?? 0) - seat.minA;
  }
  return on;
}
