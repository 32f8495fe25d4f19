import { wattsAsLux } from '../light-sensor.js';
import type { HomeKitOptions } from '../options.js';
import { sensor } from '../sensor.js';
import type { ServicePlan } from '../service-plan.js';
import { boost } from './boost.js';
import { type ChargerLabel, type ChargerSeen, cableSeen, currentSeen, faultSeen } from './charger-seen.js';
import { charging } from './charging.js';
import { limit } from './limit.js';
import { lock } from './lock.js';
import { modes } from './modes.js';
import { vehicle } from './vehicle.js';

/** The services of a charger's accessory, as the options want them; the outlet comes first. */
export function chargerServices(
  name: string,
  label: ChargerLabel,
  options: HomeKitOptions,
): readonly ServicePlan<ChargerSeen>[] {
  return [
    charging(name, options.eve),
    ...(options.modes ? modes(label) : []),
    ...boost(options.boostAs, label),
    ...lock(options.lockAs, label),
    ...limit(options.limitAs, label),
    // "Closed" reads as plugged in.
    ...sensor<ChargerSeen>(options.cableAs, {
      subtype: 'cable',
      label: label('cable'),
      contact: 'closed-while',
      is: ({ charger }) => cableSeen(charger),
      faulty: ({ charger }) => faultSeen(charger),
    }),
    // Home cannot start an automation on OutletInUse, only on a sensor.
    ...sensor<ChargerSeen>(options.chargingAs, {
      subtype: 'active',
      label: label('charging'),
      contact: 'closed-while',
      is: ({ charger }) => currentSeen(charger),
    }),
    // Not a leak or smoke sensor: those sound critical alerts.
    ...sensor<ChargerSeen>(options.faultAs, {
      subtype: 'fault',
      label: label('fault'),
      contact: 'open-while',
      is: ({ charger }) => faultSeen(charger),
      faulty: ({ charger }) => faultSeen(charger),
    }),
    ...(options.vehicle ? [vehicle(label('vehicle'))] : []),
    ...(options.power ? [wattsAsLux<ChargerSeen>('power', label('power'), ({ charger }) => charger.powerW)] : []),
  ];
}
