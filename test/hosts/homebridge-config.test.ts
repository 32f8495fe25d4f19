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

  it('forgets what a hidden field still holds', () => {
    const meters = [{ role: 'grid', type: 'pushed', host: '192.168.1.20', map: 'eastron-sdm630', port: 502 }];
    const setup = read({ ...SITE, meters });
    assert.ok(setup.kind === 'open', JSON.stringify(setup));
  });

  it('turns the two fields of the house battery into the one of the site', () => {
    const above = read({ ...SITE, batteryPriority: 'above', batteryAboveSocPct: 60 });
    assert.ok(above.kind === 'open', JSON.stringify(above));
    assert.deepEqual(above.config.batteryPriority, { aboveSocPct: 60 });
    const battery = read({ ...SITE, batteryPriority: 'battery', batteryAboveSocPct: 60 });
    assert.ok(battery.kind === 'open');
    assert.equal(battery.config.batteryPriority, 'battery');
    const byHand = read({ ...SITE, batteryPriority: { aboveSocPct: 40 } });
    assert.ok(byHand.kind === 'open');
    assert.deepEqual(byHand.config.batteryPriority, { aboveSocPct: 40 });
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

  it('says what is missing to attach, and never the token', () => {
    const setup = read({ attach: { url: 'http://x', token: 'a-long-secret-token' } });
    assert.ok(setup.kind === 'wrong');
    assert.deepEqual(
      setup.complaints.map(({ field }) => field),
      ['attach.url'],
    );
    assert.doesNotMatch(JSON.stringify(setup), /a-long-secret-token/);
    const bare = read({ attach: { url: 'ws://host:9220/surplug/link' } });
    assert.ok(bare.kind === 'wrong');
    assert.equal(bare.complaints[0]?.field, 'attach.token');
  });
});

describe('options under homekit', () => {
  it('have defaults that are options themselves', () => {
    const { options, complaints } = readOptions(undefined);
    assert.deepEqual(complaints, []);
    for (const [key, option] of Object.entries(HOMEKIT_OPTIONS)) {
      assert.equal(options[key as keyof typeof options], option.default);
    }
    assert.deepEqual(readOptions(options).complaints, []);
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
      const { complaints } = readOptions(homekit);
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
