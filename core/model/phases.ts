import type { Amps } from './units.js';
import { amps } from './units.js';

/** A phase of the supply. */
export type Phase = 1 | 2 | 3;

/** How many phases the supply has. */
export type PhaseCount = 1 | 3;

/**
 * Which phases of the supply a charger's conductors sit on, in the charger's own order: `[2]` is a one-phase charger
 * on L2, `[2, 3, 1]` a three-phase one whose first conductor is on L2.
 */
export type PhaseMap = readonly Phase[];

/** One value per phase of the supply, L1 first; as long as the supply has phases. */
export type PerPhase<T> = readonly T[];

/** Currents of a charger's conductors, laid on the phases of the supply. Missing conductors count nothing. */
export function onSupply(conductorA: readonly Amps[], map: PhaseMap, phases: PhaseCount): PerPhase<Amps> {
  const supply: number[] = new Array<number>(phases).fill(0);
  map.forEach((phase, conductor) => {
    const at = phases === 1 ? 0 : phase - 1;
    supply[at] = (supply[at] ?? 0) + (conductorA[conductor] ?? 0);
  });
  return supply.map(amps);
}
