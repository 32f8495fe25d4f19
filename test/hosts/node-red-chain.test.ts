import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ChargerSnapshot, openSite, type SiteSnapshot } from '../../core/index.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { houseHub, type NodeRed, ON_TAB, sink, startNodeRed, TAB } from '../means/node-red.js';
import { freePort, quickHome, testConfig } from '../means/open-hub.js';

/** The whole way, nothing left out: Node-RED's messages, OCPP over WebSocket, a meter over Modbus TCP. In order. */
describe('a car charges from the sun, through Node-RED 5', () => {
  let red: NodeRed;
  let home: Home;
  const charger = (): ChargerSnapshot | undefined => red.kept['charger-seen']?.at(-1)?.payload as ChargerSnapshot;
  const house = (): SiteSnapshot | undefined => red.kept['site-seen']?.at(-1)?.payload as SiteSnapshot;
  const drawnA = (): number => home.charger.currentA[0] ?? 0;

  before(async () => {
    const port = await freePort();
    home = await quickHome(`ws://127.0.0.1:${port}`);
    red = await startNodeRed();
    const state = (id: string, source: string) => ({
      id,
      type: 'surplug-state',
      schema: 1,
      ...ON_TAB,
      hub: 'hub',
      source,
      wires: [[`${id}-seen`]],
    });
    await red.deploy([
      TAB,
      houseHub(port, home.meterPort),
      { id: 'control', type: 'surplug-control', schema: 1, ...ON_TAB, hub: 'hub', command: '', wires: [['done']] },
      sink('done'),
      state('charger', 'charger'),
      sink('charger-seen'),
      state('site', 'site'),
      sink('site-seen'),
    ]);
  });
  after(async () => {
    await home?.close();
    await red?.end();
  });

  it('plugged in without sun: authorised, and ECO+ waits with the reason', async () => {
    await eventually('the grid is measured', () => house()?.gridW === 450);
    home.plug();
    const waiting = await eventually('a charge has begun', () => (charger()?.session ? charger() : undefined));
    assert.equal(waiting.mode, 'ECO+');
    assert.equal(waiting.limitA, 0);
    assert.ok(waiting.because.length > 20, waiting.because);
  });

  it('the sun comes: it charges within 1 A of the surplus', async () => {
    home.setSun(8000);
    const surplusA = (8000 - 450) / 3 / 230;
    await eventually('the car draws what the sun leaves', () => Math.abs(drawnA() - surplusA) <= 1);
    await eventually('the flow sees it charge', () => charger()?.state === 'charging');
    assert.match(red.status['charger']?.text ?? '', /^ECO\+ \d+(\.\d)? A$/);
  });

  it('a full deploy in the middle: neither the charge nor its number is disturbed', async () => {
    const id = charger()?.session?.id;
    const { flows } = (await (
      await fetch(`${red.url}/flows`, { headers: { 'node-red-api-version': 'v2' } })
    ).json()) as {
      flows: never[];
    };
    const seen = red.kept['charger-seen']?.length ?? 0;
    await red.deploy(flows);
    await red.message('charger-seen', seen + 1);
    assert.equal(charger()?.session?.id, id);
    assert.ok(drawnA() > 5, String(drawnA()));
  });

  it('a long cloud: it pauses, and says why', async () => {
    // To the letter of the manual: the pause comes with the cloud, not with the energy it costs.
    red.put('control', { topic: 'preset', payload: 'literal' });
    await red.message('done', 1);
    home.setSun(0);
    await eventually('no current', () => drawnA() === 0, 120_000);
    await eventually('the flow sees the pause', () => charger()?.state === 'paused');
    assert.equal(charger()?.limitA, 0);
  });

  it('FAST, by message: full power without sun', async () => {
    red.put('control', { topic: 'mode', payload: 'fast' });
    assert.equal(((await red.message('done', 2)).payload as { state: ChargerSnapshot }).state.mode, 'FAST');
    await eventually('16 A', () => drawnA() > 14);
  });

  it('unplugged: the charge’s energy is that of the charger’s register, to the watt-hour', async () => {
    const beginning = charger()?.session;
    assert.ok(beginning);
    home.unplug();
    await eventually('the charge is over', () => charger()?.session === null);
    const registerWh = home.charger.registerWh;
    assert.deepEqual(red.log, []);
    assert.deepEqual(home.charger.complaints, []);

    // The records are read as the next life of the hub would find them.
    await red.stop();
    const storage = join(red.userDir, 'surplug', 'hub');
    const site = await eventually('the records open', () =>
      openSite(testConfig(home.meterPort, storage), new KeptLog()).catch(() => undefined),
    );
    const [record] = await site.query({ what: 'charges', last: 1 });
    await site.close();
    assert.equal(record?.['number'], beginning.id);
    assert.equal(record['meterStopWh'], registerWh);
    assert.equal(record['energyWh'], registerWh - Number(record['meterStartWh']));
  });
});
