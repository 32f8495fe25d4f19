/**
 * Handing over: nobody goes up before the others have really come down.
 *
 * 1. A level is raised only as far as the room on its lanes goes beside what every other car may still be drawing, or has
 *    been promised.
 * 2. A car that takes nothing of its offer takes no room with a higher one either.
 * 3. A car that cannot be raised to its minimum yet, waits at what it has.
 */
import { needA, type Seat, wholeSteps } from '../seat.js';

/** The highest level each charger may be given now, from the levels wanted. */
export function handOver(
  seats: readonly Seat[],
  wanted: ReadonlyMap<string, number>,
  roomsA: readonly number[],
): Map<string, number> {
  const loadA = new Array<number>(roomsA.length).fill(0);
  const own = new Map<string, number>();
  for (const seat of seats) {
    const level = Math.min(seat.offeredA, wanted.get(seat.id) ?? 0);
    const promised = seat.idle || level <= 0 ? 0 : needA(seat, level) - seat.charger.car.offsetA;
    const mine = Math.max(seat.drawNow.highA, promised);
    own.set(seat.id, mine);
    for (const lane of seat.lanes) loadA[lane] = (loadA[lane] ?? 0) + mine;
  }
  const levels = new Map<string, number>();
  for (const seat of seats) {
    const target = wanted.get(seat.id) ?? 0;
    if (target <= seat.offeredA) {
      levels.set(seat.id, target);
      continue;
    }
    const mine = own.get(seat.id) ?? 0;
    const free = Math.min(...seat.lanes.map((lane) => (roomsA[lane] ?? 0) - (loadA[lane] ?? 0) + mine));
    const level = Math.min(target, wholeSteps(free, seat.stepA));
    const raised = level >= seat.minA && level > seat.offeredA ? level : seat.offeredA;
    levels.set(seat.id, raised);
    const grown = seat.idle ? 0 : Math.max(0, raised - seat.charger.car.offsetA - mine);
    for (const lane of seat.lanes) loadA[lane] = (loadA[lane] ?? 0) + grown;
  }
  return levels;
}
