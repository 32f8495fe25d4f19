import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fuzz } from '../means/ocpp-fuzz.js';

describe('100 000 random and mutated frames and upgrades', () => {
  it('neither end the process, nor keep a well-behaved charger waiting, nor stay in memory', async (test) => {
    const seed = Number(process.env['SURPLUG_SEED'] ?? Date.now() % 1e9);
    test.diagnostic(`seed ${seed}; SURPLUG_SEED=${seed} runs it again`);
    const { earlyMb, lateMb } = await fuzz(100_000, seed);
    test.diagnostic(`heap after collection ${earlyMb.toFixed(1)} MB, later ${lateMb.toFixed(1)} MB`);
    assert.ok(lateMb < earlyMb + 15, `the heap grew from ${earlyMb} to ${lateMb} MB`);
  });
});
