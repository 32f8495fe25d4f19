import { type Phase, type PhaseCount, type PhaseMap, supplyPhases } from '../model/phases.js';

/**
 * Phases a charger sits on: as configured, or all of the supply. All of it too where one is named that the supply has not,
 * as of a charger adopted before the supply was set right: the fuse would not see it there.
 */
export const chargerPhases = (
  { phases }: { readonly phases?: PhaseMap | undefined },
  supply: PhaseCount,
): readonly Phase[] => (phases?.every((phase) => phase <= supply) ? phases : supplyPhases(supply));
