/**
 * Boost (Hydra Cubus manual, 8.5.1-6): FAST in place of ECO or ECO+, until pressed again, until its time or its energy is
 * over, or until the car leaves. In FAST it changes nothing.
 */
import { hasCome, type Now } from '../../model/units.js';
import type { ChargerState } from '../site-state.js';

/** True while the user's boost rules. An implausible wall clock keeps a boost rather than ending it. */
export function boostActive(charger: ChargerState, now: Now): boolean {
  const { boost } = charger.wishes;
  if (!boost) return false;
  if (boost.untilAt !== undefined && hasCome(boost.untilAt, now)) return false;
  const takenWh = takenSince(charger, boost.fromWh);
  return boost.energyWh === undefined || takenWh === null || takenWh < boost.energyWh;
}

/** Register energy since the mark; null when the register or the mark is not known. */
export function takenSince(charger: ChargerState, fromWh: number | undefined): number | null {
  const registerWh = charger.sample?.energyWh;
  return registerWh === undefined || fromWh === undefined ? null : Math.max(0, registerWh - fromWh);
}
