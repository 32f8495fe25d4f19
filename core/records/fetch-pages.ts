import type { ExportedFile, ExportQuery } from '../model/export.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import type { ExportHouse } from '../ports/record-store.js';
import type { Range } from './range.js';
import type { RecordThread } from './record-thread.js';
import type { FilePart, PackedPage, Paged } from './thread-calls.js';

/* Long answers, fetched page by page: the host goes round its event loop between two of them. */

export async function queriedRows(thread: RecordThread, query: RecordQuery, nowMs: number): Promise<readonly Row[]> {
  let page = await thread.ask('query', query, nowMs);
  const rows = [...page.rows];
  while (page.token !== undefined) {
    page = await thread.ask('more', page.token);
    for (const row of page.rows) rows.push(row);
  }
  return rows;
}

export async function fetchedFile(
  thread: RecordThread,
  asked: ExportQuery,
  house: ExportHouse,
  nowMs: number,
): Promise<ExportedFile> {
  const { name, mime, ...first } = await thread.ask('file', asked, house, nowMs);
  let part: Paged<FilePart> = first;
  const parts = [part.bytes];
  while (part.token !== undefined) {
    part = await thread.ask('moreOfFile', part.token);
    parts.push(part.bytes);
  }
  return { name, mime, base64: Buffer.concat(parts).toString('base64') };
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
