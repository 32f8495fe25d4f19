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
