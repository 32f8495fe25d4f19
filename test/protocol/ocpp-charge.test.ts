import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import { ChargePoint } from '../means/charge-point.js';
import { ChargePointMemory, HYDRA } from '../means/charge-point-memory.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, type OpenHouse, openHouse } from '../means/ocpp-house.js';

const now = (): string => new Date().toISOString();

const values = (transactionId: number, wh: number, currentA: number) => ({
  connectorId: 1,
  transactionId,
  meterValue: [
    {
      timestamp: now(),
      sampledValue: [
        { value: String(wh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
        ...['L1', 'L2', 'L3'].map((phase) => ({ value: `${currentA}`, measurand: 'Current.Import', phase, unit: 'A' })),
        ...['L1', 'L2', 'L3'].map((phase) => ({ value: '231.0', measurand: 'Voltage', phase, unit: 'V' })),
      ],
    },
  ],
});

describe('a charge over OCPP', () => {
  let open: OpenHouse;
  before(async () => {
    open = await openHouse([chargerFacts('HYDRA', { model: 'hydra-cubus' }), chargerFacts('OTHER')]);
  });
  after(() => open.close());

  it('goes from boot to stop, told to the house step by step and valid to the letter', async () => {
    const { house, gateway } = open;
    const memory = new ChargePointMemory(HYDRA);
    const point = await ChargePoint.connect(open.url('HYDRA'), { handlers: memory.handlers() });
    assert.equal(point.protocol, 'ocpp1.6');

    const boot = await point.call('BootNotification', {
      chargePointVendor: 'LINCHR',
      chargePointModel: 'HC-22',
      firmwareVersion: '1.0',
    });
    assert.equal(boot['status'], 'Accepted');
    await eventually('booted', () => house.of('booted', 'HYDRA').length === 1);
    assert.deepEqual(house.of('booted')[0]?.identity, { vendor: 'LINCHR', model: 'HC-22', firmware: '1.0' });

    await point.call('StatusNotification', {
      connectorId: 1,
      errorCode: 'NoError',
      status: 'Preparing',
      timestamp: now(),
    });
    assert.equal(house.of('status', 'HYDRA')[0]?.status, 'Preparing');

    assert.deepEqual(await gateway.send({ kind: 'set-max-limit', chargerId: 'HYDRA', limitA: amps(16) }), {
      result: 'accepted',
    });
    assert.deepEqual(await gateway.send({ kind: 'set-safe-limit', chargerId: 'HYDRA', limitA: amps(6) }), {
      result: 'accepted',
    });
    assert.equal(memory.limitAt(Date.now()), 6);

    assert.deepEqual(await gateway.send({ kind: 'start-transaction', chargerId: 'HYDRA', idTag: 'SURPLUG' }), {
      result: 'accepted',
    });
    assert.deepEqual(point.calls('RemoteStartTransaction'), [{ connectorId: 1, idTag: 'SURPLUG' }]);
    await point.call('Authorize', { idTag: 'SURPLUG' });
    const start = await point.call('StartTransaction', {
      connectorId: 1,
      idTag: 'SURPLUG',
      meterStart: 1000,
      timestamp: now(),
    });
    memory.transactionId = Number(start['transactionId']);
    assert.deepEqual(start['idTagInfo'], { status: 'Accepted' });
    await eventually('transaction told', () => house.of('transaction-started', 'HYDRA').length === 1);

    const limit = {
      kind: 'set-limit',
      chargerId: 'HYDRA',
      limitA: amps(10),
      durationS: seconds(300),
      transactionId: memory.transactionId,
    } as const;
    assert.deepEqual(await gateway.send(limit), { result: 'accepted' });
    assert.equal(memory.limitAt(Date.now()), 10);
    assert.equal(memory.limitAt(Date.now() + 320_000), 6, 'without the hub the safe current holds again');
    assert.deepEqual(await gateway.send({ ...limit, limitA: amps(0) }), { result: 'accepted' });
    assert.equal(memory.limitAt(Date.now()), 0);

    await point.call('MeterValues', values(memory.transactionId, 1500, 9.5));
    const sample = house.of('sample', 'HYDRA').at(-1)?.sample;
    assert.deepEqual(sample?.currentA, [9.5, 9.5, 9.5]);
    assert.equal(sample?.powerW, 9.5 * 231 * 3, 'power is V × I where the charger sends none');
    assert.equal(sample?.energyWh, 1500);
    assert.equal(sample?.transactionId, memory.transactionId);

    assert.deepEqual(
      await gateway.send({ kind: 'stop-transaction', chargerId: 'HYDRA', transactionId: memory.transactionId }),
      { result: 'accepted' },
    );
    await point.call('StopTransaction', {
      transactionId: memory.transactionId,
      meterStop: 1800,
      timestamp: now(),
      reason: 'Remote',
      idTag: 'SURPLUG',
    });
    assert.deepEqual(
      house.of('transaction-ended').map((each) => [each.transactionId, each.meterStopWh]),
      [[memory.transactionId, 1800]],
    );
    assert.equal(house.charges[0]?.stop?.meterStopWh, 1800);
    assert.deepEqual(point.breaches, []);
    await point.close();
    await eventually('disconnected', () => house.of('disconnected', 'HYDRA').length === 1);
  });

  it('is adopted after a reconnect without BootNotification, by the id in the meter values', async () => {
    const { house } = open;
    const first = await ChargePoint.connect(open.url('OTHER'));
    const start = await first.call('StartTransaction', { connectorId: 1, idTag: 'A', meterStart: 5, timestamp: now() });
    await eventually('told', () => house.of('transaction-started', 'OTHER').length === 1);
    await first.cut();
    // A hub that was restarted in between: nothing in memory, the record on disk.
    const later = await openHouse([chargerFacts('OTHER')], {}, house);
    const before = house.of('transaction-started', 'OTHER').length;
    const again = await ChargePoint.connect(later.url('OTHER'));
    await again.call('MeterValues', values(Number(start['transactionId']), 700, 6));
    const told = house.of('transaction-started', 'OTHER').slice(before);
    assert.deepEqual(
      told.map((each) => [each.transaction.transactionId, each.transaction.meterStartWh]),
      [[start['transactionId'], 5]],
    );
    await again.call('StopTransaction', { transactionId: start['transactionId'], meterStop: 900, timestamp: now() });
    assert.equal(house.charges.find((each) => each.transactionId === start['transactionId'])?.stop?.meterStopWh, 900);
    await again.close();
    await later.close();
  });

  it('goes on undisturbed on the newer of two connections, with its state kept', async () => {
    const { house, gateway } = open;
    const older = await ChargePoint.connect(open.url('OTHER'));
    const start = await older.call('StartTransaction', {
      connectorId: 1,
      idTag: 'B',
      meterStart: 1000,
      timestamp: now(),
    });
    const memory = new ChargePointMemory(HYDRA);
    memory.transactionId = Number(start['transactionId']);
    const gone = house.of('disconnected', 'OTHER').length;
    const newer = await ChargePoint.connect(open.url('OTHER'), { handlers: memory.handlers() });
    await eventually('the older one is closed', () => older.closedWith === 1006);
    assert.equal(house.of('disconnected', 'OTHER').length, gone, 'the charger never left');
    const limit = {
      kind: 'set-limit',
      chargerId: 'OTHER',
      limitA: amps(8),
      durationS: seconds(300),
      transactionId: memory.transactionId,
    } as const;
    assert.deepEqual(await gateway.send(limit), { result: 'accepted' });
    await newer.call('StopTransaction', { transactionId: memory.transactionId, meterStop: 1200, timestamp: now() });
    assert.equal(house.charges.at(-1)?.stop?.meterStopWh, 1200);
    await newer.close();
  });

  it('says so when the charger is not there', async () => {
    assert.deepEqual(await open.gateway.send({ kind: 'set-safe-limit', chargerId: 'HYDRA', limitA: amps(6) }), {
      result: 'failed',
      detail: 'Offline',
    });
    await assert.rejects(open.gateway.call('HYDRA', 'Reset', { type: 'Soft' }), { code: 'OFFLINE' });
  });
});

describe('an unknown charger', () => {
  it('is held back, and becomes a full one without reconnecting when it is adopted', async () => {
    const open = await openHouse([]);
    const { house, gateway } = open;
    const memory = new ChargePointMemory(HYDRA);
    const point = await ChargePoint.connect(open.url('NEW'), { handlers: memory.handlers() });
    const boot = await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    assert.equal(boot['status'], 'Pending');
    assert.deepEqual((await point.call('Authorize', { idTag: 'A' }))['idTagInfo'], { status: 'Invalid' });
    const refused = await point.call('StartTransaction', {
      connectorId: 1,
      idTag: 'A',
      meterStart: 0,
      timestamp: now(),
    });
    assert.deepEqual(refused['idTagInfo'], { status: 'Invalid' });
    await point.call('StatusNotification', {
      connectorId: 1,
      errorCode: 'NoError',
      status: 'Preparing',
      timestamp: now(),
    });
    assert.deepEqual(house.observations, []);
    assert.equal(house.charges.length, 0);
    assert.deepEqual(
      gateway.pending().map(({ id, address, identity }) => ({ id, address, identity })),
      [{ id: 'NEW', address: '127.0.0.1', identity: { vendor: 'V', model: 'M' } }],
    );
    assert.ok(house.pendingChanges > 0);
    assert.deepEqual(await gateway.send({ kind: 'start-transaction', chargerId: 'NEW', idTag: 'S' }), {
      result: 'failed',
      detail: 'Offline',
    });
    await assert.rejects(gateway.call('NEW', 'Reset', { type: 'Soft' }), { code: 'UNKNOWN_CHARGER' });
    assert.deepEqual(point.received, [], 'nothing is asked of it');

    gateway.know([chargerFacts('NEW')]);
    assert.deepEqual(gateway.pending(), []);
    assert.equal(house.of('connected', 'NEW').length, 1);
    assert.equal(house.of('status', 'NEW')[0]?.status, 'Preparing');
    assert.equal(
      (await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }))['status'],
      'Accepted',
    );
    assert.deepEqual(await gateway.send({ kind: 'start-transaction', chargerId: 'NEW', idTag: 'S' }), {
      result: 'accepted',
    });

    gateway.know([]);
    assert.equal(
      (await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }))['status'],
      'Pending',
    );
    assert.deepEqual(point.breaches, []);
    await point.close();
    await open.close();
  });
});
