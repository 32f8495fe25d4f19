import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformAccessory } from 'homebridge' with { 'resolution-mode': 'import' };
import type { ChargerSnapshot } from '../core/index.js';
import { firmwareRevision } from './firmware-revision.js';
import type { HAP } from './hap-vocabulary.js';

/** What the details page of an accessory says. */
interface AccessoryInformation {
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareRevision: string;
}

/** A charger as its BootNotification has it. The serial number is the id: it must not change when the charger first speaks. */
export const chargerInformation = ({
  id,
  identity,
}: Pick<ChargerSnapshot, 'id' | 'identity'>): AccessoryInformation => ({
  manufacturer: fitting(identity.vendor, 'OCPP'),
  model: fitting(identity.model, 'OCPP 1.6J'),
  serialNumber: fitting(id, `CP-${id}`),
  firmwareRevision: firmwareRevision(identity.firmware),
});

/** The house is this package. */
export function houseInformation(): AccessoryInformation {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  return {
    manufacturer: 'Surplug',
    model: 'House',
    serialNumber: 'HOUSE',
    firmwareRevision: firmwareRevision(String(version)),
  };
}

/** HomeKit takes 2 to 64 characters. */
function fitting(told: string | undefined, otherwise: string): string {
  const text = (told ?? '').slice(0, 64).trim();
  return text.length > 1 ? text : otherwise;
}

export function inform(hap: HAP, accessory: PlatformAccessory, information: AccessoryInformation): void {
  const { Name, Manufacturer, Model, SerialNumber, FirmwareRevision } = hap.Characteristic;
  accessory
    .getService(hap.Service.AccessoryInformation)
    ?.updateCharacteristic(Name, accessory.displayName)
    .updateCharacteristic(Manufacturer, information.manufacturer)
    .updateCharacteristic(Model, information.model)
    .updateCharacteristic(SerialNumber, information.serialNumber)
    .updateCharacteristic(FirmwareRevision, information.firmwareRevision);
}
