import { it } from 'node:test';
import fc from 'fast-check';
import { settles, steadyHome } from '../core/control/steady-hour.js';
import { partsOf } from '../means/long-run.js';

for (const part of partsOf('hours in which nothing changes', {
  long: { parts: 10, each: 500 },
  short: { parts: 1, each: 150 },
}))
  it(part.title, (test) => {
    part.tell(test);
    fc.assert(fc.property(steadyHome, settles), { numRuns: part.count, seed: part.seed, endOnFailure: true });
  });
