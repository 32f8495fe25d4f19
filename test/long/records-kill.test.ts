import { describe, it } from 'node:test';
import { killAndLook } from '../core/records/means/kills.js';
import { folderOf } from '../core/records/means/store.js';
import { partsOf } from '../means/long-run.js';

/** Twenty folders of ten lives each. */
describe('a hub that is killed at 200 seeded moments while it writes', () => {
  for (const part of partsOf('lives', { long: { parts: 20, each: 10 }, short: { parts: 6, each: 10 } }))
    it(`loses nothing in ${part.title}`, async (test) => {
      part.tell(test);
      await killAndLook(test, folderOf(test), part.count, part.seed);
    });
});
