import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, messageOf, parseSiteConfig } from '../../core/index.js';
import { openingOf } from '../../nodes/hub/open-held.js';
import { siteConfigOf, storageOf } from '../../nodes/hub/site-config.js';
import { passwordIn, showsPassword, userInUrl } from '../../nodes/hub/user-in-url.js';
import { KeptLog } from '../means/kept-log.js';

describe('what a hub’s dialog means', () => {
  const saved = {
    schema: 1,
    name: '',
    phases: '3',
    fuseA: ' 25 ',
    voltageV: '',
    marginA: null,
    wakeUp: 'true',
    policy: '',
    ocppPort: '9300',
    batteryPriority: 'above',
    batterySocPct: '60',
    meters: [
      {
        role: 'grid',
        type: 'modbus-tcp',
        map: 'eastron-sdm630',
        host: '192.168.1.20',
        port: '',
        unitId: '1',
        invert: false,
      },
      { role: 'solar', type: 'pushed', map: 'left-over', host: 'left-over' },
      {
        role: 'load',
        type: 'modbus-rtu',
        map: 'eastron-sdm230',
        path: '/dev/ttyUSB0',
        baudRate: '9600',
        host: 'left-over',
      },
    ],
    mqttUrl: ' mqtt://192.168.1.5:1883',
    mqttUsername: 'hub',
    mqttTopic: '',
    mqttCommands: '',
    mqttHomeAssistant: 'false',
    circuits: [{ name: 'Garage', fuseA: '20' }],
    chargers: [
      { id: 'garage', name: '', phases: '2,3,1', maxA: '16', circuit: 'Garage', slot: 2, password: 'never here' },
    ],
  };
  const credentials = { chargerPassword2: 'secret', linkToken: '0123456789abcdef', mqttPassword: 'hidden' };
  const input = siteConfigOf(saved, credentials, '/data/x');

  it('empty fields mean the default, and text that is a number is one', () => {
    assert.deepEqual(input, {
      version: 1,
      phases: 3,
      fuseA: 25,
      wakeUp: true,
      batteryPriority: { aboveSocPct: 60 },
      ocpp: { port: 9300 },
      link: { token: '0123456789abcdef', remote: false },
      mqtt: { url: 'mqtt://192.168.1.5:1883', username: 'hub', homeAssistant: false, password: 'hidden' },
      meters: [
        { role: 'grid', type: 'modbus-tcp', map: 'eastron-sdm630', host: '192.168.1.20', unitId: 1, invert: false },
        { role: 'solar', type: 'pushed' },
        { role: 'load', type: 'modbus-rtu', map: 'eastron-sdm230', path: '/dev/ttyUSB0', baudRate: 9600 },
      ],
      circuits: [{ name: 'Garage', fuseA: 20 }],
      chargers: [{ id: 'garage', maxA: 16, circuit: 'Garage', phases: [2, 3, 1], password: 'secret' }],
      storage: '/data/x',
    });
  });

  it('without a broker’s address there is no broker, whatever else the dialog holds of it', () => {
    const { mqtt } = siteConfigOf({ ...saved, mqttUrl: '' }, credentials, '/data/x');
    assert.equal(mqtt, undefined);
  });

  it('the core takes it', () => {
    const parsed = parseSiteConfig(input);
    assert.ok('config' in parsed, JSON.stringify(parsed));
  });

  it('a broker’s password comes from its slot, a map or topics of one’s own from their fields', () => {
    const { meters } = siteConfigOf(
      {
        phases: '1',
        fuseA: '25',
        meters: [
          {
            role: 'grid',
            type: 'mqtt',
            url: ' mqtt://nas ',
            username: 'me',
            slot: 3,
            mqttPreset: 'evcc',
            topic: 'evcc',
            points: '{ "powerW": { "topic": "grid", "scale": -1 } }',
            clamps: '1',
            map: 'left-over',
          },
          {
            role: 'solar',
            type: 'modbus-rtu',
            map: 'own',
            ownMap: '{ "functionCode": 3, "points": { "powerW": { "address": 1, "type": "i16" } } }',
            path: '/dev/ttyUSB0',
            parity: 'even',
            stopBits: '2',
            clamps: ' 100; -100, 50, ',
          },
          { role: 'load', type: 'modbus-tcp', map: 'own', ownMap: '{ not JSON', host: 'nas', clamps: 'x' },
          { role: 'grid', id: 'last', type: 'charger', charger: 'garage', host: 'left-over' },
        ],
      },
      { chargerPassword3: 'secret' },
      '/data/x',
    );
    assert.deepEqual(meters, [
      {
        role: 'grid',
        type: 'mqtt',
        url: 'mqtt://nas',
        username: 'me',
        password: 'secret',
        preset: 'evcc',
        topic: 'evcc',
        points: { powerW: { topic: 'grid', scale: -1 } },
        clamps: [{ ratio: 1 }],
      },
      {
        role: 'solar',
        type: 'modbus-rtu',
        map: { functionCode: 3, points: { powerW: { address: 1, type: 'i16' } } },
        path: '/dev/ttyUSB0',
        parity: 'even',
        stopBits: 2,
        clamps: [{ ratio: 100 }, { ratio: 100, invert: true }, { ratio: 50 }],
      },
      { role: 'load', type: 'modbus-tcp', map: '{ not JSON', host: 'nas', clamps: [{ ratio: 'x' }] },
      { role: 'grid', id: 'last', type: 'charger', charger: 'garage' },
    ]);
  });

  it('each hub has a folder of its own, whatever its id holds', () => {
    assert.equal(storageOf('/data', 'a1b2.c3/../x'), '/data/surplug/a1b2_c3____x');
  });
});

describe('what a hub’s dialog keeps that can be no configuration', () => {
  const complaints = async (meters: readonly object[]): Promise<readonly string[]> => {
    const saved = { phases: '1', fuseA: '25', ocppPort: '0', meters, language: 'en' };
    const log = new KeptLog();
    const refused = await openingOf(saved, {}, '/data/x')
      .open(log)
      .then(
        () => assert.fail('it opened'),
        (error: unknown) => error,
      );
    assert.equal(codeOf(refused), 'BAD_CONFIG');
    return messageOf(refused).split('\n');
  };
  const modbus = { role: 'grid', type: 'modbus-tcp', host: 'nas', map: 'own' };
  const broker = { role: 'grid', type: 'mqtt', url: 'mqtt://nas' };

  for (const [what, meter, told] of [
    ['registers of one’s own that are no JSON', { ...modbus, ownMap: '{ not JSON' }, [/Register map .*not valid JSON/]],
    ['none at all', modbus, [/Register map .*not valid JSON/]],
    [
      'topics of one’s own that are no JSON',
      { ...broker, points: '{ "powerW":' },
      [/Your own topics .*not valid JSON/],
    ],
    [
      'a broker’s password that was lost',
      { ...broker, username: 'me', slot: 3, mqttPreset: 'number', topic: 'x' },
      [/Meters 1, Password \(meters\[0\]\.password\): it is missing; expected the password once more/],
    ],
  ] as const)
    it(`${what} is said in one line, and no list of maps`, async () => {
      const lines = await complaints([meter]);
      assert.equal(lines.length, told.length, lines.join('\n'));
      for (const [at, line] of lines.entries()) assert.match(line, told[at] ?? /never/);
    });
});

describe('user and password in an address', () => {
  for (const [typed, url, username, password] of [
    ['mqtt://me:pw@host:1883', 'mqtt://host:1883', 'me', 'pw'],
    [' mqtts://me@host/path', 'mqtts://host/path', 'me', ''],
    ['mqtt://me:p@ss/w:x@host', 'mqtt://host', 'me', 'p@ss/w:x'],
    ['mqtt://a%40b:c%3Ad@host', 'mqtt://host', 'a@b', 'c:d'],
    ['mqtt://me:50%@host', 'mqtt://host', 'me', '50%'],
    ['ws://:token@host:9220/surplug/link', 'ws://host:9220/surplug/link', '', 'token'],
  ] as const)
    it(`${typed} is taken apart`, () => assert.deepEqual(userInUrl(typed), { url, username, password }));

  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Node-RED that fills it in
  for (const typed of ['mqtt://host:1883', 'ws://host/a@b', 'ws://host:9001/a@b', '${BROKER}', '', undefined])
    it(`${typed} stays as it is`, () => assert.equal(userInUrl(typed), undefined));

  it('is seen wherever a hub has an address', () => {
    const url = 'mqtt://me:pw@host';
    for (const saved of [{ mqttUrl: url }, { attachUrl: url }, { meters: [null, { url }] }])
      assert.ok(showsPassword(saved));
    assert.ok(!showsPassword({ mqttUrl: 'mqtt://me@host', meters: [{ url: '' }, {}], attachUrl: 'ws://host' }));
  });

  it('is seen in the value of a command, and not in one that is put together of an environment variable', () => {
    for (const value of [
      'ftp://me:pw@host/HC-11.bin',
      '{ "url": "ftp://me:pw@host/HC-11.bin" }',
      '{"action":"GetDiagnostics","payload":{"location":"ftp://me:pw@host/"}}',
    ])
      assert.ok(passwordIn(value), value);
    for (const value of [
      '{ "url": "ftp://me:" & $env("PW") & "@host/" }',
      '{ "url": "ftp://me@host/", "at": "2027-01-01T08:00:00Z" }',
      'FAST',
      undefined,
    ])
      assert.ok(!passwordIn(value), value);
  });
});
