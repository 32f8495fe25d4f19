import { brokerOf, brokerUser, ownBroker } from '../model/broker.js';
import type { BrokerConfig } from '../model/config.js';
import { codeOf } from '../model/error.js';
import { detailIn, messageIn, type Say, type Told, ToldError, told } from '../model/error-texts.js';
import type { Language } from '../model/language.js';
import type { Site } from '../model/site.js';
import type { SiteSnapshot } from '../model/snapshot.js';
import type { MonoMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import { factText } from '../words/names.js';
import { type Announcer, announceCharger, announceSite, chargerAnnouncedAt } from './announce.js';
import { BrokerLine } from './broker-line.js';
import { commandAt } from './command-at.js';
import { sayTheSame, type ToldState, toldCharger, toldSite } from './told-state.js';
import { type Address, addressOf, topicsBelow } from './topics.js';

/*
 * A site at a broker. The rules:
 *  1. what it tells is kept there (retained), so that whoever comes later knows it; the last will says that it is gone
 *  2. a change of state is told at once, measured values every five seconds
 *  3. commands are taken at a broker that asks for a user name, or runs on this machine; elsewhere anyone could give them
 *  4. a command that is kept there is not one of now: it is not taken
 *  5. commands are taken one after the other, in the order they came; each is answered
 *  6. that the broker lets its user write and read there is seen by what comes back, for most tell nobody what they refuse
 *  7. a charger that is no longer the site's is taken off the broker, one of an earlier start too, unless the site could not
 *     read which chargers it has
 */

const SOON_MS = 250;
const CALM_MS = 5000;
const MOST_WAITING = 100;
const SHOWN_SIGNS = 200;

interface BrokerService {
  readonly site: Site;
  readonly config: BrokerConfig & {
    readonly topic: string;
    readonly commands: boolean;
    readonly homeAssistant: boolean;
  };
  readonly language: Language;
  readonly clock: Clock;
  readonly say: Say;
  /** The log, where nothing is said twice. */
  readonly once: {
    wrong(subject: string, what: Told): void;
    news(subject: string, kind: string, what: Told): void;
    well(subject: string, what: Told): void;
  };
}

/** Tells a site to a broker, and takes commands there, until it is closed. Never throws: what goes wrong is logged. */
export function publishSite(service: BrokerService): { close(): Promise<void> } {
  return new SitePublisher(service);
}

class SitePublisher {
  readonly #service: BrokerService;
  readonly #announcer: Announcer;
  readonly #where: { readonly broker: string; readonly topic: string };
  readonly #line: BrokerLine;
  readonly #deaf: () => void;
  /** What the broker has been told, by topic. */
  readonly #told = new Map<string, ToldState>();
  readonly #announced = new Map<string, string>();
  /** Ids of the chargers told there. */
  #chargers: readonly string[] = [];
  #calmAt: MonoMs | undefined;
  #callOff: (() => void) | undefined;
  #lostReason: string | undefined;
  #commands: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(service: BrokerService) {
    const { config, language, site, clock } = service;
    const { topic } = config;
    this.#service = service;
    this.#where = { broker: brokerOf(config.url) ?? '', topic };
    const topics = topicsBelow(topic);
    const commands = config.commands && (brokerUser(config) !== undefined || ownBroker(config.url));
    this.#announcer = { base: topic, topics, language, commands };
    this.#line = new BrokerLine(config, topics.status, clock, {
      connected: () => this.#connected(),
      heard: (...message) => this.#heard(...message),
      echoed: () => this.#echoed(),
      barred: () => service.once.wrong('mqtt-rights', told('mqtt-rights', this.#where)),
      lost: (reason) => this.#lost(reason),
    });
    this.#deaf = site.on(({ event }) => {
      if (event === 'state') this.#callOff ??= clock.after(SOON_MS, () => this.#tell(site.snapshot()));
    });
  }

  close(): Promise<void> {
    this.#deaf();
    this.#callOff?.();
    return this.#line.close();
  }

  #connected(): void {
    const { topics, commands } = this.#announcer;
    const { once, site } = this.#service;
    this.#lostReason = undefined;
    this.#told.clear();
    this.#announced.clear();
    this.#calmAt = undefined;
    this.#line.subscribe([topics.chargers, ...(commands ? topics.commands : [])]);
    this.#tell(site.snapshot());
    once.well('broker', told('mqtt-back', this.#where));
  }

  #echoed(): void {
    const { config, once } = this.#service;
    const refused = config.commands && !this.#announcer.commands;
    once.news('broker-told', 'told', told(refused ? 'mqtt-only-tells' : 'mqtt-tells', this.#where));
  }

  #lost(reason: string): void {
    // That the connection is gone follows each other reason.
    if (this.#lostReason !== undefined && reason === 'connection lost') return;
    this.#lostReason = reason;
    const detail = factText(this.#service.language, reason);
    this.#service.once.wrong('broker', told('mqtt-away', { broker: this.#where.broker, detail }));
  }

  #tell(site: SiteSnapshot): void {
    this.#callOff = undefined;
    if (!this.#line.connected) return;
    const { topics } = this.#announcer;
    const { monoMs } = this.#service.clock.now();
    const calm = this.#calmAt === undefined || monoMs - this.#calmAt >= CALM_MS;
    if (calm) this.#calmAt = monoMs;

    for (const id of this.#chargers) if (!site.chargers.some((charger) => charger.id === id)) this.#takeOff(id);
    this.#chargers = site.chargers.map(({ id }) => id);
    this.#tellState(topics.site, toldSite(site), calm);
    for (const charger of site.chargers) this.#tellState(topics.charger(charger.id), toldCharger(charger), calm);
    if (calm) this.#announce(site);
  }

  #announce(site: SiteSnapshot): void {
    const { homeAssistant } = this.#service.config;
    for (const { topic, payload } of [
      announceSite(this.#announcer, site),
      ...site.chargers.map((charger) => announceCharger(this.#announcer, charger)),
    ]) {
      // Empty where it is not wished: what an earlier start announced goes.
      const text = homeAssistant ? JSON.stringify(payload) : '';
      if (this.#announced.get(topic) === text) continue;
      this.#announced.set(topic, text);
      this.#line.tell(topic, text, true);
    }
  }

  #tellState(topic: string, state: ToldState, calm: boolean): void {
    const before = this.#told.get(topic);
    if (before && before.facts === state.facts && (!calm || sayTheSame(before.payload, state.payload))) return;
    this.#told.set(topic, state);
    this.#line.tell(topic, JSON.stringify(state.payload), true);
  }

  #takeOff(id: string): void {
    const { topics, base } = this.#announcer;
    for (const topic of [topics.charger(id), chargerAnnouncedAt(base, id)]) {
      this.#told.delete(topic);
      this.#announced.delete(topic);
      this.#line.tell(topic, '', true);
    }
  }

  #heard(topic: string, payload: string, kept: boolean): void {
    const address = addressOf(this.#announcer.base, topic);
    // What is empty takes something off the broker.
    if (!address || payload === '') return;
    const { once, site } = this.#service;
    if (address.kind === 'told') {
      // The own ones come back, since every charger's topic is subscribed.
      if (this.#chargers.includes(address.charger)) return;
      if (!kept) once.wrong('mqtt-shared', told('mqtt-shared', this.#where));
      else if (!site.snapshot().incomplete) this.#takeOff(address.charger);
    } else if (kept) once.wrong(topic, told('mqtt-kept', { topic }));
    else if (this.#waiting >= MOST_WAITING) {
      const flood = new ToldError('REJECTED', 'mqtt-flood', this.#where);
      once.wrong('mqtt-flood', flood);
      this.#refuse(address, topic, payload, flood);
    } else {
      this.#waiting += 1;
      this.#commands = this.#commands.then(() => this.#take(address, topic, payload));
    }
  }

  async #take(address: Extract<Address, { kind: 'command' }>, topic: string, payload: string): Promise<void> {
    const { site, say, once } = this.#service;
    try {
      const { applied } = await site.command(commandAt(address, payload));
      this.#answer(address, { ok: true, applied });
    } catch (error) {
      once.wrong('mqtt-refused', told('mqtt-refused', { topic, detail: detailIn(say, error) }));
      this.#refuse(address, topic, payload, error);
    } finally {
      this.#waiting -= 1;
    }
  }

  #refuse(address: Extract<Address, { kind: 'command' }>, topic: string, payload: string, error: unknown): void {
    const asked = payload.slice(0, SHOWN_SIGNS);
    this.#answer(address, { ok: false, code: codeOf(error), error: messageIn(this.#service.say, error), topic, asked });
  }

  #answer({ whom }: Extract<Address, { kind: 'command' }>, answer: Readonly<Record<string, unknown>>): void {
    this.#line.tell(`${whom}/answer`, JSON.stringify(answer), false);
  }
}
