import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ObservedEvent } from '../../model/event.js';
import type { JournalLine, PackedPage } from '../thread-calls.js';
import type { Database } from './database.js';

/** Chunks to a page: an hour of a home, since nothing is unpacked. */
const CHUNKS_A_PAGE = 360;

/** Chunks of a span as they are kept, and the rest of a long span asked for with `after`. */
export function packedPage(db: Database, fromMs: number, toMs: number, after: number): PackedPage {
  const chunks = db.all(
    'SELECT id, body FROM journal WHERE id > ? AND to_ms >= ? AND from_ms < ? ORDER BY id LIMIT ?',
    after,
    fromMs,
    toMs,
    CHUNKS_A_PAGE,
  );
  const bodies = chunks.map(({ body }) => body as Uint8Array);
  const last = chunks.at(-1);
  return last && chunks.length === CHUNKS_A_PAGE ? { bodies, after: Number(last['id']) } : { bodies };
}

/** The events in a chunk of the journal; `wanted` looks at a line before it is taken apart. */
export const eventsIn = (body: Uint8Array, wanted: (line: string) => boolean = () => true): readonly ObservedEvent[] =>
  inflateRawSync(body)
    .toString()
    .split('\n')
    .filter(wanted)
    .map((line) => JSON.parse(line) as ObservedEvent);

/** One chunk a batch, deflated: a day of a home is some megabytes instead of a hundred. */
export function addChunk(db: Database, lines: readonly JournalLine[]): void {
  if (lines.length === 0) return;
  const times = lines.map(({ atMs }) => atMs);
  const body = deflateRawSync(lines.map(({ json }) => json).join('\n'));
  db.run(
    'INSERT INTO journal (from_ms, to_ms, size, body) VALUES (?, ?, ?, ?)',
    // Not Math.min(...times): a batch that waited for the disk is longer than an argument list may be.
    times.reduce((least, at) => Math.min(least, at)),
    times.reduce((most, at) => Math.max(most, at)),
    body.length,
    body,
  );
}
