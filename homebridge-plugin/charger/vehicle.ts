import type { ServicePlan } from '../service-plan.js';
import { type ChargerSeen, cableSeen, currentFlows } from './charger-seen.js';

const LOW_PCT = 20;

/** The car's battery; appears once a charger has told a state of charge, and then stays with the last one known. */
export const vehicle = (label: string): ServicePlan<ChargerSeen> => ({
  service: 'Battery',
  subtype: 'vehicle',
  label,
  addedWhen: ({ charger }) => charger.socPct !== null,
  values: ({ charger }) => {
    const level = charger.socPct === null ? undefined : Math.min(100, Math.max(0, Math.round(charger.socPct)));
    return {
      BatteryLevel: level,
      StatusLowBattery: level === undefined ? undefined : level < LOW_PCT ? 1 : 0,
      // 0 not charging, 1 charging, 2 not chargeable
      ChargingState: currentFlows(charger) ? 1 : chargeable(charger),
    };
  },
});

function chargeable(charger: ChargerSeen['charger']): number | undefined {
  const plugged = cableSeen(charger);
  return plugged === null ? undefined : plugged ? 0 : 2;
}
