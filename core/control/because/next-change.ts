/** When another decision is next possible, as far as it is known beforehand: wall time, or null. */
import type { Now } from '../../model/units.js';
import { type Pace, RAISE_GAP_MS } from '../pace.js';
import { reservedNow } from '../permit/authorization.js';
import { priceTurnsAt } from '../permit/cheap-power.js';
import { nextWindow } from '../permit/timers.js';
import type { Seat } from '../seat.js';
import { type SiteState, WRITES_MS } from '../site-state.js';

/** `easesAt`: when the fuse leaves more, because a load that is gone counts no longer. */
export function nextChange(state: SiteState, seat: Seat, now: Now, pace: Pace, easesAt: number | null): number | null {
  if (!seat.permit.mayDraw) return nextPermit(state, seat, now);
  // To the second: two clocks never agree to the millisecond.
  const onWall = (at: number): number => 1000 * Math.round((now.wallMs + Math.max(0, at - now.monoMs)) / 1000);
  const byRules = [...rulesLookAt(state, seat, now, pace), easesAt];
  const times = [...byRules.map((at) => (at === null ? null : onWall(at))), ...wishesTurnAt(state, seat, now)];
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** When a rule looks again, on the monotonic clock. */
function rulesLookAt(state: SiteState, seat: Seat, now: Now, { held }: Pace): readonly (number | null)[] {
  const { charger, memory, offeredA, writtenAt } = seat;
  const { since, startAt } = state.memory.hiddenSun;
  const [oldestWrite] = charger.writes;
  const sunTried = since !== null && startAt !== null && startAt > now.monoMs && offeredA <= 0;
  return [
    held === 'pace' && writtenAt !== null ? writtenAt + RAISE_GAP_MS : null,
    held === 'write-budget' && oldestWrite !== undefined ? oldestWrite + WRITES_MS : null,
    memory.idle ? memory.wakeAt : null,
    sunTried ? startAt : null,
  ];
}

/** When something that was wished begins or ends, on the wall clock. */
function wishesTurnAt(state: SiteState, seat: Seat, now: Now): readonly (number | null)[] {
  const { charger, window, duty, priced } = seat;
  const { boost, externalLimit, timers } = charger.wishes;
  const ahead = (at: number | undefined): number | null => (at !== undefined && at > now.wallMs ? at : null);
  return [
    ahead(boost?.untilAt),
    ahead(externalLimit?.untilAt),
    reservedNow(charger, now)?.untilAt ?? null,
    window?.endAt ?? null,
    nextWindow(timers, now, state.facts.timeZone)?.startAt ?? null,
    duty && !duty.due ? duty.startAt : null,
    priced && priceTurnsAt(state, charger, priced, now),
  ];
}

/** When what is not permitted may be: time alone ends a reservation, and begins a timer's charge where a car waits. */
function nextPermit(state: SiteState, { permit, charger }: Seat, now: Now): number | null {
  switch (permit.because?.code) {
    case 'reserved':
      return reservedNow(charger, now)?.untilAt ?? null;
    case 'waiting-for-card':
    case 'finished':
    case 'ended-not-obeying':
      return nextWindow(charger.wishes.timers, now, state.facts.timeZone)?.startAt ?? null;
    default:
      return null;
  }
}
