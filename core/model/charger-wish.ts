import type { Access, BoostTimer, Mode } from './mode.js';

/** What a charger is wished to do: any of these keys, all or nothing. */
export interface ChargerWish {
  readonly mode?: Mode;
  /** The user's limit, A; null takes it away. */
  readonly current?: number | null;
  readonly ecoPlusA?: number;
  /** start/resume: allowed (and counts as a card); stop/pause: held at 0 A. */
  readonly charge?: 'start' | 'stop';
  readonly boost?: boolean | { readonly minutes?: number; readonly until?: string; readonly energyWh?: number };
  readonly lock?: boolean;
  readonly access?: Access;
  readonly priority?: number;
  readonly timers?: readonly BoostTimer[];
  readonly readyBy?: { readonly time: string; readonly energyWh: number } | null;
  /** Full current while a kWh costs no more, in the price list's money; null: whatever it costs. */
  readonly cheapUpTo?: number | null;
  readonly limit?: {
    readonly amps?: number;
    readonly watts?: number;
    readonly ttlS: number;
    readonly name?: string;
  } | null;
  readonly reserve?: { readonly idTag: string; readonly until: string } | null;
}
