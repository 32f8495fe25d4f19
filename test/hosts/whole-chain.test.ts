import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSite } from '../../core/index.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { type FlowNode, type NodeRed, ON_TAB, sink, startNodeRed, TAB } from '../means/node-red.js';
import { CHARGER_ID, freePort, quickHome, testConfig } from '../means/open-hub.js';

const flow = (ocppPort: number, meterPort: number): FlowNode[] => [
  TAB,
  {
    id: 'hub',
    type: 'surplug-hub',
    schema: 1,
    name: 'Home',
    phases: '3',
    fuseA: '25',
    ocppPort: String(ocppPort),
    meters: [
      {
        role: 'grid',
        type: 'modbus-tcp',
        map: 'chint-dtsu666',
        host: '127.0.0.1',
        port: String(meterPort),
        unitId: '2',
        periodS: '0.5',
      },
    ],
    chargers: [
      { id: CHARGER_ID, name: 'Garage', model: 'hydra-cubus', phases: '1,2,3', maxA: '16', safeA: '6', mode: 'ECO+' },
    ],
  },
  { id: 'control', type: 'surplug-control', ...ON_TAB, schema: 1, hub: 'hub', wires: [['answers']] },
  {
    id: 'state',
    type: 'surplug-state',
    ...ON_TAB,
    schema: 1,
    hub: 'hub',
    what: 'charger',
    charger: CHARGER_ID,
    wires: [['states']],
  },
  sink('answers'),
  sink('states'),
];

/** A real Node-RED, a charger on a real WebSocket, a meter on real Modbus TCP; each step stands on the one before. */
describe('the whole chain: Node-RED, OCPP over WebSocket, Modbus TCP', () => {
  let red: NodeRed;
  let home: Home;
  let port: number;
  before(async () => {
    port = await freePort();
    home = await quickHome(`ws://127.0.0.1:${port}`);
    red = await startNodeRed();
    await red.deploy(flow(port, home.meterPort));
  });
  after(async () => {
    await home.close();
    await red.stop();
  });

  const state = (): Record<string, unknown> => (red.kept['states']?.at(-1)?.payload ?? {}) as Record<string, unknown>;
  const drawnA = (): number => home.charger.currentA[0] ?? 0;
  let registerAtPlug = 0;

  it('plug in: the hub authorises and starts the transaction', async () => {
    await eventually('the charger is online', () => state()['online'] === true);
    registerAtPlug = home.charger.registerWh;
    home.plug();
    await eventually('a session', () => state()['session']);
    assert.equal(state()['mode'], 'ECO+');
  });

  it('ECO+ waits without sun, and says so', async () => {
    await eventually('held at 0 A', () => state()['limitA'] === 0 && home.charger.offerA === 0);
    assert.equal(state()['reason'], 'surplus');
    assert.match(String(state()['because']), /sun/);
  });

  it('the sun comes: it charges within 1 A of the surplus', async () => {
    home.setSun(7000);
    const surplusA = (7000 - 450) / 3 / 230;
    await eventually('the car draws what the sun leaves', () => Math.abs(drawnA() - surplusA) <= 1, 60_000);
    assert.equal(state()['state'], 'charging');
  });

  it('a lasting cloud: it pauses by accumulated energy, the transaction kept', async () => {
    const { id } = state()['session'] as { id: number };
    home.setSun(0);
    await eventually('at the minimum first', () => home.charger.offerA <= 6, 30_000);
    await eventually('paused', () => home.charger.offerA === 0 && drawnA() === 0, 120_000);
    assert.equal((state()['session'] as { id: number }).id, id);
  });

  it('FAST by a message: charges at once, and the answer says what was applied', async () => {
    red.put('control', { topic: 'mode', payload: 'fast', kept: 'as it came' });
    const answer = await red.message('answers', 1);
    assert.equal((answer.payload as { ok: boolean }).ok, true);
    assert.equal(answer['kept'], 'as it came');
    await eventually('full current', () => drawnA() > 14, 60_000);
  });

  it('a full deploy in the middle of it drops neither charger nor charge', async () => {
    const { id } = state()['session'] as { id: number };
    const complaints = home.charger.complaints.length;
    await red.deploy(flow(port, home.meterPort));
    assert.equal((state()['session'] as { id: number }).id, id);
    assert.ok(drawnA() > 14);
    assert.equal(home.charger.complaints.length, complaints);
  });

  it("unplugged: the record's energy equals the charger's register to the watt-hour", async () => {
    const { id } = state()['session'] as { id: number };
    home.unplug();
    await eventually('no session', () => state()['session'] === null, 30_000);
    await red.deploy([TAB]);
    const storage = join(red.userDir, 'surplug', 'hub');
    const site = await openSite(testConfig(home.meterPort, storage), new KeptLog());
    const records = await site.query({ what: 'charges' });
    await site.close();
    assert.equal(records.length, 1);
    assert.equal(records[0]?.['number'], id);
    assert.equal(records[0]?.['meterStartWh'], registerAtPlug);
    assert.equal(records[0]?.['energyWh'], home.charger.registerWh - registerAtPlug);
  });
});
