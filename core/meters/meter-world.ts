import type { PhaseCount } from '../model/phases.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { MeterListener, MeterSource } from '../ports/meter-source.js';

/** What the meters need of the house. */
export interface MeterWorld {
  readonly phases: PhaseCount;
  readonly listener: MeterListener;
  readonly clock: Clock;
  readonly log: Log;
}

/** A source made, not yet started. */
export interface StartedSource extends MeterSource {
  start(): void;
}
