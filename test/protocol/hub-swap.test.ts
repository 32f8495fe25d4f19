import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

const away = {
  chargers: [
    {
      id: CHARGER_ID,
      sampleIntervalS: 2,
      bootDelayMs: 50,
      reconnect: { firstMs: 3000, mostMs: 4000 },
      retryMs: 500,
      car: { startDelayS: [1, 2] as const },
    },
  ],
};

describe('one car leaves and another comes while the charger is offline', () => {
  let hub: Hub;
  before(async () => {
    hub = await openHub({}, away);
    await eventually('online', () => hub.charger().online && hub.home.charger.status === 'Available', 30_000);
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST' } });
    hub.home.plug();
    await eventually('it charges', () => (hub.home.charger.currentA[0] ?? 0) > 4, 60_000);
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { charge: 'stop', boost: true } });
    hub.home.killConnection();
    await eventually('offline', () => !hub.charger().online);
    hub.home.unplug();
    await eventually('the plug is out', () => hub.home.charger.status === 'Available');
    hub.home.plug();
  });
  after(() => hub.close());

  it('the first one has its record, and took its stop and its boost along', async () => {
    const [record] = await eventually('a record', async () => {
      const rows = await hub.site.query({ what: 'charges', last: 2 });
      return rows[0]?.['endedAt'] ? rows : false;
    });
    assert.equal(record?.['stopReason'], 'EVDisconnected');
    assert.deepEqual([hub.charger().allowed, hub.charger().boost.active], [true, false]);
  });

  it('the second one charges, as one that is plugged in does', async () => {
    await eventually('it charges', () => hub.charger().session && (hub.home.charger.currentA[0] ?? 0) > 4, 60_000);
  });
});
