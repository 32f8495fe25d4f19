import type { GivenCard } from './card.js';
import type { ChargerModelId } from './charger.js';
import type { ChargerWish } from './charger-wish.js';
import type { FindLine } from './meter-find.js';
import type { Access, Policy, Preset } from './mode.js';
import type { MeterRole, PushedReading } from './reading.js';
import type { ChargerSnapshot } from './snapshot.js';
import type { WhatIfSettings } from './what-if.js';
import type { ForecastStep, PriceStep } from './wishes.js';

/** What a host can ask of a site. Crosses a wire as it is. `charger` is an id, a name or "all". */
export type SiteCommand =
  | { readonly do: 'wish'; readonly charger: string; readonly wish: ChargerWish }
  /** Back to what the configuration says: one key, or all of a charger. */
  | { readonly do: 'default'; readonly charger: string; readonly what: keyof ChargerWish | 'all' }
  | {
      readonly do: 'site';
      readonly policy?: Policy;
      readonly preset?: Preset;
      readonly prices?: readonly PriceStep[];
      readonly forecast?: readonly ForecastStep[];
    }
  /** Takes in an unknown charger that has called, or will: `phases` it sits on, currents in A. */
  | {
      readonly do: 'adopt';
      readonly id: string;
      readonly name?: string;
      readonly access?: Access;
      readonly model?: ChargerModelId;
      readonly phases?: readonly number[];
      readonly circuit?: string;
      readonly maxA?: number;
      readonly safeA?: number;
    }
  /** Lets go of one that was adopted; its records stay. */
  | { readonly do: 'forget'; readonly id: string }
  /** Forgets what was learned of the cars at a charger; it is learned anew. */
  | { readonly do: 'forget-car'; readonly charger: string }
  /** `learn`: the next unknown card shown at any charger within so many seconds (60) is allowed under that name. */
  | {
      readonly do: 'card';
      readonly add?: GivenCard;
      readonly remove?: string;
      readonly learn?: { readonly name: string; readonly seconds?: number };
    }
  | { readonly do: 'reading'; readonly role: MeterRole; readonly meterId?: string; readonly reading: PushedReading }
  /**
   * Looks for meters on a line; one search at a time, a new one takes the place of the old. Answered at once: how it goes
   * is told by `meter-search` events and the query of that name. `cancel` calls it off; what was found stays.
   */
  | {
      readonly do: 'find-meters';
      readonly line?: FindLine;
      readonly unitIds?: readonly number[];
      readonly cancel?: boolean;
    }
  /**
   * Runs a recorded span again under other settings: of that charger, or of all; default: the last day. One run at a time.
   * Answered at once; how it goes is told by `what-if` events and the query of that name. `cancel` calls it off.
   */
  | {
      readonly do: 'what-if';
      readonly settings?: WhatIfSettings;
      readonly charger?: string;
      readonly from?: string;
      readonly to?: string;
      readonly cancel?: boolean;
    }
  /**
   * New firmware: from a URL (also the manual's `url|user|password|md5`), or a file of this machine; at once, or `at` an instant
   * (ISO 8601) or the next "03:00". Not while a car charges unless forced.
   */
  | {
      readonly do: 'firmware';
      readonly charger: string;
      readonly url?: string;
      readonly file?: string;
      readonly at?: string;
      readonly force?: boolean;
    }
  /** Diagnostics, sent to the hub itself; asked for afterwards with the query `diagnostics`. */
  | { readonly do: 'diagnostics'; readonly charger: string }
  /** A new password (AuthorizationKey) for the charger, 32 to 40 hexadecimal digits: set there, and expected from then on. */
  | { readonly do: 'password'; readonly charger: string; readonly password: string }
  /**
   * Any operation of OCPP 1.6 from server to charger; checked against the schema before it goes out. A connectorId that is
   * left out is the charger's own. A Reset while a car charges is refused unless forced.
   */
  | {
      readonly do: 'ocpp';
      readonly charger: string;
      readonly action: string;
      readonly payload: Readonly<Record<string, unknown>>;
      readonly force?: boolean;
    };

/** The commands of a kind: `CommandOf<'wish'>`. */
export type CommandOf<K extends SiteCommand['do']> = Extract<SiteCommand, { do: K }>;

/** What a command has changed, as it was understood. */
export type Applied = Readonly<Record<string, unknown>>;

/** The answer to a command: what was applied, and the state after it of each charger that it was about. */
export interface CommandAnswer {
  readonly ok: true;
  readonly applied: Applied;
  readonly chargers: readonly ChargerSnapshot[];
}
