import { it } from 'node:test';
import fc from 'fast-check';
import { settles, steadyHome } from './steady-hour.js';

it('in an hour in which nothing changes, limits, starts and currents settle', () => {
  fc.assert(fc.property(steadyHome, settles), { numRuns: 40, seed: 20_261_203 });
});
