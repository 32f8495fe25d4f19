import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { codeOf, mayPass, messageOf, openSite, type SiteConfig } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { settle } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, type Hub, openHub, temporaryFolder, testConfig } from '../means/open-hub.js';

const HANDSHAKE =
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const OCPP = 'Sec-WebSocket-Protocol: ocpp1.6\r\n';

/** A text frame as a client sends it, masked with zeros. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  if (payload.length < 126) head[1] = 0x80 | payload.length;
  else if (payload.length < 65_536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

describe('hostile and clumsy callers at the one port', () => {
  let hub: Hub;
  let port: number;
  before(async () => {
    hub = await openHub();
    port = Number(new URL(hub.url).port);
    hub.home.plug();
    hub.home.setSun(9000);
    await eventually('a charge that must not be disturbed', () => (hub.home.charger.currentA[0] ?? 0) > 5);
  });
  after(() => hub.close());

  /** Sends bytes, waits for the first answer (or the end), and answers what came. */
  async function say(request: string, ...then: Buffer[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let came = '';
    socket.on('data', (bytes) => {
      came += bytes.toString('latin1');
    });
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(`${request}\r\n`);
    if (then.length > 0) {
      await eventually('an answer to the upgrade', () => came.includes('\r\n\r\n') || socket.destroyed);
      came = came.slice(came.indexOf('\r\n\r\n') + 4);
      for (const bytes of then) socket.write(bytes);
    }
    await eventually('an answer or the end', () => came !== '' || socket.destroyed);
    socket.destroy();
    return came;
  }

  const undisturbed = async () => {
    const before = hub.home.charger.registerWh;
    await eventually('the charge goes on', () => hub.home.charger.registerWh > before);
    assert.ok(hub.charger().online);
    assert.deepEqual(hub.home.charger.complaints, []);
  };

  it('GET /%ZZ with an upgrade is refused with 400, not the end of the process', async () => {
    assert.match(await say(`GET /%ZZ HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}${OCPP}`), /^HTTP\/1\.1 400/);
    await undisturbed();
  });

  it('a plain GET is told what lives here', async () => {
    assert.match(await say('GET / HTTP/1.1\r\nHost: x\r\n'), /^HTTP\/1\.1 426[\s\S]*OCPP 1\.6J/);
  });

  const fromPage = (id: string, origin: string) =>
    say(
      `GET /${id} HTTP/1.1\r\nHost: x\r\nOrigin: ${origin}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0\r\n${HANDSHAKE}${OCPP}`,
    );

  it('a page of the internet is refused, whichever charger it names', async () => {
    for (const origin of ['http://news.example', 'https://1.2.3.4'])
      for (const id of [CHARGER_ID, 'NEW']) assert.match(await fromPage(id, origin), /^HTTP\/1\.1 403/);
    assert.deepEqual(hub.site.snapshot().pending, []);
  });

  it('a page at home, a simulator, comes in, but takes the place of no charger that is connected', async () => {
    for (const origin of ['null', 'http://localhost:8080']) {
      assert.match(await fromPage(CHARGER_ID, origin), /^HTTP\/1\.1 409/);
      assert.match(await fromPage('SIM', origin), /^HTTP\/1\.1 101/);
    }
    await undisturbed();
  });

  it('bytes that are no HTTP are refused with 400', async () => {
    assert.match(await say('\u0016\u0003\u0001 hello\r\n'), /^HTTP\/1\.1 400/);
  });

  for (const [who, words] of [
    ['say nothing', ''],
    ['speak no HTTP, and do not hang up', 'hello\r\n\r\n'],
  ] as const) {
    it(`hundreds that ${who} keep no charger out`, async () => {
      const callers = Array.from({ length: 450 }, () => {
        const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
        return socket.on('error', () => {}).resume();
      });
      await Promise.all(callers.map((socket) => once(socket, 'connect')));
      for (const socket of callers) socket.write(words);
      if (words) await Promise.all(callers.map((socket) => once(socket, 'end')));
      assert.match(await say(`GET /LATE HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}${OCPP}`), /^HTTP\/1\.1 101/);
      for (const socket of callers) socket.destroy();
      await undisturbed();
    });
  }

  it('connections without end from one address make no other wait in vain that is slow to say what it wants', async () => {
    const charger = connect(port, '127.0.0.1');
    await once(charger, 'connect');
    const callers = Array.from({ length: 150 }, () =>
      connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' }).on('error', () => {}),
    );
    await Promise.all(callers.map((socket) => once(socket, 'connect')));
    await eventually('the first of them had to go', () => callers[0]?.destroyed);
    let came = '';
    charger
      .on('error', () => {})
      .on('data', (bytes) => {
        came += bytes.toString();
      });
    charger.write(`GET /SLOW HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}${OCPP}\r\n`);
    await eventually('an answer or the end', () => came !== '' || charger.destroyed);
    assert.match(came, /^HTTP\/1\.1 101/);
    for (const socket of [charger, ...callers]) socket.destroy();
  });

  it('a charger without a subprotocol, and with a trailing slash, is heard and waits to be adopted', async () => {
    const boot = frame('[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]');
    assert.match(await say(`GET /ocpp/NEWCOMER/ HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}`, boot), /"status":"Pending"/);
    assert.ok(hub.site.snapshot().pending.some((charger) => charger.id === 'NEWCOMER'));
    await undisturbed();
  });

  it('one that is adopted in other letters, as off a label, is adopted as it calls itself', async () => {
    const boot = frame('[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]');
    await say(`GET /Odd-7/ HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}`, boot);
    const { applied } = await hub.site.command({ do: 'adopt', id: 'ODD-7' });
    assert.equal(applied['id'], 'Odd-7');
    const { chargers, pending } = hub.site.snapshot();
    assert.ok(chargers.some((charger) => charger.id === 'Odd-7'));
    assert.ok(!pending.some((charger) => charger.id === 'Odd-7'));
    await hub.site.command({ do: 'forget', id: 'Odd-7' });
  });

  it('who knocks under ever new names does not fill the log', async () => {
    const boot = frame('[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]');
    for (let name = 0; name < 12; name += 1) await say(`GET /N${name} HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}`, boot);
    assert.ok(hub.site.snapshot().pending.some((charger) => charger.id === 'N11'));
    const told = hub.log.matching(/unknown charger is waiting/);
    assert.equal(told.length, 6);
    assert.match(told[5] ?? '', /the log will not mention it again/);
  });

  it('who comes and goes is told twice: that it has come, and what it is', async () => {
    const heard: string[] = [];
    const unlisten = hub.site.on((event) => {
      if (event.event === 'pending') heard.push(`${event.charger} ${JSON.stringify(event.detail['identity'])}`);
    });
    const call = (name: string, model: string) =>
      say(
        `GET /${name} HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}`,
        frame(`[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"${model}"}]`),
      );
    await call('RESTLESS', 'M');
    await call('LATER', 'M');
    for (let again = 0; again < 5; again += 1) await call('RESTLESS', `M${again}`);
    unlisten();
    const named = '{"vendor":"V","model":"M"}';
    assert.deepEqual(heard, ['RESTLESS {}', `RESTLESS ${named}`, 'LATER {}', `LATER ${named}`]);
    await undisturbed();
  });

  it('a numeric message id is answered with that id', async () => {
    const boot = frame('[2,42,"BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]');
    assert.match(await say(`GET /NUMERIC HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}${OCPP}`, boot), /\[3,42,\{/);
  });

  it('a frame of 5 MB ends its own connection only', async () => {
    const answer = await say(
      `GET /HUGE HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}${OCPP}`,
      frame(`["${'x'.repeat(5_000_000)}"]`),
    );
    assert.ok(answer === '' || answer.charCodeAt(0) === 0x88, 'a close frame or the end');
    await undisturbed();
  });

  it('the link is refused without a token in the configuration', async () => {
    const answer = await say(
      `GET /surplug/link HTTP/1.1\r\nHost: x\r\n${HANDSHAKE}Sec-WebSocket-Protocol: surplug.link.v1\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 40[13]/);
  });
});

describe('a configuration that cannot work', () => {
  const folder = temporaryFolder('bad');
  after(() => folder.remove());
  const good = testConfig(1502, folder.path);
  const [charger] = good.chargers ?? [];

  const refused = async (config: unknown) => {
    const log = new KeptLog();
    const error = await openSite(config as SiteConfig, log).then(
      () => assert.fail('it opened'),
      (reason: unknown) => reason,
    );
    return { code: codeOf(error), message: messageOf(error), passes: mayPass(error), said: log.lines };
  };

  it('a wrong port, a missing fuse, two chargers with one id: one clear line each, and no more', async () => {
    for (const [config, line] of [
      [{ ...good, ocpp: { port: 99_999 } }, /^ocpp\.port: it is 99999; expected a number from 0 to 65535\.$/],
      [{ ...good, fuseA: undefined }, /^fuseA: it is missing; expected a number from 6 to 400 A\.$/],
      [
        { ...good, chargers: [charger, charger] },
        /^chargers\[1\]\.id: "CP1" appears twice; expected a different id for every charger\.$/,
      ],
    ] as const) {
      const { code, message } = await refused(config);
      assert.equal(code, 'BAD_CONFIG');
      assert.match(message, line);
    }
  });

  it('a register map that does not exist is named', async () => {
    const { code, message } = await refused({ ...good, meters: [{ ...good.meters?.[0], map: 'abacus' }] });
    assert.equal(code, 'BAD_CONFIG');
    assert.match(message, /abacus/);
  });

  it('a port in use: port and remedy are named, nothing goes on in the background, the records are free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const { code, message } = await refused({ ...good, ocpp: { port, bind: '127.0.0.1' } });
    await settle();
    assert.ok(timers() <= before);
    assert.equal(code, 'PORT_IN_USE');
    assert.match(message, new RegExp(`Port ${port} .*another port.*attach`));
    const german = await refused({ ...good, language: 'de', ocpp: { port, bind: '127.0.0.1' } });
    assert.deepEqual([german.code, german.message.startsWith(`Port ${port} benutzt schon`)], ['PORT_IN_USE', true]);
    other.close();
    const site = await openSite(good, new KeptLog());
    await site.close();
  });

  it('an address that this machine does not have yet may come with the network, in any language', async () => {
    for (const language of ['en', 'de'] as const) {
      const refusal = (ocpp: SiteConfig['ocpp']) => refused({ ...good, language, ocpp });
      const away = await refusal({ port: 0, bind: '203.0.113.7' });
      assert.deepEqual([away.code, away.passes], ['BAD_CONFIG', true]);
      assert.equal((await refusal({ port: 99_999 })).passes, false);
    }
  });

  it('a command that cannot be done is refused in the language of the site', async () => {
    const site = await openSite({ ...good, language: 'de' }, new KeptLog());
    try {
      for (const [charger, wish, line] of [
        ['CP1', { current: 99 }, /^current ist 99; richtig wäre eine Zahl von 6 bis \d+\.$/],
        ['Boot', { mode: 'ECO' }, /^Eine Ladestation "Boot" gibt es hier nicht\. Es gibt .*CP1/],
      ] as const)
        await assert.rejects(site.command({ do: 'wish', charger, wish }), { message: line });
    } finally {
      await site.close();
    }
  });
});
