import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ToldError } from '../../model/error-texts.js';
import type { Clock } from '../../ports/clock.js';
import { newTicket } from './tickets.js';

/** The newest so many of a charger stay. */
const KEPT = 10;

export interface KeptFile {
  readonly file: string;
  readonly sizeBytes: number;
}

/**
 * The diagnostics of the chargers, each with a folder of its own. A file is written beside and counts once it is whole; one
 * at a time, so that many at once do not fill the disk: a charger that begins anew has given up what it sent before.
 */
export class Diagnostics {
  readonly #sending = new Map<string, Readable>();

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly maxBytes: number,
  ) {}

  folderOf(chargerId: string): string {
    return join(this.folder, Buffer.from(chargerId).toString('hex'));
  }

  /** What was received, newest first. */
  async received(chargerId: string): Promise<readonly KeptFile[]> {
    const folder = this.folderOf(chargerId);
    return Promise.all((await wholeFiles(folder)).map((name) => keptFile(join(folder, name))));
  }

  /** Keeps what a charger sends; the oldest file makes room for it. Rejects with INVALID_INPUT what is too large. */
  async take(chargerId: string, sent: Readable): Promise<KeptFile> {
    const folder = this.folderOf(chargerId);
    this.#sending.get(chargerId)?.destroy();
    this.#sending.set(chargerId, sent);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await Promise.all((await filesIn(folder, '.part')).map((name) => rm(join(folder, name), { force: true })));
    const time = new Date(this.clock.now().wallMs).toISOString().replace(/[:.]/g, '-');
    const file = join(folder, `${time}-${newTicket().slice(0, 8)}.log`);
    const part = `${file}.part`;
    try {
      await pipeline(sent, sizeLimit(this.maxBytes), createWriteStream(part, { mode: 0o600 }));
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      if (this.#sending.get(chargerId) === sent) this.#sending.delete(chargerId);
    }
    const older = (await wholeFiles(folder)).slice(KEPT);
    await Promise.all(older.map((name) => rm(join(folder, name), { force: true })));
    return keptFile(file);
  }
}

const keptFile = async (file: string): Promise<KeptFile> => ({ file, sizeBytes: (await stat(file)).size });

/** Files of a folder that arrived whole, newest first: their names begin with the time. */
const wholeFiles = async (folder: string): Promise<readonly string[]> =>
  (await filesIn(folder, '.log')).sort().reverse();

const filesIn = async (folder: string, ending: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(ending));

/** Passes bytes on, and fails with INVALID_INPUT beyond so many. */
function sizeLimit(mostBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(new ToldError('INVALID_INPUT', 'upload-too-large', { most: `${mostBytes}` }));
      else done(null, chunk);
    },
  });
}
