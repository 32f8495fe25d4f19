import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargePoint } from '../means/charge-point.js';
import type { OpenHouse } from '../means/ocpp-house.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

const accept = () => ({ status: 'Accepted' });
const reject = () => ({ status: 'Rejected' });
const BOOT = { chargePointVendor: 'V', chargePointModel: 'M' };
const accepted = { status: 'Accepted' };

/** Boots, tells every connector's status, and is ready. */
async function boot(point: ChargePoint): Promise<void> {
  assert.equal((await point.call('BootNotification', BOOT))['status'], 'Accepted');
  await point.call('StatusNotification', { connectorId: 0, errorCode: 'NoError', status: 'Available' });
  await point.call('StatusNotification', status('Available'));
}

/** A charge with a card, from its start to its stop; returns what the house kept. */
async function charge(point: ChargePoint, { house }: OpenHouse, reason?: string, more: Record<string, unknown> = {}) {
  const { transactionId, idTagInfo } = await point.call('StartTransaction', start(more));
  assert.deepEqual(idTagInfo, accepted);
  await point.call('StatusNotification', status('Charging'));
  await point.call('MeterValues', values(Number(transactionId), ago(0), { value: '500' }, amp('6')));
  await point.call('StatusNotification', status('Finishing'));
  await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0), ...(reason && { reason }) });
  await point.call('StatusNotification', status('Available'));
  return house.charges.find((each) => each.transactionId === transactionId);
}

describe('OCA test cases for central systems: charging', () => {
  it('001 Cold Boot Charging Station', () =>
    met(async (point, { house }) => {
      const conf = await point.call('BootNotification', BOOT);
      assert.deepEqual([conf['status'], conf['interval']], ['Accepted', 60]);
      assert.ok(Math.abs(Date.parse(String(conf['currentTime'])) - Date.now()) < 10_000);
      await boot(point);
      assert.deepEqual(
        house.of('status').map((each) => each.connectorId),
        [0, 1],
      );
      await point.call('Heartbeat', {});
    }));

  it('003 Regular Charging Session - Plugin First', () =>
    met(async (point, open) => {
      await boot(point);
      await point.call('StatusNotification', status('Preparing'));
      assert.deepEqual((await point.call('Authorize', { idTag: 'A' }))['idTagInfo'], accepted);
      const kept = await charge(point, open, 'EVDisconnected');
      assert.deepEqual(
        [kept?.start.meterStartWh, kept?.stop?.meterStopWh, kept?.stop?.reason],
        [100, 900, 'EVDisconnected'],
      );
    }));

  it('004_1 Regular Charging Session - Identification First', () =>
    met(async (point, open) => {
      await boot(point);
      assert.deepEqual((await point.call('Authorize', { idTag: 'A' }))['idTagInfo'], accepted);
      await point.call('StatusNotification', status('Preparing'));
      assert.ok((await charge(point, open))?.stop);
    }));

  it('004_2 Regular Charging Session - Identification First - ConnectionTimeOut', () =>
    met(
      async (point, { house, gateway }) => {
        await boot(point);
        assert.deepEqual(
          await gateway.call('CP1', 'ChangeConfiguration', { key: 'ConnectionTimeOut', value: '10' }),
          accepted,
        );
        await point.call('Authorize', { idTag: 'A' });
        await point.call('StatusNotification', status('Preparing'));
        await point.call('StatusNotification', status('Available'));
        assert.equal(house.charges.length, 0);
      },
      { handlers: { ChangeConfiguration: accept } },
    ));

  it('005_1 EV Side Disconnected - StopTransactionOnEVSideDisconnect', () =>
    met(
      async (point, open) => {
        for (const [key, value] of [
          ['MinimumStatusDuration', '0'],
          ['StopTransactionOnEVSideDisconnect', 'true'],
        ]) {
          assert.deepEqual(await open.gateway.call('CP1', 'ChangeConfiguration', { key, value }), accepted);
        }
        const { transactionId } = await point.call('StartTransaction', start());
        await point.call('StatusNotification', status('SuspendedEV'));
        await point.call('StopTransaction', {
          transactionId,
          meterStop: 200,
          timestamp: ago(0),
          reason: 'EVDisconnected',
        });
        assert.equal(open.house.charges[0]?.stop?.reason, 'EVDisconnected');
      },
      { handlers: { ChangeConfiguration: accept } },
    ));

  it('007 Regular Start Charging Session - Cached Id', () =>
    met(async (point, open) => {
      await boot(point);
      await point.call('StatusNotification', status('Preparing'));
      assert.ok((await charge(point, open))?.stop, 'a start without Authorize before it');
    }));

  it('010 Remote Start Charging Session - Cable Plugged in First', () =>
    met(
      async (point, open) => {
        await boot(point);
        await point.call('StatusNotification', status('Preparing'));
        assert.deepEqual(await open.gateway.send({ kind: 'start-transaction', chargerId: 'CP1', idTag: 'A' }), {
          result: 'accepted',
        });
        assert.deepEqual(point.calls('RemoteStartTransaction'), [{ connectorId: 1, idTag: 'A' }]);
        await point.call('Authorize', { idTag: 'A' });
        assert.ok((await charge(point, open))?.stop);
      },
      { handlers: { RemoteStartTransaction: accept } },
    ));

  it('011_1 Remote Start Charging Session - Remote Start First', () =>
    met(
      async (point, open) => {
        await boot(point);
        assert.deepEqual(await open.gateway.send({ kind: 'start-transaction', chargerId: 'CP1', idTag: 'A' }), {
          result: 'accepted',
        });
        await point.call('StatusNotification', status('Preparing'));
        assert.ok((await charge(point, open))?.stop);
      },
      { handlers: { RemoteStartTransaction: accept } },
    ));

  it('011_2 Remote Start Charging Session - Time Out', () =>
    met(
      async (point, { house, gateway }) => {
        assert.deepEqual(await gateway.send({ kind: 'start-transaction', chargerId: 'CP1', idTag: 'A' }), {
          result: 'accepted',
        });
        await point.call('StatusNotification', status('Preparing'));
        await point.call('StatusNotification', status('Available'));
        assert.equal(house.charges.length, 0);
      },
      { handlers: { RemoteStartTransaction: accept } },
    ));

  it('012 Remote Stop Charging Session', () =>
    met(
      async (point, { house, gateway }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        const stop = { kind: 'stop-transaction', chargerId: 'CP1', transactionId: Number(transactionId) } as const;
        assert.deepEqual(await gateway.send(stop), { result: 'accepted' });
        await point.call('StopTransaction', { transactionId, meterStop: 300, timestamp: ago(0), reason: 'Remote' });
        assert.equal(house.charges[0]?.stop?.reason, 'Remote');
      },
      { handlers: { RemoteStopTransaction: accept } },
    ));

  for (const [title, type, reason] of [
    ['013 Hard Reset', 'Hard', 'HardReset'],
    ['014 Soft Reset', 'Soft', 'SoftReset'],
  ] as const) {
    it(title, () =>
      met(
        async (point, { house, gateway }) => {
          const { transactionId } = await point.call('StartTransaction', start());
          assert.deepEqual(await gateway.call('CP1', 'Reset', { type }), accepted);
          await point.call('StopTransaction', { transactionId, meterStop: 300, timestamp: ago(0), reason });
          await boot(point);
          assert.equal(house.charges[0]?.stop?.reason, reason);
        },
        { handlers: { Reset: accept } },
      ),
    );
  }

  for (const [idStatus, title] of [
    ['Invalid', '023_1 Start Charging Session - Authorize Invalid'],
    ['Expired', '023_2 Start Charging Session - Authorize Expired'],
    ['Blocked', '023_3 Start Charging Session - Authorize Blocked'],
  ] as const) {
    it(title, () =>
      met(async (point, { house }) => {
        house.cards.set('BAD', idStatus);
        assert.deepEqual((await point.call('Authorize', { idTag: 'BAD' }))['idTagInfo'], { status: idStatus });
        assert.deepEqual(
          house.of('card').map((each) => [each.idTag, each.accepted]),
          [['BAD', false]],
        );
        assert.equal(house.charges.length, 0);
      }),
    );
  }

  it('024 Start Charging Session Lock Failure', () =>
    met(async (point, { house }) => {
      await point.call('Authorize', { idTag: 'A' });
      await point.call('StatusNotification', { ...status('Faulted'), errorCode: 'ConnectorLockFailure' });
      assert.equal(house.of('status').at(-1)?.fault?.errorCode, 'ConnectorLockFailure');
      assert.equal(house.charges.length, 0);
    }));

  it('026 Remote Start Charging Session - Rejected', () =>
    met(
      async (_point, { gateway }) => {
        const sent = await gateway.send({ kind: 'start-transaction', chargerId: 'CP1', idTag: 'A' });
        assert.deepEqual(sent, { result: 'refused', detail: 'Rejected' });
      },
      { handlers: { RemoteStartTransaction: reject } },
    ));

  it('028 Remote Stop Transaction - Rejected', () =>
    met(
      async (_point, { gateway }) => {
        const sent = await gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: 4711 });
        assert.deepEqual(sent, { result: 'refused', detail: 'Rejected' });
      },
      { handlers: { RemoteStopTransaction: reject } },
    ));

  it('032_1 Power Failure Boot - Stop Transactions', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await boot(point);
      await point.call('StopTransaction', { transactionId, meterStop: 300, timestamp: ago(2), reason: 'PowerLoss' });
      assert.equal(house.charges[0]?.stop?.reason, 'PowerLoss');
    }));
});
