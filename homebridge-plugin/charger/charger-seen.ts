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

export const wishCommand = ({ charger }: ChargerSeen, wish: ChargerWish): SiteCommand => ({
  do: 'wish',
  charger: charger.id,
  wish,
});

export const ask = (seen: ChargerSeen, wish: ChargerWish): Verdict => ({
  kind: 'ask',
  command: wishCommand(seen, wish),
});
