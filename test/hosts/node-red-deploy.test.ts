import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { callHub, catcher, type FlowNode, type NodeRed, ON_TAB, sink, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

const hub = (id: string, port: number, rest: Readonly<Record<string, unknown>> = {}): FlowNode => ({
  id,
  type: 'surplug-hub',
  schema: 1,
  name: `hub ${id}`,
  role: 'open',
  phases: '3',
  fuseA: '25',
  ocppPort: String(port),
  ocppBind: '127.0.0.1',
  meters: [],
  chargers: [{ id: 'garage', maxA: '16', safeA: '6' }],
  ...rest,
});

const state = (id: string, hubId: string, rest: Readonly<Record<string, unknown>> = {}): FlowNode => ({
  id,
  type: 'surplug-state',
  schema: 1,
  ...ON_TAB,
  hub: hubId,
  source: 'charger',
  charger: 'garage',
  property: 'mode',
  initial: true,
  wires: [[`${id}-seen`]],
  ...rest,
});

const nobodyListens = async (port: number): Promise<boolean> =>
  callHub(port).then(
    (socket) => {
      socket.close();
      return false;
    },
    () => true,
  );

describe('what a deploy does to a running site, in a real Node-RED 5', () => {
  let red: NodeRed;
  let ports: [number, number];
  let charger: WebSocket;
  before(async () => {
    red = await startNodeRed();
    ports = [await freePort(), await freePort()];
  });
  after(async () => {
    await red?.end();
  });

  const flows = (hubs: readonly FlowNode[], rest: readonly FlowNode[] = []): FlowNode[] => [
    TAB,
    ...hubs,
    state('mode', hubs[0]?.id ?? 'a'),
    sink('mode-seen'),
    ...rest,
  ];
  const open = (): boolean => charger.readyState === WebSocket.OPEN;

  it('the first one opens it, and keeps its records in a folder of the hub’s own', async () => {
    await red.deploy(flows([hub('a', ports[0])]));
    assert.equal((await red.message('mode-seen', 1)).payload, 'ECO+');
    charger = await callHub(ports[0]);
    assert.ok(existsSync(join(red.userDir, 'surplug', 'a')));
  });

  for (const how of ['full', 'nodes', 'flows', 'reload'] as const) {
    it(`a ${how} deploy does not drop a charger`, async () => {
      const before = red.kept['mode-seen']?.length ?? 0;
      const more = state(`more-${how}`, 'a');
      await red.deploy(flows([hub('a', ports[0])], how === 'reload' ? [] : [more, sink(`more-${how}-seen`)]), how);
      if (how === 'full') await red.message('mode-seen', before + 1);
      if (how !== 'reload') assert.equal((await red.message(`more-${how}-seen`, 1)).payload, 'ECO+');
      assert.ok(open());
    });
  }

  it('a changed configuration closes the site and opens it anew on the same port', async () => {
    await red.deploy(flows([hub('a', ports[0], { fuseA: '32' })]));
    await eventually('the old line is cut', () => !open());
    charger = await eventually('the new site answers', () => callHub(ports[0]).catch(() => undefined));
    assert.equal(red.log.join('\n'), '');
  });

  it('two hubs swap their ports in one deploy', async () => {
    await red.deploy(flows([hub('a', ports[0]), hub('b', ports[1])]));
    await eventually('both answer', async () => !(await nobodyListens(ports[0])) && !(await nobodyListens(ports[1])));
    await red.deploy(flows([hub('a', ports[1]), hub('b', ports[0])]));
    await eventually('both answer', async () => !(await nobodyListens(ports[0])) && !(await nobodyListens(ports[1])));
    assert.equal(red.log.join('\n'), '');
  });

  it('a deleted hub closes at once, and its port is free when the deploy is done', async () => {
    await red.deploy(flows([hub('a', ports[0])]));
    assert.ok(await nobodyListens(ports[1]));
  });

  it('a hub that is switched off, or in a subflow that is gone, leaves its port to another of the same deploy', async () => {
    const subflow = { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [] };
    const instance = { ...ON_TAB, id: 'instance', type: 'subflow:sub', wires: [] };
    await red.deploy([
      ...flows([hub('b', ports[1], { d: true })]),
      subflow,
      hub('a', ports[0], { z: 'sub' }),
      instance,
    ]);
    await eventually('the one in the subflow answers', async () => !(await nobodyListens(ports[0])));
    for (const hubs of [[hub('b', ports[0])], [hub('a', ports[0]), hub('b', ports[0], { d: true })]]) {
      const seen = red.kept['mode-seen']?.length ?? 0;
      await red.deploy(flows(hubs));
      await red.message('mode-seen', seen + 1);
    }
    assert.equal(red.log.join('\n'), '');
  });

  it('a hub deleted, and put back by a deploy of changed nodes, is found by the nodes that were left alone', async () => {
    const rest: FlowNode[] = [
      TAB,
      state('mode', 'a'),
      sink('mode-seen'),
      { id: 'happens', type: 'surplug-state', schema: 1, ...ON_TAB, hub: 'a', source: 'events', wires: [[]] },
      { id: 'meter', type: 'surplug-meter-in', schema: 1, ...ON_TAB, hub: 'a', role: 'grid', wires: [] },
      { id: 'wish', type: 'surplug-control', schema: 1, ...ON_TAB, hub: 'a', command: '', wires: [['wished']] },
      sink('wished'),
    ];
    await red.deploy([hub('a', ports[0]), ...rest]);
    await red.deploy(rest, 'nodes');
    const missed = ['mode', 'happens', 'meter', 'wish'].filter(
      (id) => red.status[id]?.text !== 'surplug.status.no-hub',
    );
    assert.deepEqual(missed, [], 'without a hub each says so');
    const seen = red.kept['mode-seen']?.length ?? 0;
    await red.deploy([hub('a', ports[0]), ...rest], 'nodes');
    assert.equal((await red.message('mode-seen', seen + 1)).payload, 'ECO+');
    red.put('wish', { topic: 'mode', payload: 'ECO' });
    await red.message('wished', 1);
    assert.equal((await red.message('mode-seen', seen + 2)).payload, 'ECO');
    assert.equal(red.status['happens']?.text?.startsWith('surplug.status'), false);
    red.put('meter', { payload: { phaseW: [50, 30, 20] } });
    await eventually('the reading is shown', () => red.status['meter']?.text?.includes('100'));
    assert.equal(red.log.join('\n'), '');
  });

  it('a hub that an environment variable names is found again when it was changed, and when it is back', async () => {
    const env = { name: 'HUB', type: 'conf-type', value: 'a' };
    const rest: FlowNode[] = [
      { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [], env: [{ ...env, value: '' }] },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Node-RED that fills it in
      { ...state('inner', '${HUB}', { property: 'maxA' }), z: 'sub' },
      { ...sink('inner-seen'), z: 'sub' },
      { ...ON_TAB, id: 'instance', type: 'subflow:sub', env: [env], wires: [] },
    ];
    const withMaxA = (maxA: string) => [TAB, hub('a', ports[0], { chargers: [{ id: 'garage', maxA }] }), ...rest];
    await red.deploy(withMaxA('16'));
    assert.equal((await red.message('inner-seen', 1)).payload, 16);
    await red.deploy(withMaxA('20'), 'nodes');
    assert.equal((await red.message('inner-seen', 2)).payload, 20);
    await red.deploy([TAB, ...rest], 'nodes');
    await eventually('it has none', () => red.status['instance-inner']?.text === 'surplug.status.no-hub');
    await red.deploy(withMaxA('10'), 'nodes');
    assert.equal((await red.message('inner-seen', 3)).payload, 10);
    assert.equal(red.log.join('\n'), '');
  });

  it('a number may come from the environment', async () => {
    process.env['SURPLUG_TEST_FUSE'] = '40';
    const seen = (red.kept['fuse-seen'] ?? []).length;
    const fuse = state('fuse', 'a', { source: 'site', property: 'fuseA' });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Node-RED that fills it in
    const home = hub('a', ports[0], { fuseA: '${SURPLUG_TEST_FUSE}' });
    await red.deploy(flows([home], [fuse, sink('fuse-seen')]));
    assert.equal((await red.message('fuse-seen', seen + 1)).payload, 40);
  });

  it('a flow imported without its credentials opens no door: the password is asked for once more', async () => {
    const [port] = ports;
    const chargers = [{ id: 'garage', maxA: '16', safeA: '6', slot: 1 }];
    const imported = flows([hub('one', port, { chargers })]);
    await red.deploy(imported);
    const told = await eventually('the complaint', () => red.log.find((line) => line.includes('password')));
    assert.match(
      told,
      /Chargers 1, Password \(chargers\[0\]\.password\): it is missing; expected the password once more/,
    );
    assert.equal(red.status['mode']?.text, 'surplug.error.BAD_CONFIG');
    assert.ok(await nobodyListens(port));
    const credentials = { chargerPassword1: 'a-password-of-16' };
    await red.deploy(flows([{ ...hub('one', port, { chargers }), credentials }]));
    await eventually('it listens', () => red.status['mode']?.text !== 'surplug.error.BAD_CONFIG');
    await assert.rejects(callHub(port), 'and asks for the password');
  });

  it('a password in the address of a flow from before: it is used, and told of without a word of it', async () => {
    const [port] = ports;
    await red.deploy(flows([hub('one', port, { mqttUrl: 'mqtt://me:hunter2@127.0.0.1:1' })]));
    await eventually('the hub answers', async () => !(await nobodyListens(port)));
    await eventually('it is told', () =>
      red.log.find((line) => /hub one A password can be read in the address\. Open the hub/.test(line)),
    );
    assert.doesNotMatch(red.log.join('\n'), /hunter2/);
  });

  it('another program on the port: one clear message, the host lives, and it heals by a deploy', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await eventually('listening', () => other.listening);
    await red.deploy(flows([hub('a', port)]));
    await eventually('the status', () => red.status['mode']?.text === 'surplug.error.PORT_IN_USE');
    const said = red.log.filter((line) => line.includes(String(port)));
    assert.equal(said.length, 1, red.log.join('\n'));
    other.close();
    await eventually('closed', () => !other.listening);
    await red.deploy(flows([hub('a', port, { name: 'again' })]));
    await eventually('the hub answers', async () => !(await nobodyListens(port)));
  });

  for (const [why, wrong, word] of [
    ['a missing fuse', { fuseA: '' }, /fuseA/],
    ['a wrong port', { ocppPort: '99999' }, /ocpp\.port/],
    ['a fuse in words', { fuseA: 'big' }, /fuseA/],
    ['two chargers with one id', { chargers: [{ id: 'garage' }, { id: 'garage' }] }, /chargers\[1\]\.id/],
    [
      'safe currents above the fuse',
      {
        fuseA: '10',
        chargers: [
          { id: 'a', safeA: '6' },
          { id: 'b', safeA: '6' },
        ],
      },
      /safe/i,
    ],
    ['attached without an address', { role: 'attach', attachUrl: '' }, /ws:\/\//],
  ] as const) {
    it(`${why}: one clear message, the host lives`, async () => {
      const before = red.log.length;
      await red.deploy(flows([hub('a', ports[0], wrong)]));
      await eventually('the status', () => red.status['mode']?.text === 'surplug.error.BAD_CONFIG');
      const said = red.log.slice(before);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', word);
      assert.equal((await red.get('/nodes')).status, 200);
    });
  }

  it('readings for a hub that does not run: said once, a wrong one each time', async () => {
    const meter = { id: 'meter', type: 'surplug-meter-in', schema: 1, ...ON_TAB, hub: 'a', role: 'grid', wires: [] };
    await red.deploy(flows([hub('a', ports[0], { fuseA: '' })], [meter, catcher('catch', 'caught'), sink('caught')]));
    await eventually('the status', () => red.status['mode']?.text === 'surplug.error.BAD_CONFIG');
    for (const payload of [1, 2, 3, 'four', 5, 'six']) red.put('meter', { payload });
    await red.message('caught', 3);
    const codes = red.kept['caught']?.map((message) => (message as unknown as { error: { code: string } }).error.code);
    assert.deepEqual(codes?.sort(), ['BAD_CONFIG', 'INVALID_INPUT', 'INVALID_INPUT']);
  });

  it('stops cleanly: the port is free afterwards', async () => {
    await red.deploy(flows([hub('a', ports[0])]));
    await eventually('the hub answers', async () => !(await nobodyListens(ports[0])));
    await red.stop();
    await eventually('nobody listens', () => nobodyListens(ports[0]));
  });
});
