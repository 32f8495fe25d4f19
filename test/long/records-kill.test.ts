import { describe, it } from 'node:test';
import { killAndLook } from '../core/records/means/kills.js';
import { folderOf } from '../core/records/means/store.js';

/** Twenty folders of ten lives each; `SURPLUG_SEED` begins elsewhere, `SURPLUG_FROM` goes on where a run ended. */
describe('a hub that is killed at 200 seeded moments', () => {
  const seed = Number(process.env['SURPLUG_SEED'] ?? 1);
  for (let run = Number(process.env['SURPLUG_FROM'] ?? 0); run < 20; run += 1)
    it(`loses nothing in lives ${run * 10 + 1} to ${run * 10 + 10} (seed ${seed + run}, SURPLUG_FROM=${run})`, async (t) => {
      await killAndLook(t, folderOf(t), 10, seed + run);
    });
});
