import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, openHouse } from '../means/ocpp-house.js';
import { ago, met, start, status, values } from '../means/ocpp-met.js';

const silent = () => undefined;
const idOf = (frame: string | undefined): string => JSON.stringify((JSON.parse(frame ?? '[]') as unknown[])[1]);

describe('calls to a charger', () => {
  it('an answer that comes after the time-out is for nobody, and the next call gets its own', () =>
    met(
      async (point, { gateway }) => {
        await assert.rejects(gateway.call('CP1', 'Reset', { type: 'Soft' }), { code: 'TIMEOUT' });
        const late = idOf(point.frames[0]);
        point.on('Reset', () => {
          point.raw(`[3,${late},{"status":"Accepted"}]`);
          return { status: 'Rejected' };
        });
        await assert.rejects(gateway.call('CP1', 'Reset', { type: 'Soft' }), { code: 'REJECTED' });
        point.raw(`[4,${late},"GenericError","late",{}]`);
        assert.ok((await point.call('Heartbeat', {}))['currentTime']);
        assert.equal(point.closedWith, undefined);
      },
      { callTimeoutMs: 1000, handlers: { Reset: silent } },
    ));

  it('one that is slow to answer is waited for longer each time, until it has', () =>
    met(
      async (point, { gateway }) => {
        let busy: Promise<unknown> = Promise.resolve();
        point.on('Reset', () => {
          const id = idOf(point.frames.at(-1));
          busy = busy.then(async () => {
            await new Promise((resolve) => setTimeout(resolve, 450));
            point.raw(`[3,${id},{"status":"Accepted"}]`);
          });
          return undefined;
        });
        const told: unknown[] = [];
        for (let call = 0; call < 4 && told.at(-1) !== 'Accepted'; call += 1) {
          const answer = gateway.call('CP1', 'Reset', { type: 'Soft' });
          told.push(
            await answer.then(
              ({ status }) => status,
              (error: { code: unknown }) => error.code,
            ),
          );
        }
        assert.equal(told[0], 'TIMEOUT');
        assert.equal(told.at(-1), 'Accepted');
      },
      { callTimeoutMs: 300 },
    ));

  it('one that has answered slowly is waited for twice as long the next time', () =>
    met(
      async (point, { gateway }) => {
        let waitMs = 2100;
        point.on('Reset', () => {
          const id = idOf(point.frames.at(-1));
          setTimeout(() => point.raw(`[3,${id},{"status":"Accepted"}]`), waitMs);
          return undefined;
        });
        assert.equal((await gateway.call('CP1', 'Reset', { type: 'Soft' }))['status'], 'Accepted');
        waitMs = 3400;
        assert.equal((await gateway.call('CP1', 'Reset', { type: 'Soft' }))['status'], 'Accepted');
      },
      { callTimeoutMs: 3000 },
    ));

  it('answers out of order, late and to ids nobody sent, leave the call under way its own', () =>
    met(
      async (point, { gateway }) => {
        point.on('ClearCache', () => {
          for (const id of ['"nobody"', '17', 'null']) point.raw(`[3,${id},{"status":"Rejected"}]`);
          return { status: 'Accepted' };
        });
        assert.deepEqual(await gateway.call('CP1', 'ClearCache', {}), { status: 'Accepted' });
      },
      { handlers: {} },
    ));

  it('go out one at a time and in their order; one that stays silent holds the rest for its time-out and no longer (ocpp-rpc #37)', () =>
    met(
      async (point, { gateway }) => {
        const calls = ['Reset', 'ClearCache', 'GetLocalListVersion', 'ClearCache'].map((action) =>
          gateway.call('CP1', action, action === 'Reset' ? { type: 'Soft' } : {}).then(
            () => 'answered',
            (error: Error & { code?: string }) => error.code,
          ),
        );
        assert.deepEqual(await Promise.all(calls), ['TIMEOUT', 'answered', 'answered', 'answered']);
        const order = point.received.map(({ action }) => action);
        assert.deepEqual(order, ['Reset', 'ClearCache', 'GetLocalListVersion', 'ClearCache']);
      },
      {
        callTimeoutMs: 1000,
        handlers: {
          Reset: silent,
          ClearCache: () => ({ status: 'Accepted' }),
          GetLocalListVersion: () => ({ listVersion: 0 }),
        },
      },
    ));

  it('the end of a charge waits for no limit that stays silent, however long such a one is waited for by now', () =>
    met(
      async (point, { gateway }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        const chargerId = 'CP1';
        const limit = (limitA: number) => ({
          ...{ kind: 'set-limit' as const, chargerId, limitA: amps(limitA), durationS: seconds(300) },
          transactionId: Number(transactionId),
        });
        await gateway.send(limit(10));
        await gateway.send(limit(9));
        const limits = [8, 7, 6].map((limitA) => gateway.send(limit(limitA)));
        await eventually('three limits', () => point.calls('SetChargingProfile').length === 3);
        let waited = false;
        void limits[0]?.then(() => {
          waited = true;
        });
        const stop = { kind: 'stop-transaction', chargerId, transactionId: Number(transactionId) } as const;
        assert.deepEqual(await gateway.send(stop), { result: 'accepted' });
        assert.equal(waited, false, 'the third limit is waited for longer');
        assert.equal(point.calls('SetChargingProfile').length, 3);
        await Promise.all(limits);
      },
      {
        callTimeoutMs: 800,
        handlers: { SetChargingProfile: silent, RemoteStopTransaction: () => ({ status: 'Accepted' }) },
      },
    ));

  it('the start of a charge waits for nothing else that a charger leaves unanswered (Lamerat/OCPP-Charge-Point-Simulator)', () =>
    met(
      async (point, { gateway }) => {
        const asked = ['GetConfiguration', 'GetLocalListVersion'].map((action) =>
          gateway.call('CP1', action, {}).catch(() => {}),
        );
        await eventually('the first is out', () => point.calls('GetConfiguration').length > 0);
        const start = { kind: 'start-transaction', chargerId: 'CP1', idTag: 'A' } as const;
        assert.deepEqual(await gateway.send(start), { result: 'accepted' });
        assert.equal(point.calls('GetLocalListVersion').length, 0);
        await Promise.all(asked);
      },
      {
        callTimeoutMs: 1500,
        handlers: {
          GetConfiguration: silent,
          GetLocalListVersion: silent,
          RemoteStartTransaction: () => ({ status: 'Accepted' }),
        },
      },
    ));

  it('are refused at once while it is away, and not sent when it is back (ocpp-rpc #29)', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    const began = performance.now();
    await assert.rejects(open.gateway.call('CP1', 'Reset', { type: 'Hard' }), { code: 'OFFLINE' });
    const start = { kind: 'start-transaction', chargerId: 'CP1', idTag: 'SURPLUG' } as const;
    assert.deepEqual(await open.gateway.send(start), { result: 'failed', detail: 'Offline' });
    assert.ok(performance.now() - began < 5_000);
    const point = await ChargePoint.connect(open.url('CP1'));
    await point.call('Heartbeat', {});
    await point.call('Heartbeat', {});
    assert.deepEqual(
      point.received.filter(({ action }) => action !== 'GetConfiguration'),
      [],
    );
    await point.close();
    await open.close();
  });

  it('that are under way, wait, or come after the end, leave no rejection to nobody (ocpp-rpc #42)', async () => {
    const lost: unknown[] = [];
    const hear = (reason: unknown): void => void lost.push(reason);
    process.on('unhandledRejection', hear);
    const open = await openHouse([chargerFacts('CP1')]);
    const point = await ChargePoint.connect(open.url('CP1'), { handlers: { Reset: silent } });
    await point.call('Heartbeat', {});
    const codes: unknown[] = [];
    const call = (): void => {
      open.gateway.call('CP1', 'Reset', { type: 'Soft' }).catch((error: { code?: string }) => codes.push(error.code));
    };
    call();
    call();
    await eventually('one is under way', () => point.received.length === 1);
    await point.cut();
    call();
    await open.close();
    call();
    await eventually('all are told', () => codes.length === 4);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', hear);
    assert.deepEqual([codes, lost], [['OFFLINE', 'OFFLINE', 'OFFLINE', 'OFFLINE'], []]);
  });
});

describe('calls of a charger', () => {
  for (const [action, payload] of [
    ['StatusNotification', status('Available')],
    ['MeterValues', values(undefined, ago(0), { value: '1' })],
    ['StopTransaction', { transactionId: 1, meterStop: 1, timestamp: ago(0) }],
    ['FirmwareStatusNotification', { status: 'Idle' }],
    ['DiagnosticsStatusNotification', { status: 'Idle' }],
    ['LogStatusNotification', { status: 'Idle', requestId: 1 }],
    ['SecurityEventNotification', { type: 'FirmwareUpdated', timestamp: ago(0) }],
  ] as const)
    it(`${action} is answered with an object, never with null, known or not`, async () => {
      const open = await openHouse([chargerFacts('CP1')]);
      for (const id of ['CP1', 'STRANGER']) {
        const point = await ChargePoint.connect(open.url(id));
        const frame = JSON.stringify([2, 'n', action, payload]);
        const answer = action === 'StopTransaction' ? { idTagInfo: { status: 'Accepted' } } : {};
        assert.deepEqual(await point.rawCall(frame, '"n"'), [3, 'n', answer]);
        await point.close();
      }
      await open.close();
    });
});

describe('ids of a charger', () => {
  it('answers another call that comes under an id still being answered, each one as it was asked', async () => {
    const slow = await openHouse([chargerFacts('CP1')], { startAnswerDelayMs: 150 });
    const same = await ChargePoint.connect(slow.url('CP1'));
    const start = `[2, "1", "StartTransaction", {"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"${new Date().toISOString()}"}]`;
    const status = '[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging"}]';
    for (const frame of [start, status, start, status, '[2,"1","Heartbeat",{}]']) same.raw(frame);
    await eventually('all three are answered', () => same.frames.length === 3);
    await same.call('Heartbeat', {});
    assert.equal(same.frames.filter((frame) => frame.startsWith('[3,"1",')).length, 3);
    assert.ok(same.frames.some((frame) => frame.includes('"transactionId":1')));
    assert.equal(slow.house.of('status')[0]?.status, 'Charging');
    assert.equal(slow.house.charges.length, 1);
    await same.close();
    await slow.close();
  });
});

describe('connections of a charger', () => {
  it('are counted right: one that is cut is gone once, and an older one that ends late takes nothing with it (ocpp-rpc #35)', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    const { house, gateway } = open;
    const handlers = { Reset: () => ({ status: 'Accepted' }) };
    const older = await ChargePoint.connect(open.url('CP1'), { handlers });
    await older.call('StartTransaction', start());
    older.pause();
    const newer = await ChargePoint.connect(open.url('CP1'), { handlers });
    await newer.call('Heartbeat', {});
    await older.cut();
    await newer.call('Heartbeat', {});
    assert.deepEqual([house.of('connected').length, house.of('disconnected').length], [2, 0]);
    assert.deepEqual(await gateway.call('CP1', 'Reset', { type: 'Soft' }), { status: 'Accepted' });
    assert.equal(newer.calls('Reset').length, 1);
    await newer.cut();
    await eventually('gone', () => house.of('disconnected').length > 0);
    await assert.rejects(gateway.call('CP1', 'Reset', { type: 'Soft' }), { code: 'OFFLINE' });
    assert.equal(house.of('disconnected').length, 1);
    await open.close();
  });

  it('of two under one id, which drive each other out, are told once, with both addresses; a new address alone is not', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    const warned = (): readonly string[] =>
      open.house.log.lines.filter((line) => line.includes('driving each other out'));
    const addresses = ['127.0.0.1', '127.0.0.2'];
    const comeIn = async (localAddress: string | undefined): Promise<void> => {
      const point = await ChargePoint.connect(open.url('CP1'), { ...(localAddress && { localAddress }) });
      await point.call('Heartbeat', {});
    };
    for (const address of [...addresses, '127.0.0.2']) await comeIn(address);
    assert.deepEqual(warned(), []);
    for (let turn = 0; turn < 6; turn += 1) await comeIn(addresses[turn % 2]);
    assert.equal(warned().length, 1);
    for (const address of addresses) assert.ok(warned()[0]?.includes(address));
    await open.close();
  });
});
