import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { type Home, type HomeOptions, startHome } from '../../examples/simulated-home/home.js';
import { eventually } from '../means/eventually.js';
import { BareHub } from './simulated-home-hub.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type ChargerOptions = NonNullable<HomeOptions['chargers']>[number];

async function hubAndHome(charger: ChargerOptions = {}, options: Partial<HomeOptions> = {}) {
  const hub = await BareHub.open();
  open.push(() => hub.close());
  const home = await homeOf(hub.url, charger, options);
  await eventually('the charger has told its status', () => home.charger.online && hub.statuses().length > 0);
  return { hub, home };
}

async function homeOf(hubUrl: string, charger: ChargerOptions, options: Partial<HomeOptions> = {}): Promise<Home> {
  const quick = { sampleIntervalS: 0.1, bootDelayMs: 50, reconnect: { firstMs: 50, mostMs: 200 }, retryMs: 50 };
  const home = await startHome({
    hubUrl,
    timeScale: 20,
    sunW: 0,
    loadW: [0, 0, 0],
    chargers: [{ ...quick, ...charger }],
    ...options,
  });
  open.push(() => home.close());
  return home;
}

async function charging(hub: BareHub, home: Home): Promise<number> {
  home.plug();
  await eventually('plugged', () => hub.statuses().includes('Preparing'));
  assert.deepEqual(await hub.ask('RemoteStartTransaction', { connectorId: 1, idTag: 'SUN' }), { status: 'Accepted' });
  await eventually('charging', () => hub.statuses().at(-1) === 'Charging' && (home.charger.currentA[0] ?? 0) > 5);
  const id = home.charger.transaction?.id;
  assert.ok(typeof id === 'number');
  return id;
}

describe('OCPP 1.6, 4: what the charge point says', () => {
  it('boots, tells its connectors, plugs, charges by remote start, and unplugs, because that is a charge', async () => {
    const { hub, home } = await hubAndHome();
    assert.equal(hub.connections[0]?.identity, '7121050066603101050600A03');
    assert.equal(hub.connections[0]?.protocol, 'ocpp1.6');
    assert.equal(hub.heard[0]?.action, 'BootNotification');
    const id = await charging(hub, home);
    const start = hub.last('StartTransaction');
    await eventually('a metered energy', () => home.charger.registerWh > Number(start?.['meterStart']));
    home.unplug();
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(stop['transactionId'], id);
    assert.equal(stop['reason'], 'EVDisconnected');
    assert.equal(stop['meterStop'], home.charger.registerWh);
    await eventually('available again', () => hub.statuses().at(-1) === 'Available');
    assert.deepEqual(home.charger.complaints, []);
    assert.ok(!hub.heard.some((one) => one.action === 'bad message'));
  });
});
