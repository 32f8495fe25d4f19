import type { ChargerSnapshot, Log, SiteSnapshot } from '../core/index.js';

/** Reasons that come and go with every cloud. */
const SKY: readonly ChargerSnapshot['reason'][] = ['surplus', 'minimum', 'eco-plus-grid', 'battery', 'sharing'];

/**
 * Says in Homebridge's log what Home has no place for: why a charger does what it does, once for each change; of the sky
 * only what lets it charge and what pauses it. Who knocks without being known, and an owner that is gone, are told by core.
 */
export class SiteTold {
  readonly #said = new Map<string, { readonly why: string; readonly charges: boolean }>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  tell({ online, chargers }: SiteSnapshot, names: ReadonlyMap<string, string>): void {
    if (!online) return;
    for (const { id, name, because, reason, limitA, connected, ocppStatus } of chargers) {
      // On its way from one current to the next, or has called and not yet said what it is at.
      if (reason === 'pace' || (connected && ocppStatus === 'Unknown')) continue;
      // The numbers in the sentence change all the time; what it speaks of does not.
      const why = because.replace(/\d+([.,]\d+)?( k?W)?/g, '#');
      const charges = limitA > 0;
      const said = this.#said.get(id);
      if (why === '' || said?.why === why || (said?.charges === charges && SKY.includes(reason))) continue;
      this.#log.info(`${names.get(id) ?? name}: ${because}`);
      this.#said.set(id, { why, charges });
    }
  }
}
