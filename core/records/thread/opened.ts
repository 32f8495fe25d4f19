import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Opened } from '../thread-calls.js';
import { endedCharges, openCharges } from './charges.js';
import { counter } from './counters.js';
import { Database } from './database.js';
import { openFaults } from './faults.js';
import * as kept from './kept.js';
import { isOfThisVersion } from './migrations.js';
import { FILE_NAME, type OpenDatabase } from './open-database.js';

/** What an earlier life left in a file. */
export function openedWith(db: Database, { remarks, fresh, damaged }: Omit<OpenDatabase, 'db'>): Opened {
  return {
    fresh,
    lastNumber: counter(db, 'charge'),
    kept: {
      wishes: kept.wishes(db),
      abilities: kept.abilities(db),
      memory: kept.memory(db),
      openCharges: openCharges(db),
      endedCharges: endedCharges(db),
      openFaults: openFaults(db),
      remarks,
      ...(kept.wishesUnread(db, damaged) && { wishesUnread: true }),
    },
  };
}

/**
 * The same of a file that nobody may write to (a worn memory card): who was adopted and what was wished is known all the
 * same. Its log cannot be taken in, so the last minutes may be missing where there is one. Undefined when it cannot be read
 * either, as by a Node.js that opens no addresses.
 */
export function onlyRead(folder: string): Opened | undefined {
  const file = join(folder, FILE_NAME);
  let db: Database | undefined;
  try {
    db = new Database(`${pathToFileURL(file)}?immutable=1`, true);
    if (!isOfThisVersion(db)) return undefined;
    const left = openedWith(db, { remarks: [], fresh: false, damaged: false });
    return existsSync(`${file}-wal`) ? { ...left, kept: { ...left.kept, wishesUnread: true } } : left;
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}
