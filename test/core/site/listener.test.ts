import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LINK_PATH } from '../../../core/link/wire.js';
import { told } from '../../../core/model/error-texts.js';
import { chargerUrl, chargerUrls } from '../../../core/site/listener.js';
import { LogOnce } from '../../../core/site/log-once.js';
import { route } from '../../../core/site/router.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';

describe('the URL a user types into the charger', () => {
  it('has the advertised host, because a container does not know its own', () => {
    assert.equal(chargerUrl(9220, undefined, 'hub.local'), 'ws://hub.local:9220/');
  });
  it('has the address listened on, where it is one', () => {
    assert.equal(chargerUrl(9220, '192.168.7.7', undefined), 'ws://192.168.7.7:9220/');
  });
  it('puts an IPv6 address in brackets', () => {
    assert.equal(chargerUrl(9220, 'fd00::7', undefined), 'ws://[fd00::7]:9220/');
  });
  it('has a second one only where there is a server for it', () => {
    const told = chargerUrls([{ port: 9220 }], { port: 0, bind: '127.0.0.1', advertisedHost: '' });
    assert.deepEqual(told, { chargerUrl: 'ws://127.0.0.1:9220/', secureChargerUrl: null });
  });
  it('is an address of this machine otherwise, never the wildcard', () => {
    assert.doesNotMatch(chargerUrl(9220, '0.0.0.0', undefined), /0\.0\.0\.0/);
    assert.match(chargerUrl(9220, undefined, ''), /^ws:\/\/[\d.]+:9220\/$/);
  });
});

describe('the router', () => {
  const to = (url: string) => {
    let taker = '';
    route(
      () => {
        taker = 'chargers';
      },
      () => {
        taker = 'link';
      },
    )({ url } as never, {} as never, Buffer.alloc(0));
    return taker;
  };
  const rows: readonly (readonly [string, string])[] = [
    [LINK_PATH, 'link'],
    [`${LINK_PATH}/`, 'link'],
    [`${LINK_PATH}?x=1`, 'link'],
    [`${LINK_PATH}/CP1`, 'chargers'],
    ['/CP1', 'chargers'],
    ['/ocpp/CP1', 'chargers'],
    ['/%ZZ', 'chargers'],
    ['', 'chargers'],
  ];
  for (const [url, taker] of rows) it(`${url || 'nothing'} → ${taker}`, () => assert.equal(to(url), taker));
});

describe('said once, and once when back', () => {
  it('does not repeat itself, but says another trouble', () => {
    const log = new KeptLog();
    const once = new LogOnce(log, new FakeClock(), ({ text }) => text);
    const well = told('meter-well');
    once.well('meter', well);
    for (const words of ['silent', 'silent', 'absurd', 'absurd']) once.wrong('meter', words);
    once.well('meter', well);
    once.well('meter', well);
    once.wrong('meter', 'silent');
    assert.deepEqual(log.lines, ['warn silent', 'warn absurd', 'info meter-well', 'warn silent']);
  });

  it('what comes and goes all day long is a few lines an hour', async () => {
    const log = new KeptLog();
    const clock = new FakeClock();
    const once = new LogOnce(log, clock, ({ text }) => text);
    for (let minute = 0; minute < 24 * 60; minute++) {
      once.wrong('meter', minute % 2 === 0 ? 'silent' : 'garbled');
      once.wrong('other', 'silent');
      await clock.advance(30_000);
      once.well('meter', told('meter-well'));
      await clock.advance(30_000);
    }
    assert.equal(log.lines.filter((line) => line.startsWith('warn')).length, 24 * 6 + 1);
    assert.equal(log.lines.filter((line) => line.startsWith('info')).length, 24 * 6);
    assert.ok(log.lines.some((line) => line === 'warn garbled comes-and-goes'));
  });
});
