/** A phase of the supply. */
export type Phase = 1 | 2 | 3;

/** How many phases the supply has. */
export type PhaseCount = 1 | 3;

/** The phases of such a supply. */
export const supplyPhases = (count: PhaseCount): readonly Phase[] => (count === 1 ? [1] : [1, 2, 3]);

/**
 * Which phases of the supply a charger's conductors sit on, in the charger's own order: `[2]` is a one-phase charger
 * on L2, `[2, 3, 1]` a three-phase one whose first conductor is on L2.
 */
export type PhaseMap = readonly Phase[];

/** One value per phase of the supply, L1 first; as long as the supply has phases. */
export type PerPhase<T> = readonly T[];

/** Adds the currents of a charger's conductors to those of the supply's phases. */
export function layOnSupply(phaseA: number[], map: PhaseMap, conductorA: readonly number[]): void {
  for (const [k, phase] of map.entries()) phaseA[phase - 1] = (phaseA[phase - 1] ?? 0) + (conductorA[k] ?? 0);
}

/** Above the house's own doubt about voltage and power factor. */
const MATCH_LEAST_A = 1;
const MATCH_SHARE = 0.06;
/** No car takes more on two phases. */
const TWO_PHASES_MOST_A = 17;

/** On how many conductors a power is that of a current; null: on none of these numbers. */
export function conductorsMatching(
  powerW: number,
  currentA: number,
  voltageV: number,
  conductors: number,
): number | null {
  for (let count = 1; count <= conductors; count += 1) {
    const eachA = powerW / (voltageV * count);
    if (count === 2 && eachA > TWO_PHASES_MOST_A) continue;
    if (Math.abs(eachA - currentA) <= Math.max(MATCH_LEAST_A, MATCH_SHARE * currentA)) return count;
  }
  return null;
}
