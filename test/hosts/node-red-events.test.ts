import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CHARGER_EVENTS } from '../../core/index.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { PROPERTIES } from '../../nodes/state/properties.js';
import { toldOf } from '../../nodes/state/told.js';
import { eventually } from '../means/eventually.js';
import { houseHub, type NodeRed, ON_TAB, sink, startNodeRed, TAB } from '../means/node-red.js';
import { CHARGER_ID, freePort, quickHome } from '../means/open-hub.js';

describe('what happens at the chargers, told to a flow', () => {
  let red: NodeRed;
  let home: Home;
  const topics = (sinkId: string): readonly unknown[] => (red.kept[sinkId] ?? []).map(({ topic }) => topic);

  before(async () => {
    const port = await freePort();
    home = await quickHome(`ws://127.0.0.1:${port}`);
    red = await startNodeRed();
    const told = (id: string, property: string) => ({
      ...{ id, type: 'surplug-state', schema: 1, ...ON_TAB, hub: 'hub', source: 'events', property },
      wires: [[`${id}-seen`]],
    });
    await red.deploy([
      TAB,
      houseHub(port, home.meterPort),
      { id: 'control', type: 'surplug-control', schema: 1, ...ON_TAB, hub: 'hub', command: '', wires: [[]] },
      told('all', ''),
      sink('all-seen'),
      told('firmware', 'firmware'),
      sink('firmware-seen'),
    ]);
  });
  after(async () => {
    await home?.close();
    await red?.end();
  });

  it('a car comes, and goes', async () => {
    const has = (event: string) => eventually(event, () => topics('all-seen').includes(`${CHARGER_ID}/${event}`));
    await has('connected');
    home.plug();
    await has('plugged');
    await has('session-started');
    home.unplug();
    await has('session-ended');
    await has('unplugged');
    const started = red.kept['all-seen']?.find(({ topic }) => topic === `${CHARGER_ID}/session-started`);
    const { event, charger, payload } = started as unknown as Record<string, unknown>;
    assert.deepEqual([event, charger, (payload as { name: string }).name], ['session-started', CHARGER_ID, 'Garage']);
    assert.equal(red.status['all']?.text?.split('/')[0], CHARGER_ID);
  });

  it('firmware that is nowhere: every step of it, and nothing else where only that is asked for', async () => {
    red.put('control', { topic: 'firmware', payload: `http://127.0.0.1:${await freePort()}/new.bin` });
    const { payload } = await red.message('firmware-seen', 2);
    assert.equal((payload as { status: string }).status, 'DownloadFailed');
    assert.deepEqual(topics('firmware-seen'), [`${CHARGER_ID}/firmware`, `${CHARGER_ID}/firmware`]);
  });

  it('the dialog offers every event there is', () => {
    assert.deepEqual([...PROPERTIES.events].sort(), [...CHARGER_EVENTS, 'list-outdated'].sort());
  });

  it('of one charger by id or name, of the site, never a state', () => {
    const plugged = {
      event: 'plugged',
      charger: 'garage',
      name: 'Garage',
      at: '2026-06-21T12:00:00Z',
      detail: {},
    } as const;
    for (const charger of ['', 'all', 'garage', 'Garage'])
      assert.equal(toldOf(plugged, { charger, property: '' })?.topic, 'garage/plugged');
    assert.equal(toldOf(plugged, { charger: 'yard', property: '' }), undefined);
    assert.equal(toldOf(plugged, { charger: '', property: 'unplugged' }), undefined);
    const outdated = {
      event: 'list-outdated',
      list: 'prices',
      endedAt: '2026-06-21T12:00:00Z',
      text: 'Over.',
    } as const;
    assert.deepEqual(toldOf(outdated, { charger: '', property: '' }), {
      topic: 'site/list-outdated',
      event: 'list-outdated',
      payload: { list: 'prices', endedAt: '2026-06-21T12:00:00Z', text: 'Over.' },
    });
  });
});
