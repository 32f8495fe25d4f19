import type { SurplugError } from '../model/error.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { RecordStore } from '../ports/record-store.js';

/** How the records are kept. */
export interface RecordStoreOptions {
  readonly log: Log;
  /** Wall time for numbers and retention, and the pace of the batches. */
  readonly clock: Clock;
  /** IANA name; the calendar of the statistics. Default: the machine's. */
  readonly timeZone?: string;
  /** Charges, faults and samples older than this are deleted; default ten years. */
  readonly retentionDays?: number;
  /** Told when the records can no longer be written, and with null once they can again. */
  readonly trouble?: (error: SurplugError | null) => void;
}

/**
 * Opens the records in a folder, which is made when it is not there. Rejects with NODE_TOO_OLD only: where the disk
 * refuses, the store keeps everything in memory, says so once, and writes it down as soon as the disk takes it.
 */
export function openRecordStore(_folder: string, _options: RecordStoreOptions): Promise<RecordStore> {
  return Promise.reject(new Error('being built'));
}
