import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StorageRow } from '../../model/record.js';
import type { HowToOpen } from '../thread-calls.js';
import type { Database } from './database.js';
import { isoOf } from './instant.js';
import { FILE_NAME } from './open-database.js';

/** How large the records are, and how far back they reach. */
export function storage(db: Database, { folder, retentionDays }: HowToOpen): StorageRow {
  const file = join(folder, FILE_NAME);
  const bytes = [file, `${file}-wal`].reduce((sum, part) => sum + (existsSync(part) ? statSync(part).size : 0), 0);
  const charges = db.first('SELECT count(*) AS count, min(started_ms) AS oldestMs FROM charges');
  const oldestMs = charges?.['oldestMs'] ?? null;
  return {
    file,
    bytes,
    retentionDays,
    charges: Number(charges?.['count'] ?? 0),
    oldestChargeAt: oldestMs === null ? null : isoOf(oldestMs),
    journalBytes: Number(db.first('SELECT sum(size) AS bytes FROM journal')?.['bytes'] ?? 0),
  };
}
