import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHARGER_SETTINGS,
  LANGUAGES,
  METER_ROLES,
  METER_SETTINGS,
  OCPP_SETTINGS,
  parseSiteConfig,
  SITE_SETTINGS,
} from '../../core/index.js';
import { METER_MAPS } from '../../core/meters/maps/index.js';
import type { Setting } from '../../core/model/settings.js';
import { PLATFORM_NAME } from '../../homebridge-plugin/names.js';
import { HOMEKIT_OPTIONS } from '../../homebridge-plugin/options.js';
import { readPlatformConfig } from '../../homebridge-plugin/platform-config.js';
import { readProject } from './project.js';

/** A field of the form, as far as it is asserted on. */
interface Field {
  readonly type?: string;
  readonly title?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly { readonly title: string; readonly enum: readonly unknown[] }[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly required?: readonly string[];
  readonly 'x-schema-form'?: { readonly type?: string };
}

interface LayoutItem {
  readonly key?: string;
  readonly items?: readonly (LayoutItem | string)[];
  readonly condition?: { readonly functionBody: string };
}

const form = JSON.parse(readProject('config.schema.json')) as {
  readonly pluginAlias: string;
  readonly pluginType: string;
  readonly singular: boolean;
  readonly schema: Field;
  readonly layout: readonly LayoutItem[];
};

const fieldsOf = (field: Field | undefined) => field?.properties ?? {};
const site = fieldsOf(form.schema);
const charger = fieldsOf(site['chargers']?.items);
const meter = fieldsOf(site['meters']?.items);

/** What the table of settings says of a field, in the words of JSON schema. */
function wanted(setting: Setting): Field {
  switch (setting.kind) {
    case 'number':
      return {
        type: Number.isInteger(setting.step) ? 'integer' : 'number',
        minimum: setting.from,
        maximum: setting.to,
        ...(setting.default !== undefined && { default: setting.default }),
      };
    case 'choice':
      return { type: 'string', default: setting.default };
    case 'flag':
      return { type: 'boolean', default: setting.default };
  }
}

function assertField(name: string, field: Field | undefined, setting: Setting): void {
  assert.ok(field, `${name} is missing in the form`);
  for (const [key, value] of Object.entries(wanted(setting))) assert.deepEqual(field[key as keyof Field], value, name);
  assert.equal('default' in field, 'default' in setting, `${name}: a default only where the table has one`);
  if (setting.kind === 'choice') {
    assert.deepEqual(new Set(field.oneOf?.flatMap((one) => one.enum)), new Set(setting.of), name);
  }
}

describe('config.schema.json: head', () => {
  it('is the form of one dynamic platform, because two would open two sites', () => {
    assert.equal(form.pluginAlias, PLATFORM_NAME);
    assert.equal(form.pluginType, 'platform');
    assert.equal(form.singular, true);
  });

  it('asks for what has no default', () => {
    assert.deepEqual(form.schema.required, ['name', 'phases', 'fuseA']);
    assert.deepEqual(site['chargers']?.items?.required, ['id']);
    assert.deepEqual(site['meters']?.items?.required, ['role', 'type']);
  });
});

describe('config.schema.json: defaults and ranges are those of the table of settings', () => {
  for (const [name, setting] of Object.entries(SITE_SETTINGS)) {
    it(name, () => assertField(name, site[name], setting));
  }
  for (const [name, setting] of Object.entries(CHARGER_SETTINGS)) {
    it(`chargers[].${name}`, () => assertField(name, charger[name], setting));
  }
  for (const [name, setting] of Object.entries(METER_SETTINGS)) {
    it(`meters[].${name}`, () => assertField(name, meter[name], setting));
  }
  for (const [name, setting] of Object.entries(OCPP_SETTINGS)) {
    it(`ocpp.${name}`, () => assertField(name, fieldsOf(site['ocpp'])[name], setting));
  }
  it('offers every meter there is a register map for, by its name', () => {
    assert.deepEqual(
      meter['map']?.oneOf?.map((one) => ({ id: one.enum[0], name: one.title })),
      METER_MAPS,
    );
  });
  it('languages and meter roles', () => {
    assert.deepEqual(
      site['language']?.oneOf?.flatMap((one) => one.enum),
      [...LANGUAGES],
    );
    assert.deepEqual(
      meter['role']?.oneOf?.flatMap((one) => one.enum),
      [...METER_ROLES],
    );
  });
});

describe('config.schema.json: homekit', () => {
  it('has the options of the plugin, and no other', () => {
    assert.deepEqual(Object.keys(fieldsOf(site['homekit'])).sort(), Object.keys(HOMEKIT_OPTIONS).sort());
  });
  for (const [name, option] of Object.entries(HOMEKIT_OPTIONS)) {
    it(name, () =>
      assertField(
        name,
        fieldsOf(site['homekit'])[name],
        option.kind === 'number' ? { ...option, step: 1, unit: '' } : option,
      ),
    );
  }
});

/** Every field below a field, by path. */
function* leaves(field: Field, path = ''): Generator<readonly [string, Field]> {
  for (const [name, child] of Object.entries(field.properties ?? {})) {
    const here = path ? `${path}.${name}` : name;
    if (child.properties) yield* leaves(child, here);
    else if (child.items?.properties) yield* leaves(child.items, `${here}[]`);
    else yield [here, child];
  }
}

function* keysOf(items: readonly (LayoutItem | string)[]): Generator<string> {
  for (const item of items) {
    if (typeof item === 'string') yield item;
    else {
      if (item.key) yield item.key;
      yield* keysOf(item.items ?? []);
    }
  }
}

describe('config.schema.json: layout', () => {
  const all = new Map(leaves(form.schema));
  const shown = [...keysOf(form.layout)];

  it('shows every field once, because a layout hides what it does not name', () => {
    const fields = shown.filter((key) => key !== 'chargers' && key !== 'meters');
    assert.deepEqual(fields.toSorted(), [...all.keys()].filter((key) => key !== 'name').toSorted());
    assert.ok(fields.length > 50, 'the test looked at nothing');
  });

  it('draws no wide range as a slider: a port from 0 to 65535 cannot be hit', () => {
    for (const [key, field] of all) {
      if (field.minimum === undefined || field.maximum === undefined) continue;
      if (field.maximum - field.minimum > 80) assert.equal(field['x-schema-form']?.type, 'number', key);
    }
  });

  it('hides what is typed into passwords and tokens', () => {
    const secrets = [...all].filter(([key]) => /password|token/i.test(key));
    assert.equal(secrets.length, 3);
    for (const [key, field] of secrets) assert.equal(field['x-schema-form']?.type, 'password', key);
  });

  it('conditions are JavaScript that answers yes or no, whatever is filled in', () => {
    const conditions = [...conditionsOf(form.layout)];
    assert.ok(conditions.length > 10);
    for (const body of conditions) {
      const condition = new Function('model', 'arrayIndices', body) as (model: unknown, at: number) => unknown;
      for (const model of [{}, { chargers: [{}], meters: [{}] }]) {
        assert.equal(typeof condition(model, 0), 'boolean', body);
      }
    }
  });
});

function* conditionsOf(items: readonly (LayoutItem | string)[]): Generator<string> {
  for (const item of items) {
    if (typeof item === 'string') continue;
    if (item.condition) yield item.condition.functionBody;
    yield* conditionsOf(item.items ?? []);
  }
}

/** What the form saves when nothing optional is touched: the defaults. */
const defaultsOf = (field: Field): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(field.properties ?? {}).flatMap(([name, child]) => {
      if (child.properties) return [[name, defaultsOf(child)]];
      return child.default === undefined ? [] : [[name, child.default]];
    }),
  );

describe('config.schema.json: what it saves', () => {
  const example = (type: unknown) => (type === 'modbus-tcp' ? { host: '192.168.1.20', map: 'eastron-sdm630' } : {});

  for (const type of meter['type']?.oneOf?.flatMap((one) => one.enum) ?? []) {
    it(`is a site that can be opened, with a meter of type ${type}`, () => {
      const block = {
        platform: 'Surplug',
        ...defaultsOf(form.schema),
        phases: 3,
        fuseA: 25,
        chargers: [{ ...defaultsOf(site['chargers']?.items ?? {}), id: 'CP001' }],
        meters: [{ ...defaultsOf(site['meters']?.items ?? {}), type, ...example(type) }],
      };
      const setup = readPlatformConfig(block, 'surplug-records');
      assert.equal(setup.kind, 'open', JSON.stringify(setup));
    });
  }

  it('its defaults are those the core would take', () => {
    const parsed = parseSiteConfig({ phases: 3, fuseA: 25, storage: 'surplug-records' });
    assert.ok('config' in parsed);
    const setup = readPlatformConfig({ ...defaultsOf(form.schema), phases: 3, fuseA: 25 }, 'surplug-records');
    assert.ok(setup.kind === 'open');
    assert.deepEqual({ ...setup.config, name: '' }, { ...parsed.config, name: '' });
  });
});
