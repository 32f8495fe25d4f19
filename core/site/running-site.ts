import { join } from 'node:path';
import { ChargerKeys } from '../chargers/charger-keys.js';
import { type Maintenance, openMaintenance } from '../chargers/maintenance.js';
import { sameTag } from '../model/card.js';
import { detailIn, type Say, ToldError, told } from '../model/error-texts.js';
import type { Observation } from '../model/event.js';
import type { Site } from '../model/site.js';
import type { CommandAnswer, SiteCommand } from '../model/site-command.js';
import type { SiteEvent } from '../model/site-event.js';
import type { RecordQuery } from '../model/site-query.js';
import type { ChargerSnapshot, SiteSnapshot } from '../model/snapshot.js';
import type { SiteWishes } from '../model/wishes.js';
import type { ChargerGateway, ChargerHost } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Kept, RecordStore } from '../ports/record-store.js';
import { errorIn } from '../words/error-text.js';
import { CommandDesk } from './command-desk.js';
import type { ResolvedConfig } from './config-schema.js';
import { chargerHost } from './house.js';
import { Knocks } from './knocks.js';
import { LearnCard } from './learn-card.js';
import { Ledger } from './ledger.js';
import { ListWatch } from './list-watch.js';
import { chargerUrls, type Listener, listenAll, type Upgrade } from './listener.js';
import { LogOnce } from './log-once.js';
import { Loop } from './loop.js';
import { maintain } from './maintenance-desk.js';
import { MeterDesk, type MeterDeskParts } from './meter-desk.js';
import { Notices } from './notices.js';
import { intoService } from './ocpp-desk.js';
import { RecordDesk, serialOf } from './record-desk.js';
import { ReserveAtCharger } from './reserve-at-charger.js';
import { route } from './router.js';
import { Scribe } from './scribe.js';
import { siteFacts } from './site-facts.js';
import { chargerSnapshot, type SnapshotScene, siteSnapshot } from './snapshot.js';
import { eventsOf, pendingEvent } from './tell-events.js';

/** What a running site is made of. */
interface SiteParts {
  readonly config: ResolvedConfig;
  readonly opened: Extract<Observation, { kind: 'opened' }>;
  readonly kept: Kept;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly openGateway: (host: ChargerHost) => ChargerGateway;
  readonly openMeters: MeterDeskParts['openMeters'];
  readonly findMeters: MeterDeskParts['findMeters'];
  readonly openLink: (site: Site) => { upgrade: Upgrade; close(): Promise<void> };
}

/** A site that is open: the rooms wired together, and the public face in front of them. */
export class RunningSite implements Site {
  readonly #parts: SiteParts;
  readonly #loop: Loop;
  readonly #ledger: Ledger;
  readonly #scribe: Scribe;
  readonly #gateway: ChargerGateway;
  readonly #desk: CommandDesk;
  readonly #records: RecordDesk;
  readonly #meters: MeterDesk;
  readonly #maintenance: Maintenance;
  readonly #once: LogOnce;
  readonly #notices: Notices;
  readonly #knocks = new Knocks();
  readonly #audience = new Set<(event: SiteEvent) => void>();
  #link: ReturnType<SiteParts['openLink']> | undefined;
  #listeners: readonly Listener[] = [];
  #endReports = (): void => undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: SiteParts) {
    const { store, clock, log, say, config, kept, openMeters, findMeters } = parts;
    this.#parts = parts;
    this.#once = new LogOnce(log, clock, say);
    this.#scribe = new Scribe(store, log, say, kept.openFaults);
    this.#maintenance = openMaintenance({ folder: join(config.storage, 'diagnostics'), clock, log, say });
    const state = () => this.#loop.state;
    const observe = (observation: Observation) => this.#loop.observe(observation);
    const keys = new ChargerKeys(config.storage, log, say);
    this.#notices = new Notices({ clock, state, once: this.#once, tell: (event) => this.#tell(event) });
    const call = this.#notices.watching((...asked) => this.#gateway.call(...asked));
    const reserve = new ReserveAtCharger({ clock, once: this.#once, state, call });
    const lists = new ListWatch(this.#once);
    const learnCard = new LearnCard(clock, state, (wishes) => observe({ kind: 'site-wishes', wishes }));
    this.#loop = new Loop(parts.opened, {
      clock,
      log,
      say,
      send: (command) => this.#gateway.send(command),
      folded: (event, before, after) => {
        this.#ledger.observe(event);
        this.#scribe.folded(event, before, after);
        reserve.folded(event, before, after);
        this.#notices.folded(event);
        this.#meters.folded(event, after);
        if (after.wishes.cards !== before.wishes.cards) this.#gateway.cards(after.wishes.cards);
        for (const one of eventsOf(event, before, after, clock.now())) this.#tell(one);
      },
      decided: (state, decisions, previous) => {
        this.#scribe.decided(state, decisions, previous, clock.now().wallMs);
        for (const one of lists.look(state, clock.now())) this.#tell(one);
        if (this.#audience.size > 0) this.#tell({ event: 'state', snapshot: this.snapshot() });
      },
    });
    this.#ledger = new Ledger(
      {
        ...{ store, log, say },
        mode: (chargerId) => state().chargers[chargerId]?.wishes.mode ?? 'ECO+',
        prices: () => state().wishes.prices ?? [],
        card: (idTag) => state().wishes.cards.find((card) => sameTag(card.idTag, idTag))?.name,
        serialNumber: (chargerId) => serialOf(state().chargers[chargerId]?.identity),
      },
      kept.openCharges,
    );
    this.#meters = new MeterDesk({
      ...{ config, clock, log, say, state, observe, openMeters, findMeters },
      once: this.#once,
      tell: (search) => this.#tell({ event: 'meter-search', search }),
    });
    this.#gateway = parts.openGateway(
      chargerHost({
        ...{ clock, log, say, config, state, observe, keys },
        abilities: kept.abilities,
        ledger: this.#ledger,
        learned: (idTag) => learnCard.shown(idTag),
        pendingChanged: () => this.#pendingChanged(),
        notice: (chargerId, notice) => this.#notices.told(chargerId, notice),
      }),
    );
    this.#desk = new CommandDesk({
      scene: () => ({
        now: clock.now().wallMs,
        config,
        facts: state().facts,
        wishes: state().wishes,
        pending: this.#gateway.pending(),
      }),
      observe,
      decideNow: () => this.#loop.decideNow(),
      saved: () => this.#scribe.saved(),
      settled: (chargerId, boundMs) => this.#loop.settled(chargerId, boundMs),
      chargerSnapshot: (chargerId) => this.#chargerSnapshot(chargerId),
      charger: (chargerId) => state().chargers[chargerId],
      refreshFacts: (wishes) => this.#refreshFacts(wishes),
      pushReading: (command) => this.#meters.push(command),
      findMeters: (command) => this.#meters.find(command),
      maintain: (command, chargerId) =>
        maintain(command, chargerId, {
          call,
          maintenance: this.#maintenance,
          chargerUrl: () => this.#urls().chargerUrl,
          nowIso: () => new Date(clock.now().wallMs).toISOString(),
          keys,
          language: () => state().facts.language,
          charger: () => state().chargers[chargerId],
        }),
      intoService: (charger) => intoService(charger, call),
      learnCard: (asked) => learnCard.ask(asked),
      whatIf: (...asked) => this.#records.whatIf.ask(...asked),
    });
    this.#records = new RecordDesk({
      ...{ store, clock, log, say, state, meters: this.#meters },
      gateway: this.#gateway,
      maintenance: this.#maintenance,
      tell: (run) => this.#tell({ event: 'what-if', run }),
      chargerId: (name) => this.#desk.chargerId(name),
    });
  }

  /** Binds the port and starts reading and deciding. Rejects, with nothing left open, when the port is not to be had. */
  async open(): Promise<void> {
    const { config, log, say } = this.#parts;
    this.#link = this.#parts.openLink(this);
    const toLink: Upgrade = (request, socket, head) => this.#link?.upgrade(request, socket, head);
    const toChargers: Upgrade = (request, socket, head) => this.#gateway.upgrade(request, socket, head);
    try {
      this.#listeners = await listenAll(
        config.ocpp,
        {
          upgrade: route(toChargers, toLink),
          request: (asked, response) => this.#maintenance.request(asked, response),
        },
        (detail) => log.error(say(told('listener-reports', { detail }))),
      );
      this.#meters.open();
    } catch (error) {
      this.#loop.close();
      await Promise.allSettled([
        this.#link.close(),
        this.#gateway.close(),
        ...this.#listeners.map((one) => one.close()),
      ]);
      throw error;
    }
    this.#gateway.cards(this.#loop.state.wishes.cards);
    this.#loop.start();
    this.#endReports = this.#records.keepReports(config, this.#parts.clock, this.#once);
    log.debug(say(told('listens', { address: this.#urls().chargerUrl })));
  }

  snapshot(): SiteSnapshot {
    return siteSnapshot(this.#scene());
  }

  on(listener: (event: SiteEvent) => void): () => void {
    // One entry per call, so that a listener added twice is taken off once at a time.
    const entry = (event: SiteEvent): void => listener(event);
    this.#audience.add(entry);
    return () => this.#audience.delete(entry);
  }

  async command(command: SiteCommand): Promise<CommandAnswer> {
    this.#demandOpen();
    return this.#desk.take(command);
  }

  async query(query: RecordQuery): Promise<readonly Readonly<Record<string, unknown>>[]> {
    this.#demandOpen();
    return this.#records.answer(query);
  }

  settle(): Promise<void> {
    this.#ledger.flush();
    return this.#parts.store.settle();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#endReports();
    this.#loop.close();
    this.#notices.close();
    this.#ledger.flush();
    this.#records.whatIf.close();
    const ends = await Promise.allSettled([this.#meters.close(), this.#gateway.close(), this.#link?.close()]);
    ends.push(...(await Promise.allSettled([...this.#listeners.map((one) => one.close()), this.#parts.store.close()])));
    this.#audience.clear();
    const { log, say } = this.#parts;
    for (const end of ends) {
      if (end.status === 'rejected') log.warn(say(told('while-closing', { detail: detailIn(say, end.reason) })));
    }
  }

  #demandOpen(): void {
    if (this.#closing) throw errorIn(this.#parts.config.language, new ToldError('CLOSED', 'site-closed'));
  }

  #scene(): SnapshotScene {
    return {
      state: this.#loop.state,
      decisions: this.#loop.decisions,
      now: this.#parts.clock.now(),
      progress: (chargerId, transactionId) => this.#ledger.told(chargerId, transactionId),
      registerWh: (chargerId) => this.#ledger.shownWh(chargerId),
      incomplete: this.#parts.kept.wishesUnread === true,
      pending: this.#gateway.pending(),
      ...this.#urls(),
      remarks: (meterId) => this.#meters.remarks(meterId),
    };
  }

  #chargerSnapshot(chargerId: string): ChargerSnapshot | undefined {
    return chargerSnapshot(this.#scene(), chargerId);
  }

  #urls(): ReturnType<typeof chargerUrls> {
    return chargerUrls(this.#listeners, this.#parts.config.ocpp);
  }

  #refreshFacts(wishes: SiteWishes): void {
    const facts = siteFacts(this.#parts.config, wishes.adopted);
    this.#loop.observe({ kind: 'facts', facts });
    this.#gateway.know(facts.chargers);
  }

  #pendingChanged(): void {
    for (const one of this.#knocks.news(this.#gateway.pending())) {
      const { id, address } = one;
      // One subject for all of them: whoever knocks under ever new names does not fill the log.
      this.#once.wrong('pending', told('charger-waits', { id, address }));
      this.#tell(pendingEvent(one));
    }
    this.#tell({ event: 'state', snapshot: this.snapshot() });
  }

  #tell(event: SiteEvent): void {
    for (const listener of this.#audience) {
      try {
        listener(event);
      } catch (error) {
        this.#once.wrong('listener', told('audience-failed', { detail: detailIn(this.#parts.say, error) }));
      }
    }
  }
}
