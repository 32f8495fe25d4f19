import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callerOf } from '../../../core/chargers/connection/caller.js';

describe('where a charger calls from', () => {
  for (const [remoteAddress, shown] of [
    ['192.168.1.33', '192.168.1.33'],
    ['::ffff:192.168.1.33', '192.168.1.33'],
    ['fe80::1', 'fe80::1'],
    ['::ffff:1:2', '::ffff:1:2'],
    [undefined, ''],
  ] as const)
    it(`${remoteAddress} is shown as ${shown}`, () => {
      assert.equal(callerOf({ remoteAddress }), shown);
    });
});
