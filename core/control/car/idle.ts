/**
 * A car that does not take what it is offered: full, asleep, or its own timer.
 *
 * 1. Offered for 60 s without a current: idle, also where the charger says `Charging` all the while. Its share goes on to
 *    others. A car known to start late has longer.
 * 2. ECO+ then pauses it and asks again, after 15 min, then 30, 60, 120: with the minimum only, or with a little more each
 *    time for a car that has not drawn yet, or stopped at a lowering: it may need more. The latter is asked for the first
 *    time after a minute.
 * 3. FAST and ECO keep the door open at the minimum; a little above it for a car that may need more, where there is room for
 *    that beside the others. Where the user allows it, the car is woken by one pause at those times.
 * 4. It charges again, or leaves: all forgotten.
 * 5. A charger that is asked to start and does not takes no room from others either: after its second try, until a wish of its
 *    user, or until ECO+ asks it again, after the same times. FAST and ECO go on asking it all the while.
 */
import { type MonoMs, monoMs, type Now } from '../../model/units.js';
import type { ChargerMemory } from '../memory.js';
import type { Seat } from '../seat.js';
import { ACT_MS, type ChargerState, type SiteState } from '../site-state.js';

/** So long an offer stands unanswered before its car counts as one that takes nothing. */
export const PATIENCE_MS = 60_000;
/** A car known to take its time is given half as much again. */
const patienceMs = ({ car }: ChargerState): number => Math.max(PATIENCE_MS, 1500 * (car.startDelayS ?? 0));
const ASK_SOON_MS = 60_000;
const ASK_AGAIN_MS = 15 * 60_000;
const ASK_AGAIN_MOST_MS = 2 * 3_600_000;
const askAgainMs = (tries: number): number => Math.min(ASK_AGAIN_MOST_MS, ASK_AGAIN_MS * 2 ** (tries - 1));

export function idleAfter(memory: ChargerMemory, charger: ChargerState, now: Now): ChargerMemory {
  if (charges(charger, now) || charger.status === 'Available' || !charger.connected) {
    return { ...memory, idle: false, idleTries: 0, wakeAt: null };
  }
  // By its word alone: the next samples will show it.
  if (saysCharging(charger)) return { ...memory, idle: false, wakeAt: null };
  const waits = waitingSince(charger);
  if (waits !== null && now.monoMs - waits > patienceMs(charger) && !memory.idle) {
    const idleTries = memory.idleTries + 1;
    const wantsMore = idleTries === 1 && charger.car.refusedA !== null && charger.drewAt !== null;
    const pauseMs = wantsMore ? ASK_SOON_MS : askAgainMs(idleTries);
    return { ...memory, idle: true, idleTries, wakeAt: monoMs(now.monoMs + pauseMs) };
  }
  if (waits === null && memory.wakeAt !== null && now.monoMs >= memory.wakeAt) {
    return { ...memory, idle: false };
  }
  return memory;
}

/** True while a sleeping car is woken: one pause, after which the minimum is offered again. */
export const wakesNow = (state: SiteState, seat: Seat, at: MonoMs): boolean =>
  state.facts.wakeUp && seat.memory.wakeAt !== null && at >= seat.memory.wakeAt;

/** Since when an offer has stood unanswered; null when none does. */
function waitingSince({ status, chargingEndedAt, car }: ChargerState): number | null {
  if (status === 'Charging' || car.offeredSince === null) return null;
  return Math.max(car.offeredSince, chargingEndedAt ?? car.offeredSince);
}

/** By what flows; by its word alone where nobody measures. */
function charges(charger: ChargerState, now: Now): boolean {
  if (!saysCharging(charger)) return false;
  if (charger.sample?.currentA) return charger.measuredA >= 1;
  return now.monoMs - (charger.chargingSince ?? now.monoMs) > PATIENCE_MS;
}

/** Some say so at 0 A too, where it tells nothing. */
const saysCharging = ({ status, offers }: ChargerState): boolean =>
  status === 'Charging' && offers.at(-1)?.limitA !== 0;

/** Refusing, or deaf: asked to start its charge, it does not. What charges by its own word needs no start. */
export function staysUnstarted(charger: ChargerState, at: MonoMs): boolean {
  const { transaction, status, wishedAt, asked, refusals } = charger;
  const start = asked['start-transaction'];
  if (transaction || !start || start.count < TRIES || (wishedAt ?? 0) > start.at) return false;
  if (status !== 'Preparing' && status !== 'Finishing') return false;
  const agoMs = at - start.at;
  const tried = start.count > TRIES || agoMs >= ACT_MS || refusals['start-transaction'] !== undefined;
  return tried && agoMs < askAgainMs(start.count - TRIES + 1);
}

/** The first start may have come too soon after the plug. */
const TRIES = 2;
