import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../model/error.js';
import { detailIn, inEnglish, type Say, ToldError, told } from '../model/error-texts.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { sizeLimit } from './maintenance-limit.js';

/**
 * Firmware handed to chargers, and diagnostics taken from them, over the HTTP server that is already there.
 *
 * 1. Nothing is found without its ticket: 128 random bits in the path, valid for a while, for one file or one charger.
 * 2. A file is served as it is, in ranges too (chargers resume a broken download); its size and MD5 are told beforehand.
 * 3. An upload is written beside, limited in size, and counts only once it is whole. The newest ten of a charger stay.
 */
export interface Maintenance {
  /** Makes a file of this machine fetchable. `path` goes behind the URL of the hub. Rejects with INVALID_INPUT. */
  offer(file: string): Promise<{ readonly path: string; readonly sizeBytes: number; readonly md5: string }>;
  /** Where a charger may put its diagnostics: a folder, as GetDiagnostics wants it, and the one it is on this machine. */
  expect(chargerId: string): { readonly path: string; readonly folder: string };
  /** What was received, newest first. */
  received(chargerId: string): Promise<readonly { readonly file: string; readonly sizeBytes: number }[]>;
  /** Answers a request for its paths; false when it is for somebody else. */
  request(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface MaintenanceOptions {
  /** Where diagnostics are kept. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The words for the log; English without. */
  readonly say?: Say;
  readonly maxUploadBytes?: number;
  readonly ticketMs?: number;
}

const FIRMWARE = '/surplug/firmware/';
const DIAGNOSTICS = '/surplug/diagnostics/';
const KEPT = 10;

export function openMaintenance(options: MaintenanceOptions): Maintenance {
  const { folder, clock, log, say = inEnglish, maxUploadBytes = 50_000_000, ticketMs = 24 * 3_600_000 } = options;
  const offers = new Map<string, { readonly file: string; readonly until: number }>();
  const uploads = new Map<string, { readonly chargerId: string; readonly until: number }>();

  const ticket = (): string => randomBytes(16).toString('hex');
  const until = (): number => clock.now().monoMs + ticketMs;
  /** The entry of a ticket that still holds; old ones go. */
  const held = <T extends { readonly until: number }>(tickets: Map<string, T>, path: string): T | undefined => {
    for (const [key, entry] of tickets) if (entry.until < clock.now().monoMs) tickets.delete(key);
    return tickets.get(path.split('/')[3] ?? '');
  };
  const folderOf = (chargerId: string): string => join(folder, Buffer.from(chargerId).toString('hex'));

  async function serve(file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { size } = await stat(file);
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = range ? Number(range[1]) : 0;
    const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
    if (start > end && size > 0) {
      response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
      return;
    }
    response.writeHead(range ? 206 : 200, {
      'content-type': 'application/octet-stream',
      'content-length': size === 0 ? 0 : end - start + 1,
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
    });
    if (request.method === 'HEAD' || size === 0) response.end();
    else await pipeline(createReadStream(file, { start, end }), response);
  }

  async function take(chargerId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const into = folderOf(chargerId);
    await mkdir(into, { recursive: true, mode: 0o700 });
    const name = `${new Date(clock.now().wallMs).toISOString().replace(/[:.]/g, '-')}-${ticket().slice(0, 8)}.log`;
    const file = join(into, name);
    const part = `${file}.part`;
    try {
      await pipeline(request, sizeLimit(maxUploadBytes), createWriteStream(part, { mode: 0o600 }));
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    const older = (await whole(into)).slice(KEPT);
    await Promise.all(older.map((one) => rm(join(into, one), { force: true })));
    response.writeHead(201).end();
    const { size } = await stat(file);
    log.info(say(told('diagnostics-came', { charger: chargerId, file, bytes: `${size}` })));
  }

  /** Files of a folder that arrived whole, newest first: their names begin with the time. */
  const whole = async (of: string): Promise<readonly string[]> =>
    (await readdir(of).catch(() => []))
      .filter((file) => file.endsWith('.log'))
      .sort()
      .reverse();

  const answer = (work: Promise<void>, response: ServerResponse): true => {
    work.catch((error: unknown) => {
      log.warn(say(told('file-not-handed-over', { detail: detailIn(say, error) })));
      if (response.headersSent) response.destroy();
      else response.writeHead(codeOf(error) === 'INVALID_INPUT' ? 413 : 500, { connection: 'close' }).end();
    });
    return true;
  };

  const no = (status: number, request: IncomingMessage, response: ServerResponse): true => {
    request.resume();
    response.writeHead(status, { connection: 'close' }).end();
    return true;
  };

  return {
    async offer(file) {
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) throw new ToldError('INVALID_INPUT', 'no-such-file', { file });
      const hash = createHash('md5');
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
      const key = ticket();
      offers.set(key, { file, until: until() });
      return {
        path: `${FIRMWARE}${key}/${encodeURIComponent(basename(file))}`,
        sizeBytes: found.size,
        md5: hash.digest('hex'),
      };
    },

    expect(chargerId) {
      const key = ticket();
      uploads.set(key, { chargerId, until: until() });
      return { path: `${DIAGNOSTICS}${key}/`, folder: folderOf(chargerId) };
    },

    async received(chargerId) {
      const of = folderOf(chargerId);
      const files = (await whole(of)).map((name) => join(of, name));
      return Promise.all(files.map(async (file) => ({ file, sizeBytes: (await stat(file)).size })));
    },

    request(request, response) {
      const path = request.url ?? '';
      if (path.startsWith(FIRMWARE)) {
        const offer = held(offers, path);
        if (!offer) return no(404, request, response);
        if (request.method !== 'GET' && request.method !== 'HEAD') return no(405, request, response);
        return answer(serve(offer.file, request, response), response);
      }
      if (path.startsWith(DIAGNOSTICS)) {
        const upload = held(uploads, path);
        if (!upload) return no(404, request, response);
        if (request.method !== 'PUT' && request.method !== 'POST') return no(405, request, response);
        return answer(take(upload.chargerId, request, response), response);
      }
      return false;
    },
  };
}
