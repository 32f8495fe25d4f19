import { describe, it } from 'node:test';
import { killAndLook } from './means/kills.js';
import { folderOf } from './means/store.js';

describe('a hub that is killed', () => {
  it('at ten seeded moments while it writes loses no charge, no number and no wish', async (t) => {
    const seed = Number(process.env['SURPLUG_SEED'] ?? 20_261_121);
    t.diagnostic(`seed ${seed}`);
    await killAndLook(t, folderOf(t), 10, seed);
  });
});
