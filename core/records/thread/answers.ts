import type { ChargerAbilities } from '../../model/charger.js';
import { SurplugError } from '../../model/error.js';
import type { ChargeRecord } from '../../model/record.js';
import type { RecordQuery } from '../../model/site-command.js';
import type { Wishes } from '../../model/wishes.js';
import type { ChargeEnd, CsvStyle, ExportColumn, ExportSheet, NewCharge } from '../../ports/record-store.js';
import { demandInstant, demandRange } from '../range.js';
import type { Batch, EventPage, HowToOpen, Opened, Page, Row, ThreadCalls } from '../thread-calls.js';
import * as charges from './charges.js';
import { counter } from './counters.js';
import { csvOf } from './csv.js';
import type { Database } from './database.js';
import { addDecision, decisions, why } from './decisions.js';
import { faultBegan, faultEnded, faults, openFaults } from './faults.js';
import { addChunk, eventPage } from './journal.js';
import * as kept from './kept.js';
import { openDatabase } from './open-database.js';
import { Pages } from './pages.js';
import { addMinute, samples } from './samples.js';
import { statistics } from './statistics.js';
import { tidy } from './sweep.js';
import { xlsxOf } from './xlsx.js';

/** A batch comes about every ten seconds. */
const BATCHES_AN_HOUR = 360;

/** The calls of the records' thread, each answered once it is on disk. */
export class Answers implements ThreadCalls {
  readonly #pages = new Pages();
  #how: HowToOpen | undefined;
  #open: Database | undefined;
  #batches = 0;

  get folder(): string {
    return this.#how?.folder ?? '';
  }

  open(how: HowToOpen): Opened {
    this.#how = how;
    const { db, remarks } = openDatabase(how.folder);
    this.#open = db;
    return {
      lastNumber: counter(db, 'charge'),
      kept: {
        wishes: kept.wishes(db),
        abilities: kept.abilities(db),
        memory: kept.memory(db),
        openCharges: charges.openCharges(db),
        openFaults: openFaults(db),
        remarks,
      },
    };
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

  query(query: RecordQuery, nowMs: number): Page {
    return this.#pages.first(this.#rows(query, nowMs));
  }

  csv(query: RecordQuery, nowMs: number, columns: readonly ExportColumn[], style: CsvStyle): string {
    return csvOf(this.#rows(query, nowMs), columns, style, this.#zone);
  }

  xlsx(sheets: readonly ExportSheet[], nowMs: number): Promise<Uint8Array> {
    const filled = sheets.map(({ name, query, columns }) => ({ name, columns, rows: this.#rows(query, nowMs) }));
    return xlsxOf(filled, this.#zone);
  }

  more(token: number): Page {
    return this.#pages.next(token);
  }

  journal(fromMs: number, toMs: number, after: number): EventPage {
    return eventPage(this.#db(), fromMs, toMs, after);
  }

  close(): void {
    const db = this.#db();
    this.#open = undefined;
    db.exec('PRAGMA optimize');
    db.close();
  }

  #rows(query: RecordQuery, nowMs: number): readonly Row[] {
    const db = this.#db();
    const asked = { ...query, ...demandRange(query) };
    switch (asked.what) {
      case 'charges':
        return charges.charges(db, asked) as unknown as readonly Row[];
      case 'faults':
        return faults(db, asked) as unknown as readonly Row[];
      case 'decisions':
        return decisions(db, asked) as unknown as readonly Row[];
      case 'why':
        return why(
          db,
          asked.at === undefined ? nowMs : demandInstant(asked.at, 'at'),
          asked.charger,
        ) as unknown as readonly Row[];
      case 'statistics':
        return statistics(db, asked, nowMs, this.#zone) as unknown as readonly Row[];
      case 'samples':
        return samples(db, asked, nowMs) as unknown as readonly Row[];
      default:
        throw new SurplugError('NOT_SUPPORTED', `The records hold no ${asked.what}; ask the site.`);
    }
  }

  get #zone(): string {
    return this.#how?.timeZone ?? 'utc';
  }

  #durably<T>(act: (db: Database) => T): T {
    const db = this.#db();
    return db.transaction(() => act(db));
  }

  #db(): Database {
    if (!this.#open) throw new SurplugError('STORAGE', 'The records are not open.');
    return this.#open;
  }
}
