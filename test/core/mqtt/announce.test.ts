import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerSnapshot, SiteSnapshot } from '../../../core/index.js';
import { LANGUAGES } from '../../../core/model/language.js';
import { type Announcer, announceCharger, announceSite } from '../../../core/mqtt/announce.js';
import { toldCharger, toldSite } from '../../../core/mqtt/told-state.js';
import { topicsBelow } from '../../../core/mqtt/topics.js';
import { chargerSnapshot, chargingSnapshot, siteSnapshot } from '../../means/snapshots.js';

const announcer = (changes: Partial<Announcer> = {}): Announcer => ({
  base: 'surplug',
  topics: topicsBelow('surplug'),
  language: 'en',
  commands: true,
  ...changes,
});

interface Component {
  readonly platform: string;
  readonly unique_id: string;
  readonly name: string;
  readonly value_template: string;
  readonly command_topic?: string;
}
interface Device {
  readonly device: { readonly identifiers: string[]; readonly name: string; readonly via_device?: string };
  readonly origin: { readonly name: string };
  readonly availability: { readonly topic: string }[];
  readonly state_topic: string;
  readonly components: Readonly<Record<string, Component>>;
}
const charger = (snapshot: ChargerSnapshot, changes: Partial<Announcer> = {}) =>
  announceCharger(announcer(changes), snapshot) as { topic: string; payload: unknown } as {
    topic: string;
    payload: Device;
  };
const site = (snapshot: SiteSnapshot, changes: Partial<Announcer> = {}) =>
  announceSite(announcer(changes), snapshot).payload as unknown as Device;

/** What schemas.py of Home Assistant takes for a device. */
const DEVICE_KEYS = ['identifiers', 'manufacturer', 'model', 'name', 'sw_version', 'via_device'];

/** Values that the templates ask for, as paths into the JSON. */
const asked = (template: string): string[] =>
  [...template.matchAll(/value_json\.([\w.]+)/g)].map(([, path = '']) => path);

function has(payload: unknown, path: string): boolean {
  const at = path.split('.').reduce<unknown>((below, key) => (below as Record<string, unknown> | null)?.[key], payload);
  return at !== undefined;
}

describe('announced to Home Assistant', () => {
  it('a charger is one device with its entities, behind the house', () => {
    const { topic, payload } = charger(chargerSnapshot());
    assert.equal(topic, 'homeassistant/device/surplug_charger_CP001/config');
    assert.deepEqual(payload.device.identifiers, ['surplug_charger_CP001']);
    assert.equal(payload.device.name, 'Garage');
    assert.equal(payload.device.via_device, site(siteSnapshot()).device.identifiers[0]);
    assert.deepEqual(payload.availability, [{ topic: 'surplug/status' }]);
    assert.equal(payload.state_topic, 'surplug/chargers/CP001');
    assert.deepEqual(
      Object.keys(payload.device).filter((key) => !DEVICE_KEYS.includes(key)),
      [],
    );
  });

  it('every template asks for something that is told', () => {
    const plugged = chargingSnapshot();
    const rows: readonly [Device, unknown][] = [
      [charger(plugged).payload, toldCharger(plugged).payload],
      [site(siteSnapshot({ batterySocPct: 40 })), toldSite(siteSnapshot({ batterySocPct: 40 })).payload],
    ];
    for (const [device, payload] of rows) {
      const told = JSON.parse(JSON.stringify(payload)) as unknown;
      for (const { value_template } of Object.values(device.components)) {
        assert.ok(asked(value_template).length > 0, value_template);
        for (const path of asked(value_template)) assert.ok(has(told, path), path);
      }
    }
  });

  it('every command goes to a key that a charger or a site can be wished', () => {
    const commands = (device: Device) => Object.values(device.components).flatMap((one) => one.command_topic ?? []);
    assert.deepEqual(
      commands(charger(chargerSnapshot()).payload),
      ['mode', 'charge', 'boost', 'lock', 'current', 'ecoPlusA'].map((key) => `surplug/chargers/CP001/set/${key}`),
    );
    assert.deepEqual(commands(site(siteSnapshot())), ['surplug/site/set/policy', 'surplug/site/set/preset']);
  });

  it('where commands are not taken, nothing is offered that needs one', () => {
    const { components } = charger(chargerSnapshot(), { commands: false }).payload;
    assert.deepEqual([...new Set(Object.values(components).map(({ platform }) => platform))].sort(), [
      'binary_sensor',
      'sensor',
    ]);
  });

  it('a site without solar meter or battery has none of their values', () => {
    const without = site(siteSnapshot({ solarW: null })).components;
    assert.deepEqual(
      ['solar', 'battery', 'batterySoc'].filter((key) => key in without),
      [],
    );
    const silent = { sun: { role: 'solar', ok: false, ageS: null, trouble: 'silent' } } as const;
    assert.ok('solar' in site(siteSnapshot({ solarW: null, meters: silent })).components, 'it is there, if silent');
  });

  it('an identity with odd signs makes names that Home Assistant takes, and stays one charger at the broker', () => {
    const { topic, payload } = charger(chargerSnapshot({ id: 'CP/1+ #ü' }));
    assert.match(topic, /^homeassistant\/device\/[\w-]+\/config$/);
    assert.match(payload.state_topic, /^surplug\/chargers\/[^/+# ]+$/);
  });

  it('two sites at one broker are two', () => {
    const other = { base: 'home/garage', topics: topicsBelow('home/garage') };
    assert.notEqual(charger(chargerSnapshot(), other).topic, charger(chargerSnapshot()).topic);
  });

  it('limits are those of the charger', () => {
    const { limit } = charger(chargerSnapshot({ minA: 8, maxA: 20 })).payload.components as Record<string, object>;
    assert.partialDeepStrictEqual(limit, { min: 8, max: 20, step: 1, unit_of_measurement: 'A' });
  });

  it('names are in the language of the site, each its own', () => {
    for (const language of LANGUAGES) {
      const names = Object.values(charger(chargerSnapshot(), { language }).payload.components).map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, language);
    }
  });
});
