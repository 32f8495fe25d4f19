import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERROR_CODES, type ErrorCode, SurplugError } from '../../core/index.js';
import { hapStatusOf } from '../../homebridge-plugin/hap-status.js';
import { HOMEKIT_OPTIONS, readOptions } from '../../homebridge-plugin/options.js';
import { readPlatformConfig } from '../../homebridge-plugin/platform-config.js';

const STORAGE = 'surplug-records';
const read = (block: Record<string, unknown>) => readPlatformConfig({ platform: 'Surplug', ...block }, STORAGE);
const SITE = { phases: 3, fuseA: 25 };

describe("the platform's block in config.json", () => {
  it('with nothing but a name starts nothing', () => {
    assert.deepEqual(read({ name: 'Surplug', _bridge: { port: 1 } }), { kind: 'not-configured', language: 'en' });
    assert.deepEqual(readPlatformConfig(undefined, STORAGE), { kind: 'not-configured', language: 'en' });
  });

  it('opens a site here, with its records in our own folder', () => {
    const setup = read({ ...SITE, name: 'House', language: 'de', _bridge: {}, plugin_map: {} });
    assert.ok(setup.kind === 'open', JSON.stringify(setup));
    assert.equal(setup.config.storage, STORAGE);
    assert.equal(setup.config.name, 'House');
    assert.equal(setup.language, 'de');
  });

  it('takes the empty fields of a form as not given', () => {
    const setup = read({
      ...SITE,
      timeZone: '',
      latitude: null,
      ocpp: { bind: '', port: null },
      link: {},
      attach: { url: '', token: '' },
      chargers: [{ id: 'CP1', phases: [], limitA: null, password: '' }, {}],
    });
    assert.ok(setup.kind === 'open', JSON.stringify(setup));
    assert.equal(setup.config.chargers?.length, 1);
  });

  it('takes rows nobody touched as not given, because the form always shows one', () => {
    const charger = { model: 'generic', maxA: 16, mode: 'ECO+', ecoPlusA: 0, stepA: 1, clientCertificate: false };
    const meter = {
      role: 'grid',
      type: 'modbus-tcp',
      port: 502,
      periodS: 1,
      invert: false,
      clamps: [{ invert: false }],
    };
    const untouched = read({ ...SITE, chargers: [charger], meters: [meter] });
    assert.ok(untouched.kind === 'open', JSON.stringify(untouched));
    assert.deepEqual([untouched.config.chargers, untouched.config.meters], [[], []]);
    const begun = read({ ...SITE, chargers: [{ ...charger, maxA: 32 }], meters: [{ ...meter, role: 'solar' }] });
    assert.ok(begun.kind === 'wrong', 'what was begun is complained of, not lost');
    const fields = begun.complaints.map(({ field }) => field);
    assert.deepEqual(fields.sort(), ['chargers[0].id', 'meters[0].host', 'meters[0].map']);
  });

  it('complains of a row by the place it has in the form, whatever stands untouched or empty before it', () => {
    const untouched = { model: 'generic', maxA: 16, mode: 'ECO+', ecoPlusA: 0, stepA: 1, clientCertificate: false };
    const grid = { role: 'grid', type: 'mqtt', url: 'mqtt://192.168.1.5' };
    const setup = read({
      ...SITE,
      circuits: [{ name: '', fuseA: null }, { name: 'Garage' }],
      chargers: [untouched, {}, { id: 'CP1', maxA: 200 }],
      meters: [{}, { ...grid, points: [{ topic: '' }, { topic: 'house/grid' }] }],
    });
    assert.ok(setup.kind === 'wrong', JSON.stringify(setup));
    assert.deepEqual(
      setup.complaints.map(({ field }) => field),
      ['circuits[1].fuseA', 'chargers[2].maxA', 'meters[1].points[1]'],
    );
  });

  it('takes a broker of which nothing was filled in as none; without its address it is complained of', () => {
    const shown = { topic: 'surplug', commands: true, homeAssistant: true };
    const untouched = read({ ...SITE, mqtt: shown });
    assert.ok(untouched.kind === 'open' && untouched.config.mqtt === undefined, JSON.stringify(untouched));
    const begun = read({ ...SITE, mqtt: { ...shown, username: 'hub' } });
    assert.ok(begun.kind === 'wrong');
    assert.deepEqual(
      begun.complaints.map(({ field }) => field),
      ['mqtt.url'],
    );
  });

  it('turns the two fields of the house battery into the one of the site', () => {
    const above = read({ ...SITE, batteryPriority: 'above', batteryAboveSocPct: 60 });
    assert.ok(above.kind === 'open', JSON.stringify(above));
    assert.deepEqual(above.config.batteryPriority, { aboveSocPct: 60 });
    const battery = read({ ...SITE, batteryPriority: 'battery', batteryAboveSocPct: 60 });
    assert.ok(battery.kind === 'open');
    assert.equal(battery.config.batteryPriority, 'battery');
    const nowhere = read({ ...SITE, batteryPriority: 'above' });
    assert.ok(nowhere.kind === 'wrong');
    assert.deepEqual(nowhere.complaints, [
      { field: 'batteryAboveSocPct', wrong: 'it is missing', right: 'a number from 0 to 100 %' },
    ]);
    const byHand = read({ ...SITE, batteryPriority: { aboveSocPct: 40 } });
    assert.ok(byHand.kind === 'open');
    assert.deepEqual(byHand.config.batteryPriority, { aboveSocPct: 40 });
  });

  it('takes the files of an encrypted connection and the charger that must show a certificate', () => {
    const ocpp = { port: 9220, tlsPort: 9443, certFile: 'hub.crt', keyFile: 'hub.key', caFile: 'chargers.crt' };
    const setup = read({ ...SITE, ocpp, chargers: [{ id: 'CP1', clientCertificate: true }] });
    assert.ok(setup.kind === 'open', JSON.stringify(setup));
    assert.deepEqual(setup.config.ocpp, ocpp);
    assert.equal(setup.config.chargers?.[0]?.clientCertificate, true);
  });

  it('complains of everything at once, naming the field', () => {
    const setup = read({ phases: 2, chargers: [{ id: 'A' }, { id: 'A' }], homekit: { boostAs: 'lamp' } });
    assert.ok(setup.kind === 'wrong');
    const fields = setup.complaints.map(({ field }) => field);
    for (const field of ['phases', 'fuseA', 'homekit.boostAs']) assert.ok(fields.includes(field), String(fields));
    for (const { wrong, right } of setup.complaints) assert.ok(wrong.length > 0 && right.length > 0);
  });

  it('attaches to the site of another host, and then asks for no fuse', () => {
    const url = 'ws://127.0.0.1:9220/surplug/link';
    const setup = read({ attach: { url, token: 'a-long-secret-token' } });
    assert.ok(setup.kind === 'attach');
    assert.equal(setup.url, url);
    assert.equal(setup.token, 'a-long-secret-token');
  });

  it('takes the address to attach to with the spaces it was pasted with', () => {
    assert.equal(
      read({ attach: { url: ' ws://host:9220/surplug/link ', token: 'a-long-secret-token' } }).kind,
      'attach',
    );
  });

  it('says what is missing to attach, and never the token, nor a password in the address', () => {
    const setup = read({ attach: { url: 'http://me:hunter2@x', token: 'a-long-secret-token' } });
    assert.ok(setup.kind === 'wrong');
    assert.deepEqual(
      setup.complaints.map(({ field }) => field),
      ['attach.url'],
    );
    assert.doesNotMatch(JSON.stringify(setup), /a-long-secret-token|hunter2/);
    const bare = read({ attach: { url: 'ws://host:9220/surplug/link' } });
    assert.ok(bare.kind === 'wrong');
    assert.equal(bare.complaints[0]?.field, 'attach.token');
    const numbers = read({ attach: { url: 'ws://host:9220/surplug/link', token: 1234 } });
    assert.ok(numbers.kind === 'wrong');
    assert.equal(numbers.complaints[0]?.wrong, 'its value cannot be used');
  });
});

/** The only meter of a block that has it, as the site gets it. */
function meterOf(meter: Record<string, unknown>): Record<string, unknown> {
  const setup = read({ ...SITE, meters: [{ role: 'grid', ...meter }] });
  assert.ok(setup.kind === 'open', JSON.stringify(setup));
  return { ...setup.config.meters?.[0] };
}

const complaintsOf = (meter: Record<string, unknown>) => {
  const setup = read({ ...SITE, meters: [{ role: 'grid', ...meter }] });
  assert.ok(setup.kind === 'wrong', JSON.stringify(setup));
  return setup.complaints;
};

describe('a meter of the form', () => {
  const rtu = { type: 'modbus-rtu', path: '/dev/ttyUSB0' };
  const mqtt = { type: 'mqtt', url: 'mqtt://192.168.1.5' };
  const rows = [
    { point: 'powerW', address: 12, type: 'f32' },
    { point: 'socPct', address: 20, type: 'u16', scale: 0.1, nan: 'ffff' },
    {},
  ];

  it('may have registers of its own, one a row', () => {
    const ownMap = { name: 'Mine', functionCode: 3, wordOrder: '', points: rows };
    assert.deepEqual(meterOf({ ...rtu, map: 'own', ownMap })['map'], {
      name: 'Mine',
      functionCode: 3,
      points: {
        powerW: { address: 12, type: 'f32' },
        socPct: { address: 20, type: 'u16', scale: 0.1, nan: 'ffff' },
      },
    });
  });

  it('forgets those registers once a known meter is chosen', () => {
    const meter = meterOf({ ...rtu, map: 'eastron-sdm630', ownMap: { functionCode: 3, points: rows } });
    assert.equal(meter['map'], 'eastron-sdm630');
    assert.ok(!('ownMap' in meter));
  });

  it('may have topics of its own, one a row, or by name where the block was written by hand', () => {
    const points = { powerW: { topic: 'meter/power', path: 'W', scale: 1000 } };
    const asRows = [{ point: 'powerW', topic: 'meter/power', path: 'W', scale: 1000 }];
    assert.deepEqual(meterOf({ ...mqtt, points: asRows })['points'], points);
    assert.deepEqual(meterOf({ ...mqtt, points })['points'], points);
  });

  it('has clamps by their place, so an empty one before another stays', () => {
    const clamps = (list: unknown[]) => meterOf({ ...mqtt, preset: 'number', topic: 'w', clamps: list })['clamps'];
    assert.deepEqual(clamps([{}, { ratio: null, invert: true }, { invert: false }]), [{}, { invert: true }]);
    assert.equal(clamps([{ ratio: null, invert: false, phase: '' }]), undefined);
  });

  for (const [meter, field, because] of [
    [
      { ...rtu, map: 'own', ownMap: { functionCode: 3, points: [rows[0], rows[0]] } },
      'meters[0].ownMap.points[1]',
      'twice',
    ],
    [
      {
        ...mqtt,
        points: [
          { point: 'powerW', topic: 'a' },
          { point: 'powerW', topic: 'b' },
        ],
      },
      'meters[0].points[1]',
      'twice',
    ],
    [{ ...rtu, map: 'own', ownMap: { functionCode: 3 } }, 'meters[0].ownMap.points', 'nothing to read'],
    [{ ...rtu, map: 'own' }, 'meters[0].ownMap.functionCode', 'no registers, and not even how to read them'],
    [{ ...mqtt, points: [{ topic: 'a' }] }, 'meters[0].points[0]', 'no value is chosen'],
    [{ type: 'modbus-tcp', host: '192.168.1.20', map: 'sunspec', colour: 'red' }, 'meters[0]', 'no such setting'],
    [{ type: 'telepathy' }, 'meters[0].type', 'no such kind'],
    [{ type: 'constructor' }, 'meters[0].type', 'no such kind, though every object has one'],
  ] as const) {
    it(`${JSON.stringify(meter)} is complained of: ${because}`, () => {
      assert.deepEqual(
        complaintsOf(meter).map((complaint) => complaint.field),
        [field],
      );
    });
  }

  it('never tells a password, not even beside what is wrong', () => {
    const complaints = complaintsOf({ type: 'mqtt', url: 'no broker', username: 'me', password: 'hunter2hunter2' });
    assert.doesNotMatch(JSON.stringify(complaints), /hunter2/);
    const slash = complaintsOf({ type: 'mqtt', url: 'mqtt://me:hunter2/@hunter2@broker.local' });
    assert.match(JSON.stringify(slash), /…@broker\.local/);
    assert.doesNotMatch(JSON.stringify(slash), /hunter2/);
  });
});

describe('options under homekit', () => {
  it('have defaults that are options themselves', () => {
    const { options, complaints } = readOptions(undefined, 'en');
    assert.deepEqual(complaints, []);
    for (const [key, option] of Object.entries(HOMEKIT_OPTIONS)) {
      assert.equal(options[key as keyof typeof options], option.default);
    }
    assert.deepEqual(readOptions(options, 'en').complaints, []);
  });

  for (const [homekit, field] of [
    [{ limitAs: 'thermostat' }, 'homekit.limitAs'],
    [{ power: 'yes' }, 'homekit.power'],
    [{ surplusW: 5 }, 'homekit.surplusW'],
    [{ surplusHoldS: '60' }, 'homekit.surplusHoldS'],
    [{ colour: 'red' }, 'homekit.colour'],
    ['on', 'homekit'],
  ] as const) {
    it(`${JSON.stringify(homekit)} is complained of`, () => {
      const { complaints } = readOptions(homekit, 'en');
      assert.deepEqual(
        complaints.map((complaint) => complaint.field),
        [field],
      );
    });
  }
});

describe('HAP status of a failed command', () => {
  const expected: Partial<Record<ErrorCode, number>> = {
    REJECTED: -70412,
    LOCKED: -70412,
    NOT_SUPPORTED: -70412,
    INVALID_INPUT: -70410,
    TIMEOUT: -70408,
  };
  for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
    it(`${code} → ${expected[code] ?? -70402}`, () =>
      assert.equal(hapStatusOf(new SurplugError(code, '')), expected[code] ?? -70402));
  }
  it('anything else is no response', () => assert.equal(hapStatusOf(new Error('x')), -70402));
});
