import type { ChargerSnapshot } from '../../core/index.js';
import type { ChargerSeen } from '../../homebridge-plugin/charger/charger-seen.js';
import { chargerServices } from '../../homebridge-plugin/charger/services.js';
import { readOptions } from '../../homebridge-plugin/options.js';
import type { ServicePlan } from '../../homebridge-plugin/service-plan.js';

/** The services of a charger called Garage under the options given. */
export const plans = (homekit: Record<string, unknown> = {}): readonly ServicePlan<ChargerSeen>[] =>
  chargerServices('Garage', (word) => `Garage ${word}`, readOptions(homekit, 'en').options);

/** The plan of one subtype; throws when the options give none, or more than one. */
export function plan(subtype: string, homekit: Record<string, unknown> = {}): ServicePlan<ChargerSeen> {
  const found = plans(homekit).filter((one) => one.subtype === subtype);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${found.length} services ${subtype}`);
  return only;
}

export const seen = (charger: ChargerSnapshot): ChargerSeen => ({ charger, boostS: 1800 });
