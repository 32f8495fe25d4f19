import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import { ChargePointMemory, HYDRA } from '../means/charge-point-memory.js';
import { eventually } from '../means/eventually.js';
import { ago, met, start, status, values } from '../means/ocpp-met.js';

const accept = () => ({ status: 'Accepted' });
const accepted = { status: 'Accepted' };

describe('OCA test cases for central systems: offline', () => {
  it('037_1 Offline Start Transaction - Valid IdTag', () =>
    met(async (point, { house }) => {
      const { transactionId, idTagInfo } = await point.call('StartTransaction', start({ timestamp: ago(900) }));
      assert.deepEqual(idTagInfo, accepted);
      await point.call('StatusNotification', status('Charging'));
      await eventually('adopted', () => house.of('transaction-started').length === 1);
      await point.call('StopTransaction', { transactionId, meterStop: 300, timestamp: ago(0) });
      assert.equal(house.charges.length, 1);
      assert.ok(house.charges[0]?.stop);
    }));

  it('037_3 Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId', () =>
    met(
      async (point, { house, gateway }) => {
        house.cards.set('BAD', 'Invalid');
        await gateway.call('CP1', 'ChangeConfiguration', { key: 'StopTransactionOnInvalidId', value: 'true' });
        const { transactionId, idTagInfo } = await point.call(
          'StartTransaction',
          start({ idTag: 'BAD', timestamp: ago(900) }),
        );
        assert.deepEqual(idTagInfo, { status: 'Invalid' });
        await point.call('StopTransaction', {
          transactionId,
          meterStop: 300,
          timestamp: ago(0),
          reason: 'DeAuthorized',
        });
        assert.equal(house.charges[0]?.stop?.reason, 'DeAuthorized');
      },
      { handlers: { ChangeConfiguration: accept } },
    ));

  it('039 Offline Transaction', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start({ timestamp: ago(3600) }));
      await point.call('MeterValues', values(Number(transactionId), ago(2000), { value: '500' }));
      assert.deepEqual(
        await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(1800), reason: 'Local' }),
        { idTagInfo: { status: 'Accepted' } },
      );
      assert.deepEqual([house.charges[0]?.start.late, house.charges[0]?.stop?.late], [true, true]);
      assert.equal(house.of('transaction-started').length, 0);
    }));
});

describe('OCA test cases for central systems: smart charging', () => {
  it('056 Central Smart Charging - TxDefaultProfile', async () => {
    const memory = new ChargePointMemory(HYDRA);
    await met(
      async (_point, { gateway }) => {
        assert.deepEqual(await gateway.send({ kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) }), {
          result: 'accepted',
        });
        assert.equal(memory.profiles[0]?.chargingProfilePurpose, 'TxDefaultProfile');
        assert.equal(memory.limitAt(Date.now()), 6);
      },
      { handlers: { ...memory.handlers() } },
    );
  });

  it('057 Central Smart Charging - TxProfile', async () => {
    const memory = new ChargePointMemory(HYDRA);
    await met(
      async (point, { gateway }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        memory.transactionId = Number(transactionId);
        const limit = {
          kind: 'set-limit',
          chargerId: 'CP1',
          limitA: amps(8),
          durationS: seconds(300),
          transactionId: memory.transactionId,
        } as const;
        assert.deepEqual(await gateway.send(limit), { result: 'accepted' });
        assert.deepEqual(
          memory.profiles.map((each) => [each.chargingProfilePurpose, each.transactionId]),
          [['TxProfile', transactionId]],
        );
      },
      { handlers: { ...memory.handlers() } },
    );
  });

  it('059 Remote Start Transaction with Charging Profile', () =>
    met(
      async (point, { gateway }) => {
        const chargingProfile = {
          chargingProfileId: 9,
          stackLevel: 0,
          chargingProfilePurpose: 'TxProfile',
          chargingProfileKind: 'Relative',
          chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] },
        };
        assert.deepEqual(
          await gateway.call('CP1', 'RemoteStartTransaction', { connectorId: 1, idTag: 'A', chargingProfile }),
          accepted,
        );
        assert.deepEqual(point.calls('RemoteStartTransaction')[0]?.['chargingProfile'], chargingProfile);
      },
      { handlers: { RemoteStartTransaction: accept } },
    ));
});
