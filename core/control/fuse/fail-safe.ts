/**
 * Fail-safe: the last word. "I do not know" is a state with a rule.
 *
 * 1. No grid meter that can be believed: FAST and boost share what is left of the fuse beside a configured reserve, ECO
 *    charges at the minimum, ECO+ pauses, or takes the safe current if the user prefers.
 * 2. The hub's clock cannot be believed: an absolute profile means nothing to the charger, so nobody gets more than the
 *    safe current, and no timer runs. Who gets no more anyway is told what for.
 * 3. A charger that is offline is decided nothing: its last limit or its safe current holds, and the fuse counts both; in a
 *    charge that takes no limits, all that it may draw.
 */
import { because } from '../../model/because.js';
import type { Now } from '../../model/units.js';
import { type Told, told } from '../because/scene.js';
import { aloneA } from '../car/steering.js';
import { absent } from '../permit/permission.js';
import type { Seat } from '../seat.js';
import type { SiteState } from '../site-state.js';

interface FailSafe extends Told {
  readonly limitA: number;
}

/** Room per phase without a meter: the fuse less the reserve for the house, less chargers that cannot be steered. */
export function staticRooms(state: SiteState, seats: readonly Seat[]): readonly number[] {
  const rooms = new Array<number>(state.facts.phases).fill(state.facts.fuseA - state.facts.reserveA);
  for (const seat of seats) {
    for (const phase of seat.on) rooms[phase] = (rooms[phase] ?? 0) - (seat.fixedA ?? 0);
  }
  return rooms;
}

/** Whether ECO+ charges without a meter at all. */
export const chargesBlind = (state: SiteState, seat: Seat): boolean =>
  seat.law !== 'ECO+' || (state.facts.meterLostEcoPlus === 'safe' && seat.charger.facts.safeA >= seat.minA);

/** What replaces the decision so far, or null where nothing is wrong. */
export function failSafe(state: SiteState, seat: Seat, limitA: number, metered: boolean, now: Now): FailSafe | null {
  const { facts } = seat.charger;
  if (!seat.charger.connected) {
    const currentA = Math.max(seat.offeredA, aloneA(seat.charger));
    const { heard, turnedAway } = seat.charger;
    const why = heard && !turnedAway ? because('offline', { currentA }) : absent(seat.charger);
    return { limitA: currentA, ...told(why, 'offline') };
  }
  if (!seat.permit.mayDraw) return null;
  if (!now.wallClockPlausible && limitA > facts.safeA) {
    const currentA = facts.safeA;
    return { limitA: currentA, ...told(because('clock-unset', { currentA }), 'failsafe') };
  }
  if (metered) return null;
  switch (seat.law) {
    case 'FAST':
      return { limitA, ...told(because('no-meter-fast', { currentA: limitA }), 'no-meter') };
    case 'ECO':
      return { limitA, ...told(because('no-meter-eco', { currentA: limitA }), 'no-meter', 'minimum') };
    case 'ECO+': {
      if (!chargesBlind(state, seat)) {
        const why = state.facts.meters.some(({ role }) => role === 'grid') ? 'no-meter-eco-plus' : 'no-grid-meter';
        return { limitA: 0, ...told(because(why), 'no-meter') };
      }
      const currentA = Math.min(limitA, facts.safeA);
      return { limitA: currentA, ...told(because('no-meter-safe', { currentA }), 'no-meter') };
    }
  }
}
