import type { Say } from '../model/error-texts.js';
import type { PhaseCount } from '../model/phases.js';
import type { ChargersDraw } from '../model/reading.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { MeterListener, MeterSource } from '../ports/meter-source.js';

/** What the meters need of the house. */
export interface MeterWorld {
  readonly phases: PhaseCount;
  /** Of the supply, where none is measured. */
  readonly voltageV: number;
  readonly listener: MeterListener;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  /** What the chargers draw, or the one named; `undefined` when none of them was heard yet. */
  readonly chargers?: (chargerId?: string) => ChargersDraw | undefined;
  /** What a house takes that no meter sees, per phase. */
  readonly reserveA?: number;
}

/** A source made, not yet started. */
export interface StartedSource extends MeterSource {
  start(): void;
}
