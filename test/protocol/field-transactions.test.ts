import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, OcppHouse, openHouse } from '../means/ocpp-house.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

const accept = () => ({ status: 'Accepted' });
const told = (action: string, payload: Readonly<Record<string, unknown>>, id: string): string =>
  JSON.stringify([2, id, action, payload]);

describe('transactions of the field', () => {
  it('a Wallbox in free charging ends one that nobody began: acknowledged, and what comes behind is heard (connectorio-addons #199)', () =>
    met(async (point, { house }) => {
      const stop = { transactionId: 20, idTag: '', meterStop: 4711, timestamp: ago(0), reason: 'EVDisconnected' };
      assert.deepEqual(await point.rawCall(told('StopTransaction', stop, '532646386'), '"532646386"'), [
        3,
        '532646386',
        { idTagInfo: { status: 'Accepted' } },
      ]);
      const begun = await point.call('StartTransaction', start());
      assert.equal(house.charges.at(-1)?.transactionId, begun['transactionId']);
      assert.equal(house.charges.at(-1)?.stop, undefined, 'the next one begins untouched');
    }));

  it('a queue that repeats its head until it is answered without an error moves on, though the stop could not be kept (OpenEVSE #756)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      house.broken = true;
      const stop = { transactionId, meterStop: 900, timestamp: ago(0), reason: 'EVDisconnected' };
      let tries = 0;
      for (let answer: readonly unknown[] = [4]; answer[0] !== 3 && tries < 5; tries += 1)
        answer = await point.rawCall(told('StopTransaction', stop, `q${tries}`), `"q${tries}"`);
      assert.equal(tries, 1);
      house.broken = false;
      assert.notEqual((await point.call('StartTransaction', start({ idTag: 'B' })))['transactionId'], transactionId);
    }));

  it('begun offline, ended online under the id -1: the one that was queued is meant (libocpp #495)', () =>
    met(async (point, { house }) => {
      const begun = start({ idTag: 'DEADBEEF', meterStart: 971, timestamp: ago(94) });
      const { transactionId } = await point.call('StartTransaction', begun);
      const stop = { transactionId: -1, idTag: 'DEADBEEF', meterStop: 1200, timestamp: ago(0), reason: 'Local' };
      await point.call('StopTransaction', stop);
      assert.deepEqual(
        house.stops.map((each) => [each.transactionId, each.meterStopWh]),
        [[transactionId, 1200]],
      );
    }));

  it('a stop sent again after a restart, because its answer was lost, changes nothing (libocpp #907)', async () => {
    const house = new OcppHouse();
    const stop = { meterStop: 900, timestamp: ago(1), reason: 'PowerLoss' };
    let transactionId: unknown;
    for (const life of [1, 2]) {
      const open = await openHouse([chargerFacts('CP1')], {}, house);
      const point = await ChargePoint.connect(open.url('CP1'));
      if (life === 1) ({ transactionId } = await point.call('StartTransaction', start()));
      const answer = await point.rawCall(told('StopTransaction', { transactionId, ...stop }, 'same'), '"same"');
      assert.deepEqual(answer, [3, 'same', { idTagInfo: { status: 'Accepted' } }]);
      await point.close();
      await open.close();
    }
    assert.deepEqual([house.charges.length, house.charges[0]?.stop?.meterStopWh], [1, 900]);
  });

  it('tells with its stop what the register was at its start (StopTxnSampledData)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start({ meterStart: 0 }));
      const register = (context: string, value: string) => ({
        timestamp: ago(0),
        sampledValue: [{ value, context, unit: 'kWh', measurand: 'Energy.Active.Import.Register' }],
      });
      const transactionData = [register('Transaction.Begin', '2145'), register('Transaction.End', '2148')];
      const stop = { transactionId, meterStop: 2_148_000, timestamp: ago(0), transactionData };
      await point.call('StopTransaction', stop);
      assert.deepEqual([house.stops[0]?.registerAtStartWh, house.stops[0]?.meterStopWh], [2_145_000, 2_148_000]);
    }));

  it('a random id stops nothing, and its own id then does (dallmann-consulting/OCPP.Core #34)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      const stop = (id: unknown, meterStop: number) =>
        point.call('StopTransaction', { transactionId: id, meterStop, timestamp: ago(0) });
      await stop(Number(transactionId) + 1000, 700);
      assert.equal(house.of('transaction-ended').filter((each) => each.transactionId === transactionId).length, 0);
      await stop(transactionId, 800);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 800);
    }));

  for (const id of [-1, 0])
    it(`a Hager that ends under the id ${id} what it began under ours has its end (OCPP.Core #55)`, () =>
      met(async (point, { house }) => {
        const { transactionId } = await point.call('StartTransaction', start({ idTag: 'XXXXXXX1' }));
        await point.call('StopTransaction', {
          transactionId: id,
          meterStop: 900,
          timestamp: ago(0),
          reason: 'EVDisconnected',
        });
        assert.equal(house.stops[0]?.transactionId, transactionId);
      }));

  it('one that runs when the hub is updated keeps its record, its id and its end (Wallbox Pulsar Plus, lbbrhzn/ocpp #1728)', async () => {
    const house = new OcppHouse();
    const first = await openHouse([chargerFacts('CP1')], {}, house);
    const before = await ChargePoint.connect(first.url('CP1'));
    const { transactionId } = await before.call('StartTransaction', start());
    await first.close();
    const second = await openHouse([chargerFacts('CP1')], {}, house);
    const point = await ChargePoint.connect(second.url('CP1'), { handlers: { RemoteStopTransaction: accept } });
    for (let sample = 0; sample < 3; sample += 1)
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('12')));
    assert.equal(house.charges.length, 1);
    assert.equal(house.of('sample').at(-1)?.sample.transactionId, transactionId);
    await second.gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: Number(transactionId) });
    assert.deepEqual(point.calls('RemoteStopTransaction'), [{ transactionId }]);
    await point.call('StopTransaction', { transactionId, meterStop: 5000, timestamp: ago(0), reason: 'Remote' });
    assert.equal(house.charges[0]?.stop?.meterStopWh, 5000);
    await point.close();
    await second.close();
  });

  it('goes on under the id of the one before: counted to what runs, and stopped by the name the charger knows (Simpson & Partners, lbbrhzn/ocpp #1749)', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId: old } = await point.call('StartTransaction', start());
        const { transactionId: expected } = await point.call(
          'StartTransaction',
          start({ idTag: 'B', meterStart: 200 }),
        );
        for (let sample = 0; sample < 4; sample += 1)
          await point.call('MeterValues', values(Number(old), ago(0), amp('30')));
        assert.equal(house.of('sample').at(-1)?.sample.transactionId, expected);
        await gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: Number(expected) });
        assert.deepEqual(point.calls('RemoteStopTransaction'), [{ transactionId: old }]);
        await point.call('StopTransaction', { transactionId: old, meterStop: 5000, timestamp: ago(0) });
        assert.deepEqual(
          house.charges.map((each) => each.stop?.meterStopWh),
          [100, 5000],
        );
      },
      { handlers: { RemoteStopTransaction: accept } },
    ));

  it('meter values that trail behind a stop are not taken for that: two that draw, then the new id', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId: old } = await point.call('StartTransaction', start());
        await point.call('StopTransaction', { transactionId: old, meterStop: 150, timestamp: ago(0) });
        const { transactionId: next } = await point.call('StartTransaction', start({ idTag: 'B', meterStart: 200 }));
        for (const id of [old, old, next, old, old])
          await point.call('MeterValues', values(Number(id), ago(0), amp('9')));
        await gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: Number(next) });
        assert.deepEqual(point.calls('RemoteStopTransaction'), [{ transactionId: next }]);
        assert.equal(house.charges.length, 2);
      },
      { handlers: { RemoteStopTransaction: accept } },
    ));

  for (const word of ['Charging', 'Preparing'])
    it(`free in word alone, in the middle of one, then ${word}: it goes on, and the house hears so (libocpp #809)`, () =>
      met(async (point, { house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        for (const each of ['Charging', 'Available', word]) await point.call('StatusNotification', status(each));
        await eventually('the house hears so', async () => {
          if (word === 'Preparing') await point.call('MeterValues', values(Number(transactionId), ago(0), amp('9')));
          return house.of('transaction-started').length === 2;
        });
        assert.equal(house.of('transaction-started')[1]?.transaction.transactionId, transactionId);
        assert.equal(house.charges[0]?.stop, undefined);
      }));

  it('told Preparing in the middle of one, by a charger that says no other word, and drawing: it goes on (shiv3/ocpp-cp-simulator #35)', () =>
    met(
      async (point, { house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        const drawn = () => point.call('MeterValues', values(Number(transactionId), ago(0), amp('9')));
        for (let k = 0; k < 3; k += 1) await drawn();
        await point.call('StatusNotification', status('Preparing'));
        // Clear of the moment of the word, by whole milliseconds of timestamps.
        await new Promise((resolve) => setTimeout(resolve, 100));
        for (let k = 0; k < 3; k += 1) await drawn();
        await new Promise((resolve) => setTimeout(resolve, 4000));
        assert.equal(house.charges[0]?.stop, undefined);
        // What trails behind a status is no sign of it.
        await point.call('StatusNotification', status('Preparing'));
        await drawn();
        await eventually('over', () => house.charges[0]?.stop);
      },
      { silentEndMs: 2000 },
    ));

  it('free in word alone until its record has ended: what goes on has one of its own, and ends by the id the charger knows', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('9'), { value: '400' }));
      await point.call('StatusNotification', status('Available'));
      await eventually('ended', () => house.charges[0]?.stop !== undefined);
      await eventually('it goes on', async () => {
        await point.call('MeterValues', values(Number(transactionId), ago(0), amp('9'), { value: '430' }));
        return house.charges.length === 2;
      });
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      assert.deepEqual(
        house.charges.map(({ start: begun, stop }) => [begun.meterStartWh, stop?.meterStopWh]),
        [
          [100, 400],
          [430, 900],
        ],
      );
    }));

  it('its id turns into the largest there is: values and stop are those of what runs (Alfen, steve #740)', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start());
      const gone = (action: string, rest: string): Promise<unknown> =>
        point.rawCall(`[2,"72","${action}",{"transactionId":9223372036854775807,${rest}}]`, '"72"');
      const value = `{"timestamp":"${ago(0)}","sampledValue":[{"value":"0.505","unit":"kWh"}]}`;
      for (let sample = 0; sample < 3; sample += 1)
        await gone('MeterValues', `"connectorId":1,"meterValue":[${value}]`);
      await gone('StopTransaction', `"meterStop":900,"timestamp":"${ago(0)}"`);
      assert.deepEqual([house.charges.length, house.charges[0]?.stop?.meterStopWh], [1, 900]);
    }));

  for (const [goesOn, reason] of [
    [false, 'Reboot'],
    [true, 'Other'],
  ] as const)
    it(`booted in the middle of one and ready for the next without a stop: ${goesOn ? 'it had gone on, and is over' : 'its power failed, so that it goes on'} (Grizzl-E, evcc #33909)`, () =>
      met(
        async (point, { house }) => {
          const { transactionId } = await point.call('StartTransaction', start());
          await point.call('BootNotification', { chargePointVendor: 'United Chargers', chargePointModel: 'Grizzl-E' });
          if (goesOn) await point.call('MeterValues', values(Number(transactionId), ago(0), amp('12')));
          await point.call('StatusNotification', status('Preparing'));
          const stop = await eventually('ended', () => house.charges[0]?.stop);
          assert.deepEqual([stop.transactionId, stop.reason], [transactionId, reason]);
        },
        { silentEndMs: 30 },
      ));

  for (const [thread, id] of [
    ['evcc #10044', 1_698_000_000],
    ['evcc #10109', 7],
  ] as const)
    it(`an id from another server is adopted as it is, steered and stopped by it (${thread})`, () =>
      met(
        async (point, { gateway, house }) => {
          await point.call('StatusNotification', {
            connectorId: 1,
            errorCode: 'NoError',
            status: 'Charging',
            timestamp: ago(0),
          });
          await point.call('MeterValues', values(id, ago(0), amp('16'), { value: '5000' }));
          assert.deepEqual(
            house
              .of('transaction-started')
              .map(({ transaction }) => [transaction.transactionId, transaction.meterStartWh]),
            [[id, 5000]],
          );
          const limit = { kind: 'set-limit', chargerId: 'CP1', limitA: 8 as never, durationS: 60 as never } as const;
          await gateway.send({ ...limit, transactionId: id });
          const profile = point.calls('SetChargingProfile')[0]?.['csChargingProfiles'] as Record<string, unknown>;
          assert.equal(profile['transactionId'], id);
          await gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: id });
          assert.deepEqual(point.calls('RemoteStopTransaction'), [{ transactionId: id }]);
        },
        { handlers: { RemoteStopTransaction: accept, SetChargingProfile: accept } },
      ));

  it('an idTag beyond what a charger takes is a TypeConstraintViolation: the hub’s own is short, plain and the same at each start (Simpson & Partners, lbbrhzn/ocpp #1911)', () =>
    met(
      async (point, { gateway }) => {
        for (let count = 0; count < 2; count += 1) {
          const sent = await gateway.send({ kind: 'start-transaction', chargerId: 'CP1', idTag: 'SURPLUG' });
          assert.deepEqual(sent, { result: 'accepted' });
        }
        const tags = point.calls('RemoteStartTransaction').map((each) => String(each['idTag']));
        assert.deepEqual(new Set(tags).size, 1);
      },
      {
        handlers: {
          RemoteStartTransaction: ({ idTag }) =>
            /^[A-Z0-9]{1,15}$/.test(String(idTag))
              ? { status: 'Accepted' }
              : ['TypeConstraintViolation', 'idTag has a wrong type'],
        },
      },
    ));
});
