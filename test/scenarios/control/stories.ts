import { amps, seconds, wallMs } from '../../../core/model/units.js';
import { plug, type Story } from './plant.js';
import { BESIDE } from './stories-beside.js';

const ONE = { mode: 'ECO+', phases: [1], maxA: amps(32) } as const;
const THREE = { mode: 'FAST' } as const;

const METERS = (['grid', 'solar'] as const).map((role) => ({ meterId: role, role, periodS: seconds(2) }));
const HELD_BACK = { phases: 1, fuseA: amps(40), exportLimitW: 0, meters: METERS } as const;

/** Hours as data. Each reads from top to bottom; `expect` says what must be seen when. */
export const STORIES: readonly Story[] = [
  {
    title:
      'a morning with a cloud: waits, charges, rides a short cloud at the minimum, pauses under a long one, comes back',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: ONE },
    lastsS: 3600,
    happens: [
      plug('a'),
      { at: 60, sunW: 4400 },
      { at: 900, sunW: 1000 },
      { at: 960, sunW: 4400 },
      { at: 1500, sunW: 300 },
      { at: 2700, sunW: 4400 },
    ],
    expect: [
      { from: 20, to: 59, charger: 'a', offersA: [0, 0], because: ['eco-plus-waiting'] },
      { from: 64, to: 65, charger: 'a', offersA: [0, 0], because: ['eco-plus-soon'] },
      { from: 180, to: 899, charger: 'a', drawsA: [17, 19] },
      { from: 915, to: 959, charger: 'a', offersA: [6, 6], because: ['eco-plus-holding'] },
      { from: 1100, to: 1499, charger: 'a', drawsA: [17, 19] },
      { from: 1900, to: 2699, charger: 'a', offersA: [0, 0], because: ['eco-plus-waiting'] },
      { from: 2900, to: 3599, charger: 'a', drawsA: [17, 19] },
    ],
  },
  {
    title: 'a person who asks for FAST, or to go on, is not kept waiting by the pace of the sun',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: ONE },
    lastsS: 60,
    happens: [
      plug('a'),
      { at: 4, wish: { mode: 'FAST' } },
      { at: 30, wish: { charging: 'stopped' } },
      { at: 33, wish: { charging: 'allowed' } },
    ],
    expect: [
      { from: 6, to: 29, charger: 'a', offersA: [32, 32] },
      { from: 32, to: 32, charger: 'a', offersA: [0, 0], because: ['stopped'] },
      { from: 35, to: 59, charger: 'a', offersA: [32, 32] },
    ],
  },
  {
    title: 'two cars come home: the second has its share within 45 s, the first gives way first',
    site: { fuseA: amps(25) },
    chargers: { a: THREE, b: THREE },
    lastsS: 400,
    happens: [plug('a'), plug('b', 200)],
    expect: [
      { from: 60, to: 199, charger: 'a', offersA: [16, 16] },
      { from: 245, to: 399, charger: 'a', drawsA: [10.6, 11.8] },
      { from: 245, to: 399, charger: 'b', drawsA: [10.6, 11.8] },
      { from: 0, to: 399, gridA: [-99, 25] },
    ],
  },
  ...[4, 16].map((rampAS) => ({
    title: `so have two cars that climb by ${rampAS} A/s: none is taken for a load of the house`,
    site: { fuseA: amps(25) },
    chargers: { a: { ...THREE, rampAS }, b: { ...THREE, rampAS } },
    lastsS: 400,
    happens: [plug('a'), plug('b', 200)],
    expect: [
      { from: 60, to: 199, charger: 'a', offersA: [16, 16] as const },
      { from: 245, to: 399, charger: 'a', drawsA: [10.6, 11.8] as const },
      { from: 245, to: 399, charger: 'b', drawsA: [10.6, 11.8] as const },
      { from: 0, to: 399, gridA: [-99, 25] as const },
    ],
  })),
  ...(['ECO', 'ECO+'] as const).map((mode) => ({
    title: `${mode}: a car that follows at once is not taken for sun that has gone`,
    meterS: 1,
    chargers: { a: { mode, rampAS: 32, reactsS: 0 } },
    lastsS: 900,
    happens: [plug('a'), { at: 100, sunW: 8400 }, { at: 500, sunW: 10_500 }],
    expect: [
      { from: 180, to: 499, charger: 'a', offersA: [12, 12] as const },
      { from: 510, to: 899, charger: 'a', offersA: [15, 15] as const },
    ],
  })),
  {
    title: 'a one-phase car on L1 and an oven on L1: the oven goes first, within ten seconds',
    site: { fuseA: amps(20) },
    chargers: { a: { ...THREE, carPhases: 1 } },
    lastsS: 700,
    happens: [plug('a'), { at: 300, loadW: [3000, 200, 200] }, { at: 500, loadW: [200, 200, 200] }],
    expect: [
      { from: 60, to: 299, charger: 'a', drawsA: [15.6, 15.8] },
      { from: 310, to: 499, charger: 'a', drawsA: [5.6, 6.8], because: ['fast-main-fuse'] },
      { from: 310, to: 499, gridA: [-99, 20] },
      { from: 640, to: 699, charger: 'a', drawsA: [15.6, 15.8] },
    ],
  },
  {
    title: 'the meter is lost at noon: ECO+ pauses and says why, and resumes by itself',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: ONE },
    lastsS: 900,
    happens: [plug('a'), { at: 10, sunW: 3000 }, { at: 300, meter: 'silent' }, { at: 500, meter: 'back' }],
    expect: [
      { from: 120, to: 299, charger: 'a', drawsA: [10, 13] },
      { from: 315, to: 499, charger: 'a', drawsA: [0, 0], because: ['no-meter-eco-plus'] },
      { from: 620, to: 899, charger: 'a', drawsA: [10, 13] },
    ],
  },
  {
    title: 'the charger reboots in a cloud: its transaction goes on and every profile is set again',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: ONE },
    lastsS: 600,
    happens: [
      plug('a'),
      { at: 10, sunW: 3000 },
      { at: 300, sunW: 2000 },
      { at: 310, charger: 'a', does: 'reboot' },
      { at: 400, sunW: 3000 },
    ],
    expect: [
      { from: 120, to: 299, charger: 'a', drawsA: [10, 13] },
      { from: 320, to: 399, charger: 'a', drawsA: [5.6, 9] },
      { from: 480, to: 599, charger: 'a', drawsA: [10, 13] },
    ],
  },
  {
    title: 'the night of the spring change: a timer from 23:00 to 05:00 ends at five on the clock, an hour earlier',
    start: '2026-03-28T21:58:00Z',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: ONE },
    lastsS: 18_600,
    happens: [
      { at: 0, wish: { timers: [{ start: '23:00', end: '05:00', repeat: 'daily', enabled: true }], limitA: amps(10) } },
      plug('a', 10),
    ],
    expect: [
      { from: 30, to: 119, charger: 'a', offersA: [0, 0], because: ['eco-plus-waiting'] },
      { from: 180, to: 18_100, charger: 'a', offersA: [10, 10], because: ['timer'] },
      { from: 18_400, to: 18_599, charger: 'a', offersA: [0, 6] },
    ],
  },
  {
    title: 'boost over a timer: the boost ends by hand, the timer still rules',
    start: '2026-06-21T20:00:00Z',
    site: { phases: 1, fuseA: amps(40) },
    chargers: { a: { ...ONE, maxA: amps(16) } },
    lastsS: 600,
    happens: [
      { at: 0, wish: { timers: [{ start: '22:00', end: '23:00', repeat: 'daily', enabled: true }] } },
      plug('a', 5),
      { at: 100, wish: { boost: { since: wallMs(0) } } },
      { at: 300, wish: { boost: null } },
    ],
    expect: [
      { from: 60, to: 99, charger: 'a', offersA: [16, 16], because: ['timer'] },
      { from: 110, to: 299, charger: 'a', offersA: [16, 16], because: ['boost'] },
      { from: 301, to: 599, charger: 'a', offersA: [16, 16], because: ['timer'] },
    ],
  },
  {
    title: 'a full car: its share goes on after a minute, the door stays open at the minimum',
    site: { fuseA: amps(25) },
    chargers: { a: THREE, b: THREE },
    lastsS: 700,
    happens: [plug('a'), plug('b'), { at: 300, charger: 'a', does: 'full' }],
    expect: [
      { from: 120, to: 299, charger: 'b', drawsA: [10.6, 11.8] },
      { from: 400, to: 699, charger: 'a', offersA: [6, 6], because: ['car-idle'] },
      { from: 420, to: 699, charger: 'b', offersA: [16, 16] },
    ],
  },
  {
    title: 'a charger that ignores its limit: found out, counted at what it draws, the other gives way',
    site: { fuseA: amps(25) },
    chargers: { a: THREE, b: THREE },
    lastsS: 500,
    happens: [plug('a'), plug('b'), { at: 200, charger: 'a', does: 'ignore' }],
    expect: [
      { from: 120, to: 199, charger: 'a', drawsA: [10.6, 11.8] },
      { from: 240, to: 499, charger: 'a', because: ['not-obeying', 'charges-uninvited'] },
      { from: 225, to: 499, gridA: [-99, 25] },
    ],
  },
  {
    title: 'a charger goes offline: its last limit is counted until it is back',
    site: { fuseA: amps(25) },
    chargers: { a: THREE, b: THREE },
    lastsS: 500,
    happens: [
      plug('a'),
      plug('b'),
      { at: 200, charger: 'a', does: 'offline' },
      { at: 230, charger: 'b', does: 'unplug' },
      { at: 260, charger: 'b', does: 'plug' },
      { at: 400, charger: 'a', does: 'online' },
    ],
    expect: [
      { from: 205, to: 399, charger: 'a', because: ['offline'] },
      { from: 300, to: 399, charger: 'b', offersA: [6, 12] },
      { from: 0, to: 499, gridA: [-99, 25] },
    ],
  },
  {
    title: 'fuse stress: hob and heat pump come and go, no run above the fuse is longer than ten seconds',
    site: { fuseA: amps(25) },
    chargers: { a: THREE },
    lastsS: 1200,
    happens: [
      plug('a'),
      ...Array.from({ length: 12 }, (_, k) => ({
        at: 100 + k * 90,
        loadW: (k % 2 ? [300, 300, 300] : [4000, 1500, 2500]) as [number, number, number],
      })),
    ],
    expect: [
      { from: 112, to: 189, gridA: [-99, 25] },
      { from: 292, to: 369, gridA: [-99, 25] },
      { from: 472, to: 549, gridA: [-99, 25] },
      { from: 115, to: 1199, charger: 'a', drawsA: [5.6, 15.8] },
    ],
  },
  {
    title: 'stopped by hand, started again: 0 A within seconds, the transaction kept, back where it was',
    site: { fuseA: amps(25) },
    chargers: { a: THREE },
    lastsS: 400,
    happens: [
      plug('a'),
      { at: 100, wish: { charging: 'stopped' } },
      { at: 200, wish: { charging: 'allowed', startAsked: true } },
    ],
    expect: [
      { from: 60, to: 99, charger: 'a', drawsA: [15.6, 15.8] },
      { from: 105, to: 199, charger: 'a', drawsA: [0, 0], because: ['stopped'] },
      { from: 260, to: 399, charger: 'a', drawsA: [15.6, 15.8] },
    ],
  },
  {
    title:
      'an inverter that may feed in nothing: its sun is tried, found step by step, given up with a cloud, tried again',
    site: HELD_BACK,
    chargers: { a: ONE },
    lastsS: 5400,
    happens: [plug('a'), { at: 30, sunW: 3500 }, { at: 1800, sunW: 500 }, { at: 4500, sunW: 3500 }],
    expect: [
      { from: 40, to: 80, charger: 'a', offersA: [0, 0], because: ['sun-hidden'] },
      { from: 120, to: 130, charger: 'a', offersA: [6, 6], because: ['sun-tried'] },
      { from: 600, to: 1799, charger: 'a', drawsA: [11, 15] },
      { from: 2632, to: 2680, charger: 'a', offersA: [0, 0], because: ['sun-hidden'] },
      { from: 2790, to: 3370, charger: 'a', offersA: [0, 0], because: ['sun-hidden'] },
      { from: 5100, to: 5399, charger: 'a', drawsA: [6, 15] },
    ],
  },
  {
    title: 'an inverter that may feed in nothing, and has too little: each start in vain is waited longer for',
    site: HELD_BACK,
    chargers: { a: ONE },
    lastsS: 7200,
    happens: [plug('a'), { at: 30, sunW: 600 }],
    expect: [
      { from: 100, to: 120, charger: 'a', offersA: [6, 6], because: ['sun-tried'] },
      { from: 200, to: 700, charger: 'a', offersA: [0, 0], because: ['sun-hidden', 'eco-plus-waiting'] },
      { from: 875, to: 2065, charger: 'a', offersA: [0, 0] },
      { from: 2165, to: 4550, charger: 'a', offersA: [0, 0] },
    ],
  },
  {
    title: 'an inverter that may feed in nothing, at night: nothing is tried',
    site: HELD_BACK,
    chargers: { a: ONE },
    lastsS: 3600,
    happens: [plug('a'), { at: 0, loadW: [40, 0, 0] }],
    expect: [{ from: 10, to: 3599, charger: 'a', offersA: [0, 0], because: ['eco-plus-waiting'] }],
  },
  ...BESIDE,
];
