import type { Amps } from './units.js';

/** Who can ask for a ceiling. The word is shown to users and kept in records. */
export const LIMIT_SOURCES = [
  'user-limit',
  'charger-limit',
  'main-fuse',
  'circuit-fuse',
  'surplus',
  'minimum',
  'eco-plus-grid',
  'battery',
  'boost',
  'timer',
  'ready-by',
  'cheap-power',
  'sharing',
  'phase-balance',
  'pace',
  'external-limit',
  'stopped',
  'locked',
  'waiting-for-card',
  'reservation',
  'unplugged',
  'unavailable',
  'fault',
  'no-meter',
  'failsafe',
  'offline',
  'car-idle',
] as const;

export type LimitSource = (typeof LIMIT_SOURCES)[number];

/** A ceiling on the current per phase, and who asked for it. 0 A means: no current. */
export interface Limit {
  readonly currentA: Amps;
  readonly sources: readonly LimitSource[];
}

export const limit = (currentA: Amps, ...sources: LimitSource[]): Limit => ({ currentA, sources });

/** The smaller of two limits; equals join their sources. */
export function tighter(a: Limit, b: Limit): Limit {
  if (a.currentA < b.currentA) return a;
  if (b.currentA < a.currentA) return b;
  return { currentA: a.currentA, sources: [...new Set([...a.sources, ...b.sources])] };
}
