import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TokenBucket } from '../../../core/link/token-bucket.js';
import { monoMs } from '../../../core/model/units.js';

describe('a token bucket', () => {
  it('lets its size through at once, then as many as flow in', () => {
    const bucket = new TokenBucket(3, 2, monoMs(0));
    const through = [0, 0, 0, 0, 400, 500, 600, 1000].map((at) => bucket.take(monoMs(at)));
    assert.deepEqual(through, [true, true, true, false, false, true, false, true]);
  });

  it('never holds more than its size, however long it rests', () => {
    const bucket = new TokenBucket(3, 2, monoMs(0));
    assert.equal(bucket.left(monoMs(1e9)), 3);
  });

  it('never lets more through than size and flow allow, whenever it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (steps) => {
        const bucket = new TokenBucket(5, 10, monoMs(0));
        let at = 0;
        let through = 0;
        for (const step of steps) {
          at += step;
          if (bucket.take(monoMs(at))) through += 1;
          assert.ok(through <= 5 + (at / 1000) * 10 + 1e-6);
        }
      }),
    );
  });
});
