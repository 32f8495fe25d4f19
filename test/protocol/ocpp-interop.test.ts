import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, it } from 'node:test';
import { type CentralSystemOptions, openCentralSystem } from '../../core/chargers/central-system.js';
import { mendedHead, mendRequests } from '../../core/chargers/connection/request-head.js';
import type { ChargerFacts } from '../../core/model/charger.js';
import type { Command } from '../../core/model/command.js';
import { amps, seconds } from '../../core/model/units.js';
import { ChargePoint, type Handler } from '../means/charge-point.js';
import { CABUR, ChargePointMemory } from '../means/charge-point-memory.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, OcppHouse, type OpenHouse, openHouse, QUICK } from '../means/ocpp-house.js';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const start = (more: Record<string, unknown> = {}) => ({
  connectorId: 1,
  idTag: 'A',
  meterStart: 100,
  timestamp: ago(0),
  ...more,
});
const status = (word: string, timestamp = ago(0)) => ({
  connectorId: 1,
  errorCode: 'NoError',
  status: word,
  timestamp,
});
const values = (
  transactionId: number | undefined,
  timestamp: string,
  ...sampledValue: readonly Record<string, unknown>[]
) => ({
  connectorId: 1,
  ...(transactionId !== undefined && { transactionId }),
  meterValue: [{ timestamp, sampledValue }],
});
const amp = (value: unknown) => ({ value, measurand: 'Current.Import', phase: 'L1', unit: 'A' });
const safe: Command = { kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) };

/** Runs with a house of one charger and a charge point connected to it. */
async function met(
  run: (point: ChargePoint, open: OpenHouse) => Promise<void>,
  options: CentralSystemOptions & {
    readonly facts?: Partial<ChargerFacts>;
    readonly handlers?: Record<string, Handler>;
    readonly autoPong?: boolean;
  } = {},
): Promise<void> {
  const { facts, handlers, autoPong, ...rest } = options;
  const open = await openHouse([chargerFacts('CP1', facts)], rest);
  const point = await ChargePoint.connect(open.url('CP1'), {
    ...(handlers && { handlers }),
    ...(autoPong !== undefined && { autoPong }),
  });
  try {
    await run(point, open);
    assert.deepEqual(point.breaches, []);
  } finally {
    await point.close();
    await open.close();
  }
}

describe('connecting', () => {
  it('works without BootNotification (evcc #4566)', () =>
    met(
      async (point, { gateway }) => {
        assert.deepEqual(await gateway.send(safe), { result: 'accepted' });
        await eventually('set up all the same', () => point.calls('GetConfiguration').length === 1);
      },
      { bootWaitMs: 50, handlers: new ChargePointMemory(CABUR).handlers() },
    ));

  it('takes a BootNotification that comes late (evcc #21603)', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', status('Available'));
      assert.equal(
        (await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }))['status'],
        'Accepted',
      );
      await eventually('booted', () => house.of('booted').length === 1);
    }));

  it('asks nothing before BootNotification is answered (lbbrhzn/ocpp #1510)', () =>
    met(
      async (point, { gateway }) => {
        const sent = gateway.send(safe);
        const asked = gateway.call('CP1', 'GetConfiguration', {});
        await new Promise((resolve) => setTimeout(resolve, 30));
        assert.deepEqual(point.received, []);
        await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
        assert.deepEqual(await sent, { result: 'accepted' });
        await asked;
        const boot = point.frames.findIndex((frame) => frame.includes('currentTime'));
        assert.equal(boot, 0, 'the answer to the boot goes first');
      },
      { firstWordMs: 60_000, handlers: new ChargePointMemory(CABUR).handlers() },
    ));

  it('never triggers a BootNotification (lbbrhzn/ocpp #389, #1096)', () =>
    met(
      async (point) => {
        await eventually('set up', () => point.calls('TriggerMessage').length > 0);
        assert.ok(point.calls('TriggerMessage').every((each) => each['requestedMessage'] !== 'BootNotification'));
      },
      {
        bootWaitMs: 30,
        facts: { model: 'hydra-cubus' },
        handlers: { GetConfiguration: () => ({}), TriggerMessage: () => ({ status: 'Rejected' }) },
      },
    ));

  it('does not loop with a charger that reboots at every changed setting (lbbrhzn/ocpp #1275)', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    let writes = 0;
    for (let boot = 0; boot < 3; boot += 1) {
      const memory = new ChargePointMemory(CABUR);
      const point = await ChargePoint.connect(open.url('CP1'), {
        handlers: {
          ...memory.handlers(),
          ChangeConfiguration: () => {
            writes += 1;
            setImmediate(() => point.cut());
            return undefined;
          },
        },
      });
      await point.call('BootNotification', { chargePointVendor: 'ABB', chargePointModel: 'Terra' });
      await eventually('set up', () => point.calls('GetConfiguration').length === 1);
      if (boot === 0) await eventually('rebooted', () => point.closedWith !== undefined);
      await point.close();
    }
    assert.equal(writes, 1);
    await open.close();
  });

  it('keeps a charger that never answers a ping, by its traffic (ocpp-rpc #80)', () =>
    met(
      async (point) => {
        for (let beat = 0; beat < 12; beat += 1) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          await point.call('Heartbeat', {});
        }
        assert.equal(point.closedWith, undefined);
      },
      { pingIntervalMs: 50, autoPong: false },
    ));

  it('lets a charger go that answered pings and fell silent', () =>
    met(
      async (point, { house }) => {
        await new Promise((resolve) => setTimeout(resolve, 120));
        point.pause();
        await eventually('gone', () => house.of('disconnected').length === 1);
        await point.cut();
      },
      { pingIntervalMs: 50 },
    ));

  it('no longer pings a charger that breaks off at pings (lbbrhzn/ocpp #211)', async () => {
    const open = await openHouse([chargerFacts('CP1')], { pingIntervalMs: 60 });
    for (let break_ = 0; break_ < 2; break_ += 1) {
      const point = await ChargePoint.connect(open.url('CP1'), { autoPong: false });
      point.onPing(() => point.cut());
      await eventually('broke off', () => point.closedWith !== undefined);
    }
    const point = await ChargePoint.connect(open.url('CP1'), { autoPong: false });
    let pings = 0;
    point.onPing(() => {
      pings += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(pings, 0);
    await point.close();
    await open.close();
  });

  it('accepts an upgrade without Connection: Upgrade (lbbrhzn/ocpp, pull request 1984), and raw UTF-8 in the path', async () => {
    const house = new OcppHouse();
    const gateway = openCentralSystem(house, { ...QUICK, chargers: [chargerFacts('CP1'), chargerFacts('Säule')] });
    const server = createServer((_request, response) => response.writeHead(426).end('plain'));
    server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
    mendRequests(server, 'connection');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (pieces: readonly (string | Buffer)[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', async () => {
          for (const piece of pieces) {
            socket.write(piece);
            await new Promise((next) => setTimeout(next, 10));
          }
        });
        socket.setTimeout(10_000, () => reject(new Error('no answer')));
        socket.once('data', (chunk) => {
          socket.destroy();
          resolve(chunk.toString());
        });
        socket.on('error', () => {});
      });
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
    assert.match(await ask([`GET /CP1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n${key}`]), / 101 /);
    assert.match(
      await ask([`GET /CP1 HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\nUpgrade: WebSocket\r\n${key}`]),
      / 101 /,
    );
    assert.match(await ask(['GET /CP1 HT', 'TP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n', key]), / 101 /, 'in pieces');
    assert.match(
      await ask([Buffer.from(`GET /Säule HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}`)]),
      / 101 /,
    );
    assert.match(await ask(['GET / HTTP/1.1\r\nHost: x\r\n\r\n']), / 426 /, 'plain requests stay plain');
    assert.match(await ask(['\x16\x03\x01 nonsense\r\n\r\n']), / 400 /);
    assert.equal(house.of('connected', 'CP1').length, 3);
    assert.equal(house.of('connected', 'Säule').length, 1);
    const request = 'POST /x HTTP/1.1\r\nContent-Length: 3\r\n\r\n\u00ff\u00fe';
    assert.deepEqual(
      mendedHead(Buffer.from(request, 'latin1')),
      Buffer.from(request, 'latin1'),
      'a body is left alone',
    );
    await gateway.close();
    server.closeAllConnections();
    server.close();
  });
});

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

  it('sends no idTag longer than 20 characters (lbbrhzn/ocpp #1911)', () =>
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
    ['numeric sample values (OpenEVSE #335)', 'MeterValues', values(undefined, ago(0), amp(6.5))],
    [
      'Hertz and an unknown context (mobilityhouse #70)',
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
    [() => '1970-01-01T00:00:07Z', 0, 'of a clock never set (evcc #10399)'],
    [() => 'tomorrow', 0, 'that is none'],
    [() => ago(-7200), 0, 'two hours ahead: local time as UTC'],
    [() => ago(7200).slice(0, 19), 0, 'two hours back without a zone: local time'],
    [() => `${ago(-7200).slice(0, 19)}+02`, 0, 'with the zone +02 (lorenzodonini/ocpp-go #237)'],
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

describe('late and out of order', () => {
  it('gives a queued sample the time it was taken, so that nothing is steered on it', () =>
    met(async (point, { house }) => {
      await point.call('MeterValues', values(undefined, ago(0), amp('6')));
      await point.call('MeterValues', values(undefined, ago(600), amp('16')));
      const [fresh, late] = house.of('sample').map((each) => each.sample);
      assert.ok(fresh && late && late.takenAt < fresh.takenAt - 590_000);
    }));

  it('records a charge that began and ended offline, and never takes it for running (evcc #30650)', () =>
    met(async (point, { house }) => {
      const conf = await point.call('StartTransaction', start({ timestamp: ago(7200) }));
      const id = Number(conf['transactionId']);
      await point.call('MeterValues', values(id, ago(5000), amp('16')));
      await point.call('StopTransaction', { transactionId: id, meterStop: 5000, timestamp: ago(3600) });
      assert.equal(house.charges[0]?.start.late, true);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 5000);
      assert.equal(house.of('transaction-started').length, 0);
    }));

  it('adopts a charge that began offline and still runs', () =>
    met(async (point, { house }) => {
      const conf = await point.call('StartTransaction', start({ timestamp: ago(7200) }));
      const id = Number(conf['transactionId']);
      assert.equal(house.of('transaction-started').length, 0);
      await point.call('MeterValues', values(id, ago(0), amp('16')));
      assert.deepEqual(
        house.of('transaction-started').map((each) => each.transaction.transactionId),
        [id],
      );
      assert.equal(house.charges.length, 1, 'one record');
    }));
});

describe('transactions', () => {
  it('acknowledge an unknown StopTransaction, because the queue behind it would stall (connectorio-addons #199)', () =>
    met(
      async (point) =>
        void (await point.call('StopTransaction', { transactionId: 4711, meterStop: 1, timestamp: ago(0) })),
    ));

  it('never stop what runs by the id of another (dallmann-consulting/OCPP.Core #34)', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start());
      await point.call('StopTransaction', { transactionId: 4711, meterStop: 1, timestamp: ago(0) });
      assert.equal(house.charges[0]?.stop, undefined);
    }));

  it('take a StopTransaction twice (libocpp #907)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      for (const meterStop of [900, 900])
        await point.call('StopTransaction', { transactionId, meterStop, timestamp: ago(0) });
      assert.equal(house.charges.length, 1);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 900);
    }));

  for (const id of [-1, 0]) {
    it(`match a stop with id ${id} to the one charge it can mean (libocpp #495, OCPP.Core #55)`, () =>
      met(async (point, { house }) => {
        await point.call('StartTransaction', start());
        await point.call('StopTransaction', { transactionId: id, meterStop: 700, timestamp: ago(0), idTag: 'A' });
        assert.equal(house.charges[0]?.stop?.meterStopWh, 700);
      }));
  }

  it('do not match a stop with id -1 of another card', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start());
      await point.call('StopTransaction', { transactionId: -1, meterStop: 700, timestamp: ago(0), idTag: 'B' });
      assert.equal(house.charges[0]?.stop, undefined);
    }));

  it('go on under the id 0 where the charger lost ours (ocpp-rpc #82)', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        await point.call('MeterValues', values(0, ago(0), amp('6')));
        assert.equal(house.of('sample')[0]?.sample.transactionId, transactionId);
        await gateway.send({ kind: 'stop-transaction', chargerId: 'CP1', transactionId: Number(transactionId) });
        assert.deepEqual(point.calls('RemoteStopTransaction'), [{ transactionId: 0 }]);
        await point.call('StopTransaction', { transactionId: 0, meterStop: 800, timestamp: ago(0) });
        assert.equal(house.charges[0]?.stop?.meterStopWh, 800);
      },
      { handlers: { RemoteStopTransaction: () => ({ status: 'Accepted' }) } },
    ));

  it('are adopted when they are nobody’s: an unknown id in the meter values (evcc #10044, lbbrhzn/ocpp #1728)', () =>
    met(async (point, { house }) => {
      await point.call('MeterValues', values(815, ago(0), amp('6'), { value: '5000' }));
      assert.deepEqual(
        house.of('transaction-started').map((each) => [each.transaction.transactionId, each.transaction.meterStartWh]),
        [[815, 5000]],
      );
      await point.call('StopTransaction', { transactionId: 815, meterStop: 6000, timestamp: ago(0) });
      assert.equal(house.charges[0]?.stop?.meterStopWh, 6000);
    }));

  it('are not ended by one stray id in between, but by two', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('MeterValues', values(815, ago(0), amp('6')));
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('6')));
      await point.call('MeterValues', values(815, ago(0), amp('6')));
      assert.equal(house.charges[0]?.stop, undefined);
      await point.call('MeterValues', values(815, ago(0), amp('6')));
      assert.ok(house.charges[0]?.stop);
      assert.deepEqual(
        house.of('transaction-started').map((each) => each.transaction.transactionId),
        [transactionId, 815],
      );
    }));

  it('are not brought back by meter values that trail behind the stop', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('6')));
      assert.equal(house.of('transaction-started').length, 1);
      assert.equal(house.charges.length, 1);
    }));

  it('end at the last register when the connector is free without a StopTransaction', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('MeterValues', values(Number(transactionId), ago(0), { value: '850' }));
      await point.call('StatusNotification', status('Available'));
      await eventually('ended', () => house.charges[0]?.stop !== undefined);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 850);
      await point.call('StopTransaction', { transactionId, meterStop: 860, timestamp: ago(0) });
      assert.equal(house.charges.length, 1, 'the stop that comes after all is acknowledged');
    }));

  it('wait for a StopTransaction that follows the status', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('StatusNotification', status('Available'));
      await point.call('StopTransaction', {
        transactionId,
        meterStop: 900,
        timestamp: ago(0),
        reason: 'EVDisconnected',
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.deepEqual(
        house.stops.map((each) => each.reason),
        ['EVDisconnected'],
      );
    }));

  it('end when another begins on the same connector', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start({ meterStart: 100 }));
      await point.call('StartTransaction', start({ meterStart: 400, idTag: 'B' }));
      assert.equal(house.charges[0]?.stop?.meterStopWh, 100);
      assert.equal(house.charges[1]?.stop, undefined);
    }));

  it('are two when two start within one second, with ids of their own', () =>
    met(async (point, { house }) => {
      const timestamp = ago(0);
      const ids: unknown[] = [];
      for (const meterStart of [100, 100, 101])
        ids.push((await point.call('StartTransaction', start({ meterStart, timestamp })))['transactionId']);
      assert.equal(ids[0], ids[1], 'the same start told twice is one');
      assert.notEqual(ids[1], ids[2]);
      assert.equal(house.charges.length, 2);
    }));

  it('are told to stop when the card is refused and the charger goes on', () =>
    met(
      async (point, { house }) => {
        house.cards.set('BAD', 'Blocked');
        const conf = await point.call('StartTransaction', start({ idTag: 'BAD' }));
        assert.deepEqual(conf['idTagInfo'], { status: 'Blocked' });
        await eventually('told to stop', () => point.calls('RemoteStopTransaction').length === 1);
      },
      { handlers: { RemoteStopTransaction: () => ({ status: 'Accepted' }) } },
    ));

  it('keep their order: start, values and stop sent without waiting for answers', () =>
    met(async (point, { house }) => {
      point.raw(JSON.stringify([2, 'a', 'StartTransaction', start()]));
      point.raw(JSON.stringify([2, 'b', 'MeterValues', values(1, ago(0), { value: '300' })]));
      const answer = await point.rawCall(
        JSON.stringify([2, 'c', 'StopTransaction', { transactionId: 1, meterStop: 400, timestamp: ago(0) }]),
        '"c"',
      );
      assert.equal(answer[0], 3);
      assert.equal(house.charges.length, 1);
      assert.equal(house.charges[0]?.stop?.meterStopWh, 400);
    }));

  it('ask for a start once more when the disk fails, and never refuse a stop', () =>
    met(async (point, { house }) => {
      house.broken = true;
      await assert.rejects(point.call('StartTransaction', start()), /InternalError/);
      await point.call('StopTransaction', { transactionId: 5, meterStop: 1, timestamp: ago(0) });
      house.broken = false;
      assert.equal((await point.call('StartTransaction', start()))['transactionId'], 1);
    }));
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
