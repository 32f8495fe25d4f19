import { MODES, POLICIES, PRESETS } from '../model/mode.js';
import type { MeterRole } from '../model/reading.js';
import { CHARGER_SETTINGS } from '../model/settings.js';
import { CHARGER_STATES, type ChargerSnapshot, type SiteSnapshot } from '../model/snapshot.js';
import type { EntityName } from '../words/catalogue.js';

/*
 * What Home Assistant shows of a site and its chargers: platform, where its value stands in the JSON (a template of Home
 * Assistant), and the key it is set by. Its own words: home-assistant.io/integrations/mqtt.
 */

interface Entity {
  readonly platform: 'sensor' | 'binary_sensor' | 'select' | 'switch' | 'lock' | 'number';
  /** Template, without the braces. */
  readonly value: string;
  /** Key of the wish that sets it. */
  readonly set?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export type Entities = Partial<Record<EntityName, Entity>>;

const measured = (value: string, unit: string, deviceClass: string): Entity => ({
  platform: 'sensor',
  value: `value_json.${value}`,
  more: { unit_of_measurement: unit, device_class: deviceClass, state_class: 'measurement' },
});
const energy = (value: string): Entity => ({
  platform: 'sensor',
  value,
  more: { unit_of_measurement: 'Wh', device_class: 'energy', state_class: 'total_increasing' },
});
const yes = (condition: string, more: Entity['more'] = {}): Entity => ({
  platform: 'binary_sensor',
  value: `'ON' if value_json.${condition} else 'OFF'`,
  more,
});
const choice = (key: string, options: readonly string[]): Entity => ({
  platform: 'select',
  value: `value_json.${key}`,
  set: key,
  more: { options },
});
const ampere = (value: string, set: string, min: number, max: number): Entity => ({
  platform: 'number',
  value,
  set,
  more: { min, max, step: 1, mode: 'slider', unit_of_measurement: 'A', device_class: 'current' },
});
/** A state of Home Assistant is no longer than this; longer ones are thrown away. */
const LONGEST_STATE = 255;

export const chargerEntities = ({ minA, maxA }: ChargerSnapshot): Entities => ({
  state: { platform: 'sensor', value: 'value_json.state', more: { device_class: 'enum', options: CHARGER_STATES } },
  because: { platform: 'sensor', value: `value_json.because[:${LONGEST_STATE}]` },
  power: measured('powerW', 'W', 'power'),
  offered: measured('offeredA', 'A', 'current'),
  energy: energy('value_json.energyWh'),
  chargeEnergy: energy('value_json.session.energyWh if value_json.session else 0'),
  chargeSolar: energy('value_json.session.solarWh if value_json.session else 0'),
  plugged: yes('plugged', { device_class: 'plug' }),
  online: yes('online', { device_class: 'connectivity', entity_category: 'diagnostic' }),
  fault: yes('fault', { device_class: 'problem', entity_category: 'diagnostic' }),
  mode: choice('mode', MODES),
  charge: {
    platform: 'switch',
    value: "'start' if value_json.allowed else 'stop'",
    set: 'charge',
    more: { payload_on: 'start', payload_off: 'stop' },
  },
  boost: {
    platform: 'switch',
    value: "'true' if value_json.boost.active else 'false'",
    set: 'boost',
    more: { payload_on: 'true', payload_off: 'false' },
  },
  lock: {
    platform: 'lock',
    value: "'LOCKED' if value_json.locked or value_json.lockedNext else 'UNLOCKED'",
    set: 'lock',
    more: { payload_lock: 'true', payload_unlock: 'false' },
  },
  limit: ampere('value_json.maxA if value_json.userLimitA is none else value_json.userLimitA', 'current', minA, maxA),
  ecoPlus: ampere('value_json.ecoPlusA', 'ecoPlusA', CHARGER_SETTINGS.ecoPlusA.from, CHARGER_SETTINGS.ecoPlusA.to),
});

export function siteEntities({ meters, solarW, batteryW, batterySocPct }: SiteSnapshot): Entities {
  const read = (role: MeterRole, value: number | null) =>
    value !== null || Object.values(meters).some((meter) => meter.role === role);
  return {
    grid: measured('gridW', 'W', 'power'),
    house: measured('houseW', 'W', 'power'),
    surplus: measured('surplusW', 'W', 'power'),
    chargers: measured('chargersW', 'W', 'power'),
    ...(read('solar', solarW) && { solar: measured('solarW', 'W', 'power') }),
    ...(read('battery', batteryW) && { battery: measured('batteryW', 'W', 'power') }),
    ...(batterySocPct !== null && { batterySoc: measured('batterySocPct', '%', 'battery') }),
    policy: choice('policy', POLICIES),
    preset: choice('preset', PRESETS),
  };
}
