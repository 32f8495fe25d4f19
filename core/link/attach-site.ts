import { Audience } from '../model/audience.js';
import { messageOf, SurplugError } from '../model/error.js';
import { detailIn, inWords, type Say, ToldError, told } from '../model/error-texts.js';
import type { Site } from '../model/site.js';
import type { CommandAnswer, SiteCommand } from '../model/site-command.js';
import type { SiteEvent } from '../model/site-event.js';
import type { Row, SiteQuery } from '../model/site-query.js';
import type { SiteSnapshot } from '../model/snapshot.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { beforeHello } from './before-hello.js';
import { ownerAddress } from './owner-address.js';
import { OwnerLine } from './owner-line.js';
import type { CommandReply, QueryReply } from './wire.js';

interface Attachment {
  /** `ws://host:port/surplug/link` of the owner. */
  readonly url: string;
  /** The token set for the link at the owner. */
  readonly token: string;
  readonly log: Log;
  readonly clock: Pick<Clock, 'after'>;
  /** The words for errors and the log. */
  readonly say: Say;
}

/**
 * Attaches to a site that another host opened. Returns at once; the snapshot says `online: false` until the owner answers
 * and whenever it is gone, and heals by itself. Commands meanwhile reject with OFFLINE, or with what has to be changed:
 * NO_PERMISSION (token), NOT_SUPPORTED (versions), BAD_CONFIG (address). Never throws.
 */
export function attachSite(attachment: Attachment): Site {
  return new AttachedSite(attachment);
}

class AttachedSite implements Site {
  readonly #say: Say;
  readonly #audience: Audience;
  readonly #line: OwnerLine | undefined;
  #wrong: SurplugError | undefined;
  #snapshot: SiteSnapshot = beforeHello(new Date().toISOString());
  #closing: Promise<void> | undefined;

  constructor({ url, token, log, clock, say }: Attachment) {
    this.#say = say;
    this.#audience = new Audience((error) => log.error(say(told('audience-failed', { detail: detailIn(say, error) }))));
    try {
      if (!token.trim()) throw new ToldError('BAD_CONFIG', 'link-no-token');
      this.#line = new OwnerLine({
        address: ownerAddress(url),
        token: token.trim(),
        log,
        say,
        clock,
        events: (events) => this.#heard(events),
        lost: () => this.#lost(),
      });
    } catch (error) {
      const wrong = error instanceof SurplugError ? error : new SurplugError('BAD_CONFIG', messageOf(error));
      this.#wrong = inWords(say, wrong);
      log.error(this.#wrong.message);
    }
  }

  snapshot(): SiteSnapshot {
    return this.#snapshot;
  }

  on(listener: (event: SiteEvent) => void): () => void {
    return this.#audience.on(listener);
  }

  async command(command: SiteCommand): Promise<CommandAnswer> {
    const { answer, snapshot } = (await this.#ask('command', command)) as CommandReply;
    // A newer picture can have overtaken the answer, and the owner can be gone since.
    const older = Date.parse(snapshot.at) < Date.parse(this.#snapshot.at);
    if (this.#snapshot.online && !older) this.#snapshot = snapshot;
    return answer;
  }

  async query(query: SiteQuery): Promise<readonly Row[]> {
    const { rows } = (await this.#ask('query', query)) as QueryReply;
    return rows;
  }

  /** Nothing waits here: what was told is the owner's. */
  async settle(): Promise<void> {}

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#audience.dismiss();
    this.#snapshot = { ...this.#snapshot, online: false };
    await this.#line?.close();
  }

  async #ask(method: string, params: object): Promise<unknown> {
    try {
      if (this.#closing) throw new ToldError('CLOSED', 'link-closed');
      if (!this.#line) throw this.#wrong;
      const reply = await this.#line.call(method, plain(params));
      if (typeof reply === 'object' && reply !== null) return reply;
      throw new ToldError('NOT_SUPPORTED', 'link-no-answer');
    } catch (error) {
      throw error instanceof SurplugError ? inWords(this.#say, error) : error;
    }
  }

  #heard(events: readonly SiteEvent[]): void {
    for (const event of events) {
      if (this.#closing) return;
      if (event.event === 'state') this.#snapshot = event.snapshot;
      this.#audience.tell(event);
    }
  }

  #lost(): void {
    if (!this.#snapshot.online) return;
    this.#snapshot = { ...this.#snapshot, online: false };
    this.#audience.tell({ event: 'state', snapshot: this.#snapshot });
  }
}

/** What JSON makes of a value. ocpp-rpc leaves a promise behind that nobody awaits when it cannot write one. */
function plain(value: object): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (error) {
    throw new ToldError('INVALID_INPUT', 'link-plain-only', { detail: messageOf(error) });
  }
}
