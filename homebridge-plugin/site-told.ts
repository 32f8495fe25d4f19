import type { Language, Log, SiteSnapshot } from '../core/index.js';
import { say } from './words.js';

/** Whoever knocks under ever new names does not fill the log. */
const KNOCKS_MOST = 20;

/**
 * Says in Homebridge's log what Home has no place for, once for each change: a charger or the owner gone and back, why a
 * charger does what it does, and who knocks without being known.
 */
export class SiteTold {
  readonly #chargers = new Map<string, { readonly online: boolean; readonly why: string }>();
  readonly #log: Log;
  readonly #language: Language;
  readonly #knocked = new Set<string>();
  #siteOnline: boolean | undefined;

  constructor(log: Log, language: Language) {
    this.#log = log;
    this.#language = language;
  }

  tell(snapshot: SiteSnapshot, names: ReadonlyMap<string, string>): void {
    const log = this.#log;
    const language = this.#language;
    if (this.#siteOnline !== undefined && this.#siteOnline !== snapshot.online) {
      if (snapshot.online) log.info(say(language, 'attached', { name: snapshot.name }));
      else log.warn(say(language, 'ownerGone'));
    }
    this.#siteOnline = snapshot.online;
    if (!snapshot.online) return;
    for (const charger of snapshot.chargers) {
      const name = names.get(charger.id) ?? charger.name;
      const before = this.#chargers.get(charger.id);
      if (before && before.online !== charger.online) {
        log.info(say(language, charger.online ? 'chargerBack' : 'chargerGone', { name }));
      }
      // The numbers in the sentence change all the time; what it speaks of does not.
      const why = charger.because.replace(/\d+([.,]\d+)?/g, '#');
      if (why !== '' && before?.why !== why) log.info(`${name}: ${charger.because}`);
      this.#chargers.set(charger.id, { online: charger.online, why });
    }
    for (const { id, address } of snapshot.pending) {
      if (this.#knocked.has(id) || this.#knocked.size >= KNOCKS_MOST) continue;
      this.#knocked.add(id);
      log.warn(say(language, 'pending', { id, address }));
    }
  }
}
