import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, type OpenHouse, openHouse } from '../means/ocpp-house.js';

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13';
const UPGRADE = `Upgrade: websocket\r\nConnection: Upgrade\r\n${KEY}`;

/** Sends these very bytes to a port; resolves with the first line of the answer once the connection is closed or answered. */
function knock(port: number, head: string, closes = true): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head));
    let answer = '';
    socket.setTimeout(15_000, () => reject(new Error(`no answer to ${head}`)));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      if (!closes) {
        socket.destroy();
        resolve(answer);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

const statusOf = (answer: string): string => answer.split(' ')[1] ?? '';

describe('the door for chargers', () => {
  let open: OpenHouse;
  let steady: ChargePoint;
  before(async () => {
    open = await openHouse(
      [chargerFacts('CP1'), chargerFacts('A/B'), chargerFacts('RDAM 123'), chargerFacts('STEADY')],
      {
        maxPending: 3,
      },
    );
    steady = await ChargePoint.connect(open.url('STEADY'));
    await steady.call('StartTransaction', {
      connectorId: 1,
      idTag: 'X',
      meterStart: 0,
      timestamp: new Date().toISOString(),
    });
  });
  after(async () => {
    // Another charger's charge went on through all of it.
    const answer = await steady.call('Heartbeat', {});
    assert.ok(answer['currentTime']);
    assert.equal(steady.closedWith, undefined);
    assert.deepEqual(steady.breaches, []);
    assert.equal(open.house.of('disconnected', 'STEADY').length, 0);
    await steady.close();
    await open.close();
  });

  it('answers GET /%ZZ with 400 and closes the socket, because one bad URL must not end the process', async () => {
    const answer = await knock(open.port, `GET /%ZZ HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`);
    assert.equal(statusOf(answer), '400');
    assert.match(answer, /Connection: close/);
  });

  const tooLong = `/${'A'.repeat(101)}`;
  for (const path of ['/%', '/%C3%28', '/%E0%A4%A', '/ocpp/%00CP1', tooLong, '/constructor', '/a/__proto__']) {
    it(`answers GET ${path.slice(0, 20)} with 400`, async () => {
      const answer = await knock(open.port, `GET ${path} HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`);
      assert.equal(statusOf(answer), '400');
    });
  }

  for (const path of ['/', '//', '/ocpp/%20', '/?x=CP1']) {
    it(`answers GET ${path} with 404, because it names no charger`, async () => {
      const answer = await knock(open.port, `GET ${path} HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`);
      assert.equal(statusOf(answer), '404');
      assert.match(answer, /must end with the identity/);
    });
  }

  for (const [path, id] of [
    ['/CP1', 'CP1'],
    ['/ocpp/CP1/', 'CP1'],
    ['//CP1', 'CP1'],
    ['/any/path/before/CP1', 'CP1'],
    ['/CP1?x=1', 'CP1'],
    ['/CP1/?x=%ZZ', 'CP1'],
    ['/ocpp/A%2FB', 'A/B'],
    ['/RDAM%20123', 'RDAM 123'],
    ['ws://somewhere:80/ocpp/CP1', 'CP1'],
  ] as const) {
    it(`finds the charger ${id} in ${path}`, async () => {
      const before = open.house.of('connected', id).length;
      const answer = await knock(open.port, `GET ${path} HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`, false);
      assert.equal(statusOf(answer), '101');
      assert.equal(open.house.of('connected', id).length, before + 1);
    });
  }

  for (const [lines, chosen] of [
    ['', undefined],
    ['Sec-WebSocket-Protocol:\r\n', undefined],
    ['Sec-WebSocket-Protocol: ocpp1.5\r\n', undefined],
    ['Sec-WebSocket-Protocol: ocpp2.0.1, ocpp1.6\r\n', 'ocpp1.6'],
    ['Sec-WebSocket-Protocol: OCPP1.6\r\n', 'OCPP1.6'],
    ['Sec-WebSocket-Protocol: ocpp1.6, ocpp1.6\r\n', 'ocpp1.6'],
    ['Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Protocol: ocpp1.6\r\n', 'ocpp1.6'],
    ['Sec-WebSocket-Protocol: ,,ocpp1.6;\r\n', undefined],
    ['Sec-WebSocket-Protocol: ocpp1.6,\r\n', 'ocpp1.6'],
  ] as const) {
    it(`takes a charger that offers "${lines.trim().replace(/\r\n/g, ' + ')}"`, async () => {
      const answer = await knock(open.port, `GET /CP1 HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n${lines}\r\n`, false);
      assert.equal(statusOf(answer), '101');
      assert.equal(/Sec-WebSocket-Protocol: (\S+)/i.exec(answer)?.[1], chosen);
    });
  }

  for (const [name, head] of [
    ['no key', 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13'],
    ['a bad key', 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: abc\r\nSec-WebSocket-Version: 13'],
    ['an unknown version', `${UPGRADE.replace('13', '99')}`],
    ['another protocol', `${UPGRADE.replace('websocket', 'h2c')}`],
  ] as const) {
    it(`refuses a handshake with ${name}`, async () => {
      const answer = await knock(open.port, `GET /CP1 HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
      assert.match(statusOf(answer), /^4/);
    });
  }

  it('refuses a handshake by POST', async () => {
    const answer = await knock(open.port, `POST /CP1 HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`);
    assert.match(statusOf(answer), /^4/);
  });

  it('survives a peer that resets the connection within the handshake', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(open.port, '127.0.0.1', () => {
        socket.write(`GET /CP1 HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`);
        socket.resetAndDestroy();
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve());
    });
  });

  it('hears a frame that came in one piece with the handshake', async () => {
    const frame = Buffer.from(JSON.stringify([2, 'early', 'Heartbeat', {}]));
    const masked = Buffer.concat([Buffer.from([0x81, 0x80 | frame.length, 0, 0, 0, 0]), frame]);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(open.port, '127.0.0.1', () => {
        socket.write(Buffer.concat([Buffer.from(`GET /CP1 HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`), masked]));
      });
      let heard = '';
      socket.setTimeout(15_000, () => reject(new Error(heard)));
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1');
        if (!heard.includes('currentTime')) return;
        socket.destroy();
        resolve(heard);
      });
    });
    assert.match(answer, /\[3,"early",/);
  });

  it('closes a connection that sends a frame of 5 MB, and takes one of half a megabyte', async () => {
    const point = await ChargePoint.connect(open.url('CP1'));
    const half = `[2,"big","DataTransfer",{"vendorId":"V","data":"${'x'.repeat(500_000)}"}]`;
    assert.equal((await point.rawCall(half, '"big"'))[0], 3);
    point.raw(Buffer.alloc(5 * 1024 * 1024, 32));
    await eventually('closed', () => point.closedWith !== undefined);
  });

  it('holds no more unknown chargers than it has room for, and one that left makes way', async () => {
    const points = await Promise.all(['P1', 'P2', 'P3'].map((id) => ChargePoint.connect(open.url(id))));
    await assert.rejects(ChargePoint.connect(open.url('P4')), /HTTP 503/);
    await points[0]?.close();
    await eventually('P1 has left', () => open.gateway.pending().length === 3);
    const fourth = await eventually('room', () => ChargePoint.connect(open.url('P4')).catch(() => undefined));
    assert.deepEqual(
      open.gateway
        .pending()
        .map((each) => each.id)
        .sort(),
      ['P2', 'P3', 'P4'],
    );
    await Promise.all([...points.slice(1), fourth].map((point) => point.close()));
  });
});

describe('limits of the door', () => {
  it('turns away connections beyond its number', async () => {
    const open = await openHouse([chargerFacts('C1'), chargerFacts('C2')], { maxConnections: 1 });
    const point = await ChargePoint.connect(open.url('C1'));
    await assert.rejects(ChargePoint.connect(open.url('C2')), /HTTP 503/);
    await point.close();
    await open.close();
  });

  it('lets an unknown charger go that says nothing, and keeps one that talks', async () => {
    const open = await openHouse([], { firstMessageMs: 2000 });
    const silent = await ChargePoint.connect(open.url('SILENT'));
    const talks = await ChargePoint.connect(open.url('TALKS'));
    await talks.call('Heartbeat', {});
    await eventually('the silent one is closed', () => silent.closedWith === 1006);
    assert.equal(talks.closedWith, undefined);
    await talks.close();
    await open.close();
  });

  it('reads a flood more slowly, loses none of it, and keeps nobody else waiting', async () => {
    const open = await openHouse([chargerFacts('FLOOD'), chargerFacts('CALM')], { messagesPerSecond: 100 });
    const flood = await ChargePoint.connect(open.url('FLOOD'));
    const calm = await ChargePoint.connect(open.url('CALM'));
    for (let at = 0; at < 1300; at += 1) flood.raw(`[2,"f${at}","Heartbeat",{}]`);
    await calm.call('Heartbeat', {});
    await eventually('all are answered', () => flood.frames.length === 1300);
    assert.equal(flood.closedWith, undefined);
    await Promise.all([flood.close(), calm.close()]);
    await open.close();
  });

  it('closes within its deadline even when a charger does not answer the closing', async () => {
    const open = await openHouse([chargerFacts('FROZEN')], { closeDeadlineMs: 200 });
    const socket = connect(open.port, '127.0.0.1', () =>
      socket.write(`GET /FROZEN HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`),
    );
    socket.on('error', () => {});
    await eventually('connected', () => open.house.of('connected').length === 1);
    await open.close();
    await assert.rejects(ChargePoint.connect(open.url('FROZEN')));
    socket.destroy();
  });
});

describe('OCPP security profile 1', () => {
  const basic = (words: string | Buffer): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(words).toString('base64')}`,
  });
  let open: OpenHouse;
  before(async () => {
    open = await openHouse([chargerFacts('CP1'), chargerFacts('A:B'), chargerFacts('OPEN'), chargerFacts('HEX')]);
    open.house.passwords.set('CP1', 'geheim:mit:Doppelpunkt');
    open.house.passwords.set('A:B', 'secret');
    open.house.passwords.set('HEX', '00112233445566778899aabbccddeeff00ff00ff');
  });
  after(() => open.close());

  it('lets in who gives identity and password, colons in either and all', async () => {
    for (const [id, password] of [
      ['CP1', 'geheim:mit:Doppelpunkt'],
      ['A:B', 'secret'],
    ] as const) {
      const point = await ChargePoint.connect(open.url(id), { headers: basic(`${id}:${password}`) });
      assert.ok((await point.call('Heartbeat', {}))['currentTime']);
      await point.close();
    }
  });

  it('takes a hexadecimal key as its text and as its bytes', async () => {
    const bytes = Buffer.concat([Buffer.from('HEX:'), Buffer.from('00112233445566778899aabbccddeeff00ff00ff', 'hex')]);
    for (const words of [bytes, 'HEX:00112233445566778899aabbccddeeff00ff00ff']) {
      const point = await ChargePoint.connect(open.url('HEX'), { headers: basic(words) });
      await point.close();
    }
  });

  for (const [name, headers] of [
    ['no password', {}],
    ['a wrong password', basic('CP1:geheim')],
    ["another charger's name", basic('OTHER:geheim:mit:Doppelpunkt')],
    ['an empty password', basic('CP1:')],
    ['no user name', basic('geheim:mit:Doppelpunkt')],
    ['another scheme', { authorization: 'Bearer abc' }],
    ['nonsense', { authorization: 'Basic \u00ff%%%' }],
  ] as const) {
    it(`answers 401 to ${name}`, async () => {
      await assert.rejects(ChargePoint.connect(open.url('CP1'), { headers }), /HTTP 401/);
    });
  }

  it('lets one that has guessed ten times wait, with the right one too, and nobody else', async () => {
    open.house.passwords.set('GUESSED', 'right');
    const guess = (password: string) =>
      ChargePoint.connect(open.url('GUESSED'), { headers: basic(`GUESSED:${password}`) });
    for (let wrong = 0; wrong < 10; wrong += 1) await assert.rejects(guess(`${wrong}`), /HTTP 401/);
    await assert.rejects(guess('right'), /HTTP 429/);
    const point = await ChargePoint.connect(open.url('A:B'), { headers: basic('A:B:secret') });
    await point.close();
  });

  it('asks nobody for a password who has none', async () => {
    const point = await ChargePoint.connect(open.url('OPEN'));
    await point.close();
  });
});
