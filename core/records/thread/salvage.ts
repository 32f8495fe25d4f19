import { Database, type SqlRow } from './database.js';

/**
 * What nobody can measure again, most precious first: checked at every start, saved from a damaged file. Samples, the
 * journal and decisions are let go.
 */
export const PRECIOUS = ['counters', 'kept', 'charges', 'faults'] as const;
type Precious = (typeof PRECIOUS)[number];

/** How many rows could still be read, by table. */
type Salvaged = Readonly<Record<Precious, number>>;

/** Copies what can still be read of a damaged file; a row that cannot be read or does not fit is left. Never throws. */
export function salvage(damagedFile: string, into: Database): Salvaged {
  const saved = { counters: 0, kept: 0, charges: 0, faults: 0 };
  let from: Database | undefined;
  try {
    // Not read-only: the log beside it must be taken in, or the last minutes are lost.
    from = new Database(damagedFile);
    for (const table of PRECIOUS) saved[table] = copyTable(from, into, table);
  } catch {
    // Not a database any more: nothing to be had from it.
  } finally {
    try {
      from?.close();
    } catch {}
  }
  return saved;
}

/** Reads forwards, then backwards: a bad page in the middle costs only itself. */
function copyTable(from: Database, into: Database, table: Precious): number {
  let copied = 0;
  for (const order of ['ASC', 'DESC']) {
    try {
      for (const row of from.each(`SELECT * FROM ${table} ORDER BY rowid ${order}`)) copied += insert(into, table, row);
    } catch {
      // The rest of this direction cannot be read.
    }
  }
  return copied;
}

function insert(into: Database, table: Precious, row: SqlRow): number {
  const names = Object.keys(row);
  try {
    return into.run(
      `INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...Object.values(row),
    );
  } catch {
    return 0;
  }
}
