/**
 * What a charger is believed to be at, where what flows denies its word.
 *
 * 1. A measured current stands above a status without one (evcc #33911).
 * 2. `Charging` while nothing flows is no charge: some go on saying it of a car that has had enough, is paused, or needs
 *    more than it is offered. Believed after a minute of offers without a current, or at once where the current ended at a
 *    lowering: that car has stopped by itself.
 * 3. A charger found out so, or by a whole spell of `Charging` without a current, has to show a current before that word
 *    counts again.
 */
import type { OcppStatus } from '../../model/charger.js';
import { amps, type MonoMs } from '../../model/units.js';
import { AFTERGLOW_MS, REACTS_BY_MS } from '../car/bracket.js';
import { PATIENCE_MS } from '../car/idle.js';
import { SWITCHING_MS } from '../car/learn.js';
import { afterStart } from '../car/learned-car.js';
import type { ChargerState } from '../site-state.js';

const MAY_CHARGE: readonly OcppStatus[] = ['Unknown', 'Preparing', 'SuspendedEV', 'SuspendedEVSE', 'Charging'];
/** More than a charger itself takes. */
export const FLOWS_A = 1;
/** A car that stops so soon after a lowering may have stopped because of it. */
const LOWERED_MS = 60_000;

/** What a sample changes of the status of a charger, which is as it was before it. */
export function statusBySample(charger: ChargerState, takenAt: MonoMs, measuredA: number): Partial<ChargerState> {
  const { status, statusTold, transaction } = charger;
  if (!MAY_CHARGE.includes(statusTold) || transaction === null) return {};
  if (status === 'Charging' && statusTold === 'Charging') return restsBySample(charger, takenAt, measuredA);
  if (measuredA <= FLOWS_A) {
    if (status !== 'Charging') return {};
    return { status: statusTold, chargingEndedAt: takenAt };
  }
  if (status === 'Charging') return {};
  // A hub that came back finds a car that charges since nobody knows when.
  if (status === 'Unknown') return { status: 'Charging', chargingSince: null };
  if (statusTold !== 'Charging' && takenAt <= (charger.statusAt ?? takenAt) + AFTERGLOW_MS) return {};
  // It may have been lowered again meanwhile: it was offered what it draws.
  const car = afterStart(charger.car, amps(Math.max(measuredA, charger.profiles.live?.limitA ?? 0)));
  return { status: 'Charging', chargingSince: takenAt, doubted: false, car: { ...car, offeredSince: null } };
}

/** Told `Charging`, and nothing flows. */
function restsBySample(charger: ChargerState, takenAt: MonoMs, measuredA: number): Partial<ChargerState> {
  if (measuredA >= FLOWS_A) return {};
  const { car, drewAt, measuredA: beforeA, offers } = charger;
  const limitA = offers.at(-1)?.limitA ?? 0;
  const stopped = beforeA > FLOWS_A && wasLowered(charger, takenAt) && !switchedLately(charger, takenAt);
  const since = stopped ? takenAt : nothingSince(charger, takenAt);
  if (limitA <= 0 || since === null) return {};
  const refusedA = drewAt !== null && wasLowered(charger, since) ? amps(limitA) : car.refusedA;
  const waits = { ...car, refusedA, offeredSince: since };
  return { status: 'SuspendedEV', chargingEndedAt: since, doubted: true, car: waits };
}

/** Since when it has been offered something, if not always the same, and took nothing; null before a minute of that is over. */
function nothingSince({ offers, chargingSince, drewAt }: ChargerState, takenAt: MonoMs): MonoMs | null {
  const first = offers.findLastIndex(({ at, sure }) => sure && at < takenAt - PATIENCE_MS);
  const offer = offers[first];
  if (!offer || offers.slice(first).some(({ limitA }) => limitA <= 0)) return null;
  const since = Math.max(offer.at, chargingSince ?? offer.at, drewAt ?? offer.at) as MonoMs;
  return takenAt - since > PATIENCE_MS ? since : null;
}

/** Whether the limit in force is lower than one that stood within the minute before. */
export function wasLowered({ offers }: ChargerState, at: MonoMs): boolean {
  const limitA = offers.at(-1)?.limitA ?? 0;
  return offers.some((one, k) => one.limitA > limitA && (offers[k + 1]?.at ?? 0) > at - LOWERED_MS);
}

/** The charger itself interrupts the charge for that. */
const switchedLately = ({ offers }: ChargerState, at: MonoMs): boolean =>
  offers.some(({ phases, at: toldAt }, k) => k > 0 && phases !== offers[k - 1]?.phases && at - toldAt < SWITCHING_MS);

/** A word of its own: `Charging` of one whose word is in doubt waits for a current. */
export const believed = (charger: ChargerState, told: OcppStatus): OcppStatus =>
  told === 'Charging' && charger.doubted ? 'SuspendedEV' : told;

/** Whether a spell of `Charging` ends that was measured when a car has answered, and showed no current. */
export function wasDry({ sample, chargingSince, drewAt }: ChargerState): boolean {
  if (!sample?.currentA || chargingSince === null) return false;
  return sample.takenAt - chargingSince >= REACTS_BY_MS && (drewAt === null || drewAt < chargingSince);
}
