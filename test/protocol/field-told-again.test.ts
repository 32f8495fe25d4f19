import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import { ChargePoint } from '../means/charge-point.js';
import { KeptLog } from '../means/kept-log.js';
import { ago, start, status } from '../means/ocpp-met.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

interface Field {
  readonly point: ChargePoint;
  readonly site: Site;
  /** Its power fails, and comes back: it boots, at a hub that was started anew where that is asked. */
  readonly reboot: (hubToo: boolean, says?: string) => Promise<void>;
}

/** A site with one charger, both of which can be started anew. */
async function lived(run: (field: Field) => Promise<void>): Promise<void> {
  const folder = temporaryFolder('told-again');
  const port = await freePort();
  const config = {
    phases: 3 as const,
    fuseA: 25,
    ocpp: { port, bind: '127.0.0.1' },
    meters: [],
    chargers: [{ id: 'CP1', maxA: 16 }],
    storage: folder.path,
  };
  const boots = async (says = 'Preparing'): Promise<ChargePoint> => {
    const point = await ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`);
    await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    if (says) await point.call('StatusNotification', status(says));
    return point;
  };
  let site = await openSite(config, new KeptLog());
  let point = await boots();
  const reboot = async (hubToo: boolean, says?: string) => {
    await point.cut();
    if (hubToo) {
      await site.close();
      site = await openSite(config, new KeptLog());
    }
    point = await boots(says);
  };
  try {
    await run({
      get point() {
        return point;
      },
      get site() {
        return site;
      },
      reboot,
    });
  } finally {
    await point.close();
    await site.close();
    folder.remove();
  }
}

/** The energy of each charge, and whether it is over. */
const charges = async (site: Site) => {
  const rows = await site.query({ what: 'charges', from: ago(24 * 3600), to: ago(-3600) });
  return rows.map((row) => [row['energyWh'], row['endedAt'] !== null]);
};

describe('a charge that is told from its start once more, though it is over (steve #1294)', () => {
  const OWN = 1;
  for (const [name, again, agoS, waitS, stops] of [
    ['on the same connection', undefined, 0, 0, [OWN, -1, undefined]],
    // Longer than the way of a message may take.
    ['after a power cut that took what was sent', false, 0, 5.5, [OWN, -1]],
    ['to a hub that was started anew', true, 4.6, 1, [OWN, -1, undefined]],
  ] as const)
    for (const stopId of stops)
      it(`${name}, ${stopId ? `with a stop of ${stopId === OWN ? 'its' : 'no'} id` : 'without its stop'}: it is the one that was, and nothing runs`, () =>
        lived(async (field) => {
          const told = start({ timestamp: ago(agoS) });
          const { transactionId } = await field.point.call('StartTransaction', told);
          await new Promise((resolve) => setTimeout(resolve, 100));
          const stop = { idTag: 'A', meterStop: 900, timestamp: ago(agoS), reason: 'Local' };
          await field.point.call('StopTransaction', { ...stop, transactionId });
          await new Promise((resolve) => setTimeout(resolve, waitS * 1000));
          if (again !== undefined) await field.reboot(again);
          assert.equal((await field.point.call('StartTransaction', told))['transactionId'], transactionId);
          const id = stopId === OWN ? transactionId : stopId;
          if (id !== undefined) await field.point.call('StopTransaction', { ...stop, transactionId: id });
          await field.point.call('StatusNotification', status('Finishing'));
          assert.deepEqual(await charges(field.site), [[800, true]]);
          assert.equal(field.site.snapshot().chargers[0]?.session, null);
        }));

  for (const [name, meterStop] of [
    ['has not moved', 100],
    ['counts from the same each time', 900],
  ] as const)
    it(`and those of its card that follow at once, at a register that ${name}, are others`, () =>
      lived(async ({ point, site }) => {
        const begins = async () => (await point.call('StartTransaction', start()))['transactionId'];
        for (let count = 0; count < 2; count += 1) {
          const stop = { transactionId: await begins(), meterStop, timestamp: ago(0) };
          await point.call('StopTransaction', stop);
        }
        const running = await begins();
        assert.equal(site.snapshot().chargers[0]?.session?.id, running);
        const energyWh = meterStop - 100;
        assert.deepEqual(await charges(site), [
          [energyWh, true],
          [energyWh, true],
          [0, false],
        ]);
      }));

  for (const [name, aheadS] of [
    ['by a clock that is right', 0],
    ['by a clock that is two hours ahead', 7200],
  ] as const)
    it(`as the first word after a power cut, ${name}, within seconds: it is the one that was`, () =>
      lived(async (field) => {
        const told = start({ timestamp: ago(-aheadS) });
        const { transactionId } = await field.point.call('StartTransaction', told);
        const stop = { transactionId, meterStop: 900, timestamp: ago(-aheadS) };
        await field.point.call('StopTransaction', stop);
        await field.reboot(false, '');
        assert.equal((await field.point.call('StartTransaction', told))['transactionId'], transactionId);
        assert.deepEqual(await charges(field.site), [[800, true]]);
        assert.equal(field.site.snapshot().chargers[0]?.session, null);
      }));

  it('and that of another card, told within seconds after a power cut, is another', () =>
    lived(async (field) => {
      const told = start();
      const first = await field.point.call('StartTransaction', told);
      await field.reboot(false, '');
      const second = await field.point.call('StartTransaction', { ...told, idTag: 'B' });
      assert.notEqual(second['transactionId'], first['transactionId']);
      assert.deepEqual(await charges(field.site), [
        [0, true],
        [0, false],
      ]);
    }));
});
