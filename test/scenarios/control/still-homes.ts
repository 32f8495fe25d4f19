import { amps } from '../../../core/model/units.js';
import { play, plug, type Story } from './plant.js';

/** Numbers between 0 and 1 that a seed begins (Mulberry32). */
function dice(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A home drawn at random whose sun and loads never change, once all cars are plugged in. */
export function stillHome(seed: number): Story {
  const next = dice(seed);
  const one = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(next() * of.length)] ?? of[0];
  const threePhase = next() < 0.75;
  const wired = (): readonly [number, ...number[]] =>
    threePhase ? one<readonly [number, ...number[]]>([1, 2, 3], [2, 3, 1], [1], [2], [3]) : [1];
  const charger = (priority: number) => ({
    mode: one('FAST', 'ECO', 'ECO+', 'ECO+'),
    phases: wired(),
    maxA: amps(one(16, 32)),
    priority,
    ecoPlusA: amps(one(0, 0, 2, 5)),
    stepA: amps(one(1, 1, 1, 0.1)),
    ...(next() < 0.3 && { carPhases: 1 }),
    ...(next() < 0.4 && { carMaxA: one(10, 13, 16) }),
  });
  const ids = ['a', 'b', 'c', 'd'].slice(0, one(1, 2, 3, 4));
  const loadW = (): number => Math.round(next() * 1500);
  return {
    title: `still home ${seed}`,
    site: {
      phases: threePhase ? 3 : 1,
      fuseA: amps(one(16, 25, 35, 63)),
      preset: one('balanced', 'gentle', 'strict'),
      policy: one('equal', 'priority', 'energy-fair'),
      balance: threePhase ? one('off', 'off', 'percent', 'spread') : 'off',
    },
    chargers: Object.fromEntries(ids.map((id, k) => [id, charger(k + 1)])),
    lastsS: 2600,
    happens: [
      ...ids.map((id) => plug(id, Math.floor(next() * 100))),
      { at: 0, loadW: threePhase ? [loadW(), loadW(), loadW()] : [loadW(), 0, 0] },
      { at: 20, sunW: Math.round(next() * (threePhase ? 16_000 : 8000)) },
    ],
    expect: [],
  } as Story;
}

/** From here to the next turn of a quarter of an hour nothing new can be learned. */
const [FROM_S, TO_S] = [2000, 2600];

/** How often the offer to a charger changes in ten minutes in which nothing else does; the most of all chargers. */
export function changesWhileStill(story: Story): number {
  const seconds = play(story).seconds.filter(({ t }) => t >= FROM_S && t <= TO_S);
  const changes = Object.keys(story.chargers).map((id) => {
    const offers = seconds.map(({ chargers }) => chargers[id]?.offersA);
    return offers.filter((offer, k) => k > 0 && offer !== offers[k - 1]).length;
  });
  return Math.max(...changes);
}
