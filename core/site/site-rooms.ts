import { join } from 'node:path';
import { type Maintenance, openMaintenance } from '../chargers/maintenance.js';
import type { SiteState } from '../control/site-state.js';
import { sameTag } from '../model/card.js';
import { type Say, told } from '../model/error-texts.js';
import type { Observation, ObservedEvent } from '../model/event.js';
import type { SiteEvent } from '../model/site-event.js';
import type { SiteSnapshot } from '../model/snapshot.js';
import type { SiteWishes } from '../model/wishes.js';
import type { ChargerGateway, ChargerHost } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Kept, RecordStore } from '../ports/record-store.js';
import { chargerHost } from './charger-host.js';
import { ChargerKeys } from './charger-keys.js';
import { CommandDesk } from './command-desk.js';
import type { ResolvedConfig } from './config-schema.js';
import { Knocks } from './knocks.js';
import { LearnCard } from './learn-card.js';
import { Ledger } from './ledger.js';
import { ListWatch } from './list-watch.js';
import type { chargerUrls } from './listener.js';
import { LogOnce } from './log-once.js';
import { Loop } from './loop.js';
import { maintain } from './maintenance-desk.js';
import { MeterDesk, type MeterDeskParts } from './meter-desk.js';
import { Notices } from './notices.js';
import { intoService } from './ocpp-desk.js';
import { QueryDesk, serialOf } from './query-desk.js';
import { ReserveAtCharger } from './reserve-at-charger.js';
import { Scribe } from './scribe.js';
import { siteFacts } from './site-facts.js';
import { chargerSnapshot, type SnapshotScene, siteSnapshot } from './snapshot.js';
import { eventsOf, pendingEvent } from './tell-events.js';

/** What the rooms of a site are made of. */
export interface RoomParts {
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
}

/** The site around them: who hears of it, and where chargers find it. */
interface SiteAround {
  readonly tell: (event: SiteEvent) => void;
  /** Whether anybody hears it. */
  readonly heard: () => boolean;
  readonly urls: () => ReturnType<typeof chargerUrls>;
}

/** The rooms of a site, wired to each other: each is made by a method of its own, in the order they need each other. */
export class SiteRooms {
  readonly once: LogOnce;
  readonly maintenance: Maintenance;
  readonly notices: Notices;
  readonly loop: Loop;
  readonly ledger: Ledger;
  readonly meters: MeterDesk;
  readonly gateway: ChargerGateway;
  readonly commands: CommandDesk;
  readonly queries: QueryDesk;
  readonly keys: ChargerKeys;
  readonly #parts: RoomParts;
  readonly #around: SiteAround;
  readonly #scribe: Scribe;
  readonly #call: ChargerGateway['call'];
  readonly #reserve: ReserveAtCharger;
  readonly #lists: ListWatch;
  readonly #learnCard: LearnCard;
  readonly #knocks = new Knocks();
  readonly #state = (): SiteState => this.loop.state;
  readonly #observe = (observation: Observation): void => this.loop.observe(observation);

  constructor(parts: RoomParts, around: SiteAround) {
    const { config, clock, kept, log, say, store } = parts;
    this.#parts = parts;
    this.#around = around;
    this.once = new LogOnce(log, clock, say);
    this.#scribe = new Scribe(store, log, say, kept.openFaults);
    this.keys = new ChargerKeys(config.storage, log, say);
    this.maintenance = openMaintenance({ folder: join(config.storage, 'diagnostics'), clock, log, say });
    this.notices = new Notices({ clock, state: this.#state, once: this.once, tell: around.tell });
    this.#call = this.notices.watching((...asked) => this.gateway.call(...asked));
    this.#reserve = new ReserveAtCharger({ clock, once: this.once, state: this.#state, call: this.#call });
    this.#lists = new ListWatch(this.once);
    this.#learnCard = new LearnCard({
      clock,
      wishes: () => this.#state().wishes,
      write: (wishes) => this.#observe({ kind: 'site-wishes', wishes }),
    });
    this.loop = this.#makeLoop();
    this.ledger = this.#makeLedger();
    this.meters = this.#makeMeters();
    this.gateway = this.#makeGateway();
    this.commands = this.#makeCommands();
    this.queries = this.#makeQueries();
  }

  snapshot(): SiteSnapshot {
    return siteSnapshot(this.#scene());
  }

  #makeLoop(): Loop {
    const { opened, clock, log, say } = this.#parts;
    return new Loop(opened, {
      ...{ clock, log, say },
      send: (command) => this.gateway.send(command),
      folded: (event, before, after) => this.#folded(event, before, after),
      decided: (state, decisions, previous) => {
        this.#scribe.decided(state, decisions, previous, clock.now().wallMs);
        for (const one of this.#lists.look(state, clock.now())) this.#around.tell(one);
        if (this.#around.heard()) this.#tellState();
      },
    });
  }

  #folded(event: ObservedEvent, before: SiteState, after: SiteState): void {
    this.ledger.observe(event);
    this.#scribe.folded(event, before, after);
    this.#reserve.folded(event, before, after);
    this.notices.folded(event);
    this.meters.folded(event, after);
    if (after.wishes.cards !== before.wishes.cards) this.gateway.cards(after.wishes.cards);
    for (const one of eventsOf(event, before, after, this.#parts.clock.now())) this.#around.tell(one);
  }

  #makeLedger(): Ledger {
    const { store, log, say, kept } = this.#parts;
    const parts = {
      ...{ store, log, say },
      mode: (chargerId: string) => this.#charger(chargerId)?.wishes.mode ?? 'ECO+',
      prices: () => this.#state().wishes.prices ?? [],
      card: (idTag: string) => this.#state().wishes.cards.find((card) => sameTag(card.idTag, idTag))?.name,
      serialNumber: (chargerId: string) => serialOf(this.#charger(chargerId)?.identity),
    };
    return new Ledger(parts, kept.openCharges, kept.endedCharges);
  }

  #makeMeters(): MeterDesk {
    const { config, clock, log, say, openMeters, findMeters } = this.#parts;
    return new MeterDesk({
      ...{ config, clock, log, say, openMeters, findMeters },
      state: this.#state,
      observe: this.#observe,
      once: this.once,
      tell: (search) => this.#around.tell({ event: 'meter-search', search }),
    });
  }

  #makeGateway(): ChargerGateway {
    const { config, clock, log, say, kept, openGateway } = this.#parts;
    return openGateway(
      chargerHost({
        ...{ config, clock, log, say },
        state: this.#state,
        observe: this.#observe,
        keys: this.keys,
        abilities: kept.abilities,
        ledger: this.ledger,
        learned: (idTag) => this.#learnCard.shown(idTag),
        pendingChanged: () => this.#pendingChanged(),
        notice: (chargerId, notice) => this.notices.told(chargerId, notice),
      }),
    );
  }

  #makeCommands(): CommandDesk {
    const { config, clock } = this.#parts;
    return new CommandDesk({
      scene: () => ({
        now: clock.now().wallMs,
        config,
        facts: this.#state().facts,
        wishes: this.#state().wishes,
        pending: this.gateway.pending(),
      }),
      observe: this.#observe,
      decideNow: () => this.loop.decideNow(),
      saved: () => this.#scribe.saved(),
      settled: (chargerId, boundMs) => this.loop.settled(chargerId, boundMs),
      chargerSnapshot: (chargerId) => chargerSnapshot(this.#scene(), chargerId),
      charger: (chargerId) => this.#charger(chargerId),
      refreshFacts: (wishes) => this.#refreshFacts(wishes),
      pushReading: (command) => this.meters.push(command),
      findMeters: (command) => this.meters.find(command),
      maintain: (command, chargerId) =>
        maintain(command, chargerId, {
          call: this.#call,
          maintenance: this.maintenance,
          chargerUrl: () => this.#around.urls().chargerUrl,
          now: () => clock.now().wallMs,
          keys: this.keys,
          facts: () => this.#state().facts,
          charger: () => this.#charger(chargerId),
        }),
      intoService: (charger) => intoService(charger, this.#call),
      learnCard: (asked) => this.#learnCard.ask(asked),
      whatIf: (...asked) => this.queries.whatIf.ask(...asked),
    });
  }

  #makeQueries(): QueryDesk {
    const { store, clock, log, say } = this.#parts;
    return new QueryDesk({
      ...{ store, clock, log, say },
      state: this.#state,
      meters: this.meters,
      gateway: this.gateway,
      maintenance: this.maintenance,
      tell: (run) => this.#around.tell({ event: 'what-if', run }),
      chargerId: (name) => this.commands.chargerId(name),
    });
  }

  #charger(chargerId: string): SiteState['chargers'][string] | undefined {
    return this.#state().chargers[chargerId];
  }

  #scene(): SnapshotScene {
    const { clock, kept } = this.#parts;
    return {
      state: this.loop.state,
      decisions: this.loop.decisions,
      now: clock.now(),
      progress: (chargerId, transactionId) => this.ledger.told(chargerId, transactionId),
      registerWh: (chargerId) => this.ledger.shownWh(chargerId),
      incomplete: kept.wishesUnread === true,
      pending: this.gateway.pending(),
      ...this.#around.urls(),
      standing: (meterId) => this.meters.standing(meterId),
    };
  }

  #refreshFacts(wishes: SiteWishes): void {
    const facts = siteFacts(this.#parts.config, wishes.adopted);
    this.#observe({ kind: 'facts', facts });
    this.gateway.know(facts.chargers);
  }

  #pendingChanged(): void {
    for (const one of this.#knocks.news(this.gateway.pending())) {
      const { id, address } = one;
      // One subject for all of them: whoever knocks under ever new names does not fill the log.
      this.once.wrong('pending', told('charger-waits', { id, address }));
      this.#around.tell(pendingEvent(one));
    }
    this.#tellState();
  }

  #tellState(): void {
    this.#around.tell({ event: 'state', snapshot: this.snapshot() });
  }
}
