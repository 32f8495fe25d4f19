import type { Log, Site, SiteEvent, SiteSnapshot } from '../../core/index.js';
import { mayPass, messageOf, SurplugError } from '../../core/index.js';
import type { Later } from '../shared/later.js';
import type { Say } from '../shared/words.js';
import { LastHour } from './last-hour.js';

/** How it stands with a site that a hub holds. */
export type Standing =
  | { readonly is: 'opening' }
  | { readonly is: 'open'; readonly site: Site }
  | { readonly is: 'failed'; readonly error: SurplugError }
  | { readonly is: 'closed' };

/** Who wants to know: when the standing changes, and what happens at the site. */
export interface Follower {
  standing?(standing: Standing): void;
  event?(event: SiteEvent): void;
}

export const RETRY_MS = 20_000;

interface HeldSiteParts {
  readonly open: (log: Log) => Promise<Site>;
  /** Resolves when what must end before the port can be free has ended. */
  readonly ready: () => Promise<unknown>;
  readonly log: Log;
  readonly later: Later;
  readonly say: Say;
}

/** A site from the wish to open it until it is closed, with everybody who follows it. */
export class HeldSite {
  readonly hour = new LastHour();
  #standing: Standing = { is: 'opening' };
  #followers = new Set<Follower>();
  #unlisten: (() => void) | undefined;
  #callOff: (() => void) | undefined;
  #attempt: Promise<void>;
  /** From the moment the site is really being opened; `close` waits for this, never for what others still close. */
  #opening: Promise<void> = Promise.resolve();

  constructor(private readonly parts: HeldSiteParts) {
    this.#attempt = this.#try(parts.ready);
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** The house as last seen; undefined while there is no site. */
  snapshot(): SiteSnapshot | undefined {
    return this.#standing.is === 'open' ? this.#standing.site.snapshot() : undefined;
  }

  /** Tells the standing now and whenever it changes, and every event, until the returned function is called. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    follower.standing?.(this.#standing);
    return () => {
      this.#followers.delete(follower);
    };
  }

  /** The site, waited for while it opens; rejects with what stands in its way. */
  async ready(): Promise<Site> {
    if (this.#standing.is === 'opening') await this.#attempt;
    switch (this.#standing.is) {
      case 'open':
        return this.#standing.site;
      case 'failed':
        throw this.#standing.error;
      default:
        throw new SurplugError('CLOSED', this.parts.say('surplug.wrong.restarting'));
    }
  }

  /** What waits is written: the process may end now. */
  async settle(): Promise<void> {
    if (this.#standing.is === 'open') await this.#standing.site.settle();
  }

  /** Lets go of the site; resolves once its port is free. Safe to call twice. */
  async close(): Promise<void> {
    const before = this.#standing;
    this.#callOff?.();
    this.#unlisten?.();
    this.#turn({ is: 'closed' });
    this.#followers.clear();
    await this.#opening.catch(() => undefined);
    if (before.is === 'open') await this.#letGo(before.site);
  }

  async #try(ready: () => Promise<unknown>): Promise<void> {
    try {
      await ready();
      if (this.#closed()) return;
      this.#opening = this.#openNow();
      await this.#opening;
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  async #openNow(): Promise<void> {
    const site = await this.parts.open(this.parts.log);
    // Closed while it opened: nobody will use it.
    if (this.#closed()) return this.#letGo(site);
    let { online } = site.snapshot();
    this.#unlisten = site.on((event) => {
      if (event.event === 'state') this.hour.look(event.snapshot);
      this.#tell((follower) => follower.event?.(event));
      // The owner of an attached site has gone or come back.
      if (event.event !== 'state' || event.snapshot.online === online) return;
      online = event.snapshot.online;
      this.#turn(this.#standing);
    });
    this.#turn({ is: 'open', site });
  }

  #fail(thrown: unknown): void {
    if (this.#closed()) return;
    const error = thrown instanceof SurplugError ? thrown : new SurplugError('BAD_CONFIG', messageOf(thrown));
    this.#turn({ is: 'failed', error });
    if (!mayPass(error)) return;
    this.#callOff = this.parts.later(RETRY_MS, () => {
      this.#attempt = this.#try(() => Promise.resolve());
    });
  }

  // Read through a call: the standing may have changed while a promise was waited for, which the compiler cannot see.
  #closed(): boolean {
    return this.#standing.is === 'closed';
  }

  async #letGo(site: Site): Promise<void> {
    try {
      await site.close();
    } catch (error) {
      this.parts.log.warn(messageOf(error));
    }
  }

  #turn(standing: Standing): void {
    this.#standing = standing;
    this.#tell((follower) => follower.standing?.(standing));
  }

  #tell(tell: (follower: Follower) => void): void {
    for (const follower of [...this.#followers]) {
      try {
        tell(follower);
      } catch (error) {
        this.parts.log.error(messageOf(error));
      }
    }
  }
}
