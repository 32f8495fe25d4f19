import type { RegisterBlock } from '../model/meter-row.js';
import type { MeterReading } from '../model/reading.js';
import type { MonoMs } from '../model/units.js';

/** A meter being read. Opens by itself, heals by itself, never throws after it was made. */
export interface MeterSource {
  readonly meterId: string;
  /** What the meter says just now, raw and decoded; absent where there is nothing raw to show. */
  look?(): MeterLook;
  /** A reading that came another way (pushed by a flow), for a meter that is derived from it. */
  hear?(reading: MeterReading): void;
  close(): Promise<void>;
}

/** A meter under the magnifying glass: for the dialog's "what does this meter say" and for a bug report. */
export interface MeterLook {
  readonly meterId: string;
  /** The line, as a user knows it. */
  readonly where: string;
  /** Polls of a meter that is asked, messages of one that speaks by itself. */
  readonly polls: number;
  /** Failed polls by code of core/model/meter-trouble. */
  readonly failures: Readonly<Record<string, number>>;
  /** When the last whole answer came; null: never. */
  readonly heardAt: MonoMs | null;
  readonly registers?: readonly RegisterBlock[];
  /** What was last published, one row per topic. */
  readonly messages?: readonly { readonly topic: string; readonly payload: string; readonly heardAt: MonoMs }[];
  /** The last values by point; null: the meter says "not available". */
  readonly values: Readonly<Record<string, number | null>>;
}

/** Where a meter tells what it sees. `what` is a code of core/model/meter-trouble, with its detail as `code: detail`. */
export interface MeterListener {
  reading(reading: MeterReading): void;
  /** Said once when a meter falls silent or answers nonsense; null once it is well again. */
  trouble(meterId: string, what: string | null): void;
  /**
   * All that is odd about a meter that still works (`frozen`, `sign`, `phase-order`), told whenever that changes; none:
   * no longer. Its readings stay in use.
   */
  remarks?(meterId: string, whats: readonly string[]): void;
}
