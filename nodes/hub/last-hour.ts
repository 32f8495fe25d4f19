import type { SiteSnapshot } from '../../core/index.js';

/** The house over ten seconds, means in W; null: not measured. */
export interface Moment {
  /** The end of them. */
  readonly at: string;
  readonly sunW: number | null;
  readonly houseW: number | null;
  readonly carsW: number;
  readonly gridW: number | null;
}

const EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;

/** The last hour of a house, what the sidebar draws when it is opened. Means, because meters do not look at one moment. */
export class LastHour {
  #moments: readonly Moment[] = [];
  /** Since the last moment. */
  #looks: Moment[] = [];

  look({ at, online, solarW, houseW, chargersW, gridW }: SiteSnapshot): void {
    if (!online) {
      this.#looks = [];
      return;
    }
    const look = { at, sunW: solarW, houseW, carsW: chargersW, gridW };
    this.#looks.push(look);
    const now = Date.parse(at);
    const tookMs = now - Date.parse(this.#looks[0]?.at ?? at);
    // Below zero the clock was set back: what lies ahead of it never was.
    if (tookMs >= 0 && tookMs < EVERY_MS) return;
    const past = this.#moments.filter((moment) => now - Date.parse(moment.at) < HOUR_MS && Date.parse(moment.at) < now);
    if (tookMs > 0) this.#moments = [...past, meanOf(this.#looks, at)];
    else this.#moments = past;
    this.#looks = [look];
  }

  /** All after a moment; without one, all. */
  since(at?: string): readonly Moment[] {
    const from = Date.parse(at ?? '');
    return Number.isNaN(from) ? this.#moments : this.#moments.filter((moment) => Date.parse(moment.at) > from);
  }
}

function meanOf(looks: readonly Moment[], at: string): Moment {
  const mean = (of: 'sunW' | 'houseW' | 'carsW' | 'gridW'): number | null => {
    const known = looks.map((look) => look[of]).filter((value) => value !== null);
    return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0) / known.length);
  };
  return { at, sunW: mean('sunW'), houseW: mean('houseW'), carsW: mean('carsW') ?? 0, gridW: mean('gridW') };
}
