import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

const HOURS = 3600;
const COUNT = 50;

/** A site with one charger, which brings the charges of many offline days with it. */
async function queued(run: (point: ChargePoint, site: Site) => Promise<void>): Promise<void> {
  const folder = temporaryFolder('queue');
  const port = await freePort();
  const chargers = [{ id: 'CP1', name: 'Garage', maxA: 16 }];
  const ocpp = { port, bind: '127.0.0.1' };
  const site = await openSite(
    { phases: 3, fuseA: 25, ocpp, meters: [], chargers, storage: folder.path },
    new KeptLog(),
  );
  const point = await ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`);
  await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  try {
    await run(point, site);
    assert.deepEqual(point.breaches, []);
  } finally {
    await point.close();
    await site.close();
    folder.remove();
  }
}

const charges = async (site: Site) => site.query({ what: 'charges', from: ago(30 * 24 * HOURS), to: ago(-HOURS) });

/** The messages of one charge: its start, three times meter values, its stop. Local ids, as nobody gave it others. */
function messages(
  k: number,
  registerWh: number,
  card: string,
): readonly (readonly [string, Record<string, unknown>])[] {
  const beganS = (COUNT - k) * 4 * HOURS;
  const value = (step: number) => [{ value: String(registerWh + step * 1000), context: 'Sample.Periodic' }];
  return [
    ['StartTransaction', start({ idTag: card, meterStart: registerWh, timestamp: ago(beganS) })],
    ...[1, 2, 3].map((step): readonly [string, Record<string, unknown>] => [
      'MeterValues',
      {
        connectorId: 1,
        transactionId: -k - 2,
        meterValue: [{ timestamp: ago(beganS - step * 600), sampledValue: value(step) }],
      },
    ]),
    [
      'StopTransaction',
      { transactionId: -1, idTag: card, meterStop: registerWh + 3000, timestamp: ago(beganS - 2400), reason: 'Local' },
    ],
  ];
}

describe('fifty charges that come out of an offline queue', () => {
  for (const [name, card] of [
    ['of one card', () => 'CARD'],
    ['of three cards', (k: number) => `CARD${k % 3}`],
  ] as const)
    it(`sent without waiting for an answer, ended under the id -1, ${name}: each has its record, its time and its energy`, () =>
      queued(async (point, site) => {
        const frames = Array.from({ length: COUNT }, (_, k) => messages(k, 100_000 + 5000 * k, card(k))).flat();
        for (const [at, [action, payload]] of frames.entries())
          point.raw(JSON.stringify([2, `q${at}`, action, payload]));
        const answers = (type: number) => point.frames.filter((frame) => frame.startsWith(`[${type},"q`)).length;
        await eventually('all are answered', () => answers(3) === frames.length);
        const records = await eventually('all are kept', async () => {
          const kept = await charges(site);
          return kept.length === COUNT && kept;
        });
        assert.deepEqual(new Set(records.map((record) => record['energyWh'])), new Set([3000]));
        assert.equal(new Set(records.map((record) => record['startedAt'])).size, COUNT);
        assert.ok(records.every((record) => record['endedAt'] !== null && record['startedBy'] === 'offline'));
        assert.equal(site.snapshot().chargers[0]?.session, null, 'none of them runs');
      }));

  it('sent one by one, starts and stops repeated as after a lost answer: the same fifty', () =>
    queued(async (point, site) => {
      for (let k = 0; k < COUNT; k += 1) {
        const [begun, ...rest] = messages(k, 100_000 + 5000 * k, 'CARD');
        const stop = rest.pop();
        const ids = [];
        for (let time = 0; time <= k % 3; time += 1)
          ids.push((await point.call(...(begun ?? ['', {}])))['transactionId']);
        assert.equal(new Set(ids).size, 1);
        for (const [action, payload] of rest) await point.call(action, payload);
        for (let time = 0; time <= k % 2; time += 1)
          await point.call('StopTransaction', { ...stop?.[1], transactionId: ids[0] });
      }
      const records = await charges(site);
      assert.equal(records.length, COUNT);
      assert.deepEqual(new Set(records.map((record) => record['energyWh'])), new Set([3000]));
    }));

  it('begun offline, ended online under the id -1: the records believe it to run, and it is one (libocpp #495)', () =>
    queued(async (point, site) => {
      await point.call('StartTransaction', start({ idTag: 'DEADBEEF', meterStart: 971, timestamp: ago(94) }));
      const stop = { transactionId: -1, idTag: 'DEADBEEF', meterStop: 1200, timestamp: ago(0) };
      await point.call('StopTransaction', stop);
      const [record] = await charges(site);
      assert.deepEqual([record?.['energyWh'], record?.['stopReason']], [229, 'Local']);
    }));

  it('one that runs on, begun by a clock that was five years behind until it was set: it began today', () =>
    queued(async (point, site) => {
      const behind = () => ago(5 * 366 * 24 * HOURS);
      await point.call('StatusNotification', status('Charging', behind()));
      const { transactionId } = await point.call('StartTransaction', start({ timestamp: behind() }));
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('11'), { value: '140' }));
      assert.equal(site.snapshot().chargers[0]?.session?.id, transactionId);
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      const [record] = await charges(site);
      assert.deepEqual([record?.['number'], record?.['energyWh']], [transactionId, 800]);
    }));

  it('are not held up by what a charge of now waits for: an old start is answered at once', () =>
    met(
      async (point, { house }) => {
        await point.call('StartTransaction', start({ timestamp: ago(7200) }));
        assert.equal(house.charges.length, 1);
      },
      { startAnswerDelayMs: 3_600_000 },
    ));

  it('one whose stop was lost does not take the next one’s', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start({ meterStart: 100, timestamp: ago(9000) }));
      await point.call('StartTransaction', start({ meterStart: 500, timestamp: ago(7200) }));
      const stop = { transactionId: -1, idTag: 'A', meterStop: 800, timestamp: ago(3600) };
      await point.call('StopTransaction', stop);
      assert.deepEqual(
        house.charges.map((each) => each.stop?.meterStopWh),
        [undefined, 800],
      );
    }));
});
