import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from './database.js';
import { migrate } from './migrations.js';
import { salvage } from './salvage.js';

/*
 * Opening, in this order:
 * 1. One owner: the file is locked for as long as it is open; the system lets go when the process dies, however it dies.
 * 2. Every commit is synced (WAL, synchronous FULL): what was answered survives a power cut.
 * 3. The file is checked. A damaged one is moved aside, whole, with its log; a new one takes over what can still be read.
 * 4. The file is brought to this version.
 */

export const FILE_NAME = 'surplug-records.sqlite';

export interface OpenDatabase {
  readonly db: Database;
  readonly remarks: readonly string[];
}

export function openDatabase(folder: string): OpenDatabase {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, FILE_NAME);
  try {
    return { db: opened(file), remarks: [] };
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  const aside = moveAside(folder, file);
  const db = opened(file);
  const saved = salvage(aside, db);
  return {
    db,
    remarks: [
      `The records were damaged. The damaged file is kept as ${aside}; ` +
        `taken over from it: ${saved.charges} charges, ${saved.faults} faults, ` +
        `${saved.kept > 0 ? 'the wishes' : 'no wishes'}. If something is missing, bring back a backup.`,
    ],
  };
}

function opened(file: string): Database {
  const db = new Database(file);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8388608');
    const check = db.first('PRAGMA quick_check(1)');
    if (check?.['quick_check'] !== 'ok') throw new DamagedFile(String(check?.['quick_check']));
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
  let aside = join(folder, `damaged-${stamp}.sqlite`);
  for (let copy = 2; existsSync(aside); copy += 1) aside = join(folder, `damaged-${stamp}-${copy}.sqlite`);
  for (const end of ['-wal', '-shm', '']) if (existsSync(file + end)) renameSync(file + end, aside + end);
  return aside;
}
