import type { Access, BoostTimer, Mode } from './mode.js';

/**
 * What a charger is wished to do: any of these keys, all or nothing. Currents are A per phase. A time is "HH:mm" on the site's
 * clock, the next one to come, or an instant in ISO 8601. What is out of range is refused with INVALID_INPUT.
 */
export interface ChargerWish {
  readonly mode?: Mode;
  /** The user's limit, between the charger's least and its installation limit; null takes it away. */
  readonly current?: number | null;
  /** Grid current that ECO+ may add, 0–5. */
  readonly ecoPlusA?: number;
  /** start: allowed (and counts as a card); stop: held at 0 A. */
  readonly charge?: 'start' | 'stop';
  /** For 1–1440 minutes, until a time, or for 1–200 000 Wh; true: until it is ended or the car leaves. */
  readonly boost?: boolean | { readonly minutes?: number; readonly until?: string; readonly energyWh?: number };
  readonly lock?: boolean;
  readonly access?: Access;
  /** 1–100, 1 goes first; counts under the policy `priority`. */
  readonly priority?: number;
  /** Up to four, in place of those that were set. */
  readonly timers?: readonly BoostTimer[];
  /** 100–200 000 Wh by a time; null takes it away. */
  readonly readyBy?: { readonly time: string; readonly energyWh: number } | null;
  /** Full current while a kWh costs no more, in the price list's money; null: whatever it costs. */
  readonly cheapUpTo?: number | null;
  /** A ceiling from outside for so many seconds, a year at most: 0–400 A, or 0–400 000 W over all phases. Null takes it away. */
  readonly limit?: {
    readonly amps?: number;
    readonly watts?: number;
    readonly ttlS: number;
    /** Who asks for it, 40 characters. */
    readonly name?: string;
  } | null;
  /** Keeps the charger for a card, and those of its parent, until a time; null gives it free. */
  readonly reserve?: { readonly idTag: string; readonly until: string } | null;
}
