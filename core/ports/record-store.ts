import type { ChargerAbilities } from '../model/charger.js';
import type { Told } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { ExportedFile, ExportQuery } from '../model/export.js';
import type { ChargeRecord, DecisionRecord, FaultRecord, MinuteSample } from '../model/record.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import type { Wishes } from '../model/wishes.js';

/** What was kept from earlier lives of the site. */
export interface Kept {
  readonly wishes: Wishes;
  readonly abilities: Readonly<Record<string, ChargerAbilities>>;
  /** The memory of `decide`, as it was last saved; its reader checks the version. */
  readonly memory: unknown;
  readonly openCharges: readonly ChargeRecord[];
  /** Those that ended last, oldest first: a charger may tell one of them once more. */
  readonly endedCharges: readonly ChargeRecord[];
  readonly openFaults: readonly FaultRecord[];
  /** Said to the user: the file was damaged and is now beside, or the like. */
  readonly remarks: readonly Told[];
  /** There may be wishes that could not be read: who was adopted is not known. */
  readonly wishesUnread?: true;
}

/** A charge about to begin; the store gives it its number. */
export type NewCharge = Omit<
  ChargeRecord,
  'number' | 'endedAt' | 'stopReason' | 'meterStopWh' | 'energyWh' | 'solarWh' | 'gridWh' | 'peakW'
>;

/** How a running charge stands; written in batches. */
export type ChargeProgress = Pick<ChargeRecord, 'number' | 'energyWh' | 'solarWh' | 'gridWh' | 'peakW'> &
  Partial<Pick<ChargeRecord, 'startedAt' | 'batteryWh' | 'cost' | 'saving' | 'modeS'>>;

export interface ChargeEnd extends ChargeProgress {
  readonly endedAt: string;
  readonly stopReason: string;
  readonly meterStopWh: number;
}

/**
 * The records, behind a thread of their own: the host's event loop never waits for the disk.
 * `Promise<void>` of begin, end, wishes and abilities: on disk when it resolves. The rest is batched and returns at once.
 */
export interface RecordStore {
  load(): Promise<Kept>;
  /** Durable. The same start told twice gives the number it already has. */
  beginCharge(charge: NewCharge): Promise<number>;
  /** Durable. For a transaction id found on a charger that no record knows. False when the number exists already. */
  adoptCharge(number: number, charge: NewCharge): Promise<boolean>;
  /** Durable. Ending twice, or an unknown number, changes nothing and returns false. */
  endCharge(end: ChargeEnd): Promise<boolean>;
  saveWishes(wishes: Wishes): Promise<void>;
  saveAbilities(chargerId: string, abilities: ChargerAbilities): Promise<void>;
  progress(charge: ChargeProgress): void;
  memory(memory: unknown): void;
  journal(event: ObservedEvent): void;
  decision(decision: DecisionRecord): void;
  /** Energies of a minute; told twice they add up. */
  minute(sample: MinuteSample): void;
  faultBegan(fault: FaultRecord): void;
  faultEnded(chargerId: string, endedAt: string): void;
  query(query: RecordQuery): Promise<readonly Row[]>;
  /** Rows as a file, made on the records' thread: numbers as numbers, instants as dates on the site's clock. */
  exportFile(asked: ExportQuery, house: ExportHouse): Promise<ExportedFile>;
  /** Chunks of the journal that have a part in the span, oldest first, as they are kept: for a thread of its own to unpack. */
  packedJournal(range: { readonly fromMs: number; readonly toMs: number }): Promise<readonly Uint8Array[]>;
  /** Writes what is waiting, as far as the disk takes it. */
  settle(): Promise<void>;
  /** Writes what is waiting, then ends the thread. */
  close(): Promise<void>;
}

/** What a file tells beside the records: names, by id. */
export interface ExportHouse {
  readonly site: string;
  readonly chargers: Readonly<Record<string, { readonly name: string; readonly serialNumber?: string | undefined }>>;
  readonly cards: Readonly<Record<string, string>>;
}
