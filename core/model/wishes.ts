import type { Card } from './card.js';
import type { ChargerFacts, ChargerModelId } from './charger.js';
import type {
  Access,
  Boost,
  BoostTimer,
  Charging,
  ExternalLimit,
  Mode,
  Policy,
  Preset,
  ReadyBy,
  Reservation,
} from './mode.js';
import type { PhaseMap } from './phases.js';
import type { SiteFacts } from './site-facts.js';
import type { Amps } from './units.js';

/** What a user wants of one charger. Changes at run time from any host; the last one wins and survives restarts. */
export interface ChargerWishes {
  readonly mode: Mode;
  readonly charging: Charging;
  readonly access: Access;
  readonly locked: boolean;
  /** The user's limit; null: none beyond the installation's. */
  readonly limitA: Amps | null;
  /** Grid current per phase that ECO+ may add, 0–5 A. */
  readonly ecoPlusA: Amps;
  readonly priority: number;
  readonly boost: Boost | null;
  readonly timers: readonly BoostTimer[];
  readonly reservation: Reservation | null;
  readonly readyBy: ReadyBy | null;
  /** Charges at full current while a kWh costs no more than this, by the price list; null: whatever it costs. */
  readonly cheapUpTo: number | null;
  readonly externalLimit: ExternalLimit | null;
  /** Somebody asked for a start from a host: counts as a card, and is remembered until the next plug-in. */
  readonly startAsked: boolean;
}

/** Only what a user has set; everything else follows the configuration's defaults. */
export type ChargerOverlay = Partial<ChargerWishes>;

/** What was given when an unknown charger was adopted. */
export interface Adoption {
  readonly id: string;
  readonly name: string;
  readonly model: ChargerModelId;
  readonly access: Access;
  readonly phases?: PhaseMap;
  readonly circuit?: string;
  readonly maxA?: Amps;
  readonly safeA?: Amps;
}

/** A price or forecast list, in steps that each last until the next. Instants are ISO 8601. */
export interface PriceStep {
  readonly start: string;
  readonly price: number;
}
export interface ForecastStep {
  readonly start: string;
  readonly powerW: number;
}

/** Everything users have wished, site and chargers: plain data, kept on disk before it is answered. */
export interface Wishes {
  readonly version: 1;
  readonly policy?: Policy;
  readonly preset?: Preset;
  readonly cards: readonly Card[];
  readonly adopted: readonly Adoption[];
  readonly chargers: Readonly<Record<string, ChargerOverlay>>;
  readonly prices?: readonly PriceStep[];
  readonly forecast?: readonly ForecastStep[];
}

/** What was wished of the site itself, and of no one charger. */
export type SiteWishes = Omit<Wishes, 'chargers'>;

export const NO_WISHES: Wishes = { version: 1, cards: [], adopted: [], chargers: {} };

/** The wishes in force for a charger: what the user set, over what the configuration says. */
export function effectiveWishes(facts: ChargerFacts, overlay: ChargerOverlay | undefined): ChargerWishes {
  return {
    mode: facts.mode,
    charging: 'allowed',
    access: facts.access,
    locked: false,
    limitA: facts.limitA,
    ecoPlusA: facts.ecoPlusA,
    priority: facts.priority,
    boost: null,
    timers: [],
    reservation: null,
    readyBy: null,
    cheapUpTo: null,
    externalLimit: null,
    startAsked: false,
    ...overlay,
  };
}

/** Policy and preset in force for the site. */
export const effectivePolicy = (facts: SiteFacts, wishes: Wishes): Policy => wishes.policy ?? facts.policy;
export const effectivePreset = (facts: SiteFacts, wishes: Wishes): Preset => wishes.preset ?? facts.preset;
