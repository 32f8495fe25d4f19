import { Audience } from '../model/audience.js';
import { detailIn, ToldError, told } from '../model/error-texts.js';
import type { Site } from '../model/site.js';
import type { CommandAnswer, SiteCommand } from '../model/site-command.js';
import type { SiteEvent } from '../model/site-event.js';
import type { Row, SiteQuery } from '../model/site-query.js';
import type { SiteSnapshot } from '../model/snapshot.js';
import { errorIn } from '../words/error-text.js';
import { chargerUrls, type Listener, listenAll, type Upgrade } from './listener.js';
import { route } from './router.js';
import { type RoomParts, SiteRooms } from './site-rooms.js';

/** What a running site is made of: its rooms, and the link to other hosts. */
interface SiteParts extends RoomParts {
  readonly openLink: (site: Site) => { upgrade: Upgrade; close(): Promise<void> };
}

/** A site that is open: the public face in front of its rooms, and the port they share. */
export class RunningSite implements Site {
  readonly #parts: SiteParts;
  readonly #rooms: SiteRooms;
  readonly #audience: Audience;
  #link: ReturnType<SiteParts['openLink']> | undefined;
  #listeners: readonly Listener[] = [];
  #endReports = (): void => undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: SiteParts) {
    const { say } = parts;
    this.#parts = parts;
    this.#audience = new Audience((error) =>
      this.#rooms.once.wrong('listener', told('audience-failed', { detail: detailIn(say, error) })),
    );
    this.#rooms = new SiteRooms(parts, {
      tell: (event) => this.#audience.tell(event),
      heard: () => this.#audience.size > 0,
      urls: () => this.#urls(),
    });
  }

  /** Binds the port and starts reading and deciding. Rejects, with nothing left open, when the port is not to be had. */
  async open(): Promise<void> {
    const { config, clock, log, say } = this.#parts;
    const { gateway, loop, maintenance, meters, once, queries } = this.#rooms;
    this.#link = this.#parts.openLink(this);
    const toLink: Upgrade = (request, socket, head) => this.#link?.upgrade(request, socket, head);
    const toChargers: Upgrade = (request, socket, head) => gateway.upgrade(request, socket, head);
    try {
      this.#listeners = await listenAll(
        config.ocpp,
        {
          upgrade: route(toChargers, toLink),
          request: (asked, response) => maintenance.request(asked, response),
        },
        { clock, once, say, failed: (detail) => log.error(say(told('listener-reports', { detail }))) },
      );
      meters.open();
    } catch (error) {
      loop.close();
      await Promise.allSettled([this.#link.close(), gateway.close(), ...this.#listeners.map((one) => one.close())]);
      throw error;
    }
    gateway.cards(loop.state.wishes.cards);
    loop.start();
    this.#endReports = queries.keepReports(config, clock, once);
    log.debug(say(told('listens', { address: this.#urls().chargerUrl })));
  }

  snapshot(): SiteSnapshot {
    return this.#rooms.snapshot();
  }

  on(listener: (event: SiteEvent) => void): () => void {
    return this.#audience.on(listener);
  }

  async command(command: SiteCommand): Promise<CommandAnswer> {
    this.#demandOpen();
    return this.#rooms.commands.take(command);
  }

  async query(query: SiteQuery): Promise<readonly Row[]> {
    this.#demandOpen();
    return this.#rooms.queries.answer(query);
  }

  settle(): Promise<void> {
    this.#rooms.ledger.flush();
    return this.#parts.store.settle();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { gateway, keys, ledger, loop, meters, notices, queries } = this.#rooms;
    const { log, say, store } = this.#parts;
    this.#endReports();
    loop.close();
    notices.close();
    ledger.flush();
    queries.whatIf.close();
    const ends = await Promise.allSettled([meters.close(), gateway.close(), this.#link?.close()]);
    ends.push(
      ...(await Promise.allSettled([...this.#listeners.map((one) => one.close()), keys.settle(), store.close()])),
    );
    this.#audience.dismiss();
    for (const end of ends) {
      if (end.status === 'rejected') log.warn(say(told('while-closing', { detail: detailIn(say, end.reason) })));
    }
  }

  #urls(): ReturnType<typeof chargerUrls> {
    return chargerUrls(this.#listeners, this.#parts.config.ocpp);
  }

  #demandOpen(): void {
    if (this.#closing) throw errorIn(this.#parts.config.language, new ToldError('CLOSED', 'site-closed'));
  }
}
