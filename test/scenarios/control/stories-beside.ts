import { amps, wallMs } from '../../../core/model/units.js';
import { plug, type Story } from './plant.js';

const ONE_PHASE = { phases: [1], maxA: amps(32) } as const;

/** Cars of different modes side by side, and one that changes its mode. */
export const BESIDE: readonly Story[] = [
  {
    title:
      'a boost in the sun of noon: when it ends the car goes on with the sun, without a pause, and so does the one beside it',
    site: { fuseA: amps(35) },
    chargers: { a: { mode: 'ECO+' }, b: { mode: 'ECO+', phases: [2], maxA: amps(16) } },
    lastsS: 2400,
    happens: [
      plug('a'),
      plug('b'),
      { at: 30, sunW: 9000 },
      { at: 900, charger: 'a', wish: { boost: { since: wallMs(0) } } },
      { at: 1500, charger: 'a', wish: { boost: null } },
    ],
    expect: [
      { from: 300, to: 899, charger: 'a', offersA: [8, 12] },
      { from: 910, to: 1499, charger: 'a', offersA: [16, 16], because: ['boost'] },
      { from: 1500, to: 2399, charger: 'a', offersA: [6, 12] },
      { from: 1850, to: 2399, charger: 'b', offersA: [6, 12] },
    ],
  },
  {
    title:
      'one on ECO and one on ECO+ in the sun of one: ECO has it, ECO+ pauses and does not come back until there is more',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: { mode: 'ECO', ...ONE_PHASE }, b: { mode: 'ECO+', ...ONE_PHASE } },
    lastsS: 3600,
    happens: [plug('a'), plug('b'), { at: 30, sunW: 5000 }, { at: 900, sunW: 1600 }, { at: 2700, sunW: 5000 }],
    expect: [
      { from: 300, to: 899, charger: 'b', offersA: [9, 11] },
      { from: 1400, to: 2699, charger: 'b', offersA: [0, 0], because: ['sharing-waiting'] },
      { from: 1400, to: 2699, charger: 'a', offersA: [6, 7] },
      { from: 3000, to: 3599, charger: 'b', offersA: [9, 11] },
    ],
  },
  {
    title:
      'a car that the sun just carries goes on for an hour: what one on FAST takes from the grid is not held against it',
    site: { fuseA: amps(40), preset: 'strict' },
    chargers: { a: { mode: 'FAST', phases: [1] }, b: { mode: 'ECO+' } },
    lastsS: 3600,
    happens: [plug('a'), plug('b'), { at: 30, sunW: 8500 }],
    expect: [{ from: 300, to: 3599, charger: 'b', offersA: [6, 7] }],
  },
];
