import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { type MeterConfig, parseSiteConfig } from '../../core/index.js';
import { configSchema } from '../../core/site/config-schema.js';
import { readPlatformConfig } from '../../homebridge-plugin/platform-config.js';
import {
  allFields,
  choicesOf,
  type Field,
  form,
  meterFields,
  savedUntouched,
  shownKeys,
  siteFields,
} from './config-form.js';

/** What the parser takes, in the words of JSON schema. */
interface Rule {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Rule>>;
  readonly items?: Rule;
  readonly oneOf?: readonly Rule[];
  readonly anyOf?: readonly Rule[];
  readonly propertyNames?: Rule;
  readonly additionalProperties?: Rule;
}

const parser = z.toJSONSchema(configSchema, { io: 'output', unrepresentable: 'any' }) as Rule;
const kinds = new Map(
  parser.properties?.['meters']?.items?.oneOf?.map((kind) => [kind.properties?.['type']?.const, kind] as const),
);

/** Every setting below a rule, under the path it has in the form: points by name are rows, a map of one's own is beside `map`. */
function* settings(rule: Rule, path: string): Generator<readonly [string, Rule]> {
  const { properties, items, anyOf, propertyNames, additionalProperties } = rule;
  if (properties) {
    for (const [name, child] of Object.entries(properties)) yield* settings(child, path ? `${path}.${name}` : name);
  } else if (items?.oneOf) for (const kind of items.oneOf) yield* settings(kind, `${path}[]`);
  else if (items?.properties) yield* settings(items, `${path}[]`);
  else if (propertyNames && additionalProperties) {
    yield [`${path}[].point`, propertyNames];
    yield* settings(additionalProperties, `${path}[]`);
  } else if (anyOf && path.endsWith('.map')) {
    yield [path, { type: 'string' }];
    for (const own of anyOf.filter((one) => one.properties)) yield* settings(own, path.replace(/map$/, 'ownMap'));
  } else yield [path, rule];
}

const rules = [...settings(parser, '')];
const NOT_IN_THE_FORM = ['storage'];
/** One setting of the site in two fields; tested with the platform's block. */
const BATTERY = ['batteryPriority', 'batteryAboveSocPct'];

/** Must be given, so the form begins with the usual choice. */
const CHOSEN_FIRST = ['meters[].role', 'meters[].type'];

const TYPE: Readonly<Record<string, string>> = { integer: 'number' };
/** Counted, or a name. Of anything else a fraction may be written by hand, which a form of whole numbers loses. */
const WHOLE = /(?:version|connectorId|priority|port|tlsPort|unitId|device|baudRate|timeoutMs|maxRegisters)$/;
const typeOf = (type: string | undefined) => TYPE[type ?? ''] ?? type;

describe('config.schema.json and the parser', () => {
  it('offers every kind of meter the parser takes, and no other', () => {
    assert.deepEqual(new Set(choicesOf(meterFields['type'])), new Set(kinds.keys()));
    assert.ok(kinds.size >= 6);
  });

  it('has a field for every setting, and no field that is none', () => {
    const taken = new Set(rules.map(([path]) => path).filter((path) => !NOT_IN_THE_FORM.includes(path)));
    const ours = (path: string) =>
      /^(homekit|attach)\./.test(path) || path === 'batteryAboveSocPct' || path === 'searchMeters';
    assert.deepEqual([...allFields.keys()].filter((path) => !ours(path)).toSorted(), [...taken].toSorted());
  });

  for (const [path, rule] of new Map(rules)) {
    const field = allFields.get(path);
    if (!field || path === 'name' || BATTERY.includes(path)) continue;
    it(`${path}: type, range, choices and default`, () => {
      assert.equal(typeOf(field.type), typeOf(rule.type));
      if (field.type === 'integer' && rule.type === 'number' && !rule.enum) assert.match(path, WHOLE);
      assert.equal(field.minimum, rule.minimum);
      assert.equal(field.maximum, rule.maximum);
      if (rule.enum) assert.deepEqual(new Set(choicesOf(field)), new Set(rule.enum));
      // A list of phases is left empty rather than ticked.
      if (rule.type === 'array') assert.deepEqual(field.items?.enum, rule.items?.enum);
      else if (!CHOSEN_FIRST.includes(path)) assert.equal(field.default, rule.default);
    });
  }

  for (const [type, kind] of kinds) {
    it(`shows of a ${type} meter its own fields, and no others`, () => {
      const shown = [...shownKeys({ meters: [{ type, map: 'own' }] })];
      const wanted = [...settings(kind, 'meters[]')].map(([path]) => path);
      assert.deepEqual(
        shown.filter((key) => key.startsWith('meters[]') && allFields.has(key)).toSorted(),
        wanted.toSorted(),
      );
    });
  }

  it('asks for registers only where no map is chosen', () => {
    const shown = [...shownKeys({ meters: [{ type: 'modbus-tcp', map: 'eastron-sdm630' }] })];
    assert.deepEqual(
      shown.filter((key) => key.includes('ownMap')),
      [],
    );
  });

  it('hides nothing of a site that runs elsewhere: what is hidden is emptied, and a slip would cost all of it', () => {
    const site = { chargers: [{}], meters: [{ type: 'mqtt' }] };
    const attached = { ...site, attach: { url: 'ws://127.0.0.1:9220/surplug/link' } };
    assert.deepEqual([...shownKeys(attached)], [...shownKeys(site)]);
  });
});

const MAP = { map: 'eastron-sdm630' };
/** The least a user fills in, by kind. */
const LEAST: Readonly<Record<MeterConfig['type'], object>> = {
  'modbus-tcp': { host: '192.168.1.20', ...MAP },
  'modbus-rtu-tcp': { host: '192.168.1.20', ...MAP },
  'modbus-rtu': { path: '/dev/ttyUSB0', ...MAP },
  mqtt: { url: 'mqtt://192.168.1.5', preset: 'evcc', topic: 'evcc' },
  derived: {},
  charger: { charger: 'CP001' },
  pushed: {},
};

const SUPPLY = { phases: 3, fuseA: 25 };
const saved = savedUntouched(form.schema);
const firstRow = (list: string): Field => siteFields[list]?.items ?? {};

describe('config.schema.json: what it saves', () => {
  it('with nothing but the supply filled in is a site with the core’s defaults, no charger and no meter', () => {
    assert.equal((saved['meters'] as unknown[]).length, 1, 'the UI always shows a row');
    const parsed = parseSiteConfig({ ...SUPPLY, storage: 'surplug-records' });
    assert.ok('config' in parsed);
    const setup = readPlatformConfig({ platform: 'Surplug', ...saved, ...SUPPLY }, 'surplug-records');
    assert.ok(setup.kind === 'open', JSON.stringify(setup));
    assert.deepEqual({ ...setup.config, name: '' }, { ...parsed.config, name: '' });
  });

  for (const [type, least] of Object.entries(LEAST)) {
    it(`is the ${type} meter the user meant, whatever hidden fields hold`, () => {
      const parsed = parseSiteConfig({ ...SUPPLY, meters: [{ role: 'grid', type, ...least }], storage: 'here' });
      assert.ok('config' in parsed);
      const all = Object.assign({}, ...Object.values(LEAST));
      const block = {
        ...saved,
        ...SUPPLY,
        chargers: [{ ...savedUntouched(firstRow('chargers'), true), id: 'CP001' }],
        meters: [{ ...savedUntouched(firstRow('meters'), true), ...all, ...least, type }],
      };
      const setup = readPlatformConfig(block, 'here');
      assert.ok(setup.kind === 'open', JSON.stringify(setup));
      assert.deepEqual(setup.config.meters, parsed.config.meters);
      assert.equal(setup.config.chargers?.length, 1);
    });
  }
});
