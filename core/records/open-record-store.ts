import type { Language } from '../model/language.js';
import type { RecordStore } from '../ports/record-store.js';
import { demandSqlite } from './demand-sqlite.js';
import { SteadyStore, type StoreParts } from './steady-store.js';

/** The journal is kept so long. */
export const JOURNAL_DAYS = 14;

/** How the records are kept. */
export interface RecordStoreOptions extends StoreParts {
  /** IANA name; the calendar of the statistics. Default: the machine's. */
  readonly timeZone?: string;
  /** Of the sentences in answers and files. Default: English. */
  readonly language?: Language;
  /** Charges, faults and statistics older than this are deleted; default ten years. */
  readonly retentionDays?: number;
  /** Minute samples older than this are deleted; their quarters of an hour stay. Default two years. */
  readonly minuteDays?: number;
  /** The journal's ring: events older than this go; default `JOURNAL_DAYS`. */
  readonly journalDays?: number;
  /** And beyond this size the oldest go; default 256 MB. */
  readonly journalMaxBytes?: number;
}

/**
 * Opens the records in a folder, which is made when it is not there. Rejects with NODE_TOO_OLD only: where the disk
 * refuses, the store keeps everything in memory, says so once, and writes it down as soon as the disk takes it.
 */
export async function openRecordStore(folder: string, options: RecordStoreOptions): Promise<RecordStore> {
  demandSqlite(process.versions.node);
  const how = {
    folder,
    retentionDays: options.retentionDays ?? 3653,
    minuteDays: options.minuteDays ?? 731,
    journalDays: options.journalDays ?? JOURNAL_DAYS,
    journalMaxBytes: options.journalMaxBytes ?? 256 * 1024 * 1024,
    language: options.language ?? 'en',
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  return new SteadyStore(how, options).open();
}
