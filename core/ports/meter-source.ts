import type { MeterReading } from '../model/reading.js';

/** A meter being read. Opens by itself, heals by itself, never throws after it was made. */
export interface MeterSource {
  readonly meterId: string;
  close(): Promise<void>;
}

/** Where a meter tells what it sees. `what` is a code of core/model/meter-trouble, with its detail as `code: detail`. */
export interface MeterListener {
  reading(reading: MeterReading): void;
  /** Said once when a meter falls silent or answers nonsense; null once it is well again. */
  trouble(meterId: string, what: string | null): void;
  /** Something odd about a meter that still works, said once: `frozen`, `sign`, `phase-order`. Its readings stay in use. */
  remark?(meterId: string, what: string): void;
}
