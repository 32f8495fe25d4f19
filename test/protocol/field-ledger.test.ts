import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wallMs, wattHours } from '../../core/model/units.js';
import { openRecordStore } from '../../core/records/open-record-store.js';
import { Ledger } from '../../core/site/ledger.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { temporaryFolder } from '../means/open-hub.js';

describe('a charger with two connectors, one of them steered', () => {
  it('has two records, and only the steered one is the charge that runs', async () => {
    const folder = temporaryFolder('two-connectors');
    const store = await openRecordStore(folder.path, { log: new KeptLog(), clock: new FakeClock() });
    try {
      const ledger = new Ledger(
        {
          store,
          mode: () => 'FAST',
          prices: () => [],
          card: () => undefined,
          serialNumber: () => undefined,
          log: new KeptLog(),
        },
        [],
      );
      const start = (connectorId: number, meterStartWh: number) => ({
        chargerId: 'CP1',
        connectorId,
        idTag: 'CARD',
        meterStartWh: wattHours(meterStartWh),
        startedAt: wallMs(Date.parse('2026-06-21T10:00:00Z')),
        late: false,
      });
      const own = await ledger.begin(start(1, 1000), 'plug-in');
      const other = await ledger.begin(start(2, 5000), 'card', false);
      assert.equal(ledger.running('CP1', 1)?.transactionId, own.number);
      assert.equal(ledger.progress('CP1', other.number), undefined);
      const stop = (transactionId: number, meterStopWh: number) => ({
        chargerId: 'CP1',
        transactionId,
        meterStopWh: wattHours(meterStopWh),
        stoppedAt: wallMs(Date.parse('2026-06-21T11:00:00Z')),
        reason: 'EVDisconnected',
        late: false,
      });
      await ledger.end(stop(other.number, 6000));
      assert.equal(ledger.running('CP1', 1)?.transactionId, own.number);
      await ledger.end(stop(own.number, 1200));
      const rows = await store.query({ what: 'charges' });
      assert.deepEqual(rows.map((row) => [row['connectorId'] ?? 1, row['energyWh']]).sort(), [
        [1, 200],
        [2, 1000],
      ]);
    } finally {
      await store.close();
      folder.remove();
    }
  });
});
