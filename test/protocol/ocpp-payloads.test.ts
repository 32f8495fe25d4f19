import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import { eventually } from '../means/eventually.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

describe('answers', () => {
  it('gives StartTransaction.conf no sooner than it should (lbbrhzn/ocpp #2080), and lets nothing overtake it', () =>
    met(
      async (point, { gateway, house }) => {
        const began = performance.now();
        const answer = point.call('StartTransaction', start());
        await eventually('started', () => house.charges.length === 1);
        const sent = gateway.send({
          kind: 'set-limit',
          chargerId: 'CP1',
          limitA: amps(6),
          durationS: seconds(60),
          transactionId: 1,
        });
        await answer;
        assert.ok(performance.now() - began >= 240);
        await sent;
        const order = point.frames.map((frame) => (frame.includes('SetChargingProfile') ? 'profile' : 'answer'));
        assert.deepEqual(order, ['answer', 'profile']);
      },
      { startAnswerDelayMs: 250, handlers: { SetChargingProfile: () => ({ status: 'Accepted' }) } },
    ));

  it('puts nothing into StartTransaction.conf that the schema does not have (ocpp-rpc #82)', () =>
    met(async (point) => {
      const conf = await point.call('StartTransaction', start());
      assert.deepEqual(Object.keys(conf).sort(), ['idTagInfo', 'transactionId']);
    }));

  it('sends no idTag longer than 20 characters', () =>
    met(
      async (point, { gateway }) => {
        await gateway.send({ kind: 'start-transaction', chargerId: 'CP1', idTag: 'SURPLUG' });
        assert.equal(point.calls('RemoteStartTransaction').length, 1);
        await assert.rejects(gateway.call('CP1', 'RemoteStartTransaction', { idTag: 'x'.repeat(21) }), {
          code: 'INVALID_INPUT',
        });
      },
      { handlers: { RemoteStartTransaction: () => ({ status: 'Accepted' }) } },
    ));

  it('answers the whole of a DataTransfer it does not understand with UnknownVendorId, and passes it on', () =>
    met(async (point, { house }) => {
      assert.deepEqual(await point.call('DataTransfer', { vendorId: 'V', messageId: 'M', data: 'd' }), {
        status: 'UnknownVendorId',
      });
      assert.deepEqual(house.notices, [
        { kind: 'vendor', vendorId: 'V', messageId: 'M', content: 'd', chargerId: 'CP1' },
      ]);
    }));
});

describe('payloads no schema foresees', () => {
  for (const [name, action, payload] of [
    [
      'a model of 30 characters',
      'BootNotification',
      { chargePointVendor: 'V'.repeat(30), chargePointModel: 'M'.repeat(30) },
    ],
    ['an empty boot', 'BootNotification', {}],
    ['PascalCase', 'BootNotification', { ChargePointVendor: 'V', ChargePointModel: 'M' }],
    ['keys of its own', 'StatusNotification', { ...status('Available'), mac: '00:11' }],
    ['an unknown status', 'StatusNotification', status('Sleeping')],
    ['a status of OCPP 1.5', 'StatusNotification', status('Occupied')],
    ['a status without error code', 'StatusNotification', { connectorId: 1, status: 'Available' }],
    ['an idTag of 30 characters', 'Authorize', { idTag: 'x'.repeat(30) }],
    ['a numeric idTag', 'Authorize', { idTag: 123456 }],
    ['an empty idTag', 'Authorize', { idTag: '' }],
    ['a register with a fraction', 'StartTransaction', start({ meterStart: 100.7 })],
    ['a register as text', 'StartTransaction', start({ meterStart: '100' })],
    ['a connector as text', 'StartTransaction', start({ connectorId: '1' })],
    ['no timestamp', 'StartTransaction', { connectorId: 1, idTag: 'A', meterStart: 0 }],
    ['numeric sample values', 'MeterValues', values(undefined, ago(0), amp(6.5))],
    [
      'Hertz and an unknown context',
      'MeterValues',
      values(undefined, ago(0), { value: '50', measurand: 'Frequency', unit: 'Hertz', context: 'Sample' }),
    ],
    ['meter values without any', 'MeterValues', {}],
    ['meter values of null', 'MeterValues', { connectorId: null, meterValue: null }],
    ['a stop with nothing in it', 'StopTransaction', {}],
    ['an unknown firmware status', 'FirmwareStatusNotification', { status: 'Thinking' }],
    ['a diagnostics status', 'DiagnosticsStatusNotification', { status: 'Uploading' }],
    ['a security event', 'SecurityEventNotification', { type: 'StartupOfTheDevice', timestamp: ago(0) }],
  ] as const) {
    it(`are answered: ${name}`, () => met(async (point) => void (await point.call(action, payload))));
  }

  for (const [timestamp, expectedAgeS, name] of [
    [() => '2026-01-01T00:00:00', undefined, 'without a zone'],
    [() => undefined, 0, 'left out'],
    [() => '1970-01-01T00:00:07Z', 0, 'of a clock never set'],
    [() => 'tomorrow', 0, 'that is none'],
    [() => ago(-7200), 0, 'two hours ahead: local time as UTC'],
    [() => ago(7200).slice(0, 19), 0, 'two hours back without a zone: local time'],
    [() => `${ago(-7200).slice(0, 19)}+02`, 0, 'with the zone +02'],
    [() => ago(0).slice(0, 19).replace('T', ' '), 0, 'with a space'],
  ] as const) {
    it(`are placed right in time: a timestamp ${name}`, () =>
      met(async (point, { house }) => {
        await point.call('MeterValues', values(undefined, timestamp() as string, amp('6')));
        const sample = house.of('sample')[0]?.sample;
        assert.ok(sample);
        const ageS = (Date.now() - sample.takenAtWall) / 1000;
        if (expectedAgeS === undefined) assert.ok(ageS > 86_400);
        else assert.ok(Math.abs(ageS - expectedAgeS) < 5, String(ageS));
      }));
  }
});

describe('faults', () => {
  it('carry the error code, the maker’s own and the words', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', {
        connectorId: 1,
        status: 'Faulted',
        errorCode: 'OverCurrentFailure',
        vendorErrorCode: 'ERR OCP',
        info: 'over',
        timestamp: ago(0),
      });
      const { fault, status: word } = house.of('status')[0] ?? {};
      assert.deepEqual(
        [word, fault?.errorCode, fault?.vendorErrorCode, fault?.info],
        ['Faulted', 'OverCurrentFailure', 'ERR OCP', 'over'],
      );
      await point.call('StatusNotification', status('Available'));
      assert.equal(house.of('status')[1]?.fault, null);
    }));

  it('are alarms where the charger goes on', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', {
        connectorId: 1,
        status: 'Charging',
        errorCode: 'WeakSignal',
        timestamp: ago(0),
      });
      assert.deepEqual(
        [house.of('status')[0]?.status, house.of('status')[0]?.fault?.errorCode],
        ['Charging', 'WeakSignal'],
      );
    }));
});
