import type { ChargerAbilities } from '../../model/charger.js';
import { NO_WISHES, type Wishes } from '../../model/wishes.js';
import type { Database } from './database.js';

/*
 * Documents kept whole, as JSON: wishes, the memory of decide, what each charger can do, and the name of the last batch.
 * Names in use: wishes, memory, batch, abilities:<charger id>.
 */

/** In its place: a row put in anew would have its index written too, every ten seconds. */
export function save(db: Database, name: string, json: string): void {
  db.run(
    'INSERT INTO kept (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json',
    name,
    json,
  );
}

export function read(db: Database, name: string): string | undefined {
  const json = db.first('SELECT json FROM kept WHERE name = ?', name)?.['json'];
  return typeof json === 'string' ? json : undefined;
}

/** Wishes of a version this program does not know are left on disk and not guessed at. */
export function wishes(db: Database): Wishes {
  const kept = parsed(read(db, 'wishes')) as Partial<Wishes> | undefined;
  return kept?.version === 1 ? { ...NO_WISHES, ...kept } : NO_WISHES;
}

/** There are some that cannot be read, or a `damaged` file may hold some. */
export function wishesUnread(db: Database, damaged: boolean): boolean {
  const json = read(db, 'wishes');
  return json === undefined ? damaged : (parsed(json) as Partial<Wishes> | undefined)?.version !== 1;
}

export const memory = (db: Database): unknown => parsed(read(db, 'memory')) ?? null;

export function abilities(db: Database): Readonly<Record<string, ChargerAbilities>> {
  const known: Record<string, ChargerAbilities> = {};
  for (const { name, json } of db.all("SELECT name, json FROM kept WHERE name GLOB 'abilities:*'")) {
    const of = parsed(String(json)) as ChargerAbilities | undefined;
    if (of) known[String(name).slice('abilities:'.length)] = of;
  }
  return known;
}

function parsed(json: string | undefined): unknown {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
