import { it } from 'node:test';
import fc from 'fast-check';
import { settles, steadyHome } from '../core/control/steady-hour.js';
import { copes, troubledHome } from '../core/control/troubled-home.js';
import { partsOf } from '../means/long-run.js';

const properties = {
  'hours in which nothing changes': fc.property(steadyHome, settles),
  'homes where much goes wrong': fc.property(troubledHome, copes),
};

for (const [what, property] of Object.entries(properties))
  for (const part of partsOf(what, { long: { parts: 5, each: 1000 }, short: { parts: 1, each: 100 } }))
    it(part.title, (test) => {
      part.tell(test);
      fc.assert<unknown[]>(property as never, { numRuns: part.count, seed: part.seed, endOnFailure: true });
    });
