import type { SiteSnapshot } from '../../core/index.js';

/** The house at one moment, W; null: not measured. */
export interface Moment {
  readonly at: string;
  readonly sunW: number | null;
  readonly houseW: number | null;
  readonly carsW: number;
  readonly gridW: number | null;
}

const EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;

/** The last hour of a house, one look every ten seconds: what the sidebar draws when it is opened. */
export class LastHour {
  #moments: Moment[] = [];

  /** A look at the house; one too soon after the last is left out. */
  look({ at, online, solarW, houseW, chargersW, gridW }: SiteSnapshot): void {
    const now = Date.parse(at);
    const last = this.#moments.at(-1);
    const agoMs = last === undefined ? EVERY_MS : now - Date.parse(last.at);
    if (!online || (agoMs >= 0 && agoMs < EVERY_MS)) return;
    // A clock that was set back: what lies ahead of it never was.
    const past = this.#moments.filter((moment) => now - Date.parse(moment.at) < HOUR_MS && Date.parse(moment.at) < now);
    this.#moments = [...past, { at, sunW: solarW, houseW, carsW: chargersW, gridW }];
  }

  /** All after a moment; without one, all. */
  since(at?: string): readonly Moment[] {
    const from = Date.parse(at ?? '');
    return Number.isNaN(from) ? this.#moments : this.#moments.filter((moment) => Date.parse(moment.at) > from);
  }
}
