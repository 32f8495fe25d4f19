import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import {
  catcher,
  controlNode,
  type FlowNode,
  hubNode,
  type NodeRed,
  ON_TAB,
  sink,
  startNodeRed,
  TAB,
} from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

const hub = (port: number, rest: Readonly<Record<string, unknown>> = {}): FlowNode =>
  hubNode(port, {
    meters: [
      { role: 'grid', type: 'pushed' },
      { role: 'solar', type: 'pushed', id: 'roof' },
    ],
    chargers: [
      { id: 'garage', name: 'Garage', model: 'hydra-cubus', maxA: '16', safeA: '6', mode: '' },
      { id: 'yard', name: 'Yard', maxA: '16', safeA: '6', mode: 'FAST', priority: '2' },
    ],
    ...rest,
  });

const meterIn = (id: string, rest: Readonly<Record<string, unknown>>): FlowNode => ({
  id,
  type: 'surplug-meter-in',
  schema: 1,
  ...ON_TAB,
  hub: 'hub',
  role: 'grid',
  unit: 'W',
  invert: false,
  meterId: '',
  wires: [],
  ...rest,
});

interface Answer {
  readonly ok: boolean;
  readonly charger: string | null;
  readonly applied: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, unknown>>;
}

describe('commands and readings by message, in a real Node-RED 5', () => {
  let red: NodeRed;
  let done = 0;
  let failed = 0;
  before(async () => {
    red = await startNodeRed();
    await red.deploy([
      TAB,
      hub(await freePort()),
      controlNode('any', {}),
      controlNode('garage-only', { charger: 'garage' }),
      controlNode('lock-all', { charger: 'all', command: 'lock', value: 'true', valueType: 'bool' }),
      controlNode('from-level', { charger: 'Yard', command: 'current', value: 'level', valueType: 'msg' }),
      controlNode('bad-jsonata', { charger: 'garage', command: 'current', value: '$number(', valueType: 'jsonata' }),
      controlNode('bad-json', { charger: 'garage', command: 'timers', value: '[{', valueType: 'json' }),
      controlNode('orphan', { hub: 'nobody' }),
      controlNode('telling', { command: 'firmware', value: '{ "url": "ftp://me:pw@nas/x" }', valueType: 'json' }),
      meterIn('grid', {}),
      meterIn('solar-kw', { role: 'solar', unit: 'kW', invert: true, meterId: 'roof' }),
      meterIn('by-topic', { role: '' }),
      { id: 'site', type: 'surplug-state', schema: 1, ...ON_TAB, hub: 'hub', source: 'site', wires: [['site-seen']] },
      sink('site-seen'),
      sink('done'),
      catcher('catch', 'failed'),
      sink('failed'),
    ]);
    await red.message('site-seen', 1);
  });
  after(() => red?.end());

  const answered = async (id: string, message: Readonly<Record<string, unknown>>) => {
    red.put(id, message);
    const out = await red.message('done', ++done);
    return out as typeof out & { payload: Answer };
  };
  const refused = async (id: string, message: Readonly<Record<string, unknown>>) => {
    red.put(id, message);
    const out = await red.message('failed', ++failed);
    return out['error'] as { readonly code: string; readonly message: string };
  };

  it('a password that stands in a flow is warned of, with where to keep it', () => {
    const warned = red.log.filter((line) => line.includes('telling'));
    assert.match(warned.join(), /password can be read in the address.*environment variable.*\$env/);
    assert.equal(warned.length, 1);
  });

  it('topic and payload: a mode in any spelling, and other properties pass through', async () => {
    const out = await answered('garage-only', { topic: 'mode', payload: 'eco plus', colour: 'green' });
    assert.deepEqual(out.payload.applied, { mode: 'ECO+' });
    assert.equal(out.payload.charger, 'garage');
    assert.equal(out.payload.state['mode'], 'ECO+');
    assert.equal(out['colour'], 'green');
    assert.equal(red.status['garage-only']?.text, 'mode ECO+');
    assert.equal((await answered('garage-only', { topic: 'mode', payload: 'Fast' })).payload.state['mode'], 'FAST');
  });

  it('msg.charger goes before the dialog, by id or by name', async () => {
    const byName = await answered('garage-only', { charger: 'Yard', topic: 'mode', payload: 'ECO' });
    assert.equal(byName.payload.charger, 'yard');
    assert.equal(byName.payload.state['mode'], 'ECO');
  });

  it('an object is done as a whole', async () => {
    const out = await answered('garage-only', { payload: { mode: 'ECO+', ecoPlusA: '3', current: 12 } });
    assert.equal(out.payload.state['ecoPlusA'], 3);
    assert.equal(out.payload.state['userLimitA'], 12);
  });

  it('or not at all, because half a wish is nobody’s wish', async () => {
    const error = await refused('garage-only', { payload: { mode: 'FAST', ecoPlusA: 9 } });
    assert.equal(error.code, 'INVALID_INPUT');
    const out = await answered('garage-only', { topic: 'lock', payload: 'off' });
    assert.equal(out.payload.state['mode'], 'ECO+');
    assert.equal(out.payload.state['ecoPlusA'], 3);
  });

  it('a command fixed in the dialog: any message triggers it, for all chargers a list comes back', async () => {
    const out = await answered('lock-all', { payload: 1234 });
    const answers = out.payload as unknown as readonly Answer[];
    assert.deepEqual(
      answers.map(({ ok, charger, state }) => [ok, charger, state['locked']]),
      [
        [true, 'garage', true],
        [true, 'yard', true],
      ],
    );
    await answered('any', { charger: 'all', topic: 'lock', payload: 0 });
  });

  it('its value may come from the message; nothing takes the limit away', async () => {
    assert.equal((await answered('from-level', { level: '10' })).payload.state['userLimitA'], 10);
    assert.equal((await answered('from-level', { level: null })).payload.state['userLimitA'], null);
  });

  it('boost takes minutes, and false ends it', async () => {
    const on = (await answered('garage-only', { topic: 'boost', payload: 10 })).payload.state['boost'];
    assert.equal((on as { active: boolean }).active, true);
    const off = (await answered('garage-only', { topic: 'boost', payload: 'off' })).payload.state['boost'];
    assert.equal((off as { active: boolean }).active, false);
  });

  it('timers, a reservation, and back to the default', async () => {
    const timers = [{ start: '23:00', end: '05:00' }];
    const set = (await answered('garage-only', { topic: 'timers', payload: timers })).payload.state['timers'];
    assert.equal((set as { repeat: string }[])[0]?.repeat, 'daily');
    const gone = await answered('garage-only', { topic: 'default', payload: 'all' });
    assert.deepEqual(gone.payload.state['timers'], []);
    assert.equal(gone.payload.state['mode'], 'ECO+');
  });

  it('what stands until its time is seen in the state, and gone with it', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const wishes = {
      priority: 3,
      readyBy: { time: until, energyWh: 9000 },
      limit: { amps: 10, ttlS: 600, name: 'grid operator' },
      reserve: { idTag: 'AB', until },
      cheapUpTo: 0.2,
    };
    const { state } = (await answered('garage-only', { payload: wishes })).payload;
    const { priority, readyBy, reserve, cheapUpTo } = state;
    assert.deepEqual({ ...wishes, priority, readyBy, reserve, cheapUpTo }, wishes);
    const { until: gone, ...limit } = state['limit'] as { until: string };
    assert.deepEqual(limit, { amps: 10, name: 'grid operator' });
    assert.ok(Date.parse(gone) > Date.now());
    const none = { readyBy: null, limit: null, reserve: null, cheapUpTo: null };
    const after = (await answered('garage-only', { payload: none })).payload.state;
    assert.deepEqual({ ...after, ...none }, after);
    await answered('garage-only', { topic: 'default', payload: 'priority' });
  });

  it('wishes for the site, and cards', async () => {
    const out = await answered('any', { payload: { policy: 'priority', preset: 'strict' } });
    assert.equal(out.payload.charger, null);
    assert.equal(out.payload.state['policy'], 'priority');
    assert.equal(out.payload.state['preset'], 'strict');
    assert.deepEqual(out.payload.applied, { policy: 'priority', preset: 'strict' });
    assert.equal(red.status['any']?.text, 'policy preset');
    const card = { idTag: '04A1', name: 'Anna' };
    const added = await answered('any', { topic: 'rfid', payload: { add: card } });
    assert.deepEqual(added.payload.applied, { add: { ...card, allowed: true } });
    assert.equal(red.status['any']?.text, 'rfid', 'the word the user knows');
    const removed = await answered('any', { topic: 'rfid', payload: { remove: '04A1' } });
    assert.deepEqual(removed.payload.state['cards'], []);
    const learning = await answered('any', { topic: 'rfid', payload: { learn: 'Anna' } });
    assert.equal(learning.payload.applied['learn'], 'Anna');
  });

  for (const [why, id, message, code] of [
    ['several chargers and none named', 'any', { topic: 'mode', payload: 'ECO' }, 'UNKNOWN_CHARGER'],
    ['a charger nobody knows', 'any', { charger: 'boat', topic: 'mode', payload: 'ECO' }, 'UNKNOWN_CHARGER'],
    ['a mode that is none', 'garage-only', { topic: 'mode', payload: 'turbo' }, 'INVALID_INPUT'],
    ['a value that is no number', 'garage-only', { topic: 'current', payload: 'lots' }, 'INVALID_INPUT'],
    ['a number out of range', 'garage-only', { topic: 'current', payload: 400 }, 'INVALID_INPUT'],
    ['a command nobody knows', 'garage-only', { payload: { speed: 3 } }, 'INVALID_INPUT'],
    ['no command at all', 'garage-only', { topic: 'hello', payload: 5 }, 'INVALID_INPUT'],
    ['charger and site mixed', 'garage-only', { payload: { mode: 'ECO', preset: 'strict' } }, 'INVALID_INPUT'],
    ['a plug of a charger that is away', 'garage-only', { topic: 'unlock', payload: true }, 'OFFLINE'],
    ['diagnostics it cannot fetch', 'garage-only', { topic: 'diagnostics', payload: '' }, 'OFFLINE'],
    ['all chargers at once restarted', 'any', { charger: 'all', topic: 'reset', payload: 'soft' }, 'INVALID_INPUT'],
    ['firmware from nowhere', 'garage-only', { topic: 'firmware', payload: { force: true } }, 'INVALID_INPUT'],
    ['a dialog’s JSONata that is none', 'bad-jsonata', {}, 'INVALID_INPUT'],
    ['a dialog’s JSON that is none', 'bad-json', {}, 'INVALID_INPUT'],
    ['a node without a hub', 'orphan', { topic: 'mode', payload: 'ECO' }, 'HUB_DISABLED'],
    ['a reading that is no number', 'grid', { payload: 'abc' }, 'INVALID_INPUT'],
    ['a reading that is nothing', 'grid', { payload: null }, 'INVALID_INPUT'],
    ['a reading that is NaN', 'grid', { payload: Number.NaN }, 'INVALID_INPUT'],
    ['a role nobody knows', 'by-topic', { topic: 'home/moon', payload: 5 }, 'INVALID_INPUT'],
    ['a reading no home can have', 'grid', { payload: 1e9 }, 'INVALID_INPUT'],
    ['a phase too many', 'grid', { payload: { phaseW: [1, 2, 3, 4] } }, 'INVALID_INPUT'],
    ['an object without a known key', 'grid', { payload: { watts: 5 } }, 'INVALID_INPUT'],
  ] as const) {
    it(`${why}: a Catch node gets ${code}, and words`, async () => {
      const error = await refused(id, message);
      assert.equal(error.code, code);
      assert.ok(error.message.length > 15, error.message);
      assert.doesNotMatch(error.message, /surplug-|__|SurplugError|object Object/);
      assert.equal(red.status[id]?.fill, 'red');
    });
  }

  const TOO_DEEP = /call stack/;
  const TOTAL_ALONE = /no values for each/;
  it('a message nested deeper than Node-RED copies is an error, and ends nothing', async () => {
    let payload: unknown = 1;
    for (let depth = 0; depth < 10_000; depth++) payload = { powerW: payload };
    for (const [id, topic] of [
      ['garage-only', 'mode'],
      ['grid', ''],
    ] as const) {
      const before = red.log.length;
      red.put(id, { topic, payload });
      assert.match(await eventually('it is told', () => red.log[before]), TOO_DEEP);
    }
  });

  const house = () =>
    red.kept['site-seen']?.at(-1)?.payload as Readonly<Record<string, number | null | Record<string, { ok: boolean }>>>;

  it('a pushed number is the grid, import positive', async () => {
    red.put('grid', { payload: '1234' });
    await eventually('the grid reading', () => house()['gridW'] === 1234);
    assert.deepEqual(red.status['grid'], { fill: 'green', shape: 'dot', text: 'grid 1234 W' });
  });

  it('kilowatts and a clamp turned round', async () => {
    red.put('solar-kw', { payload: { powerW: -2.5 } });
    await eventually('the solar reading', () => house()['solarW'] === 2500);
  });

  it('the role from the topic, and watts per phase', async () => {
    red.put('by-topic', { topic: 'home/grid', payload: { l1: '100', l2: -300, l3: 50 } });
    await eventually('the sum', () => house()['gridW'] === -150);
    assert.equal((house()['meters'] as Record<string, { ok: boolean }>)['grid']?.ok, true);
  });

  it('the site in a message has no chargers and no cards in it', () => {
    assert.ok(!('chargers' in house()) && !('cards' in house()));
  });

  it('no error was logged on the way', () => {
    assert.deepEqual(
      red.log.filter((line) => ![TOO_DEEP, TOTAL_ALONE, /telling/].some((known) => known.test(line))),
      [],
    );
  });
});
