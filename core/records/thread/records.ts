import type { ChargerAbilities } from '../../model/charger.js';
import { ToldError } from '../../model/error-texts.js';
import type { ExportQuery } from '../../model/export.js';
import type { ChargeRecord } from '../../model/record.js';
import type { RecordQuery } from '../../model/site-query.js';
import type { Wishes } from '../../model/wishes.js';
import type { ChargeEnd, ExportHouse, NewCharge } from '../../ports/record-store.js';
import type { Reader } from '../range.js';
import type { Batch, FilePart, HowToOpen, Opened, PackedPage, Paged, RowsPage, ThreadCalls } from '../thread-calls.js';
import { answer } from './answer.js';
import * as charges from './charges.js';
import type { Database } from './database.js';
import { addDecision } from './decisions.js';
import { fileInParts } from './export.js';
import { faultBegan, faultEnded } from './faults.js';
import { addChunk, packedPage } from './journal.js';
import * as kept from './kept.js';
import { demandFile, openDatabase } from './open-database.js';
import { onlyRead, openedWith } from './opened.js';
import { Pages, pagesOf } from './pages.js';
import { addMinute } from './samples.js';
import { storage } from './storage.js';
import { tidy } from './sweep.js';
import { toldError } from './told-error.js';

/** A batch comes about every ten seconds. */
const BATCHES_AN_HOUR = 360;

/** Refused for writing alone: what is there may still be read. */
const READABLE: readonly unknown[] = ['records-read-only', 'records-disk-read-only'];

/** The calls of the records' thread, each answered once it is on disk. */
export class Records implements ThreadCalls {
  readonly #answers = new Pages<RowsPage>();
  readonly #files = new Pages<FilePart>();
  #how: HowToOpen | undefined;
  #open: Database | undefined;
  #batches = 0;

  get folder(): string {
    return this.#how?.folder ?? '';
  }

  open(how: HowToOpen): Opened {
    this.#how = how;
    try {
      const { db, ...rest } = openDatabase(how.folder);
      this.#open = db;
      return openedWith(db, rest);
    } catch (error) {
      const refused = toldError(error, how.folder);
      const left = READABLE.includes(refused.told?.text) ? onlyRead(how.folder) : undefined;
      if (!left) throw error;
      return { ...left, refused };
    }
  }

  begin(charge: NewCharge, proposed: number): number {
    return this.#durably((db) => charges.begin(db, charge, proposed));
  }

  adopt(number: number, charge: NewCharge): boolean {
    return this.#durably((db) => charges.adopt(db, number, charge));
  }

  end(end: ChargeEnd): boolean {
    return this.#durably((db) => charges.end(db, end));
  }

  keep(charge: ChargeRecord): void {
    this.#durably((db) => charges.keep(db, charge));
  }

  saveWishes(wishes: Wishes): void {
    this.#durably((db) => kept.save(db, 'wishes', JSON.stringify(wishes)));
  }

  saveAbilities(chargerId: string, abilities: ChargerAbilities): void {
    this.#durably((db) => kept.save(db, `abilities:${chargerId}`, JSON.stringify(abilities)));
  }

  write(batch: Batch): void {
    demandFile(this.#db(), this.folder);
    this.#durably((db) => {
      if (kept.read(db, 'batch') === batch.id) return;
      kept.save(db, 'batch', batch.id);
      for (const progress of batch.progress) charges.progress(db, progress);
      if (batch.memory !== undefined) kept.save(db, 'memory', batch.memory);
      addChunk(db, batch.journal);
      for (const decision of batch.decisions) addDecision(db, decision);
      for (const sample of batch.minutes) addMinute(db, sample);
      for (const change of batch.faults) {
        if ('began' in change) faultBegan(db, change.began);
        else faultEnded(db, change.ended.chargerId, change.ended.endedAt);
      }
      if (this.#how && this.#batches++ % BATCHES_AN_HOUR === 0) tidy(db, this.#how, batch.nowMs);
    });
  }

  query(query: RecordQuery, nowMs: number): Paged<RowsPage> {
    const db = this.#db();
    if (query.what === 'storage' && this.#how) return { rows: [{ ...storage(db, this.#how) }] };
    return this.#answers.first(pagesOf(answer(db, query, this.#reader(nowMs))));
  }

  more(token: number): Paged<RowsPage> {
    return this.#answers.next(token);
  }

  file(asked: ExportQuery, house: ExportHouse, nowMs: number): ReturnType<ThreadCalls['file']> {
    const { parts, ...named } = fileInParts(this.#db(), asked, house, this.#reader(nowMs));
    return { ...named, ...this.#files.first(parts) };
  }

  moreOfFile(token: number): Paged<FilePart> {
    return this.#files.next(token);
  }

  packedJournal(fromMs: number, toMs: number, after: number): PackedPage {
    return packedPage(this.#db(), fromMs, toMs, after);
  }

  close(): void {
    const db = this.#db();
    this.#open = undefined;
    db.exec('PRAGMA optimize');
    db.close();
  }

  #reader(nowMs: number): Reader {
    return { timeZone: this.#how?.timeZone ?? 'utc', language: this.#how?.language ?? 'en', nowMs };
  }

  #durably<T>(act: (db: Database) => T): T {
    const db = this.#db();
    return db.transaction(() => act(db));
  }

  #db(): Database {
    if (!this.#open) throw new ToldError('STORAGE', 'records-closed');
    return this.#open;
  }
}
