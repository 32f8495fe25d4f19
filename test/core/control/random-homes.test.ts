import { it } from 'node:test';
import fc from 'fast-check';
import { settles, steadyHome } from './steady-hour.js';
import { copes, troubledHome } from './troubled-home.js';

it('in an hour in which nothing changes, limits, starts and currents settle', () => {
  fc.assert(fc.property(steadyHome, settles), { numRuns: 40, seed: 20_261_203 });
});
it('where much goes wrong, the fuses are kept and nobody is forgotten', () => {
  fc.assert(fc.property(troubledHome, copes), { numRuns: 25, seed: 20_261_203 });
});
