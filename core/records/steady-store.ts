import { randomInt, randomUUID } from 'node:crypto';
import type { ChargerAbilities } from '../model/charger.js';
import { codeOf, type SurplugError } from '../model/error.js';
import { detailIn, inEnglish, type Say, ToldError, told } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { ExportedFile, ExportQuery } from '../model/export.js';
import type { DecisionRecord, FaultRecord, MinuteSample } from '../model/record.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import { NO_WISHES, type Wishes } from '../model/wishes.js';
import type { ChargeEnd, ChargeProgress, ExportHouse, Kept, NewCharge, RecordStore } from '../ports/record-store.js';
import { nextNumber } from './charge-number.js';
import { Lifeline } from './lifeline.js';
import { answerFromMemory } from './memory-answer.js';
import { OpenBatch } from './open-batch.js';
import type { RecordStoreOptions } from './open-record-store.js';
import { thrown } from './own-thread.js';
import { fetchedFile, journalBodies, queriedRows } from './pages-of.js';
import { demandRange, type Range, type Reader } from './range.js';
import type { RecordThread } from './record-thread.js';
import type { Batch, HowToOpen, Opened } from './thread-calls.js';
import { Unsaved } from './unsaved.js';

/*
 * The records as the site sees them. In this order:
 * 1. What must be durable goes to the thread and is answered when it is on disk.
 * 2. What may wait is gathered and written every ten seconds, and before anything is read.
 * 3. When the disk refuses, the site goes on: charges, wishes and abilities are kept in memory, which is said once.
 * 4. The thread is started anew with growing pauses. What memory kept is written first, then it is said that all is well.
 */

const BATCH_MS = 10_000;
const NOTHING_READ: Kept = {
  wishes: NO_WISHES,
  abilities: {},
  memory: null,
  openCharges: [],
  openFaults: [],
  remarks: [],
  wishesUnread: true,
};

export class SteadyStore implements RecordStore {
  readonly #how: HowToOpen;
  readonly #options: RecordStoreOptions;
  readonly #say: Say;
  readonly #line: Lifeline;
  readonly #unsaved = new Unsaved();
  readonly #openBatch = new OpenBatch();
  readonly #life = randomUUID();
  /** What an earlier life left; undefined when the file could not be read at the start. */
  #kept: Kept | undefined;
  #started = false;
  #closed = false;
  #lastNumber = 0;
  #batches = 0;
  /** Sealed, not yet known to be on disk; told again under the same id. */
  #sealed: Batch | undefined;
  #writing: Promise<void> = Promise.resolve();
  #callOffBatch: (() => void) | undefined;

  constructor(how: HowToOpen, options: RecordStoreOptions) {
    this.#how = how;
    this.#options = options;
    this.#say = options.say ?? inEnglish;
    this.#line = new Lifeline({
      how,
      log: options.log,
      say: this.#say,
      clock: options.clock,
      opened: (thread, opened) => this.#opened(thread, opened),
      trouble: (error) => options.trouble?.(error),
    });
  }

  /** Never rejects, and has its bound: what the disk refuses, or is late with, is kept in memory. */
  async open(): Promise<this> {
    await this.#line.startInTime();
    this.#started = true;
    // Whoever holds the file counts from the same clock: a place of our own, so that the two do not meet.
    if (!this.#kept) this.#lastNumber = nextNumber(0, this.#options.clock.now()) + randomInt(3600);
    return this;
  }

  async load(): Promise<Kept> {
    // What is wrong with the disk has been said.
    return this.#kept ?? NOTHING_READ;
  }

  async beginCharge(charge: NewCharge): Promise<number> {
    const proposed = nextNumber(this.#lastNumber, this.#options.clock.now());
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
    this.#openBatch.progress(charge);
    this.#writeSoon();
  }

  memory(memory: unknown): void {
    this.#openBatch.memory(memory);
    this.#writeSoon();
  }

  journal(event: ObservedEvent): void {
    this.#openBatch.journal(event);
    this.#writeSoon();
  }

  decision(decision: DecisionRecord): void {
    this.#openBatch.decision(decision);
    this.#writeSoon();
  }

  minute(sample: MinuteSample): void {
    this.#openBatch.minute(sample);
    this.#writeSoon();
  }

  faultBegan(fault: FaultRecord): void {
    this.#openBatch.fault({ began: fault });
    this.#writeSoon();
  }

  faultEnded(chargerId: string, endedAt: string): void {
    this.#openBatch.fault({ ended: { chargerId, endedAt } });
    this.#writeSoon();
  }

  async query(query: RecordQuery): Promise<readonly Row[]> {
    demandRange(query, this.#reader());
    return this.#read(
      (thread) => queriedRows(thread, query, this.#options.clock.now().wallMs),
      () =>
        answerFromMemory(
          query,
          this.#unsaved.book.all(),
          this.#openBatch.decisions,
          this.#line.trouble,
          this.#reader(),
        ),
    );
  }

  exportFile(asked: ExportQuery, house: ExportHouse): Promise<ExportedFile> {
    return this.#read((thread) => fetchedFile(thread, asked, house, this.#options.clock.now().wallMs));
  }

  packedJournal(range: Range): Promise<readonly Uint8Array[]> {
    return this.#read((thread) => journalBodies(thread, range));
  }

  settle(): Promise<void> {
    return this.#write();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#callOffBatch?.();
    // A disk that refused until now gets one more chance, when there is something to lose.
    await this.#line.stopTrying(!this.#unsaved.empty || this.#sealed !== undefined);
    await this.#write();
    await this.#line.close();
  }

  #reader(): Reader {
    const { timeZone, language } = this.#how;
    return { timeZone, language, nowMs: this.#options.clock.now().wallMs };
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
    await this.#write();
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

  #writeSoon(): void {
    if (this.#callOffBatch || this.#closed) return;
    this.#callOffBatch = this.#options.clock.after(BATCH_MS, () => {
      this.#callOffBatch = undefined;
      void this.#write();
    });
  }

  /** Writes what waits; resolves when it is on disk or must go on waiting. One batch at a time, never rejects. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      const { thread } = this.#line;
      if (thread) await this.#tellAll(thread).catch((error: unknown) => this.#line.lost(thread, error));
    });
    return this.#writing;
  }

  async #tellAll(thread: RecordThread): Promise<void> {
    for (;;) {
      await this.#unsaved.writeTo(thread);
      const now = this.#options.clock.now();
      this.#sealed ??= this.#openBatch.seal(
        `${this.#life} ${++this.#batches}`,
        now.wallClockPlausible ? now.wallMs : null,
      );
      if (!this.#sealed) return;
      try {
        await thread.ask('write', this.#sealed);
      } catch (error) {
        if (codeOf(error) === 'STORAGE') throw error;
        // Something in it can never be written; without this it would be tried for ever.
        this.#options.log.error(this.#say(told('records-left-out', { detail: detailIn(this.#say, error) })));
      }
      this.#sealed = undefined;
    }
  }

  async #opened(thread: RecordThread, { kept, fresh, lastNumber, refused }: Opened): Promise<void> {
    this.#lastNumber = Math.max(this.#lastNumber, lastNumber);
    if (!this.#started) {
      this.#kept = kept;
      this.#unsaved.loaded(kept, !(refused && kept.wishesUnread));
    }
    if (refused) throw thrown(refused);
    if (!this.#started) return this.#tellAll(thread);
    // Remarks of the start are the site's to tell, see `load`.
    for (const remark of kept.remarks) this.#options.log.warn(this.#say(remark));
    for (const charge of this.#unsaved.foundLate(kept)) this.#openBatch.progress(charge);
    if (this.#kept && (fresh || kept.remarks.length > 0)) this.#unsaved.fileRebuilt();
    await this.#tellAll(thread);
  }
}

const closed = (): SurplugError => new ToldError('CLOSED', 'records-closed');
