import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { Admission, isLoopback, tokenIn } from '../../../core/link/admission.js';
import { FakeClock } from '../../means/fake-clock.js';

/** A request as Node hands it over, from an address that a test machine does not have. */
function requestFrom(address: string | undefined, token = 'right'): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = new IncomingMessage(socket);
  request.url = '/surplug/link';
  request.headers.authorization = `Bearer ${token}`;
  request.headers.upgrade = 'websocket';
  request.headers['sec-websocket-protocol'] = 'surplug.link.v1';
  return request;
}

const admission = (allowRemote: boolean, clock = new FakeClock()): Admission =>
  new Admission({ token: 'right', allowRemote, clock, room: () => true });

describe('this machine only, unless the user says otherwise', () => {
  const rows: readonly (readonly [string | undefined, boolean])[] = [
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:192.168.1.7', false],
    ['192.168.1.7', false],
    ['10.127.0.0', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['::', false],
    ['', false],
    [undefined, false],
    ['localhost', false],
  ];
  for (const [address, here] of rows) {
    it(`${address} is ${here ? '' : 'not '}this machine`, () => {
      assert.equal(isLoopback(address), here);
      const refusal = admission(false).refusal(requestFrom(address));
      assert.equal(refusal?.status, here ? undefined : 403);
      assert.equal(refusal?.told, here ? undefined : 'link-came-from-elsewhere');
    });
  }

  it('with remote hosts allowed, the token decides alone', () => {
    const open = admission(true);
    assert.equal(open.refusal(requestFrom('192.168.1.7')), undefined);
    assert.equal(open.refusal(requestFrom('192.168.1.7', 'wrong'))?.status, 401);
  });

  it('a host from elsewhere is not told whether its token is right', () => {
    const closed = admission(false);
    assert.deepEqual(
      closed.refusal(requestFrom('192.168.1.7', 'wrong')),
      closed.refusal(requestFrom('192.168.1.7', 'right')),
    );
  });
});

describe('guesses are counted per address', () => {
  it('so that a guesser does not lock the others out', () => {
    const open = admission(true);
    for (let guess = 0; guess < 10; guess += 1) open.refusal(requestFrom('192.168.1.66', 'wrong'));
    assert.equal(open.refusal(requestFrom('192.168.1.66'))?.status, 429);
    assert.equal(open.refusal(requestFrom('192.168.1.7')), undefined);
  });

  it('from more addresses than are remembered, without growing', () => {
    const open = admission(true);
    for (let host = 0; host < 1000; host += 1) {
      assert.equal(open.refusal(requestFrom(`10.0.${host >> 8}.${host & 255}`, 'wrong'))?.status, 401);
    }
  });
});

describe('RFC 6750 and RFC 7617: the token in the Authorization header', () => {
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
  const rows: readonly (readonly [string | undefined, string | undefined])[] = [
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    [basic('link:abc'), 'abc'],
    [basic(':abc'), 'abc'],
    [basic('any:a:b:c'), 'a:b:c'],
    [basic('any:pä55 wörd'), 'pä55 wörd'],
    [basic('nocolon'), undefined],
    ['Bearer', undefined],
    ['Digest abc', undefined],
    ['Bearer a b', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [header, token] of rows) {
    it(`${header} → ${token}`, () => assert.equal(tokenIn(header), token));
  }
});
