import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MODELS } from '../../core/chargers/models.js';
import {
  CHARGER_SETTINGS,
  CIRCUIT_SETTINGS,
  LANGUAGES,
  METER_ROLES,
  METER_SETTINGS,
  OCPP_SETTINGS,
  SITE_SETTINGS,
} from '../../core/index.js';
import { METER_MAPS } from '../../core/meters/maps/index.js';
import { MQTT_PRESETS } from '../../core/meters/maps/mqtt-presets.js';
import type { Setting } from '../../core/model/settings.js';
import { PLATFORM_NAME } from '../../homebridge-plugin/names.js';
import { HOMEKIT_OPTIONS } from '../../homebridge-plugin/options.js';
import {
  allFields,
  chargerFields,
  choicesOf,
  conditionHolds,
  conditionsOf,
  type Field,
  fieldsOf,
  form,
  keysOf,
  layoutItems,
  meterFields,
  siteFields,
} from './config-form.js';

/** What the table of settings says of a field, in the words of JSON schema. */
function wanted(setting: Setting): Field {
  switch (setting.kind) {
    case 'number':
      return {
        type: setting.unit === '' ? 'integer' : 'number',
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
  if (setting.kind === 'choice') assert.deepEqual(new Set(choicesOf(field)), new Set(setting.of), name);
}

const named = (field: Field | undefined) => field?.oneOf?.map((one) => ({ id: one.enum[0], name: one.title }));

describe('config.schema.json: head', () => {
  it('is the form of one dynamic platform, because two would open two sites', () => {
    assert.equal(form.pluginAlias, PLATFORM_NAME);
    assert.equal(form.pluginType, 'platform');
    assert.equal(form.singular, true);
  });

  it('asks for what has no default, of a site that runs here, and cannot be saved without', () => {
    assert.equal(form.strictValidation, true);
    assert.deepEqual(form.schema.required, ['name']);
    assert.deepEqual(form.schema.if, { required: ['attach'], properties: { attach: { required: ['url'] } } });
    assert.deepEqual(form.schema.else, { required: ['phases', 'fuseA'] });
  });

  it('marks what must be given; a row of a list is there before anyone wants it, so its identity may be empty', () => {
    const marked = [...layoutItems()].filter(({ required }) => required).map(({ key }) => key);
    assert.deepEqual(marked, ['phases', 'fuseA', 'chargers[].id']);
    assert.equal(siteFields['chargers']?.items?.required, undefined);
    assert.deepEqual(siteFields['meters']?.items?.required, ['role', 'type']);
  });
});

describe('config.schema.json: defaults and ranges are those of the table of settings', () => {
  for (const [name, setting] of Object.entries(SITE_SETTINGS)) {
    it(name, () => assertField(name, siteFields[name], setting));
  }
  for (const [name, setting] of Object.entries(CHARGER_SETTINGS)) {
    it(`chargers[].${name}`, () => assertField(name, chargerFields[name], setting));
  }
  it('circuits[].fuseA', () =>
    assertField('fuseA', siteFields['circuits']?.items?.properties?.['fuseA'], CIRCUIT_SETTINGS.fuseA));
  // 502 is for products that have no port of their own, so the form must not fill it in.
  const { default: _502, ...port } = METER_SETTINGS.port;
  for (const [name, setting] of Object.entries({ ...METER_SETTINGS, port })) {
    it(`meters[].${name}`, () => assertField(name, meterFields[name], setting));
  }
  for (const [name, setting] of Object.entries(OCPP_SETTINGS)) {
    it(`ocpp.${name}`, () => assertField(name, fieldsOf(siteFields['ocpp'])[name], setting));
  }
  it('calls the chargers as the rest of the product does', () => {
    const makes = (named(chargerFields['model']) ?? []).filter(({ id }) => id !== 'generic');
    for (const { id, name } of makes) assert.ok(name.startsWith(MODELS[id as keyof typeof MODELS].name), name);
    assert.equal(makes.length, Object.keys(MODELS).length - 1);
  });
  it('offers every meter there is a register map for, by its name, and one of the user’s own', () => {
    const own = { id: 'own', name: 'Another one: I know its registers' };
    assert.deepEqual(named(meterFields['map']), [...METER_MAPS, own]);
  });
  it('offers every product known by its MQTT topics', () => {
    assert.deepEqual(
      named(meterFields['preset']),
      MQTT_PRESETS.map(({ id, name }) => ({ id, name })),
    );
  });
  it('languages and meter roles', () => {
    assert.deepEqual(choicesOf(siteFields['language']), [...LANGUAGES]);
    assert.deepEqual(choicesOf(meterFields['role']), [...METER_ROLES]);
  });
});

describe('config.schema.json: homekit', () => {
  it('has the options of the plugin, and no other', () => {
    assert.deepEqual(Object.keys(fieldsOf(siteFields['homekit'])).sort(), Object.keys(HOMEKIT_OPTIONS).sort());
  });
  for (const [name, option] of Object.entries(HOMEKIT_OPTIONS)) {
    it(name, () =>
      assertField(
        name,
        fieldsOf(siteFields['homekit'])[name],
        option.kind === 'number' ? { ...option, step: 1, unit: 'W' } : option,
      ),
    );
  }
});

describe('config.schema.json: layout', () => {
  it('shows every field once, because a layout hides what it does not name', () => {
    const fields = [...keysOf()].filter((key) => allFields.has(key));
    assert.deepEqual(
      fields.toSorted(),
      [...allFields.keys()].filter((key) => !['name', 'version'].includes(key)).toSorted(),
    );
    assert.ok(fields.length > 80, 'the test looked at nothing');
  });

  it('names no field there is none of', () => {
    const lists = [...keysOf()].filter((key) => !allFields.has(key));
    const points = ['meters[].ownMap.points', 'meters[].points'];
    assert.deepEqual(lists, ['chargers', 'meters', ...points, 'meters[].clamps', 'circuits']);
  });

  it('every field has a title a user can read', () => {
    for (const [key, { title }] of allFields) assert.match(title ?? '', /^[A-Z].*[^.]$/, key);
  });

  it('draws no slider: one cannot be empty, and is hard to hit', () => {
    for (const [key, field] of allFields) {
      if (field.minimum === undefined || field.maximum === undefined || field.type === 'number') continue;
      assert.equal(field['x-schema-form']?.type, 'number', key);
    }
  });

  it('hides what is typed into passwords and tokens', () => {
    const secrets = [...allFields].filter(([key]) => /password|token/i.test(key));
    assert.deepEqual(
      secrets.map(([key]) => key),
      ['chargers[].password', 'meters[].password', 'link.token', 'mqtt.password', 'attach.token'],
    );
    for (const [key, field] of secrets) assert.equal(field['x-schema-form']?.type, 'password', key);
  });

  it('conditions are JavaScript that answers yes or no, whatever is filled in', () => {
    const conditions = [...conditionsOf()];
    assert.ok(conditions.length > 20);
    for (const body of conditions) {
      for (const model of [{}, { chargers: [{}], meters: [{}] }]) {
        assert.equal(typeof conditionHolds(body, model), 'boolean', body);
      }
    }
  });
});
