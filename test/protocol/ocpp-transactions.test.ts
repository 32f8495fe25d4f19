import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, OcppHouse, openHouse } from '../means/ocpp-house.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

describe('late and out of order', () => {
  it('gives a queued sample the time it was taken, so that nothing is steered on it', () =>
    met(async (point, { house }) => {
      await point.call('MeterValues', values(undefined, ago(0), amp('6')));
      await point.call('MeterValues', values(undefined, ago(600), amp('16')));
      const [fresh, late] = house.of('sample').map((each) => each.sample);
      assert.ok(fresh && late && late.takenAt < fresh.takenAt - 590_000);
    }));

  it('records a charge that began and ended offline, and never takes it for running', () =>
    met(async (point, { house }) => {
      const conf = await point.call('StartTransaction', start({ timestamp: ago(7200) }));
      const id = Number(conf['transactionId']);
      await point.call('MeterValues', values(id, ago(5000), amp('16')));
      await point.call('StopTransaction', { transactionId: id, meterStop: 5000, timestamp: ago(3600) });
      assert.equal(house.charges[0]?.start.late, true);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 5000);
      assert.equal(house.of('transaction-started').length, 0);
    }));

  it('waits for a stop at the end of an offline queue, however long the queue takes', () =>
    met(
      async (point, { house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        await point.call('StatusNotification', status('Available'));
        for (let queued = 0; queued < 8; queued += 1) {
          await point.call(
            'MeterValues',
            values(Number(transactionId), ago(3000 - queued * 60), { value: `${200 + queued}` }),
          );
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
        await point.call('StopTransaction', { transactionId, meterStop: 555, timestamp: ago(600), reason: 'Local' });
        assert.deepEqual(
          house.stops.map((each) => [each.meterStopWh, each.reason]),
          [[555, 'Local']],
        );
      },
      { silentEndMs: 3000 },
    ));

  it('adopts a charge that began offline and still runs', () =>
    met(async (point, { house }) => {
      const conf = await point.call('StartTransaction', start({ timestamp: ago(7200) }));
      const id = Number(conf['transactionId']);
      assert.equal(house.of('transaction-started').length, 0);
      await point.call('MeterValues', values(id, ago(0), amp('16')));
      assert.deepEqual(
        house.of('transaction-started').map((each) => each.transaction.transactionId),
        [id],
      );
      assert.equal(house.charges.length, 1, 'one record');
    }));
});

describe('transactions', () => {
  it('acknowledge an unknown StopTransaction, because the queue behind it would stall', () =>
    met(
      async (point) =>
        void (await point.call('StopTransaction', { transactionId: 4711, meterStop: 1, timestamp: ago(0) })),
    ));

  it('never stop what runs by the id of another', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start());
      await point.call('StopTransaction', { transactionId: 4711, meterStop: 1, timestamp: ago(0) });
      assert.equal(house.charges[0]?.stop, undefined);
    }));

  it('take a StopTransaction twice', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      for (const meterStop of [900, 900])
        await point.call('StopTransaction', { transactionId, meterStop, timestamp: ago(0) });
      assert.equal(house.charges.length, 1);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 900);
    }));

  for (const id of [-1, 0]) {
    it(`match a stop with id ${id} to the one charge it can mean`, () =>
      met(async (point, { house }) => {
        await point.call('StartTransaction', start());
        await point.call('StopTransaction', { transactionId: id, meterStop: 700, timestamp: ago(0), idTag: 'A' });
        assert.equal(house.charges[0]?.stop?.meterStopWh, 700);
      }));
  }

  it('do not match a stop with id -1 of another card', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start());
      await point.call('StopTransaction', { transactionId: -1, meterStop: 700, timestamp: ago(0), idTag: 'B' });
      assert.equal(house.charges[0]?.stop, undefined);
    }));

  it('go on under the id 0 where the charger lost ours (ocpp-rpc #82)', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        await point.call('MeterValues', values(0, ago(0), amp('6')));
        assert.equal(house.of('sample')[0]?.sample.transactionId, transactionId);
        await gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: Number(transactionId) });
        assert.deepEqual(point.calls('RemoteStopTransaction'), [{ transactionId: 0 }]);
        await point.call('StopTransaction', { transactionId: 0, meterStop: 800, timestamp: ago(0) });
        assert.equal(house.charges[0]?.stop?.meterStopWh, 800);
      },
      { handlers: { RemoteStopTransaction: () => ({ status: 'Accepted' }) } },
    ));

  it('are adopted when they are nobody’s: an unknown id in the meter values', () =>
    met(async (point, { house }) => {
      await point.call('MeterValues', values(815, ago(0), amp('6'), { value: '5000' }));
      assert.deepEqual(
        house.of('transaction-started').map((each) => [each.transaction.transactionId, each.transaction.meterStartWh]),
        [[815, 5000]],
      );
      await point.call('StopTransaction', { transactionId: 815, meterStop: 6000, timestamp: ago(0) });
      assert.equal(house.charges[0]?.stop?.meterStopWh, 6000);
    }));

  it('are not ended by one stray id in between, but by two', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('MeterValues', values(815, ago(0), amp('6')));
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('6')));
      await point.call('MeterValues', values(815, ago(0), amp('6')));
      assert.equal(house.charges[0]?.stop, undefined);
      await point.call('MeterValues', values(815, ago(0), amp('6')));
      assert.ok(house.charges[0]?.stop);
      assert.deepEqual(
        house.of('transaction-started').map((each) => each.transaction.transactionId),
        [transactionId, 815],
      );
    }));

  it('are not brought back by meter values that trail behind the stop', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('6')));
      assert.equal(house.of('transaction-started').length, 1);
      assert.equal(house.charges.length, 1);
    }));

  it('end at the last register when the connector is free without a StopTransaction', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('MeterValues', values(Number(transactionId), ago(0), { value: '850' }));
      await point.call('StatusNotification', status('Available'));
      await eventually('ended', () => house.charges[0]?.stop !== undefined);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 850);
      await point.call('StopTransaction', { transactionId, meterStop: 860, timestamp: ago(0) });
      assert.equal(house.charges.length, 1, 'the stop that comes after all is acknowledged');
    }));

  it('wait for a StopTransaction that follows the status', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('StatusNotification', status('Available'));
      await point.call('StopTransaction', {
        transactionId,
        meterStop: 900,
        timestamp: ago(0),
        reason: 'EVDisconnected',
      });
      await point.call('StartTransaction', start({ idTag: 'B' }));
      await point.call('StatusNotification', status('Available'));
      await eventually('the next one ends without a stop', () => house.charges[1]?.stop);
      assert.deepEqual(
        house.stops.map((each) => each.reason),
        ['EVDisconnected', 'Other'],
      );
    }));

  it('end when another begins on the same connector', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start({ meterStart: 100 }));
      await point.call('StartTransaction', start({ meterStart: 400, idTag: 'B' }));
      assert.equal(house.charges[0]?.stop?.meterStopWh, 100);
      assert.equal(house.charges[1]?.stop, undefined);
    }));

  it('are two when two start within one second, with ids of their own', () =>
    met(async (point, { house }) => {
      const timestamp = ago(0);
      const ids: unknown[] = [];
      for (const meterStart of [100, 100, 101])
        ids.push((await point.call('StartTransaction', start({ meterStart, timestamp })))['transactionId']);
      assert.equal(ids[0], ids[1], 'the same start told twice is one');
      assert.notEqual(ids[1], ids[2]);
      assert.equal(house.charges.length, 2);
    }));

  it('are one when the answer was lost with the hub and the start is told to the next one', async () => {
    const house = new OcppHouse();
    const told = start({ timestamp: ago(2) });
    const ids: unknown[] = [];
    for (let life = 0; life < 2; life += 1) {
      const open = await openHouse([chargerFacts('CP1')], {}, house);
      const point = await ChargePoint.connect(open.url('CP1'));
      ids.push((await point.call('StartTransaction', told))['transactionId']);
      await point.close();
      await open.close();
    }
    assert.equal(ids[0], ids[1]);
    assert.equal(house.charges.length, 1, 'one record');
  });

  it('are told to stop when the card is refused and the charger goes on', () =>
    met(
      async (point, { house }) => {
        house.cards.set('BAD', 'Blocked');
        const conf = await point.call('StartTransaction', start({ idTag: 'BAD' }));
        assert.deepEqual(conf['idTagInfo'], { status: 'Blocked' });
        await eventually('told to stop', () => point.calls('RemoteStopTransaction').length === 1);
      },
      { handlers: { RemoteStopTransaction: () => ({ status: 'Accepted' }) } },
    ));

  it('keep their order: start, values and stop sent without waiting for answers', () =>
    met(async (point, { house }) => {
      point.raw(JSON.stringify([2, 'a', 'StartTransaction', start()]));
      point.raw(JSON.stringify([2, 'b', 'MeterValues', values(1, ago(0), { value: '300' })]));
      const answer = await point.rawCall(
        JSON.stringify([2, 'c', 'StopTransaction', { transactionId: 1, meterStop: 400, timestamp: ago(0) }]),
        '"c"',
      );
      assert.equal(answer[0], 3);
      assert.equal(house.charges.length, 1);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 400);
    }));

  it('ask for a start once more when the disk fails, and never refuse a stop', () =>
    met(async (point, { house }) => {
      house.broken = true;
      await assert.rejects(point.call('StartTransaction', start()), /InternalError/);
      await point.call('StopTransaction', { transactionId: 5, meterStop: 1, timestamp: ago(0) });
      house.broken = false;
      assert.equal((await point.call('StartTransaction', start()))['transactionId'], 1);
    }));

  it('found by a hub that comes back stay at the connector that is steered, also what goes on in a record of its own', async () => {
    const house = new OcppHouse();
    const second = { connectorId: 2 };
    let id = 0;
    const drawn = (point: ChargePoint) => point.call('MeterValues', { ...values(id, ago(0), amp('9')), ...second });
    for (const life of [1, 2]) {
      const open = await openHouse([chargerFacts('CP1', second)], {}, house);
      const point = await ChargePoint.connect(open.url('CP1'));
      if (life === 1) id = Number((await point.call('StartTransaction', start(second)))['transactionId']);
      await drawn(point);
      if (life === 2) {
        await point.call('StatusNotification', { ...status('Available'), ...second });
        await eventually('ended', () => house.charges[0]?.stop);
        await eventually('it goes on', async () => {
          await drawn(point);
          return house.charges.length === 2;
        });
      }
      await point.close();
      await open.close();
    }
    assert.deepEqual(
      house.charges.map((charge) => charge.start.connectorId),
      [2, 2],
    );
  });
});
