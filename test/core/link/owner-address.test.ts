import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownerAddress } from '../../../core/link/owner-address.js';

describe('the address of an owner', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['ws://127.0.0.1:9220/surplug/link', 'ws://127.0.0.1:9220/surplug/link'],
    ['ws://127.0.0.1:9220/surplug/link/', 'ws://127.0.0.1:9220/surplug/link'],
    ['ws://127.0.0.1:9220', 'ws://127.0.0.1:9220/surplug/link'],
    ['ws://127.0.0.1:9220/', 'ws://127.0.0.1:9220/surplug/link'],
    ['127.0.0.1:9220', 'ws://127.0.0.1:9220/surplug/link'],
    ['hub.local:9220', 'ws://hub.local:9220/surplug/link'],
    [' ws://hub.local:9220 ', 'ws://hub.local:9220/surplug/link'],
    ['wss://hub.local/behind/a/proxy/surplug/link', 'wss://hub.local/behind/a/proxy/surplug/link'],
    ['ws://[::1]:9220', 'ws://[::1]:9220/surplug/link'],
    ['ws://user:secret@hub.local:9220/?token=secret', 'ws://hub.local:9220/surplug/link'],
  ];
  for (const [url, called] of rows) {
    it(`${url} → ${called}`, () => {
      const { endpoint, identity, shown } = ownerAddress(url);
      assert.equal(`${endpoint}/${encodeURIComponent(identity)}`, called);
      assert.equal(shown, called);
    });
  }

  for (const url of ['', 'http://hub.local:9220', 'ws://', 'not an address', 'ws://hub:99999', '://']) {
    it(`"${url}" is none, and the error shows what one looks like`, () =>
      assert.throws(() => ownerAddress(url), {
        code: 'BAD_CONFIG',
        message: /ws:\/\/127\.0\.0\.1:9220\/surplug\/link/,
      }));
  }

  it('a path that cannot be decoded is called as it is', () =>
    assert.equal(ownerAddress('ws://hub.local/%ZZ').identity, '%ZZ'));
});
