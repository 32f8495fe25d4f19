import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { codeOf, messageOf, openSite, type Site } from '../../core/index.js';
import { AUTHORITY, CP1, CP2, SERVER } from '../means/certificates.js';
import { KeptLog } from '../means/kept-log.js';
import { freePort, temporaryFolder, testConfig } from '../means/open-hub.js';

describe('wss beside ws: OCPP security profiles 2 and 3', () => {
  const folder = temporaryFolder('tls');
  const file = (name: string, text: string): string => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };
  const log = new KeptLog();
  let site: Site;
  let tlsPort: number;
  before(async () => {
    tlsPort = await freePort();
    const config = testConfig(1502, join(folder.path, 'records'), {
      meters: [],
      chargers: [
        { id: 'CP1', clientCertificate: true },
        { id: 'OPEN', safeA: 0 },
      ],
      ocpp: {
        port: 0,
        bind: '127.0.0.1',
        tlsPort,
        certFile: file('hub.pem', SERVER.cert),
        keyFile: file('hub.key', SERVER.key),
        caFile: file('ca.pem', AUTHORITY),
      },
    });
    site = await openSite(config, log);
  });
  after(async () => {
    await site.close();
    folder.remove();
  });

  it('both addresses are told, to be typed into chargers', () => {
    const { chargerUrl, secureChargerUrl } = site.snapshot();
    assert.match(chargerUrl, /^ws:\/\/127\.0\.0\.1:\d+\/$/);
    assert.equal(secureChargerUrl, `wss://127.0.0.1:${tlsPort}/`);
  });

  /** The status a charger's upgrade is answered with. */
  const knock = (path: string, certificate?: { readonly cert: string; readonly key: string }): Promise<number> =>
    new Promise((resolve, reject) => {
      const upgrade = request({
        host: '127.0.0.1',
        port: tlsPort,
        path,
        ca: AUTHORITY,
        checkServerIdentity: () => undefined,
        ...certificate,
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-protocol': 'ocpp1.6',
        },
      });
      upgrade.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      });
      upgrade.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      upgrade.on('error', reject);
      upgrade.end();
    });

  for (const [what, certFile, keyFile, says] of [
    ['no PEM as the certificate', 'none.pem', 'hub.key', /^ocpp\.certFile: ".*none\.pem" cannot be read; .*a PEM file/],
    ['a certificate as the key', 'hub.pem', 'hub.pem', /^ocpp\.keyFile: ".*hub\.pem" cannot be read; .*a PEM file/],
    [
      'the key of another',
      'hub.pem',
      'cp1.key',
      /^ocpp\.keyFile: ".*cp1\.key" is not the key of ".*hub\.pem"; give the two/,
    ],
  ] as const)
    it(`${what} is told with its field and what would be right, and nothing stays open`, async () => {
      file('none.pem', 'x');
      file('cp1.key', CP1.key);
      const config = testConfig(1502, join(folder.path, 'others'), {
        meters: [],
        chargers: [],
        ocpp: {
          port: 0,
          bind: '127.0.0.1',
          tlsPort: await freePort(),
          certFile: join(folder.path, certFile),
          keyFile: join(folder.path, keyFile),
        },
      });
      await assert.rejects(openSite(config, new KeptLog()), (error) => {
        assert.equal(codeOf(error), 'BAD_CONFIG');
        assert.match(messageOf(error), says);
        return true;
      });
    });

  it('a charger comes in over TLS', async () => assert.equal(await knock('/OPEN'), 101));
  for (const words of ['', 'hello\r\n\r\n'])
    it(`it does so beside hundreds that say ${words ? 'hello' : 'nothing'} and do not hang up`, async () => {
      const callers = Array.from({ length: 450 }, () => {
        const socket = connect({ port: tlsPort, host: '127.0.0.1', allowHalfOpen: true });
        return socket.on('error', () => {}).resume();
      });
      await Promise.all(callers.map((socket) => once(socket, 'connect')));
      for (const socket of callers) socket.write(words);
      assert.equal(await knock('/OPEN'), 101);
      for (const socket of callers) socket.destroy();
    });

  it('who begins no handshake does not hold up the end', async () => {
    const port = await freePort();
    const ocpp = {
      port: 0,
      bind: '127.0.0.1',
      tlsPort: port,
      certFile: file('a.pem', SERVER.cert),
      keyFile: file('a.key', SERVER.key),
    };
    const config = testConfig(1502, join(folder.path, 'ending'), { meters: [], chargers: [], ocpp });
    const ending = await openSite(config, new KeptLog());
    const silent = connect({ port, host: '127.0.0.1' }).on('error', () => {});
    await once(silent, 'connect');
    // The server knows of it only a moment after the caller does.
    assert.equal(await knock('/CP1'), 403);
    const held = once(silent.resume(), 'close');
    const begun = performance.now();
    await Promise.all([ending.close(), held]);
    // A handshake may take ten seconds.
    assert.ok(performance.now() - begun < 8000);
  });

  it('one that must show a certificate comes in with its own', async () => assert.equal(await knock('/CP1', CP1), 101));
  it('and is refused without one', async () => assert.equal(await knock('/CP1'), 403));
  it("and is refused with another charger's", async () => assert.equal(await knock('/CP1', CP2), 403));
  it('which is told once, whoever goes on calling', async () => {
    const told = () => log.matching(/^.*CP1 tries to connect and is turned away: it presents no certificate/).length;
    assert.equal(await knock('/CP1', CP1), 101);
    const before = told();
    for (let call = 0; call < 3; call += 1) assert.equal(await knock('/CP1'), 403);
    assert.equal(told(), before + 1);
  });
});
