import type { Log, SiteSnapshot } from '../core/index.js';

/**
 * Says in Homebridge's log what Home has no place for: why a charger does what it does, once for each change. Who knocks
 * without being known, and an owner that is gone, are told by core.
 */
export class SiteTold {
  readonly #said = new Map<string, string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  tell({ online, chargers }: SiteSnapshot, names: ReadonlyMap<string, string>): void {
    if (!online) return;
    for (const { id, name, because, reason } of chargers) {
      // On its way from one current to the next: under clouds that would be a line every few seconds.
      if (reason === 'pace') continue;
      // The numbers in the sentence change all the time; what it speaks of does not.
      const why = because.replace(/\d+([.,]\d+)?( k?W)?/g, '#');
      if (why !== '' && this.#said.get(id) !== why) this.#log.info(`${names.get(id) ?? name}: ${because}`);
      this.#said.set(id, why);
    }
  }
}
