import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { filesBelow, readProject } from '../house/project.js';
import { eventually } from '../means/eventually.js';
import {
  callHub,
  type FlowNode,
  type NodeRed,
  ON_TAB,
  sink,
  startNodeRed,
  TAB,
  WITH_DASHBOARD,
} from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

const TYPES = ['surplug-hub', 'surplug-control', 'surplug-state', 'surplug-meter-in'];

describe('Node-RED 4.1 loads the same build', () => {
  let red: NodeRed;
  before(async () => {
    red = await startNodeRed('node-red-4', WITH_DASHBOARD);
  });
  after(() => red?.end());

  it('is the version it should be', async () => {
    const { version } = (await (await red.get('/settings')).json()) as { version: string };
    assert.match(version, /^4\.1\./);
  });

  it('without complaint, every type enabled', async () => {
    const sets = (await (await red.get('/nodes')).json()) as {
      module: string;
      types: string[];
      enabled: boolean;
      err?: string;
    }[];
    const ours = sets.filter(({ module }) => module.startsWith('@surplug/'));
    assert.deepEqual(ours.flatMap(({ types }) => types).sort(), [...TYPES].sort());
    for (const { enabled, err } of ours) assert.ok(enabled && !err, err);
  });

  it('and runs it: a site opens, answers a command and survives a full deploy', async () => {
    const flow = [
      TAB,
      {
        id: 'hub',
        type: 'surplug-hub',
        name: 'Home',
        phases: '1',
        fuseA: '25',
        ocppPort: String(await freePort()),
        ocppBind: '127.0.0.1',
        meters: [],
        chargers: [{ id: 'garage', safeA: '6' }],
      },
      { id: 'control', type: 'surplug-control', ...ON_TAB, hub: 'hub', command: '', wires: [['done']] },
      sink('done'),
    ];
    await red.deploy(flow);
    red.put('control', { payload: { mode: 'ECO' } });
    const { payload } = await red.message('done', 1);
    assert.equal((payload as { state: { mode: string } }).state.mode, 'ECO');
    await red.deploy(flow);
    red.put('control', { topic: 'lock', payload: 'on' });
    const again = (await red.message('done', 2)).payload as { state: { mode: string; locked: boolean } };
    assert.deepEqual([again.state.mode, again.state.locked], ['ECO', true]);
    assert.deepEqual(red.log, []);
  });

  for (const file of filesBelow('examples', '.json')) {
    it(`${file} is imported and runs there: every type is known`, async () => {
      const port = String(await freePort());
      const flow = (JSON.parse(readProject(file)) as FlowNode[])
        // Brokers and meters of somebody else's house.
        .filter(({ type }) => !/^(mqtt|http request)/.test(type))
        .map((node) => (node.type === 'surplug-hub' ? { ...node, ocppPort: port, ocppBind: '127.0.0.1' } : node));
      await red.deploy([...flow]);
      const call = () => callHub(Number(port), 'knock').catch(() => undefined);
      (await eventually('the hub answers', call)).close();
      // The knock, and the meter of the simulated home, which is not there.
      const odd = red.log.filter((line) => !/knock from|127\.0\.0\.1:5020/.test(line));
      assert.deepEqual(odd, []);
    });
  }
});
