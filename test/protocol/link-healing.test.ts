import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { attachSite } from '../../core/link/attach-site.js';
import { codeOf, type ErrorCode } from '../../core/model/error.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { Site } from '../../core/model/site.js';
import type { SiteEvent } from '../../core/model/site-event.js';
import { eventually } from '../means/eventually.js';
import { FakeClock, settle } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { hurried, LinkHouse, TOKEN } from '../means/link-house.js';
import { MemorySite } from '../means/memory-site.js';

const fast = { do: 'wish', charger: 'garage', wish: { mode: 'FAST' } } as const;

const code = (promise: Promise<unknown>): Promise<ErrorCode | undefined> => promise.then(() => undefined, codeOf);

describe('before the owner answers', () => {
  it('the site is there at once, offline, empty and plain; commands are OFFLINE', async () => {
    const house = await LinkHouse.open();
    await house.cut();
    const site = house.attach();
    const snapshot = site.snapshot();
    assert.equal(snapshot.online, false);
    assert.deepEqual(snapshot.chargers, []);
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
    assert.equal(await code(site.command(fast)), 'OFFLINE');
    assert.equal(await code(site.query({ what: 'charges' })), 'OFFLINE');
    await house.end();
  });

  it('an owner that starts later is found, and the site comes online with an event', async () => {
    const house = await LinkHouse.open();
    await house.cut();
    const site = house.attach();
    const heard: SiteEvent[] = [];
    site.on((event) => heard.push(event));
    await settle();
    await house.back();
    await eventually('the owner to be found', () => site.snapshot().online);
    assert.equal(site.snapshot().name, 'House in memory');
    assert.ok(heard.some((event) => event.event === 'state' && event.snapshot.online));
    await house.end();
  });

  it('whoever hears that the owner is there can ask it in the same breath', async () => {
    const house = await LinkHouse.open();
    const site = house.attach();
    const answer = await new Promise((resolve, reject) => {
      site.on((event) => {
        if (event.event === 'state') site.command(fast).then(resolve, reject);
      });
    });
    assert.equal((answer as { ok: boolean }).ok, true);
    await house.end();
  });
});

describe('while the owner is gone', () => {
  it('the last picture stays, said to be offline; then it heals by itself and is told of what happens', async () => {
    const memory = new MemorySite();
    const house = await LinkHouse.open(memory);
    const log = new KeptLog();
    const site = await house.attached({ log });
    const online: boolean[] = [];
    site.on((event) => event.event === 'state' && online.push(event.snapshot.online));

    await house.cut();
    await eventually('the loss to be seen', () => !site.snapshot().online);
    assert.equal(site.snapshot().chargers[0]?.id, 'garage');
    assert.equal(await code(site.command(fast)), 'OFFLINE');
    assert.deepEqual(online, [false]);

    await house.back();
    await eventually('the owner to be found again', () => site.snapshot().online);
    assert.equal((await site.command(fast)).ok, true);
    assert.equal(site.snapshot().chargers[0]?.mode, 'FAST');
    assert.equal(log.matching(/^warn/).length, 1, 'a loss is said once');
    assert.equal(log.matching(/^info Attached/).length, 2);
    await house.end();
  });

  it('a command on its way when the owner dies is OFFLINE, not for ever', async () => {
    const memory = new MemorySite();
    memory.command = () => new Promise(() => undefined);
    const house = await LinkHouse.open(memory);
    const site = await house.attached();
    const answer = code(site.command(fast));
    await settle();
    await house.cut();
    assert.equal(await answer, 'OFFLINE');
    await house.end();
  });

  it('the owner that closes its door properly is gone too', async () => {
    const house = await LinkHouse.open();
    const site = await house.attached();
    await Promise.all([house.closeDoor(), house.closeDoor()]);
    await eventually('the loss to be seen', () => !site.snapshot().online);
    await house.end();
  });

  it('is called after one second, then with doubling pauses, at most every fifteen', async () => {
    const calls: Socket[] = [];
    const server = createServer((socket) => {
      calls.push(socket);
      socket.on('error', () => undefined);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const clock = new FakeClock();
    const pauses: number[] = [];
    const counted: Pick<FakeClock, 'after'> = {
      after: (delayMs, call) => {
        pauses.push(delayMs);
        return clock.after(delayMs, call);
      },
    };
    const site = attachSite({
      url: `ws://127.0.0.1:${port}`,
      token: TOKEN,
      log: new KeptLog(),
      say: inEnglish,
      clock: counted,
    });
    for (let call = 1; call <= 6; call += 1) {
      await eventually(`pause ${call}`, () => pauses.length === call);
      await clock.advance(15_000);
    }
    assert.deepEqual(pauses.slice(0, 6), [1000, 2000, 4000, 8000, 15_000, 15_000]);
    await site.close();
    server.close();
  });
});

describe('what no waiting heals is told with its code', () => {
  it('a wrong token is NO_PERMISSION, said once, until the token is right', async () => {
    const house = await LinkHouse.open();
    const log = new KeptLog();
    const site = house.attach({ token: 'wrong', log });
    await eventually('the refusal', async () => (await code(site.command(fast))) === 'NO_PERMISSION');
    await eventually('it to be called again', () => house.log.matching(/wrong token/).length >= 3);
    assert.equal(log.matching(/^warn/).length, 1);
    assert.equal(site.snapshot().online, false);
    await house.end();
  });

  it('a token is taken without the spaces and the line end it was pasted with', async () => {
    const house = await LinkHouse.open();
    const site = await house.attached({ token: ` ${TOKEN}\n` });
    assert.equal(site.snapshot().online, true);
    await house.end();
  });

  it('an owner without a token is NO_PERMISSION, and names the setting', async () => {
    const house = await LinkHouse.open(new MemorySite(), { token: undefined });
    const site = house.attach();
    await eventually('the refusal', async () => (await code(site.command(fast))) === 'NO_PERMISSION');
    await assert.rejects(site.command(fast), /set a link token/);
    await house.end();
  });

  it('an address that is none, or no token: BAD_CONFIG for every command, and the host lives', async () => {
    for (const [url, token] of [
      ['http://127.0.0.1:9220', TOKEN],
      ['', TOKEN],
      ['ws://', TOKEN],
      ['not an address', TOKEN],
      ['ws://127.0.0.1:9220', ''],
      ['ws://127.0.0.1:9220', ' '],
    ] as const) {
      const log = new KeptLog();
      const site = attachSite({ url, token, log, say: inEnglish, clock: hurried });
      assert.equal(site.snapshot().online, false);
      assert.equal(await code(site.command(fast)), 'BAD_CONFIG', url);
      assert.equal(log.matching(/^error/).length, 1);
      await site.close();
    }
  });

  it('something else listens there: OFFLINE, and the address is named', async () => {
    const house = await LinkHouse.open();
    const site = house.attach({ url: `ws://127.0.0.1:${house.port}/garage` });
    await eventually('the refusal', async () => /no site at/.test(await site.command(fast).catch(String).then(String)));
    assert.equal(await code(site.command(fast)), 'OFFLINE');
    await house.end();
  });
});

describe('letting go', () => {
  const leftOpen = async (act: (site: Site, house: LinkHouse) => Promise<unknown>): Promise<void> => {
    const memory = new MemorySite();
    const house = await LinkHouse.open(memory);
    const site = house.attach({ clock: new FakeClock() });
    await act(site, house);
    await eventually('no connection to the owner', () => house.connections === 0);
    await eventually('no listener at the owner', () => memory.listeners === 0);
    assert.equal(site.snapshot().online, false);
    await house.end();
  };

  it('closed at once, before the owner has answered: nothing stays open', () => leftOpen((site) => site.close()));

  it('closed while attached: nothing stays open, at the owner neither', () =>
    leftOpen(async (site) => {
      await eventually('the owner to answer', () => site.snapshot().online);
      await Promise.all([site.close(), site.close()]);
    }));

  it('closed by a listener that hears of the loss: it ends too', () =>
    leftOpen(async (site, house) => {
      await eventually('the owner to answer', () => site.snapshot().online);
      const ended = new Promise<void>((resolve) => {
        site.on(() => void site.close().then(resolve));
      });
      await house.closeDoor();
      await ended;
    }));

  it('closed while an owner that took the call says nothing: it ends', async () => {
    let open = 0;
    let called = false;
    const server = createServer((socket) => {
      called = true;
      open += 1;
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open -= 1;
      });
      socket.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const site = attachSite({
      url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      token: TOKEN,
      log: new KeptLog(),
      say: inEnglish,
      clock: hurried,
    });
    await eventually('the call', () => called);
    await site.close();
    await eventually('the connection to be gone', () => open === 0);
    server.close();
  });

  it('a connection that the host’s machine cuts half way through the upgrade does not disturb the owner', async () => {
    const house = await LinkHouse.open();
    for (let i = 0; i < 20; i += 1) {
      const socket = connect(house.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      socket.write(`GET /surplug/link HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      socket.resetAndDestroy();
    }
    const site = await house.attached();
    assert.equal((await site.command(fast)).ok, true);
    await house.end();
  });
});
