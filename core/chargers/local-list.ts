import { type Card, sameTag } from '../model/card.js';
import type { Payload } from '../ports/charger-gateway.js';
import { numberOf } from './inbound/fields.js';
import { type Ask, accepted, wordOf } from './outbound/ask.js';

/**
 * The cards of the house in a charger's own list, for when the hub cannot be asked.
 *
 * 1. Version −1 means that the charger has no list (OCPP 1.6, 5.10): it is left alone.
 * 2. The whole list is sent, in pieces no longer than the charger takes: the first Full, the rest Differential. Versions
 *    only go up, from what the charger says.
 * 3. VersionMismatch or Failed: once more from the start, under a newer version.
 * 4. A card that was taken away or blocked is cleared from the charger's cache as well, where it has one.
 * 5. A charger whose list is empty is not sent an empty one.
 */
export class LocalList {
  #cards: readonly Card[] = [];
  /** Cards the charger is known to have. */
  #sent: readonly Card[] | undefined;
  /** How many it takes at once; undefined until it is set up. */
  #most: number | undefined;
  #sending = false;

  /** `refuses`: operations the charger does not know; undefined while it is not there or not ours. */
  constructor(
    readonly ask: Ask,
    readonly refuses: () => readonly string[] | undefined,
  ) {}

  /** The cards of the house are these now. */
  async set(cards: readonly Card[]): Promise<void> {
    this.#cards = cards;
    await this.#send();
  }

  /** Beside the word on a card: its parent, by which a charger lets others of the family end what it began (OCPP 1.6, 4.2). */
  parentOf(idTag: string): Pick<Card, 'parentIdTag'> {
    const parentIdTag = this.#cards.find((card) => sameTag(card.idTag, idTag))?.parentIdTag;
    return parentIdTag === undefined ? {} : { parentIdTag: parentIdTag.slice(0, 20) };
  }

  /** The charger is set up; so many cards fit in one message, as far as it says. */
  async ready(most = MOST): Promise<void> {
    this.#most = most;
    await this.#send();
  }

  async #send(): Promise<void> {
    const refuses = this.refuses();
    if (!refuses || this.#most === undefined || this.#sending) return;
    const cards = this.#cards;
    this.#sending = true;
    try {
      const sent = await sendCards(this.ask, { cards, refuses, before: this.#sent, most: this.#most });
      if (sent === 'no-list') this.#sent = cards;
      else this.#sent = sent === 'not-taken' ? undefined : sent;
    } finally {
      this.#sending = false;
    }
    if (this.#cards !== cards) await this.#send();
  }
}

/** Cards in one message where the charger does not say how many it takes. */
const MOST = 40;

/** Cards as the charger has them now. One that has no list need not be asked again. */
type ListSent = readonly Card[] | 'no-list' | 'not-taken';

interface ListWish {
  readonly cards: readonly Card[];
  /** Cards the charger is known to have. */
  readonly before: readonly Card[] | undefined;
  /** Operations it does not know. */
  readonly refuses: readonly string[];
  /** How many cards it takes in one message. */
  readonly most: number;
}

async function sendCards(ask: Ask, { cards, before, refuses, most }: ListWish): Promise<ListSent> {
  if (!refuses.includes('ClearCache') && before && revoked(before, cards)) await ask('ClearCache', {});
  if (refuses.includes('GetLocalListVersion') || refuses.includes('SendLocalList')) return 'no-list';
  if (before && JSON.stringify(before) === JSON.stringify(cards)) return cards;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await ask('GetLocalListVersion', {});
    if (answer.kind === 'unsupported') return 'no-list';
    const version = answer.kind === 'answered' ? numberOf(answer.payload, 'listVersion') : undefined;
    if (version === undefined) return 'not-taken';
    if (version < 0) return 'no-list';
    if (version === 0 && cards.length === 0) return cards;
    const word = await sendFrom(ask, version, cards, Math.max(1, most));
    if (word === 'Accepted') return cards;
    if (word === 'NotSupported' || word === 'NotImplemented') return 'no-list';
    if (word !== 'VersionMismatch' && word !== 'Failed') break;
  }
  return 'not-taken';
}

/** Sends the list piece by piece; the word that ended it. */
async function sendFrom(ask: Ask, version: number, cards: readonly Card[], most: number): Promise<string> {
  for (let at = 0; at === 0 || at < cards.length; at += most) {
    const answer = await ask('SendLocalList', {
      listVersion: version + 1 + at / most,
      updateType: at === 0 ? 'Full' : 'Differential',
      localAuthorizationList: cards.slice(at, at + most).map(entry),
    });
    if (!accepted(answer)) return wordOf(answer);
  }
  return 'Accepted';
}

const entry = (card: Card): Payload => ({
  idTag: card.idTag.slice(0, 20),
  idTagInfo: {
    status: card.allowed ? 'Accepted' : 'Blocked',
    ...(card.expiresAt !== undefined && { expiryDate: new Date(card.expiresAt).toISOString() }),
    ...(card.parentIdTag !== undefined && { parentIdTag: card.parentIdTag.slice(0, 20) }),
  },
});

const revoked = (before: readonly Card[], cards: readonly Card[]): boolean =>
  before.some((card) => card.allowed && !cards.some((other) => other.idTag === card.idTag && other.allowed));
