/**
 * How far a charger, and the car at it, can be steered by limits.
 *
 * 1. A charger without smart charging, one that has refused limits for long, or breaks off its connection at them, draws all
 *    it may, or nothing. One that took its safe current draws that: it refuses what ends by itself, and a limit above the
 *    safe current that does not end would outlive the hub. One that has just refused that too is held by nothing.
 * 2. 0 A is a pause where it stops the current and lets it come back. Elsewhere the transaction is ended instead.
 * 3. A car that does not resume after such a pause is given a new transaction, once: that wakes some (ocpp-rpc #81).
 */
import { BROKE_OFF } from '../../model/command.js';
import { type Amps, amps, type Now } from '../../model/units.js';
import type { ChargerState, Refusal } from '../site-state.js';

/** Refusals in a row, half a minute's worth, that no passing reason explains. */
const REFUSALS = 4;
/** It broke off twice in a row: it will a third time. */
const BREAKS = 2;
/** A charger that keeps to its safe current draws no more than this above it. */
const KEPT_A = 1.5;
/** A car resumes within seconds; before a minute is over it counts as one that has had enough. */
const RESUMES_MS = 45_000;

/** Whether limits reach the charger at all. */
export const takesLimits = ({ abilities, refusals }: ChargerState): boolean =>
  abilities.smartCharging && !provesNone(refusals['set-limit']);

/** Refusals of limits that no passing reason explains. A limit that is not answered is none: it may be in force. */
export function provesNone(refusal: Refusal | undefined): boolean {
  const { result, detail, alike = 0 }: Partial<Refusal> = refusal ?? {};
  return (result === 'refused' && alike >= REFUSALS) || (detail === BROKE_OFF && alike >= BREAKS);
}

/** What a charger that takes no limits draws at the most. */
export function unsteeredA({ facts, profiles, measuredA, refusals }: ChargerState): Amps {
  if (refusals['set-safe-limit']?.result === 'refused') return facts.maxA;
  // On a new connection it is not told anew yet.
  const safeA = profiles.safe?.limitA ?? (measuredA > 0 ? facts.safeA : amps(0));
  // One that took a limit in this charge may be under that.
  const kept = profiles.live === null && safeA >= facts.minA && measuredA <= safeA + KEPT_A;
  return kept ? amps(Math.min(facts.maxA, safeA)) : facts.maxA;
}

/** What a charger may draw that is out of reach: its safe current, but in a charge that no limit reaches. */
export const aloneA = (charger: ChargerState): Amps =>
  charger.transaction !== null && !takesLimits(charger)
    ? unsteeredA(charger)
    : (charger.profiles.safe?.limitA ?? charger.facts.safeA);

/** Three conductors, the user's leave, and no sign that the charger does not do it. */
export function switchesPhases({ abilities, car, facts }: ChargerState): boolean {
  if (facts.phases.length < 3 || facts.phaseSwitching === 'off') return false;
  if (abilities.phaseSwitching === 'refused' || car.ignoresPhases) return false;
  return facts.phaseSwitching === 'on' || abilities.phaseSwitching === 'told';
}

/** Whether 0 A is a pause. */
export const pausesByLimit = (charger: ChargerState): boolean =>
  takesLimits(charger) && charger.abilities.zeroPauses && charger.abilities.resumesAfterZero;

/** Whether a charge can begin at 0 A. */
export const holdsAtZero = (charger: ChargerState): boolean =>
  pausesByLimit(charger) && charger.refusals['set-limit']?.result !== 'refused';

/** Whether the car was paused by 0 A, is offered current again, and does not take it. */
export const wontResume = (charger: ChargerState, limitA: number, now: Now): boolean =>
  limitA > 0 &&
  charger.pausedAtZero &&
  !charger.resumeTried &&
  charger.statusTold === 'SuspendedEV' &&
  charger.car.offeredSince !== null &&
  now.monoMs - charger.car.offeredSince > RESUMES_MS;
