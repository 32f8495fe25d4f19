import { sameTag } from '../model/card.js';
import { HUB_ID_TAG } from '../model/charger.js';
import { ToldError } from '../model/error-texts.js';
import { demandNumber } from '../model/outside-number.js';
import type { Applied, CommandOf } from '../model/site-command.js';
import type { SiteWishes, Wishes } from '../model/wishes.js';
import type { Clock } from '../ports/clock.js';

type Learn = NonNullable<CommandOf<'card'>['learn']>;

interface LearnCardParts {
  readonly clock: Clock;
  readonly wishes: () => Wishes;
  readonly write: (wishes: SiteWishes) => void;
}

const WAITS_S = 60;

/**
 * A card learned by holding it to a reader: once asked for, the next card that nobody knows, shown at any charger within
 * a minute, is written down under the name and allowed. Cards that are known, blocked ones too, change nothing.
 */
export class LearnCard {
  readonly #parts: LearnCardParts;
  #waiting: { readonly name: string; readonly untilMs: number } | undefined;

  constructor(parts: LearnCardParts) {
    this.#parts = parts;
  }

  /** Waits for a card from now on; another wait that was running ends. What was asked, with its end. */
  ask({ name, seconds }: Learn): Applied {
    if (typeof name !== 'string' || name.trim() === '') {
      throw new ToldError('INVALID_INPUT', 'card-without-name');
    }
    const waitsS = seconds === undefined ? WAITS_S : demandNumber(seconds, 'learn.seconds', { from: 5, to: 600 });
    const { monoMs, wallMs } = this.#parts.clock.now();
    this.#waiting = { name: name.trim().slice(0, 60), untilMs: monoMs + waitsS * 1000 };
    return { learn: this.#waiting.name, until: new Date(wallMs + waitsS * 1000).toISOString() };
  }

  /** A card was shown: the name it was learned under, if it was this one that was waited for. */
  shown(idTag: string): string | undefined {
    const waiting = this.#waiting;
    const { chargers: _, ...wishes } = this.#parts.wishes();
    const known = [HUB_ID_TAG, ...wishes.cards.map((card) => card.idTag)];
    if (!waiting || this.#parts.clock.now().monoMs > waiting.untilMs) return undefined;
    if (idTag.trim() === '' || known.some((tag) => sameTag(tag, idTag))) return undefined;
    this.#waiting = undefined;
    this.#parts.write({ ...wishes, cards: [...wishes.cards, { idTag, name: waiting.name, allowed: true }] });
    return waiting.name;
  }
}
