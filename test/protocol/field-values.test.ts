import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChargePoint } from '../means/charge-point.js';
import { FakeClock } from '../means/fake-clock.js';
import { chargerFacts, OcppHouse, openHouse } from '../means/ocpp-house.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';

const call = (action: string, payload: unknown): string => `[2,"v","${action}",${JSON.stringify(payload)}]`;
/** So many minutes ahead of UTC, as a charger's wall clock shows it: digits alone. */
const digits = (aheadMinutes: number): string => ago(-60 * aheadMinutes).slice(0, 19);
const ageS = (wallMs: number | undefined): number => Math.abs(Date.now() - (wallMs ?? 0)) / 1000;

describe('timestamps as chargers of the field write them', () => {
  it('local time without a zone: a start of now (Growatt THOR, evcc #10399, ocpp-go #237)', () =>
    met(async (point, { house }) => {
      const payload = { connectorId: 1, idTag: 'evcc', meterStart: 0, reservationId: 0, timestamp: digits(120) };
      const answer = await point.rawCall(`[2,"288115","StartTransaction",${JSON.stringify(payload)}]`, '"288115"');
      assert.equal((answer[2] as Record<string, unknown>)['transactionId'], house.charges[0]?.transactionId);
      assert.ok(ageS(house.charges[0]?.start.startedAt) < 5);
      assert.equal(house.charges[0]?.start.late, false);
      const value = { value: '6', measurand: 'Current.Import', phase: 'L1' };
      const sampled = { connectorId: 1, meterValue: [{ timestamp: digits(120), sampledValue: [value] }] };
      await point.rawCall(call('MeterValues', sampled), '"v"');
      assert.ok(ageS(house.of('sample')[0]?.sample.takenAtWall) < 5);
    }));

  it('behind UTC too: local time of the Americas is not an old message', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start({ timestamp: digits(-5 * 60) }));
      assert.deepEqual([house.charges[0]?.start.late, ageS(house.charges[0]?.start.startedAt) < 65], [false, true]);
    }));

  it('1970 until its clock is set, also after the boot was answered: statuses of now (MicroOcpp #311)', () =>
    met(async (point, { house }) => {
      await point.call('BootNotification', { chargePointVendor: 'a', chargePointModel: 'a' });
      for (const [id, connectorId, ms, status] of [
        ['1000001', 0, '740', 'Available'],
        ['1000002', 1, '750', 'Available'],
        ['1000003', 1, '900', 'Preparing'],
      ] as const)
        await point.rawCall(
          `[2,"${id}","StatusNotification",{"connectorId":${connectorId},"errorCode":"NoError","status":"${status}","timestamp":"1970-01-01T00:00:00.${ms}Z"}]`,
          `"${id}"`,
        );
      await point.call('StatusNotification', {
        connectorId: 1,
        errorCode: 'NoError',
        status: 'Charging',
        timestamp: ago(0),
      });
      const told = house.of('status');
      assert.deepEqual(
        told.map((each) => [each.connectorId, each.status]),
        [
          [0, 'Available'],
          [1, 'Available'],
          [1, 'Preparing'],
          [1, 'Charging'],
        ],
      );
      const now = house.clock.now().monoMs;
      for (const each of told) assert.ok(now - each.takenAt < 5000);
      for (let k = 1; k < told.length; k += 1) assert.ok((told[k]?.takenAt ?? 0) >= (told[k - 1]?.takenAt ?? 0) - 1000);
    }));

  it('two hours ahead until it takes the time of the boot’s answer: a car plugged in later is of now (steve #136)', () =>
    met(async (point, { house }) => {
      await point.call('BootNotification', { chargePointVendor: 'Chago', chargePointModel: 'a' });
      for (const [connectorId, timestamp, word] of [
        [1, ago(-7200), 'Available'],
        [0, ago(-7200), 'Available'],
        [0, ago(0), 'Available'],
        [1, ago(0), 'Preparing'],
      ] as const)
        await point.call('StatusNotification', { ...status(word, timestamp), connectorId, info: 'Status Update' });
      const told = house.of('status').at(-1);
      assert.equal(told?.status, 'Preparing');
      assert.ok(house.clock.now().monoMs - Number(told?.takenAt) < 5000);
    }));

  it('1970 for ever, a clock that stands: each sample is of the moment it came, and of that alone', async () => {
    const clock = new FakeClock();
    const house = new OcppHouse(clock);
    const open = await openHouse([chargerFacts('CP1')], {}, house);
    const point = await ChargePoint.connect(open.url('CP1'));
    for (const sampled of [amp('7'), amp('8'), { value: '100' }]) {
      await point.call('MeterValues', values(1, '1970-01-01T00:00:00Z', sampled));
      await clock.advance(90_000);
    }
    const samples = house.of('sample').map(({ sample }) => [sample.takenAtWall, sample.currentA?.[0], sample.energyWh]);
    const now = clock.now().wallMs;
    assert.deepEqual(samples, [
      [now - 270_000, 7, undefined],
      [now - 180_000, 8, undefined],
      [now - 90_000, undefined, 100],
    ]);
    await point.close();
    await open.close();
  });

  it('meter values of 1970 from a charge that runs before the boot are of now (MicroOcpp #354)', () =>
    met(async (point, { house }) => {
      for (const second of [7, 17, 27]) {
        const value = { value: `${second}`, measurand: 'Current.Import', phase: 'L1', unit: 'A' };
        const timestamp = `1970-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;
        await point.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp, sampledValue: [value] }] });
      }
      const samples = house.of('sample').map((each) => each.sample);
      assert.deepEqual(
        samples.map((sample) => sample.currentA?.[0]),
        [7, 17, 27],
      );
      assert.ok(ageS(samples[0]?.takenAtWall) < 5 && ageS(samples[2]?.takenAtWall) < 5);
    }));

  for (const [form, timestamp] of [
    ['+02', () => `${digits(120)}+02`],
    ['+0200', () => `${digits(120)}+0200`],
    ['+02:00', () => `${digits(120)}+02:00`],
    ['-05', () => `${digits(-300)}-05`],
    ['Z, with a space for the T', () => ago(0).replace('T', ' ')],
    ['none, with a space for the T, in UTC', () => digits(0).replace('T', ' ')],
    ['Z, with nine decimals', () => ago(0).replace(/\.\d+Z/, '.123456789Z')],
  ] as const)
    it(`with the zone ${form}: of now (monta-app/ocpp-emulator #5)`, () =>
      met(async (point, { house }) => {
        const { transactionId } = await point.call('StartTransaction', start({ timestamp: timestamp() }));
        await point.call('StopTransaction', { transactionId, meterStop: 500, timestamp: timestamp() });
        assert.ok(ageS(house.charges[0]?.start.startedAt) < 5);
        assert.ok(ageS(house.charges[0]?.stop?.stoppedAt) < 5);
        assert.equal(house.charges[0]?.start.late, false);
      }));
});

describe('values as chargers of the field write them', () => {
  /** What one sampledValue list makes of the sample. */
  const sampled = (list: readonly unknown[], run: (sample: Record<string, unknown>) => void) =>
    met(async (point, { house }) => {
      const payload = { connectorId: 1, meterValue: [{ timestamp: ago(0), sampledValue: list }] };
      assert.deepEqual(await point.rawCall(call('MeterValues', payload), '"v"'), [3, 'v', {}]);
      run(house.of('sample').at(-1)?.sample as unknown as Record<string, unknown>);
    });

  it('as numbers, four minutes of them in one message: the last is of now, the others of before (OpenEVSE #335)', () =>
    met(async (point, { house }) => {
      const at = [180, 120, 60, 0];
      const meterValue = at.map((seconds) => ({
        timestamp: ago(seconds),
        sampledValue: [
          { value: 604.213 + seconds, measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
          { value: 10 * seconds + 230, measurand: 'Power.Active.Import', unit: 'W' },
        ],
      }));
      const payload = { connectorId: 1, meterValue };
      const answer = await point.rawCall(`[2,"531531541","MeterValues",${JSON.stringify(payload)}]`, '"531531541"');
      assert.deepEqual(answer, [3, '531531541', {}]);
      const samples = house.of('sample').map((each) => each.sample);
      assert.deepEqual(
        samples.map((sample) => [Math.round(ageS(sample.takenAtWall)), sample.powerW, sample.energyWh]),
        at.map((seconds) => [seconds, 10 * seconds + 230, 604.213 + seconds]),
      );
    }));

  it('Hertz (mobilityhouse #70) and Hz', async () => {
    for (const unit of ['Hertz', 'Hz'])
      await sampled([{ value: '50.01', measurand: 'Frequency', unit }], (sample) =>
        assert.equal(sample['frequencyHz'], 50.01),
      );
  });

  it('a phase behind the measurand, Power.Active.Import.L1', () =>
    sampled(
      ['L1', 'L2', 'L3'].map((phase) => ({ value: '2300', measurand: `Power.Active.Import.${phase}`, unit: 'W' })),
      (sample) => assert.deepEqual([sample['powerW'], sample['currentA']], [6900, [10, 10, 10]]),
    ));

  it('names in PascalCase, and keys nobody knows', () =>
    met(async (point, { house }) => {
      const boot = { ChargePointVendor: 'V', ChargePointModel: 'M', mac: '00:11', FirmwareVersion: '1.2' };
      await point.rawCall(call('BootNotification', boot), '"v"');
      const status = { ConnectorId: 1, ErrorCode: 'NoError', Status: 'Preparing', Timestamp: ago(0), foo: {} };
      await point.rawCall(call('StatusNotification', status), '"v"');
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(house.of('status')[0]?.status, 'Preparing');
      assert.deepEqual(house.of('booted')[0]?.identity, { vendor: 'V', model: 'M', firmware: '1.2' });
    }));

  it('a model and a tag that are too long, and a tag that is empty: kept whole', () =>
    met(async (point, { house }) => {
      const long = 'PLUG-AND-CHARGE-0123456789ABCD';
      assert.equal(
        (await point.call('BootNotification', { chargePointVendor: long, chargePointModel: long }))['status'],
        'Accepted',
      );
      for (const idTag of [long, '']) {
        house.cards.set(idTag, 'Blocked');
        assert.deepEqual(await point.call('Authorize', { idTag }), { idTagInfo: { status: 'Blocked' } });
      }
      assert.deepEqual(
        house.of('card').map((each) => each.idTag),
        [long, ''],
      );
    }));

  it('a register with a fraction, at start and stop', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start({ meterStart: 411.6 }));
      await point.call('StopTransaction', { transactionId, meterStop: '1234.4', timestamp: ago(0) });
      assert.deepEqual([house.charges[0]?.start.meterStartWh, house.charges[0]?.stop?.meterStopWh], [412, 1234]);
    }));

  it('a status nobody knows changes nothing of what was known', () =>
    met(async (point, { house }) => {
      for (const status of ['Preparing', 'Sleeping'])
        await point.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status, timestamp: ago(0) });
      assert.deepEqual(new Set(house.of('status').map((each) => each.status)), new Set(['Preparing']));
    }));

  it('a power between two currents is no reason to derive them: what it tells itself goes before', () =>
    met(async (point, { house }) => {
      const tell = (seconds: number, value: Record<string, unknown>) =>
        point.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp: ago(seconds), sampledValue: [value] }] });
      const power = { value: '2300', measurand: 'Power.Active.Import', unit: 'W' };
      const current = { value: '9.8', measurand: 'Current.Import', phase: 'L1', unit: 'A' };
      for (const [seconds, value] of [
        [30, power],
        [20, current],
        [10, power],
      ] as const)
        await tell(seconds, value);
      assert.deepEqual(
        house.of('sample').map(({ sample }) => [sample.currentFrom, sample.currentA?.length]),
        [
          ['power', 3],
          [undefined, 1],
          [undefined, undefined],
        ],
      );
    }));

  it('a register in kWh that says Wh lowers no power: what is measured goes before it (OpenEVSE #703)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start({ meterStart: 361 }));
      for (const [powerW, register] of [
        ['9451', '361'],
        ['9451', '361'],
        ['9398', '362'],
      ]) {
        const sampledValue = [
          { value: powerW, context: 'Sample.Periodic', measurand: 'Power.Active.Import', unit: 'W' },
          { value: register, context: 'Sample.Periodic', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
        ];
        await point.call('MeterValues', {
          connectorId: 1,
          transactionId,
          meterValue: [{ timestamp: ago(0), sampledValue }],
        });
        assert.equal(house.of('sample').at(-1)?.sample.powerW, Number(powerW));
      }
    }));

  for (const [name, zeros] of [
    ['currents', [amp('0')]],
    ['current and power', [amp('0'), { value: '0', measurand: 'Power.Active.Import' }]],
  ] as const)
    it(`${name} of 0 for what is not measured: the register denies it, until something is told to flow`, () =>
      met(async (point, { house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        const nowMs = Date.now();
        const tell = async (s: number, wh: number, ...more: readonly Record<string, unknown>[]) => {
          await point.call(
            'MeterValues',
            values(Number(transactionId), new Date(nowMs - s * 1000).toISOString(), { value: `${wh}` }, ...more),
          );
          const { currentA, powerW = Number.NaN } = house.of('sample').at(-1)?.sample ?? {};
          return [currentA, Math.round(powerW / 500)];
        };
        assert.deepEqual(await tell(81, 1000, ...zeros), [[0], 0], 'nothing denies it');
        assert.deepEqual(await tell(61, 1020, ...zeros), [undefined, 7], '20 Wh in 20 s are 3600 W');
        assert.deepEqual(await tell(0, 1020, ...zeros), [undefined, 0], 'and not by its zeros when it stands');
        assert.deepEqual(await tell(0, 1020, amp('10')), [[10], 5]);
        assert.deepEqual(await tell(0, 1020, ...zeros), [[0], 0]);
      }));

  it('a tag that comes back with two bytes more than it was given ends the charge all the same (Ocular LTE, lbbrhzn/ocpp #2030)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start({ idTag: 'SURPLUG' }));
      const frame = `[2,"100000023","StopTransaction",{"meterStop":1388, "idTag":"SURPLUG\u0010\u000e", "transactionId":${transactionId},"timestamp":"${ago(0)}", "reason":"EVDisconnected"}]`;
      const answer = await point.rawCall(frame, '"100000023"');
      assert.deepEqual(answer, [3, '100000023', { idTagInfo: { status: 'Accepted' } }]);
      assert.deepEqual([house.stops[0]?.meterStopWh, house.stops[0]?.idTag?.trim()], [1388, 'SURPLUG']);
    }));
});
