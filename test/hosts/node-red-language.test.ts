import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { hubNode, type NodeRed, ON_TAB, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

const node = (id: string, type: string, rest: object = {}) => ({ id, type, schema: 1, ...ON_TAB, hub: 'hub', ...rest });

describe('nodes speak the language of their hub, whatever the machine’s is', () => {
  let red: NodeRed;
  before(async () => {
    red = await startNodeRed();
    const charger = { id: 'garage', name: 'Garage' };
    await red.deploy([
      TAB,
      hubNode(await freePort(), {
        language: 'fr',
        meters: [{ role: 'grid', type: 'pushed' }],
        chargers: [charger],
      }),
      node('grid', 'surplug-meter-in', { role: 'grid' }),
      node('site', 'surplug-state', { source: 'site', wires: [[]] }),
      node('word', 'surplug-state', { source: 'charger', property: 'state', wires: [[]] }),
      node('control', 'surplug-control', { wires: [[]] }),
    ]);
  });
  after(() => red?.end());

  it('below the nodes', async () => {
    // The editor looks it up for whoever looks.
    await eventually('the site is open', () => red.status['word']?.text === 'surplug.state.offline');
    red.put('grid', { payload: { currentA: [9.46, 0, 0], voltageV: [230, 230, 230] } });
    await eventually('a reading', () => red.status['grid']?.text === 'réseau 9,5 0 0 A');
    red.put('grid', { payload: -1234.4 });
    await eventually('the grid', () => red.status['site']?.text === 'réseau -1234 W');
  });

  it('in what goes wrong', async () => {
    for (const [id, message, told] of [
      ['grid', { payload: 'beaucoup' }, /"?payload"? vaut "beaucoup" ; il faudrait un nombre\. La mesure n’a pas/],
      ['control', { topic: 'boost', payload: 'peut-être' }, /boost vaut "peut-être" ; il faudrait true, false/],
    ] as const) {
      const before = red.log.length;
      red.put(id, message);
      assert.match(await eventually('it is told', () => red.log[before]), told);
    }
  });
});
