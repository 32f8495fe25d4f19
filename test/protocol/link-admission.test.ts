import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { RPCClient } from 'ocpp-rpc';
import { codeOf } from '../../core/model/error.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { LinkHouse, TOKEN } from '../means/link-house.js';
import { MemorySite } from '../means/memory-site.js';

const basic = (token: string): string => `Basic ${Buffer.from(`link:${token}`).toString('base64')}`;

const GOOD = {
  Host: 'localhost',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol': 'surplug.link.v1',
  Authorization: basic(TOKEN),
};

/** Sends an upgrade as bytes and comes back with the status line and the text of the answer. */
function upgrade(
  port: number,
  headers: Readonly<Record<string, string | undefined>> = {},
  target = '/surplug/link',
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const done = (): void => {
      socket.destroy();
      resolve({ status: Number(answer.split(' ')[1]), text: answer.split('\r\n\r\n')[1] ?? '' });
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.startsWith('HTTP/1.1 101')) done();
    });
    socket.on('end', done);
    socket.on('error', reject);
    const lines = Object.entries({ ...GOOD, ...headers }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    );
    socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  });
}

describe('who may attach', () => {
  let house: LinkHouse;
  before(async () => {
    house = await LinkHouse.open();
  });
  after(() => house.end());

  it('the token as password of Basic', async () => assert.equal((await upgrade(house.port)).status, 101));
  it('the token as Bearer', async () => {
    const plain = await LinkHouse.open(new MemorySite(), { token: 'abc.DEF-123' });
    assert.equal((await upgrade(plain.port, { Authorization: 'Bearer abc.DEF-123' })).status, 101);
    assert.equal((await upgrade(plain.port, { Authorization: 'Bearer abc.DEF-124' })).status, 401);
    await plain.end();
  });
  it('a slash or a query at the end of the path does no harm', async () => {
    assert.equal((await upgrade(house.port, {}, '/surplug/link/')).status, 101);
    assert.equal((await upgrade(house.port, {}, '/surplug/link?x=%ZZ')).status, 101);
  });

  it('no token, an empty one, a wrong one, half of the right one: 401', async () => {
    for (const token of [undefined, '', 'guess', TOKEN.slice(0, 5), `${TOKEN} `]) {
      const headers = { Authorization: token === undefined ? undefined : basic(token) };
      assert.equal((await upgrade(house.port, headers)).status, 401, String(token));
    }
    assert.equal((await upgrade(house.port, { Authorization: 'Basic' })).status, 401);
    assert.equal((await upgrade(house.port, { Authorization: 'Basic bm9jb2xvbg==' })).status, 401);
  });

  it('the token in the URL is no token, because URLs end in logs', async () => {
    const target = `/surplug/link?token=${encodeURIComponent(TOKEN)}`;
    assert.equal((await upgrade(house.port, { Authorization: undefined }, target)).status, 401);
  });

  it('another subprotocol or none is told which one is spoken', async () => {
    for (const protocol of [undefined, 'ocpp1.6', 'surplug.link.v2']) {
      const { status, text } = await upgrade(house.port, { 'Sec-WebSocket-Protocol': protocol });
      assert.equal(status, 400, String(protocol));
      assert.match(text, /surplug\.link\.v1/);
    }
  });

  it('a later host that also speaks this version is taken', async () => {
    const headers = { 'Sec-WebSocket-Protocol': 'surplug.link.v2, surplug.link.v1' };
    assert.equal((await upgrade(house.port, headers)).status, 101);
  });

  it('a path that cannot be decoded is refused, and the owner lives', async () => {
    for (const target of ['/surplug/link/%ZZ', '/%ZZ', '/surplug/other', '//', '*']) {
      assert.equal((await upgrade(house.port, {}, target)).status, 404, target);
    }
    assert.equal((await upgrade(house.port)).status, 101);
  });

  it('a WebSocket handshake that is none is refused by the WebSocket library, and the owner lives', async () => {
    assert.equal((await upgrade(house.port, { 'Sec-WebSocket-Key': 'short' })).status, 400);
    assert.equal((await upgrade(house.port, { 'Sec-WebSocket-Version': '3' })).status, 400);
    assert.equal((await upgrade(house.port, { Upgrade: 'h2c' })).status, 400);
    assert.equal((await upgrade(house.port)).status, 101);
  });
});

describe('without a token', () => {
  for (const token of [undefined, '']) {
    it(`${JSON.stringify(token)} configured, nobody attaches, whatever they bring`, async () => {
      const house = await LinkHouse.open(new MemorySite(), { token });
      for (const Authorization of [undefined, basic(''), basic('undefined'), 'Bearer undefined']) {
        assert.equal((await upgrade(house.port, { Authorization })).status, 403);
      }
      assert.equal(house.log.matching(/warn A host at 127\.0\.0\.1 .* has no link token, or has lost it/).length, 3);
      await house.end();
    });
  }
});

describe('guessing', () => {
  it('after ten wrong tokens the right one waits too, and a minute later it is taken', async () => {
    const house = await LinkHouse.open();
    for (let guess = 0; guess < 10; guess += 1) {
      assert.equal((await upgrade(house.port, { Authorization: basic(`guess ${guess}`) })).status, 401);
    }
    assert.equal((await upgrade(house.port)).status, 429);
    await house.clock.advance(60_000);
    assert.equal((await upgrade(house.port)).status, 101);
    await house.end();
  });

  it('does not fill the log: told three times, then once an hour', async () => {
    const house = await LinkHouse.open();
    const told = () => house.log.matching(/wrong token/).length;
    for (let guess = 0; guess < 8; guess += 1) await upgrade(house.port, { Authorization: basic('a guess') });
    assert.equal(told(), 3);
    await house.clock.advance(3_600_000);
    for (let guess = 0; guess < 8; guess += 1) await upgrade(house.port, { Authorization: basic('a guess') });
    assert.equal(told(), 4);
    await house.end();
  });
});

describe('how many hosts', () => {
  it('eight are served, the ninth is refused, and taken once one has left', async () => {
    const house = await LinkHouse.open();
    const sites = await Promise.all(Array.from({ length: 8 }, () => house.attached()));
    assert.equal((await upgrade(house.port)).status, 503);
    await sites[0]?.close();
    await eventually('room for one more', async () => (await upgrade(house.port)).status === 101);
    await house.end();
  });
});

describe('a host that does not behave', () => {
  const open = async (house: LinkHouse): Promise<InstanceType<typeof RPCClient>> => {
    const options = {
      endpoint: `ws://127.0.0.1:${house.port}/surplug`,
      identity: 'link',
      password: TOKEN,
      protocols: ['surplug.link.v1'],
      reconnect: false,
    };
    const client = new RPCClient(options as unknown as ConstructorParameters<typeof RPCClient>[0]);
    client.handle('events', async () => ({}));
    await client.connect();
    return client;
  };
  const closed = (client: InstanceType<typeof RPCClient>): Promise<unknown> =>
    eventually('the owner to let the host go', () => client.state === RPCClient.CLOSED);

  it('gets nothing before it has said hello, and is let go after ten seconds', async () => {
    const site = new MemorySite();
    const house = await LinkHouse.open(site);
    const client = await open(house);
    await assert.rejects(client.call('command', { do: 'wish', charger: 'garage', wish: { mode: 'FAST' } }), /hello/);
    assert.deepEqual([site.commands, site.listeners], [[], 0]);
    await house.clock.advance(10_000);
    await closed(client);
    await house.end();
  });

  it('of another version is told which one is spoken', async () => {
    const house = await LinkHouse.open();
    const client = await open(house);
    await assert.rejects(client.call('hello', { version: 2 }), /version 1/);
    await client.close();
    await house.end();
  });

  it('asks for what does not exist, or says nothing of meaning: an error, and the next question is answered', async () => {
    const house = await LinkHouse.open();
    const client = await open(house);
    await client.call('hello', { version: 1 });
    await assert.rejects(client.call('sell-the-house', {}));
    for (const params of [null, 'FAST', 7, ['wish'], {}]) await assert.rejects(client.call('command', params));
    client.sendRaw('{"not":"rpc"}');
    client.sendRaw('rubbish');
    const reply = (await client.call('query', { what: 'charges' })) as { rows: unknown[] };
    assert.equal(reply.rows.length, 1);
    await client.close();
    await house.end();
  });

  it('sends a frame of 2 MB, a flood or nonsense: let go, while the other host is served', async () => {
    const site = new MemorySite();
    const house = await LinkHouse.open(site);
    const other = await house.attached();
    for (const misbehave of [
      (client: InstanceType<typeof RPCClient>) => client.sendRaw('x'.repeat(2 * 1024 * 1024)),
      (client: InstanceType<typeof RPCClient>) => {
        for (let i = 0; i < 6000; i += 1) client.sendRaw(`[2,"${i}","query",{"what":"charges"}]`);
      },
      (client: InstanceType<typeof RPCClient>) => {
        for (let i = 0; i < 30; i += 1) client.sendRaw('rubbish');
      },
    ]) {
      const client = await open(house);
      await client.call('hello', { version: 1 });
      misbehave(client);
      await closed(client);
    }
    assert.equal((await other.command({ do: 'wish', charger: 'garage', wish: { mode: 'FAST' } })).ok, true);
    await eventually('the owner to forget the hosts that left', () => site.listeners === 1);
    await house.end();
  });

  it('asks too much at once: refused with words, and served again once it slows down', async () => {
    const house = await LinkHouse.open();
    const site = await house.attached();
    const asked = await Promise.allSettled(Array.from({ length: 700 }, () => site.query({ what: 'charges' })));
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
    // 500 at once, of which the greeting was one; the fake clock lets nothing flow in meanwhile.
    assert.deepEqual([refused.length, [...new Set(refused)]], [201, ['REJECTED']]);
    assert.equal(site.snapshot().online, true);
    await house.clock.advance(1000);
    assert.equal((await site.query({ what: 'charges' })).length, 1);
    await house.end();
  });

  it('takes no events: it is let go, and the owner keeps nothing for it', async () => {
    const site = new MemorySite();
    const house = await LinkHouse.open(site);
    const client = await open(house);
    client.handle('events', () => new Promise(() => undefined));
    await client.call('hello', { version: 1 });
    for (let i = 0; i < 1100; i += 1) site.happen('plugged', 'garage');
    await closed(client);
    assert.equal(site.listeners, 0);
    await house.end();
  });
});

describe('secrets', () => {
  it('neither side ever says the token, right or wrong', async () => {
    const house = await LinkHouse.open();
    const log = new KeptLog();
    await house.attached({ log });
    const wrong = house.attach({ log, token: 'a wrong secret', url: house.url.replace('//', '//user:pass-in-url@') });
    const refused = await eventually('the refusal', () =>
      wrong.command({ do: 'forget', id: 'x' }).then(
        () => undefined,
        (error: unknown) => (codeOf(error) === 'NO_PERMISSION' ? String(error) : undefined),
      ),
    );
    const said = [...log.lines, ...house.log.lines, refused].join('\n');
    assert.match(said, /token/);
    for (const secret of [TOKEN, 'a wrong secret', 'pass-in-url', Buffer.from(`link:${TOKEN}`).toString('base64')]) {
      assert.ok(!said.includes(secret), `a log has ${secret}`);
    }
    await house.end();
  });
});
