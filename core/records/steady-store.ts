import { randomInt } from 'node:crypto';
import type { ChargerAbilities } from '../model/charger.js';
import { codeOf, type SurplugError } from '../model/error.js';
import { type Say, ToldError } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { ExportedFile, ExportQuery } from '../model/export.js';
import type { DecisionRecord, FaultRecord, MinuteSample } from '../model/record.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import { NO_WISHES, type Wishes } from '../model/wishes.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { ChargeEnd, ChargeProgress, ExportHouse, Kept, NewCharge, RecordStore } from '../ports/record-store.js';
import { BatchWriter } from './batch-writer.js';
import { nextNumber } from './charge-number.js';
import { fetchedFile, journalBodies, queriedRows } from './fetch-pages.js';
import { Lifeline } from './lifeline.js';
import { answerFromMemory } from './memory-answer.js';
import { thrown } from './own-thread.js';
import { demandRange, type Range, type Reader } from './range.js';
import type { RecordThread } from './record-thread.js';
import type { HowToOpen, Opened } from './thread-calls.js';
import { Unsaved } from './unsaved.js';

/*
 * The records as the site sees them. In this order:
 * 1. What must be durable goes to the thread and is answered when it is on disk.
 * 2. What may wait is gathered and written every ten seconds, and before anything is read.
 * 3. When the disk refuses, the site goes on: charges, wishes and abilities are kept in memory, which is said once.
 * 4. The thread is started anew with growing pauses. What memory kept is written first, then it is said that all is well.
 */

const NOTHING_READ: Kept = {
  wishes: NO_WISHES,
  abilities: {},
  memory: null,
  openCharges: [],
  endedCharges: [],
  openFaults: [],
  remarks: [],
  wishesUnread: true,
};

/** What the records use of the house. */
export interface StoreParts {
  readonly log: Log;
  /** Wall time for numbers and retention, and the pace of the batches. */
  readonly clock: Clock;
  /** The words for the log. */
  readonly say: Say;
  /** Told when the records can no longer be written, and with null once they can again. */
  readonly trouble?: (error: SurplugError | null) => void;
}

export class SteadyStore implements RecordStore {
  readonly #how: HowToOpen;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #say: Say;
  readonly #line: Lifeline;
  readonly #unsaved = new Unsaved();
  readonly #batches: BatchWriter;
  /** What an earlier life left; undefined when the file could not be read at the start. */
  #kept: Kept | undefined;
  #started = false;
  #closed = false;
  #lastNumber = 0;

  constructor(how: HowToOpen, { log, clock, say, trouble = () => undefined }: StoreParts) {
    this.#how = how;
    this.#log = log;
    this.#clock = clock;
    this.#say = say;
    const opened = (thread: RecordThread, what: Opened): Promise<void> => this.#opened(thread, what);
    this.#line = new Lifeline({ how, log, say, clock, opened, trouble });
    this.#batches = new BatchWriter({ log, say, clock, line: this.#line, unsaved: this.#unsaved });
  }

  /** Never rejects, and has its bound: what the disk refuses, or is late with, is kept in memory. */
  async open(): Promise<this> {
    await this.#line.startInTime();
    this.#started = true;
    // Whoever holds the file counts from the same clock: a place of our own, so that the two do not meet.
    if (!this.#kept) this.#lastNumber = nextNumber(0, this.#clock.now()) + randomInt(3600);
    return this;
  }

  async load(): Promise<Kept> {
    // What is wrong with the disk has been said.
    return this.#kept ?? NOTHING_READ;
  }

  async beginCharge(charge: NewCharge): Promise<number> {
    const proposed = nextNumber(this.#lastNumber, this.#clock.now());
    this.#lastNumber = proposed;
    const { book } = this.#unsaved;
    const number = await this.#durable(
      (thread) => thread.ask('begin', charge, proposed),
      (given) => book.saved(given, charge),
      () => book.begin(charge, proposed),
    );
    this.#lastNumber = Math.max(this.#lastNumber, number);
    return number;
  }

  adoptCharge(number: number, charge: NewCharge): Promise<boolean> {
    const { book } = this.#unsaved;
    return this.#durable(
      (thread) => thread.ask('adopt', number, charge),
      (adopted) => adopted && book.saved(number, charge),
      () => book.adopt(number, charge),
    );
  }

  endCharge(told: ChargeEnd): Promise<boolean> {
    const end = this.#unsaved.book.whole(told);
    return this.#durable(
      (thread) => thread.ask('end', end),
      () => this.#unsaved.book.forget(end.number),
      () => this.#unsaved.end(end),
    );
  }

  saveWishes(wishes: Wishes): Promise<void> {
    this.#unsaved.wish(wishes);
    return this.#durable((thread) => this.#unsaved.writeWishes(thread));
  }

  saveAbilities(chargerId: string, abilities: ChargerAbilities): Promise<void> {
    this.#unsaved.able(chargerId, abilities);
    return this.#durable((thread) => this.#unsaved.writeAbilities(thread, chargerId));
  }

  progress(told: ChargeProgress): void {
    const charge = this.#unsaved.book.whole(told);
    this.#unsaved.book.progress(charge);
    this.#batches.soon((batch) => batch.progress(charge));
  }

  memory(memory: unknown): void {
    this.#batches.soon((batch) => batch.memory(memory));
  }

  journal(event: ObservedEvent): void {
    this.#batches.soon((batch) => batch.journal(event));
  }

  decision(decision: DecisionRecord): void {
    this.#batches.soon((batch) => batch.decision(decision));
  }

  minute(sample: MinuteSample): void {
    this.#batches.soon((batch) => batch.minute(sample));
  }

  faultBegan(fault: FaultRecord): void {
    this.#batches.soon((batch) => batch.fault({ began: fault }));
  }

  faultEnded(chargerId: string, endedAt: string): void {
    this.#batches.soon((batch) => batch.fault({ ended: { chargerId, endedAt } }));
  }

  async query(query: RecordQuery): Promise<readonly Row[]> {
    demandRange(query, this.#reader());
    return this.#read(
      (thread) => queriedRows(thread, query, this.#clock.now().wallMs),
      () =>
        answerFromMemory(query, this.#unsaved.book.all(), this.#batches.decisions, this.#line.trouble, this.#reader()),
    );
  }

  exportFile(asked: ExportQuery, house: ExportHouse): Promise<ExportedFile> {
    return this.#read((thread) => fetchedFile(thread, asked, house, this.#clock.now().wallMs));
  }

  packedJournal(range: Range): Promise<readonly Uint8Array[]> {
    return this.#read((thread) => journalBodies(thread, range));
  }

  settle(): Promise<void> {
    return this.#batches.now();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#batches.stop();
    // A disk that refused until now gets one more chance, when there is something to lose.
    await this.#line.stopTrying(!this.#unsaved.empty || this.#batches.unwritten);
    await this.#batches.now();
    await this.#line.close();
  }

  #reader(): Reader {
    const { timeZone, language } = this.#how;
    return { timeZone, language, nowMs: this.#clock.now().wallMs };
  }

  /** On disk, or in memory when the disk refuses. What is wrong with the question itself is the caller's. */
  async #durable<T>(
    onDisk: (thread: RecordThread) => Promise<T>,
    noted?: (answer: T) => void,
    inMemory?: () => T,
  ): Promise<T> {
    if (this.#closed) throw closed();
    const { thread } = this.#line;
    if (thread) {
      try {
        const answer = await onDisk(thread);
        noted?.(answer);
        return answer;
      } catch (error) {
        if (codeOf(error) !== 'STORAGE') throw error;
        this.#line.lost(thread, error);
      }
    }
    return inMemory?.() as T;
  }

  /** From disk, once all that waits is written; from memory, or not at all, while the disk refuses. */
  async #read<T>(fromDisk: (thread: RecordThread) => Promise<T>, fromMemory?: () => T): Promise<T> {
    if (this.#closed) throw closed();
    await this.#batches.now();
    const { thread, trouble } = this.#line;
    if (!thread) {
      if (fromMemory) return fromMemory();
      throw trouble ?? closed();
    }
    try {
      return await fromDisk(thread);
    } catch (error) {
      if (codeOf(error) === 'STORAGE') this.#line.lost(thread, error);
      throw error;
    }
  }

  async #opened(thread: RecordThread, { kept, fresh, lastNumber, refused }: Opened): Promise<void> {
    this.#lastNumber = Math.max(this.#lastNumber, lastNumber);
    if (!this.#started) {
      this.#kept = kept;
      this.#unsaved.loaded(kept, !(refused && kept.wishesUnread));
    }
    if (refused) throw thrown(refused);
    if (!this.#started) return this.#batches.writeTo(thread);
    // Remarks of the start are the site's to tell, see `load`.
    for (const remark of kept.remarks) this.#log.warn(this.#say(remark));
    const late = this.#unsaved.foundLate(kept);
    for (const charge of late) this.#batches.soon((batch) => batch.progress(charge));
    if (this.#kept && (fresh || kept.remarks.length > 0)) this.#unsaved.fileRebuilt();
    await this.#batches.writeTo(thread);
  }
}

const closed = (): SurplugError => new ToldError('CLOSED', 'records-closed');
