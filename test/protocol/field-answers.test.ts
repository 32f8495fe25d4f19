import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

const begin = { kind: 'start-transaction', chargerId: 'CP1', idTag: 'SURPLUG' } as const;

describe('answers of the field to what the hub asks', () => {
  it('to a start, once its charge has begun: it is one charge, and the start a yes (SAP simulator #959)', () =>
    met(async (point, { gateway, house }) => {
      point.on('RemoteStartTransaction', () => undefined);
      const asked = gateway.send(begin);
      const frame = await eventually('asked', () =>
        point.frames.find((one) => one.includes('"RemoteStartTransaction"')),
      );
      const [, id] = JSON.parse(frame) as readonly unknown[];
      await point.call('Authorize', { idTag: 'SURPLUG' });
      await point.call('StartTransaction', start({ idTag: 'SURPLUG' }));
      point.raw(JSON.stringify([3, id, { status: 'Accepted' }]));
      assert.deepEqual(await asked, { result: 'accepted' });
      assert.equal(house.of('transaction-started').length, 1);
    }));

  it('none to a start, and the charge begins all the same (evcc #30943)', () =>
    met(
      async (point, { gateway, house }) => {
        point.on('RemoteStartTransaction', () => undefined);
        assert.deepEqual(await gateway.send(begin), { result: 'failed', detail: 'Timeout' });
        const { transactionId } = await point.call('StartTransaction', start({ idTag: 'SURPLUG' }));
        await point.call('MeterValues', values(Number(transactionId), ago(0), amp('9')));
        assert.equal(house.of('sample').at(-1)?.sample.transactionId, transactionId);
      },
      { callTimeoutMs: 100 },
    ));

  it('a start, and at once an end of no id, by a clock that stands elsewhere: it is over (go-e #106)', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start({ meterStart: 8016 }));
      await point.call('StopTransaction', { transactionId: -1, meterStop: 8016, timestamp: ago(655) });
      assert.deepEqual([house.charges.length, house.charges[0]?.stop?.meterStopWh], [1, 8016]);
    }));

  it('settings as numbers, yes and lists where texts belong: read as what they say (lbbrhzn/ocpp #1499)', () => {
    const configurationKey = [
      { key: 'SupportedFeatureProfiles', readonly: 'true', value: 'Core,SmartCharging' },
      { key: 'ChargeProfileMaxStackLevel', readonly: 1, value: 8 },
      { key: 'MaxChargingProfilesInstalled', value: 10 },
      { key: 'ConnectorSwitch3to1PhaseSupported', readonly: true, value: true },
      { key: 'MeterValuesSampledData', readonly: false, value: ['Current.Import'] },
      { key: 'WebSocketPingInterval', readonly: false, value: null },
    ];
    return met(
      async (point, { house }) => {
        await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
        await point.call('StatusNotification', status('Available'));
        const kept = await eventually('read', () => {
          const abilities = house.kept.get('CP1');
          return abilities?.toldStackLevel === undefined ? undefined : abilities;
        });
        assert.deepEqual([kept.toldStackLevel, kept.profilesMost, kept.phaseSwitching], [8, 10, 'told']);
      },
      { handlers: { GetConfiguration: () => ({ configurationKey }) } },
    );
  });

  for (const rest of [['', '', {}], [''], [], [null, null, null], [{}, [], 'x']])
    it(`an error of ${JSON.stringify(rest)}: a no like any other`, () =>
      met(async (point, { gateway }) => {
        point.on('Reset', () => undefined);
        const refused = assert.rejects(gateway.call('CP1', 'Reset', { type: 'Soft' }), { code: 'REJECTED' });
        const frame = await eventually('asked', () => point.frames.find((one) => one.includes('"Reset"')));
        point.raw(JSON.stringify([4, (JSON.parse(frame) as readonly unknown[])[1], ...rest]));
        await refused;
        assert.equal(point.closedWith, undefined);
      }));
});
