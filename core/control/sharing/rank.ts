/**
 * Who goes first.
 *
 * 1. `priority`: the smaller number; equals in the order of the configuration.
 * 2. `energy-fair`: who got least energy in this plug-in; `equal`: who got least ampere-hours, so that a one-phase car
 *    is not thought to be starved. Differences below half a kilowatt-hour do not count.
 * 3. Both keep their order for 15 min: a turn. At the turn a waiting car may take the place of a running one. Who is behind by
 *    so much that it has more of what is shared, see share, is judged at the turn too: by the second it would come and go.
 */
import type { Policy } from '../../model/mode.js';
import type { MonoMs, Now } from '../../model/units.js';
import type { ControlMemory } from '../memory.js';
import type { Seat } from '../seat.js';

export interface Ranking {
  readonly seats: readonly Seat[];
  /** A turn begins with this cycle. */
  readonly turned: boolean;
  readonly turnedAt: MonoMs | null;
}

const TURN_MS = 15 * 60_000;
const COARSE_WH = 500;
/** Ampere-hours are laid on this many volts, so that a full three-phase car compares by its energy. */
const AH_AS_WH = 3 * 230;

export function ranking(seats: readonly Seat[], policy: Policy, memory: ControlMemory, now: Now): Ranking {
  if (policy === 'priority') {
    const byPriority = [...seats].sort((a, b) => a.charger.wishes.priority - b.charger.wishes.priority);
    return { seats: byPriority, turned: false, turnedAt: memory.turnedAt };
  }
  const due = memory.turnedAt === null || now.monoMs - memory.turnedAt >= TURN_MS;
  const place = new Map(memory.order.map((id, k) => [id, k]));
  const last = (seat: Seat): number => place.get(seat.id) ?? Number.POSITIVE_INFINITY;
  const coarse = (seat: Seat): number => Math.round(gotOf(seat, policy) / COARSE_WH);
  const ordered = due
    ? [...seats].sort((a, b) => coarse(a) - coarse(b))
    : [...seats].sort((a, b) => (last(a) === last(b) ? 0 : last(a) - last(b)));
  return { seats: ordered, turned: due, turnedAt: due ? now.monoMs : memory.turnedAt };
}

/** What counts for fairness, in Wh. */
export const gotOf = (seat: Seat, policy: Policy): number =>
  policy === 'energy-fair' ? seat.memory.gotWh : seat.memory.gotAh * AH_AS_WH;
