import type { SiteState } from '../control/site-state.js';
import { told } from '../model/error-texts.js';
import type { SiteEvent } from '../model/site-event.js';
import { listEndAt } from '../model/steps.js';
import type { Now } from '../model/units.js';
import { outdatedText } from '../words/record-names.js';
import type { LogOnce } from './log-once.js';

const LISTS = ['prices', 'forecast'] as const;

/** Notices when a price list or a forecast has run out, and says so once: until a new one comes, and for each new one. */
export class ListWatch {
  readonly #told = new Map<(typeof LISTS)[number], unknown>();
  readonly #once: LogOnce;

  constructor(once: LogOnce) {
    this.#once = once;
  }

  /** What is to be told now. Nothing while the wall clock cannot be believed. */
  look({ wishes, facts }: SiteState, { wallMs, wallClockPlausible }: Now): readonly SiteEvent[] {
    if (!wallClockPlausible) return [];
    return LISTS.flatMap((list): SiteEvent[] => {
      const steps = wishes[list] ?? [];
      const endAt = listEndAt(steps);
      if (endAt === null || wallMs < endAt) {
        this.#once.well(list, told(steps.length > 0 ? 'list-new' : 'list-gone', { list }));
        return [];
      }
      if (this.#told.get(list) === steps) return [];
      this.#told.set(list, steps);
      const endedAt = new Date(endAt).toISOString();
      const text = outdatedText(facts.language, list, endedAt, facts.timeZone);
      this.#once.wrong(list, text);
      return [{ event: 'list-outdated', list, endedAt, text }];
    });
  }
}
