import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, type OpenHouse, openHouse } from '../means/ocpp-house.js';

const deep = (levels: number, open = '[', close = ']'): string => open.repeat(levels) + close.repeat(levels);

describe('frames that would stop the process', () => {
  let open: OpenHouse;
  let point: ChargePoint;
  before(async () => {
    open = await openHouse([chargerFacts('CP1')]);
  });
  beforeEach(async () => {
    point = await ChargePoint.connect(open.url('CP1'));
  });
  afterEach(async () => {
    assert.equal(point.closedWith, undefined);
    await point.close();
  });
  after(() => open.close());

  for (const [name, frame, id] of [
    ['a payload under a numeric id', `[2,5,"Heartbeat",${deep(200_000)}]`, '5'],
    ['a payload', `[2,"p","DataTransfer",{"vendorId":"V","data":${deep(200_000)}}]`, '"p"'],
    ['objects', `[2,"o","Heartbeat",${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`, '"o"'],
    ['a payload behind quoted brackets', `[2,"q","Heartbeat",{"a":"\\"[","b":${deep(200_000)}}]`, '"q"'],
  ] as const) {
    it(`refuses ${name} nested deeper than the stack`, async () => {
      assert.deepEqual((await point.rawCall(frame, id)).slice(0, 3), [4, JSON.parse(id), 'FormationViolation']);
    });
  }

  for (const [name, frame] of [
    ['an id', `[2,${deep(200_000)},"Heartbeat",{}]`],
    ['an answer', `[3,"1",${deep(200_000)}]`],
    ['an error', `[4,"1","GenericError","",${deep(200_000)}]`],
    ['a type', `[${deep(200_000)}]`],
    ['no end', '['.repeat(500_000)],
  ] as const) {
    it(`drops ${name} nested deeper than the stack`, async () => {
      point.raw(frame);
      assert.ok((await point.call('Heartbeat', {}))['currentTime']);
    });
  }

  it('takes brackets within text for text', async () => {
    const answer = await point.rawCall(
      `[2,"t","BootNotification",{"chargePointVendor":"${'['.repeat(99)}","chargePointModel":"m"}]`,
      '"t"',
    );
    assert.equal(answer[0], 3);
  });

  it('reads a call with half a megabyte of spaces in it, and keeps nobody waiting for minutes', async () => {
    const answer = await point.rawCall(`[2,"w",${' '.repeat(500_000)}"Heartbeat",{}]`, '"w"');
    assert.equal(answer[0], 3);
  });
});

describe('who takes no heed of the others', () => {
  it('lets one go that asks and asks and reads no answer, before the answers fill the memory', async () => {
    const open = await openHouse([chargerFacts('DEAF')], { messagesPerSecond: 100_000 });
    const deaf = await ChargePoint.connect(open.url('DEAF'));
    deaf.pause();
    for (let call = 0; call < 60; call += 1) deaf.raw(`[2,"${call}${'i'.repeat(500_000)}","Heartbeat",{}]`);
    await eventually('it is let go', () => open.house.of('disconnected', 'DEAF').length === 1);
    await deaf.cut();
    await open.close();
  });

  it('lets one go that floods it with what nobody can read', async () => {
    const open = await openHouse([chargerFacts('JUNK'), chargerFacts('CALM')], { messagesPerSecond: 10 });
    const junk = await ChargePoint.connect(open.url('JUNK'));
    const calm = await ChargePoint.connect(open.url('CALM'));
    for (let frame = 0; frame < 5000; frame += 1) junk.raw('x');
    await eventually('it is let go', () => open.house.of('disconnected', 'JUNK').length === 1);
    await calm.call('Heartbeat', {});
    await Promise.all([junk.cut(), calm.close()]);
    await open.close();
  });

  it('has room for a charger of ours, however often an unknown one calls and never hangs up', async () => {
    const open = await openHouse([chargerFacts('OURS')], { maxConnections: 5, closeDeadlineMs: 60_000 });
    const head = `GET /UNKNOWN HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${KEY}\r\n\r\n`;
    const callers: Socket[] = [];
    for (let call = 0; call < 12; call += 1) {
      const socket = connect({ port: open.port, host: '127.0.0.1', allowHalfOpen: true });
      callers.push(socket.on('error', () => {}));
      await new Promise((answered) => socket.once('data', answered).write(head));
    }
    const ours = await ChargePoint.connect(open.url('OURS'));
    await ours.close();
    for (const socket of callers) socket.destroy();
    await open.close();
  });
});

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13';
