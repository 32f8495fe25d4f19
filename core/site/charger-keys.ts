/**
 * Passwords of chargers that were set from the hub (AuthorizationKey, OCPP security profile 1): in a file of their own
 * that only its owner may read, and nowhere else.
 *
 * 1. A new one is on disk before it is sent: a hub that dies in between still lets the charger in.
 * 2. Until the charger has come in with it once, whatever let it in before goes on doing so: a charger may take a key
 *    and use it only after its next start, or not at all.
 * 3. Used once: older ones are forgotten, and the configured one counts no more, until somebody configures another.
 * 4. Refused by the charger: forgotten at once.
 * 5. While the file is there and cannot be read, whoever has no configured password stays out: it may have had one here.
 *    Nor is a new one written over those that others have.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEX_KEY } from '../chargers/connection/basic-auth.js';
import { messageOf, SurplugError } from '../model/error.js';
import { messageIn, type Say, ToldError, told } from '../model/error-texts.js';
import type { Log } from '../ports/log.js';
import { writeWhole } from './whole-file.js';

interface Kept {
  /** Newest last. */
  readonly keys: readonly string[];
  /** Digest of the configured password that a used key has replaced. */
  readonly replaced?: string;
}

export class ChargerKeys {
  readonly #folder: string;
  readonly #log: Log;
  readonly #say: Say;
  #kept: Readonly<Record<string, Kept>>;
  /** The file is there, and its disk or its owner does not let it be read, or it is damaged: that may be mended. */
  #unread = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string, log: Log, say: Say) {
    this.#folder = folder;
    this.#log = log;
    this.#say = say;
    this.#kept = this.#read();
  }

  get #file(): string {
    return join(this.#folder, 'charger-keys.json');
  }

  /** Whether a charger may come in. `fits` tells whether it has shown a password; all are tried, so that time tells nothing. */
  admits(chargerId: string, configured: string | undefined, fits: (password: string) => boolean): boolean {
    this.#readAgain();
    const kept = this.#kept[chargerId];
    const asConfigured = configured === undefined ? !this.#unread : fits(configured);
    if (!kept) return asConfigured;
    const used = kept.keys.map(fits).lastIndexOf(true);
    if (used >= 0) {
      this.#used(chargerId, kept, used, configured);
      return true;
    }
    return asConfigured && kept.replaced !== digest(configured);
  }

  /**
   * Gives a charger a new password: `send` puts it there. Rejects with INVALID_INPUT, STORAGE, or as `send` does; the
   * new one is forgotten where the charger plainly refused it.
   */
  async change(chargerId: string, password: unknown, send: (password: string) => Promise<void>): Promise<void> {
    if (typeof password !== 'string' || !HEX_KEY.test(password)) {
      throw new ToldError('INVALID_INPUT', 'key-wrong', { example: 'openssl rand -hex 20' });
    }
    this.#readAgain();
    if (this.#unread) throw new ToldError('STORAGE', 'keys-unreadable', { file: this.#file });
    const before = this.#kept[chargerId];
    await this.#keep(chargerId, {
      ...before,
      keys: [...(before?.keys ?? []).filter((key) => key !== password), password],
    });
    try {
      await send(password);
    } catch (error) {
      const refused = error instanceof SurplugError && error.code !== 'TIMEOUT';
      if (refused) await this.#keep(chargerId, before);
      throw error;
    }
  }

  /** Resolves once everything is on disk, or it has been said why not. */
  settle(): Promise<void> {
    return this.#writing;
  }

  #used(chargerId: string, kept: Kept, at: number, configured: string | undefined): void {
    const replaced = digest(configured);
    if (at === 0 && kept.replaced === replaced) return;
    this.#keep(chargerId, { keys: kept.keys.slice(at), replaced }).catch((error: unknown) => {
      this.#log.error(messageIn(this.#say, error));
    });
  }

  /** In force at once; resolves once it is on disk. */
  #keep(chargerId: string, kept: Kept | undefined): Promise<void> {
    const { [chargerId]: _, ...others } = this.#kept;
    this.#kept = kept ? { ...others, [chargerId]: kept } : others;
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {});
    return written;
  }

  /** What the file holds; nothing when there is none, or it cannot be read, which is said once. */
  #read(): Readonly<Record<string, Kept>> {
    const said = this.#unread;
    try {
      const kept = keptIn(readFileSync(this.#file, 'utf8'));
      this.#unread = false;
      return kept;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.#unread = existsSync(this.#file);
      if (code !== 'ENOENT' && !said) this.#log.error(this.#say(told('keys-unreadable', { file: this.#file })));
      return {};
    }
  }

  #readAgain(): void {
    if (this.#unread) this.#kept = this.#read();
  }

  async #write(): Promise<void> {
    try {
      await writeWhole(this.#file, JSON.stringify(this.#kept), 0o600);
    } catch (error) {
      throw new ToldError('STORAGE', 'keys-not-kept', { detail: messageOf(error) });
    }
  }
}

function keptIn(text: string): Readonly<Record<string, Kept>> {
  const kept = JSON.parse(text) as Readonly<Record<string, Partial<Kept> | null>>;
  for (const one of Object.values(kept)) {
    if (!Array.isArray(one?.keys) || !one.keys.every((key) => typeof key === 'string')) throw new SyntaxError();
  }
  return kept as Readonly<Record<string, Kept>>;
}

const digest = (password: string | undefined): string =>
  createHash('sha256')
    .update(password ?? '')
    .digest('hex');
