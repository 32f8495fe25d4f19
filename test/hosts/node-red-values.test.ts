import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { chargerOf } from '../../nodes/control/charger-of.js';
import { COMMANDS, commandOf } from '../../nodes/control/command-of.js';
import { migrate } from '../../nodes/shared/migrate.js';
import { changeGate } from '../../nodes/state/on-change.js';
import { type Picked, pick, worthTelling } from '../../nodes/state/pick.js';
import { FakeClock } from '../means/fake-clock.js';
import { chargerSnapshot, chargingSnapshot, siteSnapshot } from '../means/snapshots.js';

/** A catalogue whose sentences are their keys and blanks. */
const say = (key: string, blanks: object = {}): string => `${key} ${JSON.stringify(blanks)}`;
const wish = (payload: unknown, topic = '') =>
  commandOf({ command: '', value: undefined, topic, payload }, () => 'garage', say);

describe('what a message wishes', () => {
  for (const [topic, payload, read] of [
    ['mode', 'eco-plus', { mode: 'ECO+' }],
    ['mode', ' Eco_Plus ', { mode: 'ECO+' }],
    ['mode', 'eco', { mode: 'ECO' }],
    ['', 'FAST', { mode: 'FAST' }],
    ['current', '13', { current: 13 }],
    ['current', 'none', { current: null }],
    ['charge', true, { charge: 'start' }],
    ['charge', 'pause', { charge: 'stop' }],
    ['charge', 'Resume', { charge: 'start' }],
    ['charge', 0, { charge: 'stop' }],
    ['boost', 'on', { boost: true }],
    ['boost', true, { boost: true }],
    ['boost', 'off', { boost: false }],
    ['boost', 1, { boost: { minutes: 1 } }],
    ['boost', 0, { boost: false }],
    ['boost', '45', { boost: { minutes: 45 } }],
    ['boost', { energyWh: '5000' }, { boost: { energyWh: 5000 } }],
    ['boost', '{"until":"2026-11-21T20:00:00Z"}', { boost: { until: '2026-11-21T20:00:00Z' } }],
    ['lock', 'Off', { lock: false }],
    ['access', 'Cards', { access: 'cards' }],
    ['readyBy', null, { readyBy: null }],
    ['timers', null, { timers: [] }],
    ['readyBy', { time: '07:00', energyWh: 20000 }, { readyBy: { time: '07:00', energyWh: 20000 } }],
    ['cheapUpTo', '0.21', { cheapUpTo: 0.21 }],
    ['cheapUpTo', null, { cheapUpTo: null }],
    ['limit', { watts: 4200, ttlS: 600 }, { limit: { ttlS: 600, watts: 4200 } }],
    ['timers', [], { timers: [] }],
  ] as const) {
    it(`${topic} ${JSON.stringify(payload)}`, () => {
      assert.deepEqual(wish(payload, topic), { do: 'wish', charger: 'garage', wish: read });
    });
  }

  for (const [topic, payload, read] of [
    ['unlock', 1_764_000_000_000, { do: 'ocpp', action: 'UnlockConnector', payload: {} }],
    ['forgetCar', true, { do: 'forget-car' }],
    ['available', 'on', { do: 'ocpp', action: 'ChangeAvailability', payload: { type: 'Operative' } }],
    ['available', false, { do: 'ocpp', action: 'ChangeAvailability', payload: { type: 'Inoperative' } }],
    ['reset', 'Soft', { do: 'ocpp', action: 'Reset', payload: { type: 'Soft' } }],
    ['reset', { type: 'hard', force: true }, { do: 'ocpp', action: 'Reset', payload: { type: 'Hard' }, force: true }],
    ['firmware', 'http://nas/HC-11.bin', { do: 'firmware', url: 'http://nas/HC-11.bin' }],
    ['firmware', 'firmware/HC-11.bin', { do: 'firmware', file: 'firmware/HC-11.bin' }],
    [
      'firmware',
      { url: 'http://nas/x', at: '2027-01-01T03:00:00Z', force: 'yes' },
      { do: 'firmware', url: 'http://nas/x', at: '2027-01-01T03:00:00Z', force: true },
    ],
    ['diagnostics', '', { do: 'diagnostics' }],
    ['ocpp', 'GetConfiguration', { do: 'ocpp', action: 'GetConfiguration', payload: {} }],
    [
      'ocpp',
      '{"action": "Reset", "payload": {"type": "Hard"}, "force": true}',
      { do: 'ocpp', action: 'Reset', payload: { type: 'Hard' }, force: true },
    ],
  ] as const) {
    it(`${topic} ${JSON.stringify(payload)}`, () => {
      assert.deepEqual(wish(payload, topic), { charger: 'garage', ...read });
    });
  }

  for (const [payload, learn] of [
    [{ learn: 'Anna' }, { name: 'Anna' }],
    [{ learn: { name: 'Anna', seconds: '30' } }, { name: 'Anna', seconds: 30 }],
  ] as const) {
    it(`rfid ${JSON.stringify(payload)}`, () => {
      assert.deepEqual(wish(payload, 'rfid'), { do: 'card', learn });
    });
  }

  for (const [payload, read] of [
    ['192.168.1.20', { line: { type: 'modbus-tcp', host: '192.168.1.20' } }],
    ['meter.local:1502', { line: { type: 'modbus-tcp', host: 'meter.local', port: 1502 } }],
    ['fd00::20:502', { line: { type: 'modbus-tcp', host: 'fd00::20:502' } }],
    ['/dev/ttyUSB0', { line: { type: 'modbus-rtu', path: '/dev/ttyUSB0' } }],
    ['COM3', { line: { type: 'modbus-rtu', path: 'COM3' } }],
    [{ path: '/dev/ttyUSB0', baudRate: 9600 }, { line: { type: 'modbus-rtu', path: '/dev/ttyUSB0', baudRate: 9600 } }],
    [
      { host: 'nas', unitIds: [1, '2'] },
      { line: { type: 'modbus-tcp', host: 'nas' }, unitIds: [1, 2] },
    ],
    ['{"type": "modbus-rtu-tcp", "host": "gateway"}', { line: { type: 'modbus-rtu-tcp', host: 'gateway' } }],
    [false, { cancel: true }],
  ] as const) {
    it(`findMeters ${JSON.stringify(payload)}`, () => {
      assert.deepEqual(wish(payload, 'findMeters'), { do: 'find-meters', ...read });
    });
  }

  for (const [why, topic, payload] of [
    ['a line with a misspelt field', 'findMeters', { hots: '192.168.1.20' }],
    ['a search nowhere', 'findMeters', ''],
    ['an unlocking that says no', 'unlock', false],
    ['a reset of no kind', 'reset', 'gently'],
    ['an operation without its name', 'ocpp', { payload: { type: 'Hard' } }],
    ['a card of 16 digits that came as a number', 'rfid', { add: { idTag: 9_876_543_210_987_656 } }],
    ['a card to learn and to add', 'rfid', { learn: 'Anna', add: '1' }],
    ['a limit in amps and watts at once', 'limit', { amps: 6, watts: 1400, ttlS: 60 }],
    ['a limit for ever', 'limit', { amps: 6 }],
    ['a flag that is a word', 'lock', 'maybe'],
    ['a timer without an end', 'timers', [{ start: '23:00' }]],
    ['a timer with a misspelt field', 'timers', [{ start: '23:00', ende: '05:00' }]],
    ['a list that is none', 'timers', 'nightly'],
    ['a limit that is not there', 'current', undefined],
    ['timers that are not there', 'timers', undefined],
    ['a list of prices that is not there', 'prices', undefined],
    ['a card to add and to remove', 'rfid', { add: '1', remove: '1' }],
    ['a single command among others', '', { adopt: 'garage', mode: 'ECO' }],
    ['a Date where an object is wanted', 'boost', new Date()],
    ['a boost of nothing', 'boost', {}],
    ['a boost that is a word', 'boost', 'please'],
    ['no instant', 'boost', { until: new Date(Number.NaN) }],
    ['bytes that say nothing', '', Buffer.alloc(9)],
    ['an empty object', '', {}],
    ['a list', '', ['mode']],
    ['an inherited name', '', JSON.parse('{"__proto__": 1, "constructor": 2}')],
  ] as const) {
    it(`${why} is refused`, () => {
      assert.throws(() => wish(payload, topic), { code: 'INVALID_INPUT', message: /^wrong\./ });
    });
  }

  it('a command that is none is repeated in one line, and no longer than can be read', () => {
    assert.throws(() => wish({ [`x\u001b[31m\n${'x'.repeat(9999)}`]: 1 }), {
      message: /^wrong.unknown [^\p{Cc}]{1,1500}$/u,
    });
  });

  it('every command can be asked for by topic', () => {
    assert.ok(COMMANDS.length >= 20);
    for (const command of COMMANDS) {
      // Wrong values are told as such; none of them is a command nobody knows.
      try {
        wish({ nonsense: true }, command);
      } catch (error) {
        assert.doesNotMatch((error as Error).message, /^wrong\.nothing/);
      }
    }
  });

  it('in any case, in an object too', () => {
    const eco = { do: 'wish', charger: 'garage', wish: { mode: 'ECO', ecoPlusA: 3 } };
    assert.deepEqual(wish({ Mode: 'eco', ECOPLUSA: 3 }), eco);
    assert.deepEqual(wish(10, ' Current '), { do: 'wish', charger: 'garage', wish: { current: 10 } });
    assert.deepEqual(wish('192.168.1.20', 'findmeters'), wish('192.168.1.20', 'findMeters'));
  });

  it('a payload may come as JSON text or as bytes, an instant as a Date of any realm', () => {
    const eco = { do: 'wish', charger: 'garage', wish: { mode: 'ECO' } };
    for (const payload of ['{"mode": "ECO"}', Buffer.from('{"mode": "ECO"}'), Buffer.from('eco')])
      assert.deepEqual(wish(payload), eco);
    assert.deepEqual(wish(Buffer.from('ECO'), 'mode'), eco);
    const until = runInNewContext('new Date(1_800_000_000_000)');
    assert.deepEqual(wish({ until }, 'boost'), {
      ...eco,
      wish: { boost: { until: '2027-01-15T08:00:00.000Z' } },
    });
  });

  it('what goes back to its default is one of the wishes, and the others are named', () => {
    assert.deepEqual(wish('ecoPlusA', 'default'), { do: 'default', charger: 'garage', what: 'ecoPlusA' });
    assert.deepEqual(wish('', 'default'), { do: 'default', charger: 'garage', what: 'all' });
    assert.throws(() => wish('nothing', 'default'), { message: /all, mode, current, ecoPlusA/ });
  });

  it('what is no name of a charger moves none', () => {
    const two = siteSnapshot({ chargers: [chargerSnapshot(), chargerSnapshot({ id: 'CP002' })] });
    for (const charger of [['CP001', 'CP002'], { id: 'CP001' }, true])
      assert.throws(() => chargerOf({ charger }, 'CP002', two, say), {
        code: 'INVALID_INPUT',
        message: /msg\.charger/,
      });
    for (const charger of [undefined, null, '']) assert.equal(chargerOf({ charger }, 'CP002', two, say), 'CP002');
    assert.equal(chargerOf({ charger: 'ALL' }, 'CP002', two, say), 'all');
    assert.equal(chargerOf({ payload: '{"charger": "CP001"}' }, 'CP002', two, say), 'CP001');
  });

  it('the only charger need not be named; one of several must be', () => {
    const one = siteSnapshot({ chargers: [chargerSnapshot()] });
    const two = siteSnapshot({ chargers: [chargerSnapshot(), chargerSnapshot({ id: 'CP002' })] });
    assert.equal(chargerOf({}, '', one, say), 'CP001');
    assert.equal(chargerOf({ charger: 'all' }, 'CP002', two, say), 'all');
    assert.equal(chargerOf({ payload: { charger: 'CP001' } }, 'CP002', two, say), 'CP001');
    assert.equal(chargerOf({}, 'CP002', two, say), 'CP002');
    assert.throws(() => chargerOf({}, '', two, say), { code: 'UNKNOWN_CHARGER', message: /CP001, CP002/ });
    assert.throws(() => chargerOf({}, '', undefined, say), { code: 'UNKNOWN_CHARGER' });
  });
});

describe('what a state node sends', () => {
  const house = siteSnapshot({ chargers: [chargingSnapshot(), chargerSnapshot({ id: 'CP002', name: 'Yard' })] });

  it('topic and charger as in the help, by id or name', () => {
    const [one] = pick(house, { source: 'charger', charger: 'Yard', property: 'powerW' });
    assert.deepEqual(one, { topic: 'CP002/powerW', charger: 'CP002', value: 0 });
    assert.equal(pick(house, { source: 'charger', charger: 'all', property: '' }).length, 2);
    assert.deepEqual(pick(house, { source: 'charger', charger: '', property: '' }), []);
  });

  it('a path into nothing is null', () => {
    const [one] = pick(house, { source: 'charger', charger: 'Yard', property: 'session.energyWh' });
    assert.equal(one?.value, null);
  });

  it('a reason is told once there is one', () => {
    const mute = siteSnapshot({ chargers: [chargerSnapshot({ because: '' })] });
    const because = { source: 'charger', charger: '', property: 'because' } as const;
    assert.deepEqual(worthTelling(mute, because), []);
    assert.equal(
      worthTelling(siteSnapshot({ chargers: [chargerSnapshot({ because: 'No car.' })] }), because).length,
      1,
    );
    assert.equal(worthTelling(mute, { ...because, property: 'session' }).length, 1);
  });

  const gate = (intervalS: number, first: boolean) => {
    const clock = new FakeClock();
    const sent: unknown[] = [];
    const after = (delayMs: number, call: () => void) => clock.after(delayMs, call);
    const made = changeGate(intervalS, first, after, ({ value }) => sent.push(value));
    return { clock, sent, offer: (value: unknown) => made.offer([{ topic: 't', value } satisfies Picked]), made };
  };

  it('only changes; time that passes is none', () => {
    const { sent, offer } = gate(0, true);
    for (const value of [1, 1, { at: 1, a: 1 }, { at: 2, a: 1 }, { at: 3, a: 2 }, 1]) offer(value);
    assert.deepEqual(sent, [1, { at: 1, a: 1 }, { at: 3, a: 2 }, 1]);
  });

  it('the first value is no news when the dialog says so', () => {
    const { sent, offer } = gate(0, false);
    for (const value of [1, 1, 2]) offer(value);
    assert.deepEqual(sent, [2]);
  });

  it('not more often than asked, and the last value always comes', async () => {
    const { clock, sent, offer } = gate(5, true);
    for (const value of [1, 2, 3]) offer(value);
    assert.deepEqual(sent, [1]);
    await clock.advance(5000);
    assert.deepEqual(sent, [1, 3]);
    await clock.advance(5000);
    offer(4);
    assert.deepEqual(sent, [1, 3, 4]);
  });

  it('nothing comes after the node has closed', async () => {
    const { clock, sent, offer, made } = gate(5, true);
    for (const value of [1, 2]) offer(value);
    made.close();
    await clock.advance(60_000);
    assert.deepEqual(sent, [1]);
  });
});

describe('a saved node of an older version', () => {
  const steps = [
    (node: object) => ({ ...node, fuseA: (node as { fuse?: unknown }).fuse }),
    (node: object) => ({ ...node, phases: '3' }),
  ];
  it('is lifted step by step', () => {
    assert.deepEqual(migrate({ schema: 1, fuse: 25 }, steps), { schema: 3, fuse: 25, fuseA: 25, phases: '3' });
    assert.deepEqual(migrate({ schema: 2, fuseA: 25 }, steps), { schema: 3, fuseA: 25, phases: '3' });
  });
  it('one of today, of tomorrow, or written by hand, is left as it is', () => {
    for (const schema of [3, 4]) assert.deepEqual(migrate({ schema }, steps), { schema });
    assert.deepEqual(migrate({ fuseA: 25 }, steps), { fuseA: 25, schema: 3 });
  });
});
