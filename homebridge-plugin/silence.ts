import type { PlatformAccessory } from 'homebridge' with { 'resolution-mode': 'import' };
import { HAP_STATUS } from './hap-status.js';
import type { HAP } from './hap-vocabulary.js';

/**
 * Makes a cached accessory answer "No Response" until something real stands behind it: an old value would be a lie.
 * What is bound later takes these handlers over.
 */
export function silence(hap: HAP, accessory: PlatformAccessory): void {
  const names: readonly string[] = [hap.Characteristic.Name.UUID, hap.Characteristic.ConfiguredName.UUID];
  const noResponse = () => {
    throw new hap.HapStatusError(HAP_STATUS.noConnection);
  };
  for (const service of accessory.services) {
    if (service.subtype === undefined) continue; // not one of ours: AccessoryInformation
    for (const characteristic of service.characteristics) {
      if (names.includes(characteristic.UUID)) continue;
      characteristic.onGet(noResponse);
      characteristic.onSet(noResponse);
    }
  }
}
