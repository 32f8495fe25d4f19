import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, it } from 'node:test';
import { openCentralSystem } from '../../core/chargers/central-system.js';
import { mendedHead, mendRequests } from '../../core/chargers/connection/request-head.js';
import type { Command } from '../../core/model/command.js';
import { amps } from '../../core/model/units.js';
import { ChargePoint } from '../means/charge-point.js';
import { CABUR, ChargePointMemory } from '../means/charge-point-memory.js';
import { eventually } from '../means/eventually.js';
import { FakeClock } from '../means/fake-clock.js';
import { FastClock } from '../means/fast-clock.js';
import { chargerFacts, OcppHouse, openHouse, QUICK } from '../means/ocpp-house.js';
import { met, status } from '../means/ocpp-met.js';

/** To whom nobody falls silent while the machine stands still. */
const UNHURRIED = new FastClock(1);
const safe: Command = { kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) };

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

  it('asks nothing before BootNotification is answered', () =>
    met(
      async (point, { gateway }) => {
        const sent = gateway.send(safe);
        const asked = gateway.call('CP1', 'GetConfiguration', {});
        await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
        assert.deepEqual(await sent, { result: 'accepted' });
        await asked;
        const boot = point.frames.findIndex((frame) => frame.includes('currentTime'));
        assert.equal(boot, 0, 'nothing goes before the answer to the boot');
      },
      { firstWordMs: 60_000, handlers: new ChargePointMemory(CABUR).handlers() },
    ));

  it('asks a charger with new firmware again for what the old one refused', () =>
    met(
      async (point, { gateway, house }) => {
        const boot = (firmwareVersion: string) =>
          point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M', firmwareVersion });
        await boot('1.0');
        await assert.rejects(gateway.call('CP1', 'ClearCache', {}), { code: 'NOT_SUPPORTED' });
        await boot('1.0');
        await eventually('booted', () => house.of('booted').length === 2);
        assert.deepEqual(house.kept.get('CP1')?.refuses, ['ClearCache']);
        await boot('1.1');
        await eventually('forgotten', () => house.kept.get('CP1')?.refuses.length === 0);
        point.on('ClearCache', () => ({ status: 'Accepted' }));
        assert.deepEqual(await gateway.call('CP1', 'ClearCache', {}), { status: 'Accepted' });
      },
      { setupDelayMs: 60_000 },
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

  it('does not loop with a charger that reboots at every changed setting', async () => {
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

  it('keeps one that neither answers pings nor beats within the hour, as long as it answers when asked', async () => {
    const clock = new FakeClock();
    const open = await openHouse([chargerFacts('CP1')], {}, new OcppHouse(clock));
    let asked = 0;
    let answers = true;
    const GetConfiguration = () => {
      asked += 1;
      return answers ? { unknownKey: ['HeartbeatInterval'] } : undefined;
    };
    const point = await ChargePoint.connect(open.url('CP1'), { autoPong: false, handlers: { GetConfiguration } });
    await point.call('Heartbeat', {});
    const heard = () =>
      open.gateway.trace('CP1').filter(({ direction, type }) => direction === 'in' && type === 'answer');
    const pass = async (minutes: number) => {
      for (let k = 0; k < 2 * minutes; k += 1) {
        await clock.advance(30_000);
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (answers) await eventually('it is heard', () => heard().length === asked);
      }
    };
    await pass(60);
    assert.equal(point.closedWith, undefined);
    assert.ok(asked <= 30, `asked ${asked} times`);
    answers = false;
    await pass(5);
    await eventually('gone', () => point.closedWith !== undefined);
    await open.close();
  });

  it('stays connected for more than a day, and is obeyed at the end of it (evcc #32039)', async () => {
    const clock = new FakeClock();
    const open = await openHouse([chargerFacts('CP1')], {}, new OcppHouse(clock));
    const point = await ChargePoint.connect(open.url('CP1'), { handlers: { Reset: () => ({ status: 'Accepted' }) } });
    await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    for (let minute = 0; minute < 25 * 60; minute += 1) {
      await clock.advance(60_000);
      await point.call('Heartbeat', {});
    }
    assert.deepEqual(await open.gateway.call('CP1', 'Reset', { type: 'Soft' }), { status: 'Accepted' });
    assert.equal(open.house.of('connected').length, 1);
    assert.equal(point.closedWith, undefined);
    await point.close();
    await open.close();
  });

  it('lets a charger go that answered pings and fell silent', () =>
    met(
      async (point, { house }) => {
        let pings = 0;
        point.onPing(() => {
          pings += 1;
        });
        await eventually('pinged again after its answer', () => pings > 1);
        point.pause();
        await eventually('gone', () => house.of('disconnected').length === 1);
        await point.cut();
      },
      { pingIntervalMs: 50, clock: UNHURRIED },
    ));

  it('no longer pings a charger that breaks off at pings (lbbrhzn/ocpp #211)', async () => {
    const house = new OcppHouse(UNHURRIED);
    const open = await openHouse([chargerFacts('CP1'), chargerFacts('CP2')], { pingIntervalMs: 300 }, house);
    for (let break_ = 0; break_ < 2; break_ += 1) {
      const point = await ChargePoint.connect(open.url('CP1'), { autoPong: false });
      point.onPing(() => point.cut());
      await eventually('broke off', () => point.closedWith !== undefined);
    }
    const pings = { CP1: 0, CP2: 0 };
    const points = await Promise.all(
      (['CP1', 'CP2'] as const).map(async (id) => {
        const point = await ChargePoint.connect(open.url(id));
        point.onPing(() => {
          pings[id] += 1;
        });
        return point;
      }),
    );
    await eventually('one beside it is pinged', () => pings.CP2 > 3);
    assert.equal(pings.CP1, 0);
    for (const point of points) await point.close();
    await open.close();
  });

  it('accepts an upgrade without Connection: Upgrade, and raw UTF-8 in the path', async () => {
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
