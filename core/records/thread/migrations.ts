import { ToldError } from '../../model/error-texts.js';
import type { Database } from './database.js';

/**
 * The file's versions, each a step from the one before; `user_version` says where a file stands. A step that was
 * released is never changed again. Instants are ms since 1970 UTC (`_ms`), energies Wh.
 */
export const MIGRATIONS: readonly string[] = [
  // 1: charges, faults, decisions, the journal, and what must survive a restart.
  `CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
   CREATE TABLE kept (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
   CREATE TABLE charges (
     number INTEGER PRIMARY KEY,
     charger_id TEXT NOT NULL,
     connector_id INTEGER NOT NULL,
     id_tag TEXT NOT NULL,
     started_ms INTEGER NOT NULL,
     ended_ms INTEGER,
     started_by TEXT NOT NULL,
     stop_reason TEXT,
     mode_at_start TEXT NOT NULL,
     meter_start_wh REAL NOT NULL,
     meter_stop_wh REAL,
     energy_wh REAL NOT NULL,
     solar_wh REAL NOT NULL,
     grid_wh REAL NOT NULL,
     peak_w REAL NOT NULL
   ) STRICT;
   CREATE INDEX charges_by_start ON charges (started_ms, charger_id);
   CREATE INDEX charges_open ON charges (number) WHERE ended_ms IS NULL;
   CREATE TABLE faults (
     id INTEGER PRIMARY KEY,
     charger_id TEXT NOT NULL,
     started_ms INTEGER NOT NULL,
     ended_ms INTEGER,
     error_code TEXT NOT NULL,
     vendor_error_code TEXT,
     remark TEXT
   ) STRICT;
   CREATE INDEX faults_by_start ON faults (started_ms);
   CREATE TABLE decisions (
     id INTEGER PRIMARY KEY,
     at_ms INTEGER NOT NULL,
     charger_id TEXT NOT NULL,
     limit_a REAL NOT NULL,
     sources TEXT NOT NULL,
     because TEXT NOT NULL
   ) STRICT;
   CREATE INDEX decisions_by_time ON decisions (charger_id, at_ms);
   CREATE INDEX decisions_by_age ON decisions (at_ms);
   CREATE TABLE journal (
     id INTEGER PRIMARY KEY,
     from_ms INTEGER NOT NULL,
     to_ms INTEGER NOT NULL,
     size INTEGER NOT NULL,
     body BLOB NOT NULL
   ) STRICT;
   CREATE INDEX journal_by_time ON journal (to_ms, from_ms, size);`,
  // 2: where the energy came from. Quarters of an hour are kept for the statistics of any time zone (every zone's
  // offset is a multiple of one), minutes for looking closer. Times count minutes and quarters since 1970 UTC.
  `ALTER TABLE charges ADD COLUMN battery_wh REAL NOT NULL DEFAULT 0;
   ALTER TABLE charges ADD COLUMN cost REAL;
   ALTER TABLE charges ADD COLUMN saving REAL;
   ALTER TABLE charges ADD COLUMN mode_s TEXT;
   ALTER TABLE charges ADD COLUMN card_name TEXT;
   ${['minute', 'quarter'].map(energyTables).join('')}`,
  // 3: which meter counted a charge, for whoever refunds it.
  'ALTER TABLE charges ADD COLUMN serial_number TEXT;',
];

function energyTables(span: string): string {
  return `CREATE TABLE house_${span}s (
     ${span} INTEGER PRIMARY KEY,
     import_wh REAL, export_wh REAL, solar_wh REAL, battery_in_wh REAL, battery_out_wh REAL, house_wh REAL
   ) STRICT;
   CREATE TABLE charger_${span}s (
     ${span} INTEGER NOT NULL,
     charger_id TEXT NOT NULL,
     id_tag TEXT NOT NULL,
     energy_wh REAL NOT NULL, solar_wh REAL NOT NULL, battery_wh REAL NOT NULL, grid_wh REAL NOT NULL,
     cost REAL, saving REAL,
     PRIMARY KEY (${span}, charger_id, id_tag)
   ) STRICT, WITHOUT ROWID;`;
}

/** Brings a file to a version, one step after the other, each whole or not at all. */
export function migrate(db: Database, target: number = MIGRATIONS.length): void {
  const version = versionOf(db);
  if (version > MIGRATIONS.length)
    throw new ToldError('STORAGE', 'records-newer', { version: `${version}`, known: `${MIGRATIONS.length}` });
  MIGRATIONS.slice(0, target).forEach((step, index) => {
    if (index < version) return;
    db.transaction(() => {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  });
}

const versionOf = (db: Database): number => Number(db.first('PRAGMA user_version')?.['user_version'] ?? 0);

export const isOfThisVersion = (db: Database): boolean => versionOf(db) === MIGRATIONS.length;
