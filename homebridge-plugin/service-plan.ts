import type { SiteCommand } from '../core/index.js';

/** Services of HomeKit that are used here. */
export const SERVICES = [
  'Outlet',
  'Switch',
  'LockMechanism',
  'Fanv2',
  'Lightbulb',
  'ContactSensor',
  'OccupancySensor',
  'MotionSensor',
  'LightSensor',
  'Battery',
  'Valve',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Characteristics of HomeKit that are used here. */
export const CHARACTERISTICS = [
  'On',
  'OutletInUse',
  'LockCurrentState',
  'LockTargetState',
  'Active',
  'RotationSpeed',
  'Brightness',
  'ContactSensorState',
  'OccupancyDetected',
  'MotionDetected',
  'StatusFault',
  'StatusActive',
  'CurrentAmbientLightLevel',
  'BatteryLevel',
  'ChargingState',
  'StatusLowBattery',
  'ValveType',
  'InUse',
  'SetDuration',
  'RemainingDuration',
] as const;

/** Characteristics of the Eve app. */
export const EVE_CHARACTERISTICS = ['EvePowerW', 'EveEnergyKWh', 'EveVoltageV', 'EveCurrentA'] as const;

export type CharacteristicName = (typeof CHARACTERISTICS)[number] | (typeof EVE_CHARACTERISTICS)[number];

export type Value = boolean | number;
/** `undefined`: not known now; what was last known stands. */
export type Values = { readonly [K in CharacteristicName]?: Value | undefined };

/** What is to follow from a write in Home. */
export type Verdict =
  /** `afterScene`: what is asked hangs on what else a scene writes, be it later. */
  | { readonly kind: 'ask'; readonly command: SiteCommand; readonly afterScene?: true }
  /** A slider on the move: asked once nothing more came for a while; `shows` stands meanwhile. */
  | { readonly kind: 'ask-when-quiet'; readonly command: SiteCommand; readonly shows: Value }
  /** Nothing to ask: the tile goes back to what is so. */
  | { readonly kind: 'bounce' }
  /** Kept with the accessory, for a later write. */
  | { readonly kind: 'keep'; readonly boostS: number };

/** One service of an accessory, as pure functions of what is seen. */
export interface ServicePlan<Seen> {
  readonly service: ServiceName;
  /** Never changes: scenes and automations hang on it. */
  readonly subtype: string;
  readonly label: string;
  /** The others are linked to it. */
  readonly primary?: true;
  readonly ranges?: {
    readonly [K in CharacteristicName]?: {
      readonly minValue?: number;
      readonly maxValue?: number;
      readonly minStep?: number;
    };
  };
  /** Measured values that change all the time, and are told calmly. */
  readonly calm?: readonly CharacteristicName[];
  values(seen: Seen): Values;
  /** What can be said without a connection; everything else then answers "No Response". */
  readonly offline?: Values;
  readonly writes?: { readonly [K in CharacteristicName]?: (value: Value, seen: Seen) => Verdict };
  /** Added once this was true, and kept from then on; absent: always. */
  addedWhen?(seen: Seen): boolean;
}
