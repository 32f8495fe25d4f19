import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite } from '../../core/index.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { ago, amp, start, values } from '../means/ocpp-met.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

/** A charge from 5000 to 5050 Wh, in the middle of which its charger is given another id. */
const ROWS = [
  {
    name: 'and tells meter values: its record under the former ends where that of the latter begins',
    serial: 'SN1',
    tells: [5020, 5030],
    energies: { CP1: 20, CP2: 30 },
    over: true,
  },
  {
    name: 'and tells nothing but its stop: its record ends with it',
    serial: 'SN1',
    tells: [],
    energies: { CP1: 50 },
    over: true,
  },
  {
    name: 'that is another charger, which happens to name that number: nothing of the one is taken',
    serial: 'SN2',
    tells: [5020, 5030],
    energies: { CP1: 10, CP2: 30 },
    over: false,
  },
] as const;

describe('a charger whose id is changed in the middle of a charge', () => {
  for (const { name, serial, tells, energies, over } of ROWS)
    it(name, async () => {
      const folder = temporaryFolder('renamed');
      const [log, port] = [new KeptLog(), await freePort()];
      const chargers = ['CP1', 'CP2'].map((id) => ({ id, name: id, maxA: 16 }));
      const ocpp = { port, bind: '127.0.0.1' };
      const site = await openSite({ phases: 3, fuseA: 63, ocpp, meters: [], chargers, storage: folder.path }, log);
      const connect = async (id: string, chargePointSerialNumber: string) => {
        const point = await ChargePoint.connect(`ws://127.0.0.1:${port}/${id}`);
        const boot = { chargePointVendor: 'V', chargePointModel: 'M', chargePointSerialNumber };
        await point.call('BootNotification', boot);
        const known = () => site.snapshot().chargers.find((charger) => charger.id === id)?.identity;
        await eventually('its serial number is known', () => known()?.serialNumber);
        return point;
      };
      const points = [await connect('CP1', 'SN1')];
      try {
        const { transactionId } = (await points[0]?.call('StartTransaction', start({ meterStart: 5000 }))) ?? {};
        const register = (wh: number) => values(Number(transactionId), ago(0), amp('10'), { value: `${wh}` });
        await points[0]?.call('MeterValues', register(5010));
        await points[0]?.close();
        const renamed = await connect('CP2', serial);
        points.push(renamed);
        for (const wh of tells) await renamed.call('MeterValues', register(wh));
        await renamed.call('StopTransaction', { transactionId, meterStop: 5050, timestamp: ago(0) });
        const records = await site.query({ what: 'charges' });
        const told = Object.fromEntries(records.map((record) => [record['chargerId'], record['energyWh']]));
        assert.deepEqual(told, energies);
        assert.equal(records.find((record) => record['chargerId'] === 'CP1')?.['endedAt'] !== null, over);
        assert.deepEqual(
          site.snapshot().chargers.map(({ session }) => session !== null),
          [!over, false],
        );
        assert.equal(/CP2 is the charger that used to be called CP1/.test(log.lines.join('\n')), over);
      } finally {
        for (const point of points) await point.close();
        await site.close();
        folder.remove();
      }
    });
});
