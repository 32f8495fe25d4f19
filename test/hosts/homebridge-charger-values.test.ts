import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerSnapshot } from '../../core/index.js';
import { currentFlows } from '../../homebridge-plugin/charger/charger-seen.js';
import type { CharacteristicName, Value } from '../../homebridge-plugin/service-plan.js';
import { plan, plans, seen } from '../means/charger-plans.js';
import { chargerSnapshot, chargingSnapshot } from '../means/snapshots.js';

interface ValueRow {
  readonly service: string;
  readonly homekit?: Record<string, unknown>;
  readonly charger: ChargerSnapshot;
  readonly values: { readonly [K in CharacteristicName]?: Value | undefined };
  readonly because: string;
}

const fault = { code: 'GroundFailure', vendorCode: null, since: '', text: '', remedy: '' };
const boosted = { active: true, until: '2026-06-21T12:10:00.000+02:00', source: 'user' } as const;

const VALUES: readonly ValueRow[] = [
  {
    service: 'charging',
    charger: chargerSnapshot(),
    values: { On: true, OutletInUse: false },
    because: 'On is the wish, whether or not a car is there',
  },
  {
    service: 'charging',
    charger: chargingSnapshot({ allowed: false, currentA: [0, 0, 0] }),
    values: { On: false, OutletInUse: false },
    because: 'a stopped charge is held at 0 A',
  },
  ...(['waiting-for-card', 'stopped'] as const).map((reason) => ({
    service: 'charging',
    charger: chargerSnapshot({ plugged: true, reason }),
    values: { On: false },
    because: `it may charge after a start only (${reason}), and a tile that is on could only be switched off`,
  })),
  {
    service: 'charging',
    charger: chargingSnapshot({ energyWh: 1234.4, currentA: [9.96, 0, 0], powerW: 2290.6 }),
    values: { OutletInUse: true, EvePowerW: 2291, EveEnergyKWh: 1.234, EveVoltageV: 231, EveCurrentA: 10 },
    because: 'Eve shows what is measured',
  },
  {
    service: 'charging',
    charger: chargerSnapshot({ energyWh: null, voltageV: [], currentA: [] }),
    values: { EveEnergyKWh: undefined, EveVoltageV: undefined, EveCurrentA: undefined },
    because: 'what is not measured is not shown as 0',
  },
  {
    service: 'charging',
    charger: chargingSnapshot({ energyWh: -2_147_483_648, powerW: -5000, currentA: [-16, -16, -16] }),
    values: { OutletInUse: false, EvePowerW: 0, EveEnergyKWh: 0, EveCurrentA: 0 },
    because: 'Homebridge warns of each value below the least HomeKit takes',
  },
  { service: 'mode-fast', charger: chargerSnapshot({ mode: 'FAST' }), values: { On: true }, because: 'FAST is on' },
  { service: 'mode-eco', charger: chargerSnapshot({ mode: 'FAST' }), values: { On: false }, because: 'only one is' },
  {
    service: 'mode-ecoplus',
    charger: chargerSnapshot({ allowed: false }),
    values: { On: true },
    because: 'a stopped charger keeps its mode',
  },
  { service: 'boost', charger: chargerSnapshot({ boost: boosted }), values: { On: true }, because: 'it boosts' },
  {
    service: 'boost-timer',
    homekit: { boostAs: 'valve' },
    charger: chargerSnapshot({ boost: boosted }),
    values: { Active: 1, InUse: 1, ValveType: 0, SetDuration: 1800, RemainingDuration: 600 },
    because: "the site's clock says how long it still boosts",
  },
  {
    service: 'boost-timer',
    homekit: { boostAs: 'valve' },
    charger: chargerSnapshot({ boost: { ...boosted, until: '2026-06-21T11:00:00+02:00' } }),
    values: { RemainingDuration: 0 },
    because: 'a time that is over is not negative',
  },
  {
    service: 'lock',
    charger: chargerSnapshot({ locked: true }),
    values: { LockCurrentState: 1, LockTargetState: 1 },
    because: 'locked is secured',
  },
  {
    service: 'lock',
    homekit: { lockAs: 'switch' },
    charger: chargerSnapshot({ locked: true }),
    values: { On: true },
    because: 'as a switch, on is locked',
  },
  {
    service: 'limit',
    charger: chargerSnapshot({ userLimitA: null, maxA: 16 }),
    values: { Active: 1, RotationSpeed: 16 },
    because: 'without a limit of the user the installation limit holds',
  },
  {
    service: 'limit',
    charger: chargerSnapshot({ userLimitA: 32, maxA: 16 }),
    values: { Active: 1, RotationSpeed: 16 },
    because: 'a wish above an installation limit that was lowered since holds no more',
  },
  {
    service: 'limit',
    homekit: { limitAs: 'lightbulb' },
    charger: chargerSnapshot({ userLimitA: 10 }),
    values: { On: true, Brightness: 10 },
    because: 'a percent stands for an ampere',
  },
  {
    service: 'cable',
    charger: chargerSnapshot({ plugged: true }),
    values: { ContactSensorState: 0, StatusFault: 0, StatusActive: true },
    because: 'plugged in reads as closed',
  },
  ...(['Faulted', 'Unavailable', 'Unknown'] as const).map((ocppStatus) => ({
    service: 'cable',
    charger: chargerSnapshot({ ocppStatus }),
    values: { ContactSensorState: undefined, StatusActive: false },
    because: `${ocppStatus} says nothing of the cable, and no car was unplugged`,
  })),
  {
    service: 'cable',
    charger: chargerSnapshot({ plugged: true, ocppStatus: 'Unknown' }),
    values: { ContactSensorState: 0, StatusActive: true },
    because: 'a transaction that goes on tells of a car',
  },
  ...['charging', 'active', 'cable', 'fault', 'vehicle'].map((service) => ({
    service,
    charger: chargerSnapshot({ ocppStatus: 'Unknown' }),
    values: {
      charging: { On: true, OutletInUse: undefined },
      active: { OccupancyDetected: undefined, StatusActive: false },
      cable: { ContactSensorState: undefined, StatusFault: undefined },
      fault: { ContactSensorState: undefined, StatusFault: undefined },
      vehicle: { ChargingState: undefined },
    }[service] as ValueRow['values'],
    because: 'a charger that has called and not yet said what it is at has changed nothing',
  })),
  {
    service: 'cable',
    charger: chargerSnapshot({ fault }),
    values: { ContactSensorState: 1, StatusFault: 1 },
    because: 'unplugged reads as open, and the fault shows',
  },
  {
    service: 'cable',
    homekit: { cableAs: 'occupancy' },
    charger: chargerSnapshot({ plugged: true }),
    values: { OccupancyDetected: 1 },
    because: 'as another sensor, detected is plugged in',
  },
  {
    service: 'active',
    charger: chargingSnapshot(),
    values: { OccupancyDetected: 1 },
    because: 'current flows',
  },
  {
    service: 'active',
    homekit: { chargingAs: 'motion' },
    charger: chargerSnapshot(),
    values: { MotionDetected: false },
    because: 'no current flows',
  },
  { service: 'fault', charger: chargerSnapshot(), values: { ContactSensorState: 0 }, because: 'closed is well' },
  {
    service: 'fault',
    charger: chargerSnapshot({ fault }),
    values: { ContactSensorState: 1 },
    because: 'open notifies',
  },
  {
    service: 'vehicle',
    charger: chargingSnapshot({ socPct: 19.6 }),
    values: { BatteryLevel: 20, StatusLowBattery: 0, ChargingState: 1 },
    because: '20 % is not low',
  },
  {
    service: 'vehicle',
    charger: chargerSnapshot({ socPct: 12 }),
    values: { BatteryLevel: 12, StatusLowBattery: 1, ChargingState: 2 },
    because: 'an unplugged car cannot charge',
  },
  {
    service: 'vehicle',
    charger: chargerSnapshot({ plugged: true }),
    values: { BatteryLevel: undefined, StatusLowBattery: undefined, ChargingState: 0 },
    because: 'an unknown level leaves the last one standing',
  },
  {
    service: 'power',
    homekit: { power: true },
    charger: chargerSnapshot({ powerW: 0 }),
    values: { CurrentAmbientLightLevel: 0.0001 },
    because: 'HomeKit knows no darkness below this',
  },
];

describe('what a charger shows in Home', () => {
  for (const { service, homekit, charger, values, because } of VALUES) {
    it(`${service} shows ${JSON.stringify(values)}, because ${because}`, () => {
      const all = plan(service, homekit).values(seen(charger));
      const asked = Object.fromEntries(Object.keys(values).map((name) => [name, all[name as CharacteristicName]]));
      assert.deepEqual(asked, values);
    });
  }

  it('current flows when it is measured, else when the charger says it charges', () => {
    assert.equal(currentFlows(chargingSnapshot({ currentA: [0, 0.3, 0] })), false, "a charger's own electronics");
    assert.equal(currentFlows(chargerSnapshot({ currentA: [0, 6, 0] })), true);
    assert.equal(currentFlows(chargingSnapshot({ currentA: [] })), true);
    assert.equal(currentFlows(chargerSnapshot({ currentA: [] })), false);
  });

  it('the battery of the car appears only once its level is known', () => {
    const vehicle = plan('vehicle');
    assert.equal(vehicle.addedWhen?.(seen(chargerSnapshot())), false);
    assert.equal(vehicle.addedWhen?.(seen(chargerSnapshot({ socPct: 50 }))), true);
  });

  it('offline says only what is true: the lock unknown, the sensors not active', () => {
    assert.deepEqual(plan('lock').offline, { LockCurrentState: 3 });
    assert.deepEqual(plan('cable').offline, { StatusActive: false });
    assert.equal(plan('charging').offline, undefined);
  });
});

describe('options of a charger', () => {
  const subtypes = (homekit: Record<string, unknown>) => plans(homekit).map((one) => `${one.service} ${one.subtype}`);

  it('by default show what a home user looks for', () => {
    assert.deepEqual(subtypes({}), [
      'Outlet charging',
      'Switch mode-fast',
      'Switch mode-eco',
      'Switch mode-ecoplus',
      'Switch boost',
      'LockMechanism lock',
      'Fanv2 limit',
      'ContactSensor cable',
      'OccupancySensor active',
      'ContactSensor fault',
      'Battery vehicle',
    ]);
  });

  it('can take all away but the outlet', () => {
    const none = {
      boostAs: 'none',
      lockAs: 'none',
      limitAs: 'none',
      cableAs: 'none',
      chargingAs: 'none',
      faultAs: 'none',
    };
    assert.deepEqual(subtypes({ ...none, modes: false, vehicle: false }), ['Outlet charging']);
    assert.deepEqual(Object.keys(plan('charging', { eve: false }).values(seen(chargerSnapshot()))), [
      'On',
      'OutletInUse',
    ]);
  });

  it('every write has a value to show, and every value a plan keeps offline is one of its own', () => {
    for (const one of [
      ...plans(),
      ...plans({ boostAs: 'valve', lockAs: 'switch', limitAs: 'lightbulb', power: true }),
    ]) {
      const shown = Object.keys(one.values(seen(chargerSnapshot())));
      for (const name of [...Object.keys(one.writes ?? {}), ...Object.keys(one.offline ?? {})]) {
        assert.ok(shown.includes(name), `${one.subtype} ${name}`);
      }
    }
  });
});
