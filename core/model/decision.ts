import type { Because } from './because.js';
import type { LimitSource } from './limit.js';
import type { Amps, WallMs } from './units.js';

/** What is to happen at one charger, and why. */
export interface Decision {
  readonly chargerId: string;
  /** Current offered per phase; 0: none. */
  readonly limitA: Amps;
  /** Phases to charge on, where the charger can choose. */
  readonly phases?: 1 | 3;
  /** Whether a transaction should run: start it, keep it, end it for now or for good, or leave it to others. */
  readonly transaction: 'start' | 'keep' | 'pause' | 'stop' | 'none';
  /** Who set the deciding limit; equals are joined. */
  readonly sources: readonly LimitSource[];
  readonly because: Because;
  /** When another decision is next possible; absent when nothing is waited for. */
  readonly nextChangeAt?: WallMs;
}
