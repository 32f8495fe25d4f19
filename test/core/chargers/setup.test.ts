import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { abilitiesIn, readConfiguration, settingOf, wordsOf } from '../../../core/chargers/configuration.js';
import { defaultAbilities, MODELS, modelOf } from '../../../core/chargers/models.js';
import type { Answer } from '../../../core/chargers/outbound/ask.js';
import { CORE_OPERATIONS } from '../../../core/chargers/outbound/operations.js';
import { configure } from '../../../core/chargers/setup.js';
import type { ChargerAbilities, ChargerModelId } from '../../../core/model/charger.js';
import { CABUR, ChargePointMemory, HYDRA, type Make } from '../../means/charge-point-memory.js';

const GENERIC = defaultAbilities('generic');

/** Sets a charge point of a make up; what it was asked, what was learned, and its settings afterwards. */
async function setUp(
  make: Make,
  options: {
    readonly model?: ChargerModelId;
    readonly statusHeard?: boolean;
    readonly statusKnown?: boolean;
    readonly answers?: Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => Answer | undefined>>;
    readonly written?: Set<string>;
  } = {},
) {
  const memory = new ChargePointMemory(make);
  const handlers = memory.handlers();
  const asked: string[] = [];
  let abilities: ChargerAbilities = defaultAbilities(options.model ?? 'generic');
  const read = await configure({
    ask: async (action, payload) => {
      asked.push(action === 'ChangeConfiguration' ? `${payload['key']}=${payload['value']}` : action);
      const forced = options.answers?.[action]?.(payload);
      if (forced) return forced;
      const handler = handlers[action];
      if (!handler) return { kind: 'unsupported', code: 'NotImplemented' };
      return { kind: 'answered', payload: handler(payload) as Readonly<Record<string, unknown>> };
    },
    model: MODELS[options.model ?? 'generic'],
    abilities: () => abilities,
    learn: (learned) => {
      abilities = { ...abilities, ...learned };
    },
    connectorId: 1,
    sampleIntervalsS: [5, 10, 15, 30, 60],
    written: options.written ?? new Set(),
    broken: new Map(),
    statusHeard: () => options.statusHeard ?? true,
    writeAnew: () => {},
    statusKnown: () => options.statusKnown ?? true,
  });
  return { asked, abilities, settings: memory.settings, complete: read !== undefined };
}

const answered = (payload: Readonly<Record<string, unknown>>): Answer => ({ kind: 'answered', payload });

describe('making a charger ready', () => {
  it('writes nothing to a Hydra Cubus that already sends what is needed, spaces and all (manual, 9.2)', async () => {
    const { asked } = await setUp(HYDRA, { model: 'hydra-cubus' });
    assert.deepEqual(
      asked,
      ['GetConfiguration', 'MeterValueSampleInterval=5'],
      'the one key may exist without being listed',
    );
  });

  it('asks a Cabur for shorter samples and for nothing its manual does not list', async () => {
    const { asked, abilities, settings } = await setUp(CABUR, { model: 'cabur-ev-plus', statusHeard: false });
    assert.deepEqual(asked, ['GetConfiguration', 'MeterValueSampleInterval=5']);
    assert.equal(settings.get('MeterValueSampleInterval'), '5');
    assert.equal(abilities.sampleIntervalS, 5);
  });

  it('takes the shortest interval the charger takes', async () => {
    const refusing = (payload: Readonly<Record<string, unknown>>) =>
      Number(payload['value']) < 15 ? answered({ status: 'Rejected' }) : undefined;
    const { asked, abilities } = await setUp(CABUR, { answers: { ChangeConfiguration: refusing } });
    assert.deepEqual(asked.slice(1), [
      'MeterValueSampleInterval=5',
      'MeterValueSampleInterval=10',
      'MeterValueSampleInterval=15',
    ]);
    assert.equal(abilities.sampleIntervalS, 15);
  });

  it('never asks for a longer interval than there is', async () => {
    const make = { ...CABUR, configuration: { ...CABUR.configuration, MeterValueSampleInterval: '8' } };
    const rejected = () => answered({ status: 'Rejected' });
    const { asked, abilities } = await setUp(make, { answers: { ChangeConfiguration: rejected } });
    assert.deepEqual(asked.slice(1), ['MeterValueSampleInterval=5']);
    assert.equal(abilities.sampleIntervalS, 8);
  });

  it('lives with an interval that cannot be changed', async () => {
    const { asked, abilities } = await setUp({ ...CABUR, readonlyKeys: ['MeterValueSampleInterval'] });
    assert.deepEqual(asked, ['GetConfiguration']);
    assert.equal(abilities.sampleIntervalS, 60);
  });

  it('uses the clock-aligned interval where there is no other', async () => {
    const make = { ...HYDRA, configuration: { ...HYDRA.configuration, ClockAlignedDataInterval: '900' } };
    const { settings, abilities } = await setUp(make);
    assert.equal(settings.get('ClockAlignedDataInterval'), '10');
    assert.equal(abilities.sampleIntervalS, 10);
  });

  it('asks for the measurands in one list, and keeps a state of charge that was there', async () => {
    const make = {
      ...CABUR,
      configuration: { meterValuesSampledData: 'Energy.Active.Import.Register, SoC', MeterValueSampleInterval: '5' },
    };
    const { asked, settings } = await setUp(make);
    const list = 'Energy.Active.Import.Register,Current.Import,Voltage,Power.Active.Import,SoC';
    assert.deepEqual(asked, ['GetConfiguration', `meterValuesSampledData=${list}`]);
    assert.equal(settings.get('meterValuesSampledData'), list);
  });

  it('tries measurands one by one where one of them spoils the list', async () => {
    const make = {
      ...CABUR,
      configuration: { MeterValuesSampledData: 'Energy.Active.Import.Register', MeterValueSampleInterval: '5' },
    };
    const strict = (payload: Readonly<Record<string, unknown>>) =>
      /Power|Voltage/.test(String(payload['value'])) ? answered({ status: 'Rejected' }) : undefined;
    const { settings } = await setUp(make, { answers: { ChangeConfiguration: strict } });
    assert.equal(settings.get('MeterValuesSampledData'), 'Energy.Active.Import.Register,Current.Import');
  });

  it('writes a setting once in its life, because some reboot at every write', async () => {
    const written = new Set<string>();
    const forgetful = () => answered({ status: 'Accepted' });
    const first = await setUp(CABUR, { written, answers: { ChangeConfiguration: forgetful } });
    const second = await setUp(CABUR, { written, answers: { ChangeConfiguration: forgetful } });
    assert.equal(first.asked.length, 2);
    assert.deepEqual(second.asked, ['GetConfiguration']);
  });

  it('never triggers a BootNotification, and a status only where triggers are known to be taken, or none is known', async () => {
    const { asked } = await setUp(HYDRA, { model: 'hydra-cubus', statusHeard: false });
    assert.deepEqual(asked.slice(-2), ['TriggerMessage', 'TriggerMessage']);
    const unsure = await setUp(HYDRA, { model: 'generic', statusHeard: false });
    assert.ok(!unsure.asked.includes('TriggerMessage'), 'a generic charger has to say so');
    const make = {
      ...HYDRA,
      configuration: { ...HYDRA.configuration, SupportedFeatureProfiles: 'Core, RemoteTrigger' },
    };
    const sure = await setUp(make, { model: 'generic', statusHeard: false });
    assert.ok(sure.asked.includes('TriggerMessage'));
    const untold = await setUp(HYDRA, { model: 'generic', statusHeard: false, statusKnown: false });
    assert.deepEqual(untold.asked.slice(-2), ['TriggerMessage', 'TriggerMessage']);
    const cabur = await setUp(CABUR, { model: 'cabur-ev-plus', statusHeard: false, statusKnown: false });
    assert.ok(!cabur.asked.includes('TriggerMessage'), 'not where its manual says no');
  });

  it('goes on where the settings cannot be read, and stops where nobody answers', async () => {
    const refused = await setUp(CABUR, {
      answers: { GetConfiguration: () => ({ kind: 'unsupported', code: 'NotSupported' }) },
    });
    assert.deepEqual([refused.complete, refused.asked.length], [true, 2]);
    const silent = await setUp(CABUR, { answers: { GetConfiguration: () => ({ kind: 'timeout' }) } });
    assert.deepEqual([silent.complete, silent.asked], [false, ['GetConfiguration', 'GetConfiguration']]);
    const gone = await setUp(CABUR, { answers: { GetConfiguration: () => ({ kind: 'offline' }) } });
    assert.deepEqual([gone.complete, gone.asked], [false, ['GetConfiguration']]);
  });

  it('asks for a status that was never told also where the settings are not answered (prilepski’s simulator)', async () => {
    const answers = { GetConfiguration: (): Answer => ({ kind: 'timeout' }) };
    const untold = await setUp(HYDRA, { statusHeard: false, statusKnown: false, answers });
    assert.deepEqual(untold.asked.slice(2), ['TriggerMessage', 'TriggerMessage']);
    assert.ok(!untold.complete, 'its settings are not known by that');
    const known = await setUp(HYDRA, { statusHeard: false, answers });
    assert.deepEqual(known.asked.slice(2), []);
  });

  for (const [name, nothing] of [
    ['no answer', { kind: 'timeout' }],
    ['an error', { kind: 'error', code: 'FormationViolation', description: '' }],
    ['an empty list', answered({ configurationKey: [] })],
  ] as const)
    it(`asks for settings by name where ${name} comes to the question for all (Entratek, evcc #15869)`, async () => {
      const { asked, abilities, settings } = await setUp(
        { ...CABUR, configuration: { MeterValueSampleInterval: '60', MeterValuesSampledData: 'Voltage' } },
        { answers: { GetConfiguration: ({ key }) => (key ? undefined : nothing) } },
      );
      assert.equal(asked.filter((each) => each === 'GetConfiguration').length, 2);
      assert.match(settings.get('MeterValuesSampledData') ?? '', /Current\.Import/);
      assert.equal(abilities.sampleIntervalS, 5);
    });
});

describe('settings read loosely', () => {
  const keys = (...configurationKey: readonly unknown[]) => readConfiguration({ configurationKey });

  it('finds a key in any letter case', () => {
    const found = settingOf(keys({ key: 'HEARTBEATinterval', readonly: 'true', value: 30 }), 'HeartbeatInterval');
    assert.deepEqual(found, { key: 'HEARTBEATinterval', value: '30', readonly: true });
  });

  it('survives what is no list', () => {
    for (const odd of [undefined, null, 'x', [null], [5], [{}], {}])
      assert.equal(readConfiguration({ configurationKey: odd }).size, 0);
  });

  it('parts lists at commas with or without spaces', () => {
    assert.deepEqual(wordsOf('Voltage, Current.Import,Energy.Active.Import.Register ,'), [
      'Voltage',
      'Current.Import',
      'Energy.Active.Import.Register',
    ]);
  });

  for (const [value, unit] of [
    ['Current', 'A'],
    ['Power', 'W'],
    ['power', 'W'],
    ['A', 'A'],
    ['W', 'W'],
    ['Current,Power', undefined],
    ['', undefined],
  ] as const) {
    it(`takes ChargingScheduleAllowedChargingRateUnit "${value}" for ${unit ?? 'either'}`, () => {
      assert.equal(
        abilitiesIn(keys({ key: 'ChargingScheduleAllowedChargingRateUnit', value }), GENERIC).rateUnit,
        unit,
      );
    });
  }

  it('does not hold a feature missing from SupportedFeatureProfiles against the charger', () => {
    assert.deepEqual(abilitiesIn(keys({ key: 'SupportedFeatureProfiles', value: 'Core' }), GENERIC), {});
  });

  it('learns stack levels and phase switching', () => {
    const told = keys(
      { key: 'ChargeProfileMaxStackLevel', value: '8' },
      { key: 'ConnectorSwitch3to1PhaseSupported', value: 'TRUE' },
    );
    const learned = abilitiesIn(told, GENERIC);
    assert.deepEqual(learned, { maxStackLevel: 8, toldStackLevel: 8, phaseSwitching: 'told' });
    const found = { ...GENERIC, ...learned, maxStackLevel: 0 };
    assert.deepEqual(abilitiesIn(told, found), { phaseSwitching: 'told' }, 'what was found since stands');
    assert.equal(abilitiesIn(keys({ key: 'ChargeProfileMaxStackLevel', value: '2' }), found).maxStackLevel, 2);
  });
});

describe('charger models', () => {
  it('give Cabur its eleven operations and Hydra its eighteen', () => {
    assert.deepEqual([...MODELS['cabur-ev-plus'].operations].sort(), [...CABUR.operations].sort());
    assert.deepEqual([...MODELS['hydra-cubus'].operations].sort(), [...HYDRA.operations].sort());
    assert.equal(MODELS['cabur-ev-plus'].operations.length, 11);
    assert.equal(MODELS['hydra-cubus'].operations.length, 18);
    assert.deepEqual(defaultAbilities('hydra-cubus').refuses, ['ClearCache']);
    assert.equal(MODELS.generic.operations.length, CORE_OPERATIONS.length);
  });

  for (const [vendor, model, id] of [
    ['LINCHR', 'LCHS22B', 'hydra-cubus'],
    ['HYDRA', 'Cubus HC-22', 'hydra-cubus'],
    ['Cabur', 'EVPLUS22C', 'cabur-ev-plus'],
    ['ACPILE', 'JSS070', 'cabur-ev-plus'],
    ['Elmo', 'Virtual1', 'generic'],
    [undefined, undefined, 'generic'],
  ] as const) {
    it(`tells a ${vendor} ${model} for ${id}`, () => assert.equal(modelOf(vendor, model), id));
  }
});
