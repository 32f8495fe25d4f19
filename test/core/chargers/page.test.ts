import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageOf } from '../../../core/chargers/connection/page.js';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0';

describe('a page that calls as a charger', () => {
  for (const origin of [
    'null',
    'file://',
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://[::1]:3000',
    'https://192.168.1.20',
    'http://10.0.0.7:1880',
    'http://172.31.0.1',
    'http://[fd00::1]',
    'http://hub',
    'http://hub.local:1880',
    'https://nas.home.arpa',
  ])
    it(`${origin} is at home`, () => assert.equal(pageOf({ origin, 'user-agent': BROWSER }), 'home'));
  for (const origin of [
    'https://news.example',
    'http://1.2.3.4',
    'http://172.32.0.1',
    'http://[2a00::1]',
    'https://local.example',
    'https://10.0.0.7.example',
    'nonsense',
    '',
  ])
    it(`${origin || 'an empty Origin'} is not`, () =>
      assert.equal(pageOf({ origin, 'user-agent': BROWSER }), 'internet'));
  it('a charger is none, whatever Origin it tells', () => {
    assert.equal(pageOf({}), undefined);
    assert.equal(pageOf({ 'user-agent': BROWSER }), undefined);
    assert.equal(pageOf({ origin: 'http://192.168.1.10:9220', 'user-agent': 'Grizzl-E' }), undefined);
    assert.equal(pageOf({ origin: 'https://news.example' }), undefined);
  });
});
