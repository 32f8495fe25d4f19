import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../means/charge-point.js';
import { ChargePoint } from '../means/charge-point.js';
import { ChargePointMemory, HYDRA } from '../means/charge-point-memory.js';
import { chargerFacts, openHouse } from '../means/ocpp-house.js';
import { ago, met, start, status } from '../means/ocpp-met.js';

type Payload = Readonly<Record<string, unknown>>;

/** One operation of the user: what the charger answers, and what the user is told (an error by its code). */
const asked = (
  action: string,
  payload: Payload,
  answer: Payload | Handler,
  expected: Payload | string = answer as Payload,
) =>
  met(
    async (point, { gateway }) => {
      const told = gateway.call('CP1', action, payload);
      if (typeof expected === 'string') await assert.rejects(told, { code: expected });
      else assert.deepEqual(await told, expected);
      assert.deepEqual(point.calls(action), [payload]);
    },
    { handlers: { [action]: typeof answer === 'function' ? answer : () => answer } },
  );

const RESERVE = {
  connectorId: 1,
  expiryDate: new Date(Date.now() + 600_000).toISOString(),
  idTag: 'A',
  reservationId: 7,
};
const LIST = {
  listVersion: 5,
  updateType: 'Full',
  localAuthorizationList: [{ idTag: 'A', idTagInfo: { status: 'Accepted' } }],
};
const UPDATE = { location: 'http://192.168.1.2/firmware.bin', retrieveDate: new Date().toISOString() };

describe('OCA test cases for central systems: operations', () => {
  it('017_1 Unlock Connector - No Charging Session (Not Fixed Cable)', () =>
    asked('UnlockConnector', { connectorId: 1 }, { status: 'Unlocked' }));
  it('017_2 Unlock Connector - No Charging Session (Fixed Cable)', () =>
    asked('UnlockConnector', { connectorId: 1 }, { status: 'NotSupported' }));

  it('018_1 Unlock Connector - With Charging Session (Not Fixed Cable)', () =>
    met(
      async (point, { house, gateway }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        assert.deepEqual(await gateway.call('CP1', 'UnlockConnector', { connectorId: 1 }), { status: 'Unlocked' });
        await point.call('StopTransaction', {
          transactionId,
          meterStop: 300,
          timestamp: ago(0),
          reason: 'UnlockCommand',
        });
        assert.equal(house.charges[0]?.stop?.reason, 'UnlockCommand');
      },
      { handlers: { UnlockConnector: () => ({ status: 'Unlocked' }) } },
    ));

  it('019_1 Retrieve All Configuration Keys', async () => {
    const memory = new ChargePointMemory(HYDRA);
    await met(
      async (_point, { gateway }) => {
        const { configurationKey } = await gateway.call('CP1', 'GetConfiguration', {});
        assert.equal((configurationKey as unknown[]).length, 13);
      },
      { handlers: { ...memory.handlers() } },
    );
  });

  it('019_2 Retrieve Specific Configuration Key', async () => {
    const memory = new ChargePointMemory(HYDRA);
    await met(
      async (_point, { gateway }) => {
        assert.deepEqual(await gateway.call('CP1', 'GetConfiguration', { key: ['LightIntensity', 'NoSuchKey'] }), {
          configurationKey: [{ key: 'LightIntensity', value: '100', readonly: false }],
          unknownKey: ['NoSuchKey'],
        });
      },
      { handlers: { ...memory.handlers() } },
    );
  });

  it('021 Change/Set Configuration', () =>
    asked('ChangeConfiguration', { key: 'LightIntensity', value: '50' }, { status: 'Accepted' }));
  it('030 Unlock Connector - Unlock Failure', () =>
    asked('UnlockConnector', { connectorId: 1 }, { status: 'UnlockFailed' }));
  it('031 Unlock Connector - Unknown Connector', () =>
    asked('UnlockConnector', { connectorId: 2 }, { status: 'NotSupported' }));
  it('040_1 Configuration Keys - NotSupported', () =>
    asked('ChangeConfiguration', { key: 'NoSuchKey', value: '1' }, { status: 'NotSupported' }));
  it('040_2 Configuration Keys - Invalid Value', () =>
    asked('ChangeConfiguration', { key: 'MeterValueSampleInterval', value: '-1' }, { status: 'Rejected' }, 'REJECTED'));
  it('042_1 Get Local List Version - Not Supported', () => asked('GetLocalListVersion', {}, { listVersion: -1 }));
  it('042_2 Get Local List Version - Empty', () => asked('GetLocalListVersion', {}, { listVersion: 0 }));
  it('043_1 Send Local Authorization List - NotSupported', () =>
    asked('SendLocalList', LIST, { status: 'NotSupported' }));
  it('043_3 Send Local Authorization List - Failed', () => asked('SendLocalList', LIST, { status: 'Failed' }));
  it('043_4 Send Local Authorization List - Full', () => asked('SendLocalList', LIST, { status: 'Accepted' }));
  it('043_5 Send Local Authorization List - Differential', () =>
    asked('SendLocalList', { ...LIST, updateType: 'Differential' }, { status: 'Accepted' }));

  for (const [title, words] of [
    ['044_1 Firmware Update - Download and Install', ['Downloading', 'Downloaded', 'Installing', 'Installed']],
    ['044_2 Firmware Update - Download Failed', ['Downloading', 'DownloadFailed']],
    ['044_3 Firmware Update - Installation Failed', ['Downloading', 'Downloaded', 'Installing', 'InstallationFailed']],
  ] as const) {
    it(title, () =>
      met(
        async (point, { house, gateway }) => {
          assert.deepEqual(await gateway.call('CP1', 'UpdateFirmware', UPDATE), {});
          for (const word of words)
            assert.deepEqual(await point.call('FirmwareStatusNotification', { status: word }), {});
          assert.deepEqual(
            house.notices,
            words.map((word) => ({ kind: 'firmware', status: word, chargerId: 'CP1' })),
          );
        },
        { handlers: { UpdateFirmware: () => ({}) } },
      ),
    );
  }

  for (const [title, words] of [
    ['045_1 Get Diagnostics', ['Uploading', 'Uploaded']],
    ['045_2 Get Diagnostics - Upload Failed', ['Uploading', 'UploadFailed']],
  ] as const) {
    it(title, () =>
      met(
        async (point, { house, gateway }) => {
          const told = await gateway.call('CP1', 'GetDiagnostics', { location: 'http://192.168.1.2/upload/' });
          assert.deepEqual(told, { fileName: 'diagnostics.log' });
          for (const word of words) await point.call('DiagnosticsStatusNotification', { status: word });
          assert.deepEqual(
            house.notices,
            words.map((word) => ({ kind: 'diagnostics', status: word, chargerId: 'CP1' })),
          );
        },
        { handlers: { GetDiagnostics: () => ({ fileName: 'diagnostics.log' }) } },
      ),
    );
  }

  it('046 Reservation of a Connector - Transaction', () =>
    met(
      async (point, { house, gateway }) => {
        assert.deepEqual(await gateway.call('CP1', 'ReserveNow', RESERVE), { status: 'Accepted' });
        await point.call('StatusNotification', status('Reserved'));
        assert.equal(house.of('status').at(-1)?.status, 'Reserved');
        const { idTagInfo } = await point.call('StartTransaction', start({ reservationId: 7 }));
        assert.deepEqual(idTagInfo, { status: 'Accepted' });
      },
      { handlers: { ReserveNow: () => ({ status: 'Accepted' }) } },
    ));

  it('047 Reservation of a Connector - Expire', () =>
    met(
      async (point, { house, gateway }) => {
        await gateway.call('CP1', 'ReserveNow', RESERVE);
        await point.call('StatusNotification', status('Reserved'));
        await point.call('StatusNotification', status('Available'));
        assert.deepEqual(
          house.of('status').map((each) => each.status),
          ['Reserved', 'Available'],
        );
      },
      { handlers: { ReserveNow: () => ({ status: 'Accepted' }) } },
    ));

  it('048_1 Reservation of a Connector - Faulted', () => asked('ReserveNow', RESERVE, { status: 'Faulted' }));
  it('048_2 Reservation of a Connector - Occupied', () => asked('ReserveNow', RESERVE, { status: 'Occupied' }));
  it('048_3 Reservation of a Connector - Unavailable', () => asked('ReserveNow', RESERVE, { status: 'Unavailable' }));
  it('048_4 Reservation of a Connector - Rejected', () =>
    asked('ReserveNow', RESERVE, { status: 'Rejected' }, 'REJECTED'));
  it('049 Reservation of a Charge Point - Transaction', () =>
    asked('ReserveNow', { ...RESERVE, connectorId: 0 }, { status: 'Accepted' }));
  it('051 Cancel Reservation', () => asked('CancelReservation', { reservationId: 7 }, { status: 'Accepted' }));
  it('052 Cancel Reservation - Rejected', () =>
    asked('CancelReservation', { reservationId: 8 }, { status: 'Rejected' }, 'REJECTED'));
  it('053 Use a Reserved Connector with parentIdTag', () =>
    asked('ReserveNow', { ...RESERVE, parentIdTag: 'FAMILY' }, { status: 'Accepted' }));

  it('054 Trigger Message', () =>
    met(
      async (point, { gateway }) => {
        for (const requestedMessage of [
          'MeterValues',
          'Heartbeat',
          'StatusNotification',
          'DiagnosticsStatusNotification',
          'FirmwareStatusNotification',
        ]) {
          assert.deepEqual(await gateway.call('CP1', 'TriggerMessage', { requestedMessage }), { status: 'Accepted' });
        }
        await point.call('Heartbeat', {});
      },
      { handlers: { TriggerMessage: () => ({ status: 'Accepted' }) } },
    ));

  it('055 Trigger Message - Rejected', () =>
    asked('TriggerMessage', { requestedMessage: 'MeterValues', connectorId: 9 }, { status: 'Rejected' }, 'REJECTED'));
  it('061 Clear Authorization Data in Authorization Cache', () => asked('ClearCache', {}, { status: 'Accepted' }));

  it('064 Data Transfer to a Central System', () =>
    met(async (point) => {
      assert.deepEqual(
        await point.call('DataTransfer', { vendorId: 'org.openchargealliance', messageId: 'm', data: 'x' }),
        { status: 'UnknownVendorId' },
      );
    }));

  it('066 Get Composite Schedule', () =>
    asked(
      'GetCompositeSchedule',
      { connectorId: 1, duration: 300, chargingRateUnit: 'A' },
      {
        status: 'Accepted',
        connectorId: 1,
        scheduleStart: ago(0),
        chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] },
      },
    ));
  it('067 Clear Charging Profile', () => asked('ClearChargingProfile', { id: 3 }, { status: 'Accepted' }));

  for (const [action, payload, answer] of [
    ['ChangeAvailability', { connectorId: 0, type: 'Inoperative' }, { status: 'Scheduled' }],
    ['DataTransfer', { vendorId: 'V', messageId: 'M', data: 'D' }, { status: 'UnknownMessageId' }],
  ] as const) {
    it(`beyond them: ${action}`, () => asked(action, payload, answer));
  }
});

describe('OCA test cases for central systems: security, as far as profiles 1 to 3 need them', () => {
  const basic = (words: string) => ({ authorization: `Basic ${Buffer.from(words).toString('base64')}` });

  it('073 Update Charge Point Password for HTTP Basic Authentication', () =>
    met(
      async (point, { house, gateway }) => {
        const value = '00112233445566778899aabbccddeeff';
        assert.deepEqual(await gateway.call('CP1', 'ChangeConfiguration', { key: 'AuthorizationKey', value }), {
          status: 'Accepted',
        });
        assert.equal(point.calls('ChangeConfiguration')[0]?.['value'], value);
        assert.doesNotMatch(JSON.stringify(gateway.trace('CP1')) + house.log.lines.join(), /00112233/);
      },
      { handlers: { ChangeConfiguration: () => ({ status: 'Accepted' }) } },
    ));

  it('083 Upgrade Charge Point Security Profile - Accepted', () =>
    asked('ChangeConfiguration', { key: 'SecurityProfile', value: '2' }, { status: 'Accepted' }));

  it('085 Basic Authentication - Valid username/password', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    open.house.passwords.set('CP1', 'secret');
    const point = await ChargePoint.connect(open.url('CP1'), { headers: basic('CP1:secret') });
    assert.equal(
      (await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }))['status'],
      'Accepted',
    );
    await point.close();
    await open.close();
  });

  it('088 WebSocket Subprotocol Negotiation', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    const point = await ChargePoint.connect(open.url('CP1'), { protocols: ['ocpp2.0.1', 'ocpp1.6', 'ocpp1.5'] });
    assert.equal(point.protocol, 'ocpp1.6');
    await point.close();
    await open.close();
  });
});
