import type { ChargerWish } from './charger-wish.js';
import type { SiteFacts } from './site-facts.js';
import type { WallMs } from './units.js';
import type { ChargerOverlay } from './wishes.js';

/** Settings of the site that a recorded span can be run again under. */
export const WHAT_IF_SITE = [
  'policy',
  'preset',
  'fuseA',
  'marginA',
  'reserveA',
  'balance',
  'spreadA',
  'writesPerHour',
  'meterLostEcoPlus',
  'batteryPriority',
  'batteryHoldSocPct',
  'batteryStartSocPct',
] as const satisfies readonly (keyof SiteFacts)[];

/** And wishes: of the charger asked about, or of all of them. */
export const WHAT_IF_WISHES = [
  'mode',
  'current',
  'ecoPlusA',
  'priority',
  'access',
  'timers',
  'readyBy',
  'cheapUpTo',
] as const satisfies readonly (keyof ChargerWish)[];

export const WHAT_IF_SETTINGS = [...WHAT_IF_WISHES, ...WHAT_IF_SITE] as const;

/** What is to be other than it was; whatever is left out stays as it was. */
export type WhatIfSettings = Partial<
  Pick<ChargerWish, (typeof WHAT_IF_WISHES)[number]> & Pick<SiteFacts, (typeof WHAT_IF_SITE)[number]>
>;

/** The same, read: what replaces the facts, and the wishes of each charger. */
export interface WhatIfChange {
  readonly facts: Partial<SiteFacts>;
  readonly chargers: Readonly<Record<string, ChargerOverlay>>;
}

/** A span to run again. Wall time; takes its start and leaves its end. */
export interface WhatIfJob {
  readonly fromMs: WallMs;
  readonly toMs: WallMs;
  readonly change: WhatIfChange;
}

/** What a charger took. Energies in Wh, money per the price list in force then; null: no price was known. */
export interface WhatIfCharge {
  readonly energyWh: number;
  /** solar + battery + grid = energy. */
  readonly solarWh: number;
  readonly batteryWh: number;
  readonly gridWh: number;
  readonly cost: number | null;
  /** How often current began to flow. */
  readonly starts: number;
}

/** What passed the main fuse. */
export interface WhatIfHouse {
  readonly importWh: number | null;
  readonly exportWh: number | null;
  /** The largest current drawn on any phase, A. */
  readonly peakA: number;
}

/**
 * `recorded`: as the journal has it. `again`: run again under the settings of then, which shows how far the rest can be
 * believed. `otherwise`: under other settings.
 */
interface WhatIfThree<T> {
  readonly recorded: T;
  readonly again: T;
  readonly otherwise: T;
}

/** A mean of five minutes, W: the sun that was left for cars, and what they took of it and of the grid. */
export interface WhatIfStep {
  readonly at: string;
  readonly surplusW: number;
  readonly recordedW: number;
  readonly otherwiseW: number;
}

export interface WhatIfResult {
  /** What was really run: from the hour next to the start that the journal knows. ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly chargers: readonly ({ readonly chargerId: string; readonly name: string } & WhatIfThree<WhatIfCharge>)[];
  readonly house: WhatIfThree<WhatIfHouse>;
  readonly steps: readonly WhatIfStep[];
}

/** A run as it goes on; the result when it is done. */
export interface WhatIfRun {
  readonly state: 'running' | 'done' | 'failed' | 'called-off';
  readonly startedAt: string;
  readonly from: string;
  readonly to: string;
  readonly charger: string;
  readonly settings: WhatIfSettings;
  /** 0–1. */
  readonly done: number;
  readonly result?: WhatIfResult;
  /** Why it has no result, in the language of the site. */
  readonly text?: string;
}
