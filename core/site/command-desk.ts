import { lockedIdle } from '../control/permit/authorization.js';
import type { ChargerState } from '../control/site-state.js';
import type { ChargerFacts } from '../model/charger.js';
import type { ChargerWish } from '../model/charger-wish.js';
import type { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import type { Observation } from '../model/event.js';
import { shown } from '../model/outside-number.js';
import type { Applied, CommandAnswer, CommandOf, SiteCommand } from '../model/site-command.js';
import type { ChargerSnapshot } from '../model/snapshot.js';
import type { SiteWishes } from '../model/wishes.js';
import { errorIn } from '../words/error-text.js';
import {
  adoptedWishes,
  cardWishes,
  clearedKeys,
  forgottenWishes,
  knockingId,
  sitePreferences,
  type WishScene,
} from './change-wishes.js';
import { chargersNamed } from './chargers-named.js';
import type { LearnCard } from './learn-card.js';
import type { MaintenanceCommand } from './maintenance-desk.js';
import { readWish } from './read-wish.js';
import type { WhatIfDesk } from './what-if-desk.js';

/** What the desk needs of the running site. */
export interface DeskParts {
  readonly scene: () => WishScene;
  /** Folds, and lets the decision follow at once. */
  readonly observe: (observation: Observation) => void;
  readonly decideNow: () => void;
  /** Resolves once the wishes in force are on disk. */
  readonly saved: () => Promise<void>;
  /** Waits for what is on its way to a charger, up to a bound. */
  readonly settled: (chargerId: string, boundMs: number) => Promise<void>;
  readonly chargerSnapshot: (chargerId: string) => ChargerSnapshot | undefined;
  readonly charger: (chargerId: string) => ChargerState | undefined;
  /** The list of chargers changed: new facts for everybody. */
  readonly refreshFacts: (wishes: SiteWishes) => void;
  readonly pushReading: (command: CommandOf<'reading'>) => void;
  readonly findMeters: (command: CommandOf<'find-meters'>) => Applied;
  readonly maintain: (command: MaintenanceCommand, chargerId: string) => Promise<Applied>;
  readonly intoService: (charger: ChargerFacts) => Promise<void>;
  readonly learnCard: LearnCard['ask'];
  readonly whatIf: WhatIfDesk['ask'];
}

/** A charger's part of a command is waited for no longer than this. */
const CHARGER_BOUND_MS = 2000;

/** Takes commands from hosts: checks them whole, folds them, answers once they are on disk and in force. */
export class CommandDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Rejects in the language of the site. */
  async take(command: SiteCommand): Promise<CommandAnswer> {
    try {
      return await this.#take(command);
    } catch (error) {
      throw errorIn(this.#scene().facts.language, error);
    }
  }

  async #take(command: SiteCommand): Promise<CommandAnswer> {
    switch (command.do) {
      case 'wish':
        return this.#wish(command.charger, command.wish);
      case 'default':
        return this.#default(command.charger, command.what);
      case 'site':
        return this.#siteWishes(sitePreferences(command, this.#scene()), { ...command });
      case 'card':
        if (command.learn) return this.#answer(this.#parts.learnCard(command.learn), []);
        return this.#siteWishes(cardWishes(command, this.#scene()), { ...command });
      case 'adopt': {
        const scene = this.#scene();
        const id = knockingId(String(command.id ?? '').trim(), scene.pending);
        return this.#chargerList(adoptedWishes({ ...command, id }, scene), id, { ...command, id });
      }
      case 'forget':
        return this.#chargerList(forgottenWishes(command.id, this.#scene()), command.id, { ...command });
      case 'forget-car': {
        const chargers = this.#targets(command.charger);
        for (const { id } of chargers) this.#parts.observe({ kind: 'car-forgotten', chargerId: id });
        return this.#inForce({ ...command }, chargers);
      }
      case 'reading':
        this.#parts.pushReading(command);
        return this.#answer({ ...command }, []);
      case 'find-meters':
        return this.#answer(this.#parts.findMeters(command), []);
      case 'what-if': {
        const chargers = this.#targets(command.charger ?? 'all');
        return this.#answer(this.#parts.whatIf(command, chargers), []);
      }
      case 'firmware':
      case 'diagnostics':
      case 'password':
      case 'ocpp': {
        const id = this.chargerId(command.charger);
        const applied = await this.#parts.maintain(command, id);
        return this.#answer(applied, this.#targets(id));
      }
      default:
        throw new ToldError('INVALID_INPUT', 'no-command', { name: shown((command as { do?: unknown }).do) });
    }
  }

  /** The one charger of that id or name. */
  chargerId(name: string): string {
    const [charger, other] = this.#targets(name);
    if (!charger) throw unknownCharger(name, this.#scene().facts.chargers);
    if (other) throw new ToldError('INVALID_INPUT', 'one-at-a-time');
    return charger.id;
  }

  async #wish(name: string, wish: ChargerWish): Promise<CommandAnswer> {
    const chargers = this.#targets(name);
    const scene = this.#scene();
    const read = chargers.map((facts) => ({ facts, set: readWish(wish, wishContext(facts, scene)) }));
    for (const { facts, set } of read) {
      const charger = this.#parts.charger(facts.id);
      if (set.startAsked && charger && lockedIdle(charger) && set.locked !== false) {
        throw new ToldError('LOCKED', 'locked', { name: facts.name });
      }
    }
    for (const { facts, set } of read) this.#parts.observe({ kind: 'wish', chargerId: facts.id, set });
    const start = wish.charge === 'start';
    const outOfService = start ? chargers.filter(({ id }) => this.#outOfService(id)) : [];
    const [answer] = await Promise.all([
      this.#inForce({ ...wish }, chargers, start),
      ...outOfService.map(this.#parts.intoService),
    ]);
    return answer;
  }

  #outOfService(chargerId: string): boolean {
    const charger = this.#parts.charger(chargerId);
    return charger?.status === 'Unavailable' && charger.connected;
  }

  async #default(name: string, what: keyof ChargerWish | 'all'): Promise<CommandAnswer> {
    const chargers = this.#targets(name);
    const clear = clearedKeys(what);
    for (const facts of chargers) this.#parts.observe({ kind: 'wish', chargerId: facts.id, set: {}, clear });
    return this.#inForce({ default: what }, chargers);
  }

  async #siteWishes(wishes: SiteWishes, applied: Applied): Promise<CommandAnswer> {
    this.#parts.observe({ kind: 'site-wishes', wishes });
    return this.#inForce(applied, this.#scene().facts.chargers);
  }

  async #chargerList(wishes: SiteWishes, id: string, applied: Applied): Promise<CommandAnswer> {
    this.#parts.observe({ kind: 'site-wishes', wishes });
    this.#parts.refreshFacts(wishes);
    const chargers = this.#scene().facts.chargers.filter((charger) => charger.id === id);
    return this.#inForce(applied, chargers);
  }

  /** On disk, decided on, and told to the chargers as far as they answer in time. */
  async #inForce(applied: Applied, chargers: readonly ChargerFacts[], startWanted = false): Promise<CommandAnswer> {
    this.#parts.decideNow();
    // A charger may answer before the disk has: what it says is waited for from here on.
    const settled = Promise.all(chargers.map((charger) => this.#parts.settled(charger.id, CHARGER_BOUND_MS)));
    await this.#parts.saved();
    await settled;
    const refusals = chargers.map(({ id }) => this.#parts.charger(id)?.refusals['start-transaction']);
    const refused = refusals.find((one) => one?.result === 'refused');
    if (startWanted && refused) throw new ToldError('REJECTED', 'start-refused', { detail: refused.detail });
    return this.#answer(applied, chargers);
  }

  #answer(applied: Applied, chargers: readonly ChargerFacts[]): CommandAnswer {
    const snapshots = chargers.map((charger) => this.#parts.chargerSnapshot(charger.id));
    return { ok: true, applied, chargers: snapshots.filter((snapshot) => snapshot !== undefined) };
  }

  #scene(): WishScene {
    return this.#parts.scene();
  }

  /** Chargers by id or name (any case), or "all". */
  #targets(name: string): readonly ChargerFacts[] {
    const { chargers } = this.#scene().facts;
    if (name === 'all') return chargers;
    const found = chargersNamed(chargers, name);
    if (found.length === 0) throw unknownCharger(name, chargers);
    return found;
  }
}

const wishContext = (facts: ChargerFacts, { now, facts: site, wishes }: WishScene) => ({
  facts,
  now,
  timeZone: site.timeZone,
  voltageV: site.voltageV,
  cards: wishes.cards,
  nextReservationId:
    1 + Math.max(0, ...Object.values(wishes.chargers).map((overlay) => overlay.reservation?.reservationId ?? 0)),
});

function unknownCharger(name: string, chargers: readonly ChargerFacts[]): SurplugError {
  const known = chargers.map((charger) =>
    charger.name === charger.id ? charger.id : `${charger.name} (${charger.id})`,
  );
  if (known.length === 0) return new ToldError('UNKNOWN_CHARGER', 'no-charger-yet', { name: shown(name) });
  return new ToldError('UNKNOWN_CHARGER', 'charger-unknown', { name: shown(name), known: known.join(', ') });
}
