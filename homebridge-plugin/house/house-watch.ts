import type { SiteSnapshot } from '../../core/index.js';
import { isRecord } from '../is-record.js';
import { type SurplusSettings, type SurplusWatch, watchSurplus } from './surplus-watch.js';

/** What the house says yes or no to, in a way an automation can rely on. */
export interface HouseSays {
  readonly surplus: boolean;
  readonly exporting: boolean;
}

/** An inverter or a battery that holds the grid at nothing swings about it by some watts. */
const EXPORT = { surplusW: 50, surplusHysteresisW: 100, surplusHoldS: 10 } satisfies SurplusSettings;

/** Watches the house over time. Begins with what an earlier run said last: a restart is no sunrise. */
export class HouseWatch {
  readonly #settings: SurplusSettings;
  #surplus: SurplusWatch;
  #exporting: SurplusWatch;

  constructor(settings: SurplusSettings, before: unknown) {
    const said = isRecord(before) ? before : {};
    this.#settings = settings;
    this.#surplus = { detected: said['surplus'] === true, changingSinceMs: null };
    this.#exporting = { detected: said['exporting'] === true, changingSinceMs: null };
  }

  get says(): HouseSays {
    return { surplus: this.#surplus.detected, exporting: this.#exporting.detected };
  }

  /** `nowMs` is monotonic. Answers how long until it should be looked again, should nothing come before; null: not at all. */
  look(site: SiteSnapshot, nowMs: number): number | null {
    const { surplusW, gridW } = site.online ? site : { surplusW: null, gridW: null };
    this.#surplus = watchSurplus(this.#surplus, surplusW, nowMs, this.#settings);
    this.#exporting = watchSurplus(this.#exporting, gridW === null ? null : -gridW, nowMs, EXPORT);
    const waits = [
      [this.#surplus, this.#settings],
      [this.#exporting, EXPORT],
    ] as const;
    const ends = waits.flatMap(([{ changingSinceMs }, { surplusHoldS }]) =>
      changingSinceMs === null ? [] : [changingSinceMs + surplusHoldS * 1000],
    );
    return ends.length > 0 ? Math.max(0, Math.min(...ends) - nowMs) + 1 : null;
  }
}
