import type { ChargerSnapshot, ChargerWish, SiteCommand } from '../../core/index.js';
import type { Verdict } from '../service-plan.js';

/** What the services of a charger are a function of. */
export interface ChargerSeen {
  readonly charger: ChargerSnapshot;
  /** How long a boost from the valve lasts. */
  readonly boostS: number;
}

/** Names of a charger's services, ready to be shown. */
export type ChargerLabel = (
  word: 'fast' | 'eco' | 'ecoPlus' | 'boost' | 'lock' | 'limit' | 'cable' | 'charging' | 'fault' | 'vehicle' | 'power',
) => string;

/** Below this a charger's meter shows its own electronics, not a car. */
const FLOWING_A = 0.5;

/** Whether current really flows: measured where it is measured, else as the charger's status has it. */
export const currentFlows = ({ currentA, status }: ChargerSnapshot): boolean =>
  currentA.length > 0 ? Math.max(...currentA) >= FLOWING_A : status === 'charging';

/** Statuses that say nothing of a cable: out of order, or not heard of since it called. */
const SILENT_OF_CABLE: readonly ChargerSnapshot['ocppStatus'][] = ['Unknown', 'Faulted', 'Unavailable'];

/*
 * Yes, no, or null: not known, and what was last known stands. A fault is no unplugging, nor is a restart of the hub: an
 * automation on the sensor would believe it.
 */
export const cableSeen = ({ plugged, ocppStatus }: ChargerSnapshot): boolean | null =>
  plugged || (SILENT_OF_CABLE.includes(ocppStatus) ? null : false);

export const currentSeen = (charger: ChargerSnapshot): boolean | null =>
  currentFlows(charger) || (charger.ocppStatus === 'Unknown' ? null : false);

export const faultSeen = ({ fault, ocppStatus }: ChargerSnapshot): boolean | null =>
  fault !== null || (ocppStatus === 'Unknown' ? null : false);

export const wishCommand = ({ charger }: ChargerSeen, wish: ChargerWish): SiteCommand => ({
  do: 'wish',
  charger: charger.id,
  wish,
});

export const ask = (seen: ChargerSeen, wish: ChargerWish): Verdict => ({
  kind: 'ask',
  command: wishCommand(seen, wish),
});
