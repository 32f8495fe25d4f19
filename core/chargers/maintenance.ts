import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { codeOf } from '../model/error.js';
import { detailIn, type Say, ToldError, told } from '../model/error-texts.js';
import { DAY_MS } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { Diagnostics, type KeptFile } from './maintenance/diagnostics.js';
import { serveFile } from './maintenance/serve-file.js';
import { Tickets } from './maintenance/tickets.js';

/**
 * Firmware handed to chargers, and diagnostics taken from them, over the HTTP server that is already there.
 *
 * 1. Nothing is found without its ticket: 128 random bits in the path, valid for a while, for one file or one charger.
 * 2. A file is served as it is, in ranges too (chargers resume a broken download); its size and MD5 are told beforehand.
 * 3. An upload is written beside, limited in size, one of a charger at a time, and counts only once it is whole. The newest
 *    ten of a charger stay, and a ticket is spent after fifty tries.
 */
export interface Maintenance {
  /** Makes a file of this machine fetchable. `path` goes behind the URL of the hub. Rejects with INVALID_INPUT. */
  offer(file: string): Promise<{ readonly path: string; readonly sizeBytes: number; readonly md5: string }>;
  /** Where a charger may put its diagnostics: a folder, as GetDiagnostics wants it, and the one it is on this machine. */
  expect(chargerId: string): { readonly path: string; readonly folder: string };
  /** What was received, newest first. */
  received(chargerId: string): Promise<readonly KeptFile[]>;
  /** Answers a request for its paths; false when it is for somebody else. */
  request(request: IncomingMessage, response: ServerResponse): boolean;
}

interface MaintenanceOptions {
  /** Where diagnostics are kept. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly maxUploadBytes?: number;
}

const FIRMWARE = '/surplug/firmware/';
const DIAGNOSTICS = '/surplug/diagnostics/';
const TRIES_MOST = 50;

export function openMaintenance(options: MaintenanceOptions): Maintenance {
  const { folder, clock, log, say, maxUploadBytes = 50_000_000 } = options;
  const offers = new Tickets<{ readonly file: string }>(clock, DAY_MS);
  const uploads = new Tickets<{ readonly chargerId: string; tries: number }>(clock, DAY_MS);
  const diagnostics = new Diagnostics(folder, clock, maxUploadBytes);

  async function take(chargerId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { file, sizeBytes } = await diagnostics.take(chargerId, request);
    response.writeHead(201).end();
    log.info(say(told('diagnostics-came', { charger: chargerId, file, bytes: `${sizeBytes}` })));
  }

  /** Answers; what goes wrong is logged, and told to the charger if there is still a word to be said. */
  const answer = (work: Promise<void>, response: ServerResponse): true => {
    work.catch((error: unknown) => {
      log.warn(say(told('file-not-handed-over', { detail: detailIn(say, error) })));
      if (response.headersSent) response.destroy();
      else response.writeHead(codeOf(error) === 'INVALID_INPUT' ? 413 : 500, { connection: 'close' }).end();
    });
    return true;
  };

  return {
    async offer(file) {
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) throw new ToldError('INVALID_INPUT', 'no-such-file', { file });
      const hash = createHash('md5');
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
      const path = `${FIRMWARE}${offers.give({ file })}/${encodeURIComponent(basename(file))}`;
      return { path, sizeBytes: found.size, md5: hash.digest('hex') };
    },

    expect(chargerId) {
      return {
        path: `${DIAGNOSTICS}${uploads.give({ chargerId, tries: 0 })}/`,
        folder: diagnostics.folderOf(chargerId),
      };
    },

    received: (chargerId) => diagnostics.received(chargerId),

    request(request, response) {
      const path = request.url ?? '';
      const method = request.method ?? '';
      const ticket = path.split('/')[3] ?? '';
      if (path.startsWith(FIRMWARE)) {
        const offer = offers.held(ticket);
        if (!offer) return refuse(404, request, response);
        if (!['GET', 'HEAD'].includes(method)) return refuse(405, request, response);
        return answer(serveFile(offer.file, request, response), response);
      }
      if (path.startsWith(DIAGNOSTICS)) {
        const upload = uploads.held(ticket);
        if (!upload || upload.tries >= TRIES_MOST) return refuse(404, request, response);
        if (!['PUT', 'POST'].includes(method)) return refuse(405, request, response);
        upload.tries += 1;
        return answer(take(upload.chargerId, request, response), response);
      }
      return false;
    },
  };
}

function refuse(status: number, request: IncomingMessage, response: ServerResponse): true {
  request.resume();
  response.writeHead(status, { connection: 'close' }).end();
  return true;
}
