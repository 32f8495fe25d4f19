import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Told, ToldError, told } from '../../model/error-texts.js';
import { Database } from './database.js';
import { migrate } from './migrations.js';
import { PRECIOUS, salvage } from './salvage.js';

/*
 * Opening, in this order:
 * 1. One owner: the file is locked for as long as it is open; the system lets go when the process dies, however it dies.
 * 2. Every commit is synced (WAL, synchronous FULL): what was answered survives a power cut.
 * 3. The file is checked. A damaged one is moved aside, whole, with its log; a new one takes over what can still be read.
 *    Of a large file only what cannot be replaced is checked, or the site would wait for its samples to be read through;
 *    all of it when it has failed before.
 * 4. The file is brought to this version.
 * 5. A file that is taken away while it is open could be written on, and would be gone with the process: it is noticed, and
 *    a copy of all that is open goes in its place.
 */

export const FILE_NAME = 'surplug-records.sqlite';
/** Beside the file: reading it has failed, so the next start checks all of it. */
const SUSPECT_NAME = 'surplug-records.suspect';
const ASIDE = 'damaged-';
/** Read through in about a second, even from a memory card. */
const SMALL_BYTES = 32 * 1024 * 1024;

export interface OpenDatabase {
  readonly db: Database;
  readonly remarks: readonly Told[];
  /** There was no file. */
  readonly fresh: boolean;
  /** A damaged one lies beside: it may hold what this one lacks. */
  readonly damaged: boolean;
}

/** Step by step: `recursive` never comes back where the system says of a folder that is there that it is not (/proc). */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was quicker; a file in its place is no folder.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

export function openDatabase(folder: string): OpenDatabase {
  makeFolder(folder);
  const file = join(folder, FILE_NAME);
  const suspect = join(folder, SUSPECT_NAME);
  const fresh = !existsSync(file);
  const thorough = fresh || existsSync(suspect) || statSync(file).size < SMALL_BYTES;
  try {
    const db = opened(file, thorough);
    rmSync(suspect, { force: true });
    return { db, remarks: [], fresh, damaged: readdirSync(folder).some((name) => name.startsWith(ASIDE)) };
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  const aside = moveAside(folder, file);
  rmSync(suspect, { force: true });
  const db = opened(file, true);
  const saved = salvage(aside, db);
  return {
    db,
    fresh,
    damaged: true,
    remarks: [
      told(saved.kept > 0 ? 'records-set-aside' : 'records-set-aside-bare', {
        file: aside,
        charges: `${saved.charges}`,
        faults: `${saved.faults}`,
      }),
    ],
  };
}

/** To be told of every error: after one that means damage, the next start looks closer. Never throws. */
export function suspectAfter(error: unknown, folder: string): void {
  if (!isDamage(error)) return;
  try {
    writeFileSync(join(folder, SUSPECT_NAME), '');
  } catch {
    // Then the next start finds out by itself.
  }
}

/** Throws when the file has been taken away; whoever opens it next finds it whole. */
export function demandFile(db: Database, folder: string): void {
  const file = join(folder, FILE_NAME);
  if (existsSync(file)) return;
  makeFolder(folder);
  closeSync(openSync(file, 'a', 0o600));
  try {
    db.exec(`VACUUM INTO '${file.replaceAll("'", "''")}'`);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  throw new ToldError('STORAGE', 'records-gone', { file });
}

function opened(file: string, thorough: boolean): Database {
  // Numbers of cards are in it, and who charged when: its owner alone reads it. SQLite makes the log beside it likewise.
  // Where it may not be written, the system says plainer than SQLite why.
  closeSync(openSync(file, 'a', 0o600));
  const fresh = statSync(file).size === 0;
  const db = new Database(file);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Of a file that has it already it would be written all the same, which a full disk refuses: it is to be read then.
    if (fresh) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8388608');
    for (const what of thorough ? ['1'] : PRECIOUS) {
      const check = db.first(`PRAGMA quick_check(${what})`);
      if (check?.['quick_check'] !== 'ok') throw new DamagedFile(String(check?.['quick_check']));
    }
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class DamagedFile extends Error {}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const isDamage = (error: unknown): boolean =>
  error instanceof DamagedFile || [11, 26].includes(Number((error as { errcode?: unknown }).errcode) & 0xff);

/** Moves the file and its log to names of their own; says where. */
function moveAside(folder: string, file: string): string {
  const stamp = statSync(file).mtime.toISOString().replaceAll(/[:.]/g, '-');
  let aside = join(folder, `${ASIDE}${stamp}.sqlite`);
  for (let copy = 2; existsSync(aside); copy += 1) aside = join(folder, `${ASIDE}${stamp}-${copy}.sqlite`);
  for (const end of ['-wal', '-shm', '']) if (existsSync(file + end)) renameSync(file + end, aside + end);
  return aside;
}
