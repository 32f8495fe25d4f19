import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inEnglish } from '../../core/model/error-texts.js';
import { monoMs, type WattHours, wallMs, wattHours, watts } from '../../core/model/units.js';
import { openRecordStore } from '../../core/records/open-record-store.js';
import { Ledger } from '../../core/site/ledger.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { temporaryFolder } from '../means/open-hub.js';

describe('a charger with two connectors, one of them steered', () => {
  it('has two records, and only the steered one is the charge that runs', async () => {
    const folder = temporaryFolder('two-connectors');
    const store = await openRecordStore(folder.path, { log: new KeptLog(), say: inEnglish, clock: new FakeClock() });
    try {
      const ledger = new Ledger(
        {
          store,
          mode: () => 'FAST',
          prices: () => [],
          card: () => undefined,
          serialNumber: () => undefined,
          log: new KeptLog(),
          say: inEnglish,
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

const HOUR_MS = 3_600_000;

/** A ledger, and a charger of the field that was away for hours: what it tells comes out of its offline queue. */
async function away(run: (queue: Queue) => Promise<void>): Promise<readonly [number[], number]> {
  const folder = temporaryFolder('queue');
  const clock = new FakeClock();
  const store = await openRecordStore(folder.path, { log: new KeptLog(), say: inEnglish, clock });
  try {
    const house = { mode: () => 'FAST' as const, prices: () => [], card: () => '', serialNumber: () => '' };
    const ledger = new Ledger({ store, log: new KeptLog(), say: inEnglish, ...house }, []);
    const queue = new Queue(ledger, clock);
    await queue.pass(0);
    await run(queue);
    ledger.flush();
    const records = await store.query({ what: 'charges' });
    const span = { from: '2026-06-20', to: '2026-06-23' };
    const [year] = await store.query({ what: 'statistics', by: 'year', ...span });
    return [records.map((row) => Number(row['energyWh'])).sort((a, b) => a - b), Number(year?.['energyWh'])];
  } finally {
    await store.close();
    folder.remove();
  }
}

class Queue {
  constructor(
    readonly ledger: Ledger,
    readonly clock: FakeClock,
  ) {}

  async pass(hours: number): Promise<void> {
    await this.clock.advance(hours * HOUR_MS);
    const { monoMs: at, wallMs: atWall } = this.clock.now();
    this.ledger.observe({ kind: 'tick', at, atWall });
  }

  /** What the charger took for its register so many hours ago. */
  told(hoursAgo: number, registerWh: number): void {
    const { monoMs: at, wallMs: atWall } = this.clock.now();
    const [takenAt, takenAtWall] = [monoMs(at - hoursAgo * HOUR_MS), wallMs(atWall - hoursAgo * HOUR_MS)];
    const sample = { takenAt, takenAtWall, energyWh: wattHours(registerWh), powerW: watts(11_000) };
    this.ledger.observe({ kind: 'sample', chargerId: 'CP1', sample, at, atWall });
  }

  async begins(hoursAgo: number, meterStartWh: number, more: { adopted?: { transactionId: number } } = {}) {
    const startedAt = wallMs(this.clock.now().wallMs - hoursAgo * HOUR_MS);
    const told = { chargerId: 'CP1', connectorId: 1, idTag: 'A', meterStartWh: wattHours(meterStartWh), startedAt };
    const late = hoursAgo > 0 && !more.adopted;
    return (await this.ledger.begin({ ...told, late, ...more }, 'offline')).number;
  }

  async ends(transactionId: number, hoursAgo: number, meterStopWh: number, registerAtStartWh?: WattHours) {
    const stoppedAt = wallMs(this.clock.now().wallMs - hoursAgo * HOUR_MS);
    const told = { chargerId: 'CP1', transactionId, meterStopWh: wattHours(meterStopWh), stoppedAt };
    const begun = registerAtStartWh === undefined ? {} : { registerAtStartWh };
    await this.ledger.end({ ...told, ...begun, reason: 'Local', late: hoursAgo > 0 });
  }
}

describe('a charge that comes out of an offline queue', () => {
  const rows: readonly (readonly [string, (queue: Queue) => Promise<void>, readonly number[]])[] = [
    [
      'with its meter values: counted once, in the statistics too',
      async (queue) => {
        queue.told(0, 1000);
        await queue.pass(6);
        const number = await queue.begins(4, 1000);
        for (const k of [1, 2, 3, 4, 5]) queue.told(4 - k / 2, 1000 + 1000 * k);
        await queue.ends(number, 1, 6000);
        queue.told(0, 6000);
      },
      [5000],
    ],
    [
      'without any: what the charger tells next is of the next',
      async (queue) => {
        queue.told(0, 1000);
        await queue.pass(6);
        await queue.ends(await queue.begins(4, 1000), 1, 6000);
        queue.told(0, 6000);
      },
      [5000],
    ],
    [
      'and that still runs: its queued meter values are not counted beside it',
      async (queue) => {
        queue.told(0, 1000);
        await queue.pass(6);
        const transactionId = await queue.begins(4, 1000);
        for (const k of [1, 2, 3]) queue.told(4 - k, 1000 + 1000 * k);
        await queue.begins(4, 1000, { adopted: { transactionId } });
        queue.told(0, 5000);
        await queue.ends(transactionId, 0, 6000);
      },
      [5000],
    ],
    [
      'behind one that runs: its meter values are none of that',
      async (queue) => {
        const running = await queue.begins(0, 6000);
        const number = await queue.begins(4, 1000);
        for (const k of [1, 2, 3, 4, 5]) queue.told(4 - k / 2, 1000 + 1000 * k);
        await queue.ends(number, 1, 6000);
        await queue.ends(running, 0, 6500);
      },
      [500, 5000],
    ],
    [
      'begun at 0, with a register that counts its life: from the first meter values on',
      async (queue) => {
        const number = await queue.begins(4, 0);
        for (const k of [0, 1, 2]) queue.told(4 - k, 2_145_000 + 1000 * k);
        await queue.ends(number, 1, 2_148_000);
      },
      [3000],
    ],
    [
      'begun at 0, with a register that counts its life: from what its stop tells of its start',
      async (queue) => queue.ends(await queue.begins(4, 0), 1, 2_148_000, wattHours(2_145_000)),
      [3000],
    ],
    [
      'told in kWh, at a charger that tells its register in Wh: all of it, and once',
      async (queue) => {
        queue.told(0, 5_123_000);
        await queue.pass(6);
        await queue.ends(await queue.begins(4, 5123), 1, 5133);
        queue.told(0, 5_133_000);
      },
      [10_000],
    ],
    [
      'begun at 0, with a register that counts its life, and that still runs: all of it',
      async (queue) => {
        const transactionId = await queue.begins(4, 0);
        for (const k of [0, 1, 2]) queue.told(4 - k, 2_145_000 + 1000 * k);
        await queue.begins(4, 0, { adopted: { transactionId } });
        queue.told(0, 2_149_000);
        await queue.ends(transactionId, 0, 2_150_000);
      },
      [5000],
    ],
  ];
  for (const [name, run, energies] of rows)
    it(name, async () => {
      const total = energies.reduce((sum, energyWh) => sum + energyWh, 0);
      assert.deepEqual(await away(run), [energies, total]);
    });
});
