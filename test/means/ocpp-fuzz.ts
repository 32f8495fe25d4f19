import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { randomSource } from '../../examples/simulated-home/random.js';
import { ChargePoint } from './charge-point.js';
import { collectedHeap } from './heap.js';
import { chargerFacts, openHouse } from './ocpp-house.js';

const STAMP = '2026-06-21T12:00:00Z';
/** What a charger says and answers; every mutation starts from one of these. */
const FRAMES = [
  '[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]',
  '[2,"2","Heartbeat",{}]',
  '[2,"3","Authorize",{"idTag":"A"}]',
  `[2,"4","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":5,"timestamp":"${STAMP}"}]`,
  `[2,"5","StopTransaction",{"transactionId":1,"meterStop":9,"timestamp":"${STAMP}","reason":"Local"}]`,
  `[2,"6","MeterValues",{"connectorId":1,"transactionId":1,"meterValue":[{"timestamp":"${STAMP}","sampledValue":[{"value":"6.0","measurand":"Current.Import","phase":"L1","unit":"A"}]}]}]`,
  `[2,"7","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging","timestamp":"${STAMP}"}]`,
  '[2,"8","DataTransfer",{"vendorId":"V","data":"x"}]',
  '[2,"9","FirmwareStatusNotification",{"status":"Idle"}]',
  '[3,"10",{"status":"Accepted"}]',
  '[4,"11","NotSupported","",{}]',
];
const HEAD =
  'GET /ocpp/FUZZ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n';
const PIECES = [
  'null',
  '1e999',
  '-1',
  '""',
  '[]',
  '{}',
  '"\\ud800"',
  '\0',
  '\uFEFF',
  '%',
  '%ZZ',
  '"__proto__"',
  '"constructor"',
  'true',
  ',',
  '"',
  '[',
  '}',
  '\r\n',
  '1970-01-01T00:00:00Z',
  'NaN',
  'x'.repeat(3000),
];

function mutated(words: string, random: () => number): string {
  let text = words;
  for (let times = Math.floor(random() * 4); times >= 0; times -= 1) {
    const at = Math.floor(random() * (text.length + 1));
    const length = Math.floor(random() * 12);
    const piece = PIECES[Math.floor(random() * PIECES.length)] ?? '';
    switch (Math.floor(random() * 5)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 1:
        text = text.slice(0, at) + piece + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1);
        break;
      case 3:
        text = text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at);
        break;
      default: {
        const value = /(:|,)("[^"]*"|[\d.]+)/.exec(text.slice(at));
        if (value) text = text.slice(0, at) + text.slice(at).replace(value[0], value[1] + piece);
      }
    }
  }
  return text;
}

/** Sends a head and some bytes after it; resolves once the server answered or hung up, or at once half of the time. */
function knock(port: number, head: string, random: () => number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (): void => {
      socket.destroy();
      resolve();
    };
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.on('connect', () => {
      socket.write(Buffer.from(head, 'latin1'));
      if (random() < 0.3) socket.write(Buffer.from(Array.from({ length: 40 }, () => Math.floor(random() * 256))));
      if (random() < 0.5) setImmediate(done);
      else setTimeout(done, 50);
    });
    socket.on('data', done);
  });
}

/**
 * Seeded random and mutated frames and upgrades against a house, nine frames to one upgrade, while a well-behaved
 * charger is answered throughout. Throws at the first crash, unhandled rejection or missing answer; resolves with the
 * heap after collection at a third and at the end, MB.
 */
export async function fuzz(
  count: number,
  seed: number,
): Promise<{ readonly earlyMb: number; readonly lateMb: number }> {
  const random = randomSource(seed);
  const escaped: unknown[] = [];
  const keep = (error: unknown): void => void escaped.push(error);
  process.on('uncaughtExceptionMonitor', keep).on('unhandledRejection', keep);
  const open = await openHouse([chargerFacts('GOOD'), chargerFacts('FUZZ')], {
    messagesPerSecond: 1e6,
    bootWaitMs: 5,
    setupDelayMs: 1,
  });
  const good = await ChargePoint.connect(open.url('GOOD'));
  let bad = await ChargePoint.connect(open.url('FUZZ'));
  let earlyMb = 0;
  try {
    for (let done = 0; done < count; ) {
      for (let each = 0; each < 90 && done < count; each += 1, done += 1) {
        const frame = mutated(FRAMES[Math.floor(random() * FRAMES.length)] ?? '', random);
        if (bad.closedWith === undefined) bad.raw(random() < 0.1 ? Buffer.from(frame, 'latin1') : frame);
        else bad = await ChargePoint.connect(open.url('FUZZ'));
      }
      const knocks = Math.min(10, count - done);
      done += knocks;
      await Promise.all(Array.from({ length: knocks }, () => knock(open.port, mutated(HEAD, random), random)));
      const answer = await Promise.race([good.call('Heartbeat', {}), late(60_000)]);
      assert.ok(answer, `the good charger was not answered after ${done} (seed ${seed})`);
      if (bad.closedWith !== undefined || random() < 0.05) {
        await bad.cut();
        bad = await ChargePoint.connect(open.url('FUZZ'));
      }
      open.house.observations.length = open.house.charges.length = open.house.stops.length = 0;
      open.house.notices.length = open.house.log.lines.length = bad.frames.length = good.frames.length = 0;
      assert.deepEqual(escaped, [], `after ${done} (seed ${seed})`);
      if (earlyMb === 0 && done >= count / 3) earlyMb = heapMb();
    }
    assert.equal(good.closedWith, undefined);
    assert.deepEqual(good.breaches, []);
    return { earlyMb, lateMb: heapMb() };
  } finally {
    await Promise.all([good.cut(), bad.cut()]);
    await open.close();
    process.off('uncaughtExceptionMonitor', keep).off('unhandledRejection', keep);
  }
}

const late = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });

const heapMb = (): number => collectedHeap() / 1e6;
