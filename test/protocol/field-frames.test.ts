import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import type { ChargePoint, Handler } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

const live = (transactionId: number) =>
  ({
    kind: 'set-limit',
    chargerId: 'CP1',
    limitA: amps(9),
    durationS: seconds(300),
    transactionId,
  }) as const;
const accept: Handler = () => ({ status: 'Accepted' });
const profiles = (point: ChargePoint) =>
  point.calls('SetChargingProfile').map((each) => each['csChargingProfiles'] as Record<string, unknown>);

describe('meter values as real chargers send them', () => {
  it('take an ampere without a measurand for a current, never for the register (Alfen, lbbrhzn/ocpp #361)', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start({ meterStart: 2145278 }));
      const told = { connectorId: 1, transactionId: 2 ** 63 };
      const sampledValue = [
        { value: '15.630', context: 'Sample.Periodic', unit: 'A' },
        { value: '16.000', context: 'CurrentMax', unit: 'A' },
      ];
      await point.call('MeterValues', { ...told, meterValue: [{ timestamp: ago(0), sampledValue }] });
      const sample = house.of('sample').at(-1)?.sample;
      assert.equal(sample?.energyWh, undefined);
      assert.deepEqual(sample?.currentA, [15.63, 15.63, 15.63]);
    }));

  it('are put together when each comes in a message of its own (Teison, lbbrhzn/ocpp #1617)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      const at = ago(0);
      const pieces = [
        { value: '244.54', measurand: 'Voltage', unit: 'V', phase: 'L1' },
        { value: '9.8', measurand: 'Current.Import', unit: 'A', phase: 'L1' },
        { value: '9.7', measurand: 'Current.Import', unit: 'A', phase: 'L2' },
        { value: '10798', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
      ];
      for (const piece of pieces) await point.call('MeterValues', values(Number(transactionId), at, piece));
      const samples = house.of('sample').map((each) => each.sample);
      assert.deepEqual(
        [samples.at(-1)?.voltageV, samples.at(-1)?.currentA, samples.at(-1)?.energyWh],
        [[244.54], [9.8, 9.7], 10798],
      );
      assert.equal(new Set(samples.map((sample) => sample.takenAt)).size, 1, 'one moment');
    }));

  it('tell the power by the rise of the register where that is all they tell (solidstudiosh/ocpp-virtual-charge-point)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start({ meterStart: 0 }));
      const register = (kWh: string) => ({ value: kWh, measurand: 'Energy.Active.Import.Register', unit: 'kWh' });
      const tell = (at: string, ...piece: readonly Record<string, unknown>[]) =>
        point.call('MeterValues', values(Number(transactionId), at, ...piece));
      await tell(ago(20), register('0.01'));
      await tell(ago(0), register('0.05'));
      const powerW = house.of('sample').at(-1)?.sample.powerW ?? 0;
      assert.ok(Math.abs(powerW - 7200) < 400, `40 Wh in 20 s are 7200 W, told were ${powerW}`);
      await tell(ago(0), register('0.06'), { value: '4.1', measurand: 'Power.Active.Import', unit: 'kW' });
      assert.equal(house.of('sample').at(-1)?.sample.powerW, 4100, 'what is measured goes before it');
    }));
});

describe('a text that is cut in the middle of a character, or written in a set of its own', () => {
  for (const info of [Buffer.from([0x53, 0x74, 0xc3]), Buffer.from('Störung', 'latin1'), Buffer.from([0xb9, 0xca])])
    it(`is read, as far as it can be: ${info.toString('hex')}`, () =>
      met(async (point, { house }) => {
        const head =
          '[2,"cut","StatusNotification",{"connectorId":1,"status":"Faulted","errorCode":"OtherError","info":"';
        const frame = Buffer.concat([Buffer.from(head), info, Buffer.from('"}]')]);
        assert.equal((await point.rawCall(frame, '"cut"', false))[0], 3);
        assert.equal(house.of('status').at(-1)?.status, 'Faulted');
      }));
});

describe('transactions as real chargers tell them', () => {
  it('do not begin because an empty connector goes on naming the last one (EN+, evcc #14673)', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', status('Available'));
      for (let count = 0; count < 3; count += 1) await point.call('MeterValues', values(3, ago(0), amp('0.0')));
      assert.equal(house.of('transaction-started').length, 0);
    }));

  it('at another connector are recorded and leave the one that is steered alone', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      const other = await point.call('StartTransaction', start({ connectorId: 2, idTag: 'B', meterStart: 5000 }));
      assert.equal(house.stops.length, 0, 'the first goes on');
      await point.call('StopTransaction', {
        transactionId: other['transactionId'],
        meterStop: 6000,
        timestamp: ago(0),
      });
      assert.deepEqual(
        house.charges.map((each) => each.stop?.meterStopWh),
        [undefined, 6000],
      );
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      assert.equal(house.charges[0]?.stop?.meterStopWh, 900);
    }));

  it('end at their own register where it begins anew with each (the one before ended at 90 kWh)', () =>
    met(async (point, { house }) => {
      const first = await point.call('StartTransaction', start({ meterStart: 82_000 }));
      await point.call('MeterValues', values(Number(first['transactionId']), ago(0), { value: '90000' }));
      await point.call('StopTransaction', { ...first, idTagInfo: undefined, meterStop: 90_000, timestamp: ago(0) });
      await point.call('StartTransaction', start({ idTag: 'B', meterStart: 0 }));
      await point.call('StatusNotification', status('Available'));
      const stop = await eventually('ended without a StopTransaction', () => house.charges[1]?.stop);
      assert.equal(stop.meterStopWh, 0);
    }));
});

describe('answers to SetChargingProfile as real chargers give them', () => {
  for (const code of ['NotSupported', 'NotImplemented']) {
    it(`${code} for connector 0 leaves the limits of the connector in use (ABB, evcc #30114)`, () =>
      met(
        async (point, { gateway, house }) => {
          const { transactionId } = await point.call('StartTransaction', start());
          const max = await gateway.send({ kind: 'set-max-limit', chargerId: 'CP1', limitA: amps(16) });
          assert.equal(max.result, 'refused');
          assert.deepEqual(await gateway.send(live(Number(transactionId))), { result: 'accepted' });
          const abilities = house.of('abilities').at(-1)?.abilities;
          assert.deepEqual([abilities?.maxProfile, abilities?.smartCharging], [false, true]);
        },
        {
          handlers: {
            SetChargingProfile: (payload) =>
              payload['connectorId'] === 0 ? [code, 'not for connector 0'] : { status: 'Accepted' },
          },
        },
      ));
  }

  it('an answer without a word is a yes: what the car draws will tell', () =>
    met(
      async (point, { gateway }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        assert.deepEqual(await gateway.send(live(Number(transactionId))), { result: 'accepted' });
        assert.equal(point.calls('SetChargingProfile').length, 1);
      },
      { handlers: { SetChargingProfile: () => ({}) } },
    ));

  it('a limit goes before all that waits to be asked: a fuse does not wait for a configuration', () =>
    met(
      async (point, { gateway, house }) => {
        await point.call('Heartbeat', {});
        await eventually('set up', () => house.kept.get('CP1')?.refuses.includes('ChangeConfiguration'));
        const configuration = [1, 2, 3].map(() => gateway.call('CP1', 'GetConfiguration', {}));
        await gateway.send(live(1));
        await Promise.all(configuration);
        const order = point.received.slice(-4).map(({ action }) => action);
        // What is on its way is waited for, nothing else.
        assert.ok(order.indexOf('SetChargingProfile') <= 1, order.join(', '));
      },
      {
        handlers: {
          GetConfiguration: () => ({ configurationKey: [] }),
          SetChargingProfile: accept,
        },
        bootWaitMs: 20,
      },
    ));

  it('finds the one form a Wallbox takes: TxDefaultProfile, Relative, level 0, in amps', () =>
    met(
      async (point, { gateway }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        const first = await gateway.send(live(Number(transactionId)));
        assert.equal(first.result, 'refused', 'which may pass');
        assert.deepEqual(await gateway.send(live(Number(transactionId))), { result: 'accepted' });
      },
      {
        handlers: {
          SetChargingProfile: (payload) => {
            const profile = payload['csChargingProfiles'] as Record<string, Record<string, unknown>>;
            const form = [profile['chargingProfilePurpose'], profile['chargingProfileKind'], profile['stackLevel']];
            const unit = profile['chargingSchedule']?.['chargingRateUnit'];
            return { status: form.join() === 'TxDefaultProfile,Relative,0' && unit === 'A' ? 'Accepted' : 'Rejected' };
          },
        },
      },
    ));

  it('a safe limit that is taken for the whole charge point only goes to connector 0 (monta-app/ocpp-emulator)', () =>
    met(
      async (point, { gateway }) => {
        const safe = { kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) } as const;
        assert.deepEqual(await gateway.send(safe), { result: 'accepted' });
        assert.equal(point.calls('SetChargingProfile').at(-1)?.['connectorId'], 0);
        const tried = point.calls('SetChargingProfile').length;
        await gateway.send({ ...safe, limitA: amps(8) });
        assert.equal(point.calls('SetChargingProfile').length, tried + 1, 'from then on at once');
      },
      {
        handlers: {
          SetChargingProfile: ({ connectorId }) => ({ status: connectorId === 0 ? 'Accepted' : 'Rejected' }),
        },
      },
    ));

  it('the safe limit goes by the clock that the live one has found (evcc #10399)', () =>
    met(
      async (point, { gateway }) => {
        const safe = { kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) } as const;
        await gateway.send(safe);
        const { transactionId } = await point.call('StartTransaction', start());
        // The first no might have been of a charge that had not quite begun.
        for (let times = 0; times < 2; times++) await gateway.send(live(Number(transactionId)));
        await gateway.send({ ...safe, limitA: amps(8) });
        const kinds = profiles(point).map((profile) => profile['chargingProfileKind']);
        assert.deepEqual([kinds[0], kinds.at(-1)], ['Absolute', 'Relative']);
      },
      {
        handlers: {
          SetChargingProfile: (payload) => {
            const profile = payload['csChargingProfiles'] as Record<string, unknown>;
            const form = [profile['chargingProfilePurpose'], profile['chargingProfileKind']].join();
            return { status: form === 'TxProfile,Absolute' ? 'Rejected' : 'Accepted' };
          },
        },
      },
    ));

  it('limits written at the same time do not unlearn what one of them taught (monta-app/ocpp-emulator)', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        await Promise.all([
          gateway.send({ kind: 'set-max-limit', chargerId: 'CP1', limitA: amps(16) }),
          gateway.send({ kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) }),
          gateway.send(live(Number(transactionId))),
        ]);
        assert.equal(house.of('abilities').at(-1)?.abilities.maxProfile, false);
        const max = { kind: 'set-max-limit', chargerId: 'CP1', limitA: amps(16) } as const;
        const asked = point.calls('SetChargingProfile').length;
        await gateway.send(max);
        assert.equal(point.calls('SetChargingProfile').length, asked, 'not asked for again');
      },
      {
        handlers: {
          SetChargingProfile: (payload) => {
            const profile = payload['csChargingProfiles'] as Record<string, unknown>;
            const form = [payload['connectorId'], profile['chargingProfilePurpose']].join();
            return { status: ['0,TxDefaultProfile', '1,TxProfile'].includes(form) ? 'Accepted' : 'Rejected' };
          },
        },
      },
    ));

  it('0 A outside of a transaction refused with everything else there says nothing of pausing (monta-app/ocpp-emulator)', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        await gateway.send(live(Number(transactionId)));
        const { transactionId: _, ...outside } = { ...live(1), limitA: amps(0) };
        await point.call('StopTransaction', { transactionId, meterStop: 200, timestamp: ago(0) });
        assert.equal((await gateway.send(outside)).result, 'refused');
        assert.equal(house.of('abilities').at(-1)?.abilities.zeroPauses, true);
      },
      {
        handlers: {
          SetChargingProfile: (payload) => {
            const profile = payload['csChargingProfiles'] as Record<string, unknown>;
            return { status: profile['chargingProfilePurpose'] === 'TxProfile' ? 'Accepted' : 'Rejected' };
          },
        },
      },
    ));

  it('what holds until replaced began long ago, so that a clock an hour behind obeys it as well', () =>
    met(
      async (point, { gateway }) => {
        await gateway.send({ kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) });
        const [profile] = profiles(point);
        const schedule = profile?.['chargingSchedule'] as Record<string, string> | undefined;
        assert.ok(Date.parse(schedule?.['startSchedule'] ?? '') < Date.now() - 14 * 3_600_000);
      },
      { handlers: { SetChargingProfile: accept } },
    ));
});
