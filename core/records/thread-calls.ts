import type { ChargerAbilities } from '../model/charger.js';
import type { ErrorCode } from '../model/error.js';
import type { Told } from '../model/error-texts.js';
import type { ExportedFile, ExportQuery } from '../model/export.js';
import type { Language } from '../model/language.js';
import type { ChargeRecord, DecisionRecord, FaultRecord, MinuteSample } from '../model/record.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import type { Wishes } from '../model/wishes.js';
import type { ChargeEnd, ChargeProgress, ExportHouse, Kept, NewCharge } from '../ports/record-store.js';

/*
 * What the host's thread may ask of the records' thread. Every call is one transaction there: when it is answered, it is
 * on disk. A call that fails has changed nothing.
 */
export interface ThreadCalls {
  /** Makes or opens the file, checks it, brings it to this version. Must be the first call. */
  open(how: HowToOpen): Opened;
  /** The number of a charge: the one this start already has, or the proposed one, or the next that is free. */
  begin(charge: NewCharge, proposed: number): number;
  adopt(number: number, charge: NewCharge): boolean;
  end(end: ChargeEnd): boolean;
  /** Writes a whole record as memory kept it while the disk refused. */
  keep(charge: ChargeRecord): void;
  saveWishes(wishes: Wishes): void;
  saveAbilities(chargerId: string, abilities: ChargerAbilities): void;
  /** The same batch told twice is written once. */
  write(batch: Batch): void;
  /** `nowMs`: where a span ends that names no end. */
  query(query: RecordQuery, nowMs: number): Paged<RowsPage>;
  /** The rest of a long answer. */
  more(token: number): Paged<RowsPage>;
  file(asked: ExportQuery, house: ExportHouse, nowMs: number): Paged<FilePart> & Omit<ExportedFile, 'base64'>;
  moreOfFile(token: number): Paged<FilePart>;
  /** Chunks of a span, oldest first, for another thread to unpack; `after` is 0 at first, then what the last page said. */
  packedJournal(fromMs: number, toMs: number, after: number): PackedPage;
  close(): void;
}

export interface HowToOpen {
  readonly folder: string;
  readonly retentionDays: number;
  readonly minuteDays: number;
  readonly journalDays: number;
  readonly journalMaxBytes: number;
  readonly timeZone: string;
  readonly language: Language;
}

export interface Opened {
  readonly kept: Kept;
  /** There was no file: it has just been made. */
  readonly fresh: boolean;
  /** The last number given out, 0 when there was none. */
  readonly lastNumber: number;
  /** It could be read and no more: why it is not open. */
  readonly refused?: ErrorMessage;
}

/** What may wait some seconds, sealed and numbered so that it can be told again without harm. */
export interface Batch {
  readonly id: string;
  /** Wall time when it was sealed; null while the clock cannot be believed: then nothing is deleted for its age. */
  readonly nowMs: number | null;
  readonly progress: readonly ChargeProgress[];
  /** JSON, or undefined when unchanged. */
  readonly memory: string | undefined;
  readonly journal: readonly JournalLine[];
  readonly decisions: readonly DecisionRecord[];
  readonly minutes: readonly MinuteSample[];
  readonly faults: readonly FaultChange[];
}

/** An event already in JSON: made when it happens, so that no long list has to be made at once. */
export interface JournalLine {
  readonly atMs: number;
  readonly json: string;
}

export type FaultChange =
  | { readonly began: FaultRecord }
  | { readonly ended: { readonly chargerId: string; readonly endedAt: string } };

/** Long answers come in pages, so that neither making nor taking them over holds anybody up. */
export type Paged<P> = P & {
  /** Ask for more with it; absent on the last page. */
  readonly token?: number;
};

export interface RowsPage {
  readonly rows: readonly Row[];
}

export interface FilePart {
  readonly bytes: Uint8Array;
}

export interface PackedPage {
  /** See `eventsIn`. */
  readonly bodies: readonly Uint8Array[];
  /** Ask again with it; absent on the last page. */
  readonly after?: number;
}

export type CallName = keyof ThreadCalls;

/** On the wire between the threads. */
export interface CallMessage {
  readonly id: number;
  readonly call: CallName;
  readonly args: readonly unknown[];
}

/** An error on its way to the host's thread. `told`: its text in every language. */
export interface ErrorMessage {
  readonly code: ErrorCode;
  readonly message: string;
  readonly told?: Told;
}

export type AnswerMessage =
  | { readonly id: number; readonly answer: unknown }
  | ({ readonly id: number } & ErrorMessage);
