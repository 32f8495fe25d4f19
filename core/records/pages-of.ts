import type { RecordQuery } from '../model/site-query.js';
import type { Range } from './range.js';
import type { RecordThread } from './record-thread.js';
import type { PackedPage, Row } from './thread-calls.js';

/* Long answers, fetched page by page: the host goes round its event loop between two of them. */

export async function queriedRows(thread: RecordThread, query: RecordQuery, nowMs: number): Promise<readonly Row[]> {
  const first = await thread.ask('query', query, nowMs);
  const rows = [...first.rows];
  for (let token = first.token; token !== undefined; ) {
    const page = await thread.ask('more', token);
    for (const row of page.rows) rows.push(row);
    token = page.token;
  }
  return rows;
}

/** Chunks of the journal that have a part in a span, as they are kept. */
export async function journalBodies(thread: RecordThread, { fromMs, toMs }: Range): Promise<readonly Uint8Array[]> {
  const bodies: Uint8Array[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: PackedPage = await thread.ask('packedJournal', fromMs, toMs, after);
    bodies.push(...page.bodies);
    after = page.after;
  }
  return bodies;
}
