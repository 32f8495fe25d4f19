import type { API, Characteristic, Service, WithUUID } from 'homebridge' with { 'resolution-mode': 'import' };
import {
  CHARACTERISTICS,
  type CharacteristicName,
  type EVE_CHARACTERISTICS,
  SERVICES,
  type ServiceName,
} from './service-plan.js';

export type HAP = API['hap'];
export type CharacteristicClass = WithUUID<new () => Characteristic>;
type ServiceClass = WithUUID<typeof Service>;

/** The classes behind the names; they belong to the running Homebridge and are never imported. */
export interface HapVocabulary {
  readonly services: Readonly<Record<ServiceName, ServiceClass>>;
  readonly characteristics: Readonly<Record<CharacteristicName, CharacteristicClass>>;
}

export function hapVocabulary(hap: HAP): HapVocabulary {
  const services = Object.fromEntries(SERVICES.map((name) => [name, hap.Service[name]]));
  const characteristics = Object.fromEntries(CHARACTERISTICS.map((name) => [name, hap.Characteristic[name]]));
  return {
    services: services as unknown as HapVocabulary['services'],
    characteristics: { ...characteristics, ...eveCharacteristics(hap) } as HapVocabulary['characteristics'],
  };
}

type EveName = (typeof EVE_CHARACTERISTICS)[number];

/** Ids as Eve's own energy meters use them (simont77/fakegato-history, wiki "Characteristics"). */
const EVE: Readonly<Record<EveName, { readonly id: string; readonly name: string; readonly unit: string }>> = {
  EvePowerW: { id: 'E863F10D', name: 'Consumption', unit: 'W' },
  EveEnergyKWh: { id: 'E863F10C', name: 'Total Consumption', unit: 'kWh' },
  EveVoltageV: { id: 'E863F10A', name: 'Voltage', unit: 'V' },
  EveCurrentA: { id: 'E863F126', name: 'Electric Current', unit: 'A' },
};

function eveCharacteristics(hap: HAP): Record<EveName, CharacteristicClass> {
  const classes = Object.entries(EVE).map(([key, { id, name, unit }]) => {
    const uuid = `${id}-079E-48FF-8F27-9C2605A29F52`;
    const props = {
      format: 'float',
      unit,
      minValue: 0,
      maxValue: 1e9,
      minStep: 0.001,
      perms: ['pr', 'ev'],
    } as unknown as ConstructorParameters<HAP['Characteristic']>[2];
    class Eve extends hap.Characteristic {
      static readonly UUID = uuid;
      constructor() {
        super(name, uuid, props);
        this.value = 0;
      }
    }
    return [key, Eve];
  });
  return Object.fromEntries(classes) as Record<EveName, CharacteristicClass>;
}
