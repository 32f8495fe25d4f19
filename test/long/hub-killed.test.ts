import { describe, it } from 'node:test';
import { livesOfAHub } from '../means/killed-hub.js';
import { partsOf } from '../means/long-run.js';

/** Fifty moments of a charge; those of one part share a house, its charger and its records. */
describe('a hub that is killed in the middle of a charge', { concurrency: 3 }, () => {
  for (const part of partsOf('lives', { long: { parts: 10, each: 5 }, short: { parts: 3, each: 1 } }))
    it(part.title, async (test) => {
      part.tell(test);
      for (const life of await livesOfAHub(part.count, part.seed))
        test.diagnostic(
          `killed after ${life.killedAfterMs} ms at ${life.offerA} A, safe after ${life.fellAfterS.toFixed(1)} s`,
        );
    });
});
