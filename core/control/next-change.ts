/** When another decision is next possible, as far as it is known beforehand: wall time, or null. */
import type { Now } from '../model/units.js';
import { reservedNow } from './authorization.js';
import { priceTurnsAt } from './cheap-power.js';
import { type Pace, RAISE_GAP_MS } from './pace.js';
import type { Seat } from './seat.js';
import { type SiteState, WRITES_MS } from './site-state.js';
import { nextWindow } from './timers.js';

/** `easesAt`: when the fuse leaves more, because a load that is gone counts no longer. */
export function nextChange(state: SiteState, seat: Seat, now: Now, pace: Pace, easesAt: number | null): number | null {
  if (!seat.permit.mayDraw) return nextPermit(state, seat, now);
  const { wishes } = seat.charger;
  // To the second: two clocks never agree to the millisecond.
  const inMono = (at: number): number => 1000 * Math.round((now.wallMs + Math.max(0, at - now.monoMs)) / 1000);
  const times: number[] = [];
  if (pace.held === 'pace' && seat.writtenAt !== null) times.push(inMono(seat.writtenAt + RAISE_GAP_MS));
  if (easesAt !== null) times.push(inMono(easesAt));
  const oldest = seat.charger.writes[0];
  if (pace.held === 'write-budget' && oldest !== undefined) times.push(inMono(oldest + WRITES_MS));
  if (seat.memory.idle && seat.memory.wakeAt !== null) times.push(inMono(seat.memory.wakeAt));
  if (wishes.boost?.untilAt !== undefined && wishes.boost.untilAt > now.wallMs) times.push(wishes.boost.untilAt);
  const outside = wishes.externalLimit;
  if (outside && outside.untilAt > now.wallMs) times.push(outside.untilAt);
  const { since, startAt } = state.memory.hiddenSun;
  if (since !== null && startAt !== null && startAt > now.monoMs && seat.offeredA <= 0) times.push(inMono(startAt));
  const reservation = reservedNow(seat.charger, now);
  if (reservation) times.push(reservation.untilAt);
  if (seat.window) times.push(seat.window.endAt);
  const window = nextWindow(wishes.timers, now, state.facts.timeZone);
  if (window) times.push(window.startAt);
  if (seat.duty && !seat.duty.due) times.push(seat.duty.startAt);
  const turnsAt = seat.priced && priceTurnsAt(state, seat.charger, seat.priced, now);
  if (turnsAt !== null) times.push(turnsAt);
  return times.length === 0 ? null : Math.min(...times);
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
