/**
 * Which cars that charge without asking the sun (FAST, ECO) take part: all whose minimums fit the fuse together.
 *
 * 1. Who charges already stays, before who waits; under `priority` and at a turn, rank alone counts.
 * 2. A car that does not take its offer keeps the door open but takes no room.
 */
import type { Policy } from '../model/mode.js';
import type { Seat } from './seat.js';

export function admit(
  seats: readonly Seat[],
  roomsA: readonly number[],
  policy: Policy,
  turned: boolean,
): ReadonlySet<string> {
  const running = seats.filter((seat) => seat.offeredA > 0);
  const waiting = seats.filter((seat) => seat.offeredA <= 0);
  const first = policy === 'priority' || turned ? seats : [...running, ...waiting];
  const left = [...roomsA];
  const on = new Set<string>();
  for (const seat of first) {
    if (!seat.on.every((phase) => (left[phase] ?? 0) >= seat.minA)) continue;
    on.add(seat.id);
    if (!seat.idle) for (const phase of seat.on) left[phase] = (left[phase] ?? 0) - seat.minA;
  }
  return on;
}
