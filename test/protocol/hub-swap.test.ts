import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite, type SiteConfig } from '../../core/index.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { ago, amp, start, status, values } from '../means/ocpp-met.js';
import { CHARGER_ID, freePort, type Hub, openHub, temporaryFolder } from '../means/open-hub.js';

describe('one car leaves and another comes while the charger is offline', () => {
  let hub: Hub;
  before(async () => {
    hub = await openHub();
    await eventually('online', () => hub.charger().online && hub.home.charger.status === 'Available');
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST' } });
    hub.home.plug();
    await eventually('it charges', () => (hub.home.charger.currentA[0] ?? 0) > 4);
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { charge: 'stop', boost: true } });
    hub.home.charger.goOffline();
    await eventually('offline', () => !hub.charger().online);
    hub.home.unplug();
    await eventually('the plug is out', () => hub.home.charger.status === 'Available');
    hub.home.plug();
    hub.home.charger.goOnline();
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
    await eventually('it charges', () => hub.charger().session && (hub.home.charger.currentA[0] ?? 0) > 4);
  });
});

describe('a car leaves while the hub is off for some seconds', () => {
  for (const then of ['Available', 'Preparing'])
    it(`the connector is ${then} then: what was measured before is no charge of now, and the next car charges`, async () => {
      const folder = temporaryFolder('left');
      const port = await freePort();
      const chargers = [{ id: CHARGER_ID, maxA: 16, mode: 'FAST' }] as const;
      const ocpp = { port, bind: '127.0.0.1' };
      const config: SiteConfig = { phases: 3, fuseA: 25, ocpp, meters: [], chargers, storage: folder.path };
      const handlers = {
        SetChargingProfile: () => ({ status: 'Accepted' }),
        RemoteStartTransaction: () => ({ status: 'Accepted' }),
      };
      const connect = () => ChargePoint.connect(`ws://127.0.0.1:${port}/${CHARGER_ID}`, { handlers });
      let site = await openSite(config, new KeptLog());
      let point = await connect();
      try {
        await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
        await point.call('StatusNotification', status('Preparing'));
        const { transactionId } = await point.call('StartTransaction', start({ idTag: 'SURPLUG' }));
        await point.call('StatusNotification', status('Charging'));
        await site.close();
        await point.close();
        site = await openSite(config, new KeptLog());
        const events: string[] = [];
        site.on(({ event }) => event !== 'state' && events.push(event));
        point = await connect();
        await point.call('StatusNotification', status(then));
        await point.call('MeterValues', values(Number(transactionId), ago(12), amp(15.7)));
        const end = { transactionId, meterStop: 400, timestamp: ago(7), reason: 'EVDisconnected' };
        await point.call('StopTransaction', end);
        assert.deepEqual(
          events.filter((event) => event.startsWith('session')),
          ['session-ended'],
        );
        assert.ok(site.snapshot().chargers[0]?.currentA.every((currentA) => currentA === 0));
        const [record] = await site.query({ what: 'charges' });
        assert.deepEqual([record?.['energyWh'], record?.['stopReason']], [300, 'EVDisconnected']);
        if (then === 'Available') await point.call('StatusNotification', status('Preparing'));
        await eventually('the next one is begun', () => point.calls('RemoteStartTransaction').length > 0);
      } finally {
        await point.close();
        await site.close();
        folder.remove();
      }
    });
});
