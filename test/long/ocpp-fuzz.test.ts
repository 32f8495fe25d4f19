import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { longRun } from '../means/long-run.js';
import { fuzz } from '../means/ocpp-fuzz.js';

describe('100 000 random and mutated frames and upgrades', () => {
  it('neither end the process, nor keep a well-behaved charger waiting, nor stay in memory', async (test) => {
    // Ten seconds where nothing else runs: the short form is the whole.
    const { count, seed } = longRun(test, 'frames and upgrades', { long: 100_000, short: 100_000 });
    const { earlyMb, lateMb } = await fuzz(count, seed);
    test.diagnostic(`heap after collection ${earlyMb.toFixed(1)} MB, later ${lateMb.toFixed(1)} MB`);
    assert.ok(lateMb < earlyMb + 15, `the heap grew from ${earlyMb} to ${lateMb} MB`);
  });
});
