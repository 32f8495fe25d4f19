import type { ChargerModelId } from './charger.js';
import type { ExportQuery } from './export.js';
import type { FindLine, MeterSearch } from './meter-find.js';
import type { Access, BoostTimer, Card, Mode, Policy, Preset } from './mode.js';
import type { MeterRole } from './reading.js';
import type { ChargerSnapshot, SiteSnapshot } from './snapshot.js';
import type { WhatIfRun, WhatIfSettings } from './what-if.js';
import type { ForecastStep, PriceStep } from './wishes.js';

/** A value a flow pushes for a meter: a total, or one value per phase. Grid import is positive. */
export interface PushedReading {
  readonly powerW?: number;
  readonly phaseW?: readonly number[];
  readonly currentA?: readonly number[];
  readonly voltageV?: readonly number[];
  readonly importWh?: number;
  readonly exportWh?: number;
  readonly socPct?: number;
}

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

/**
 * A card as it is given: `name` where it is another, `allowed` unless it is false, `expiresAt` in ISO 8601, without an offset on
 * the site's clock, a day alone to its end, or in ms since 1970 UTC.
 */
export type GivenCard = Pick<Card, 'idTag' | 'parentIdTag'> &
  Partial<Pick<Card, 'name' | 'allowed'>> & { readonly expiresAt?: string | number };

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
  /** New firmware: from a URL (also the manual's `url|user|password|md5`), or a file of this machine. Not while a car charges unless forced. */
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

/** The answer to a command: what was applied and the state after it. For "all": one `applied` and state per charger. */
export interface CommandAnswer {
  readonly ok: true;
  readonly applied: Readonly<Record<string, unknown>>;
  readonly chargers: readonly ChargerSnapshot[];
}

/** What happens at a site, told once. */
export type SiteEvent =
  | { readonly event: 'state'; readonly snapshot: SiteSnapshot }
  | { readonly event: 'meter-search'; readonly search: MeterSearch }
  | { readonly event: 'what-if'; readonly run: WhatIfRun }
  /** A price list or a forecast has run out: until another comes, nothing is reckoned with it. */
  | {
      readonly event: 'list-outdated';
      readonly list: 'prices' | 'forecast';
      readonly endedAt: string;
      readonly text: string;
    }
  | {
      readonly event: ChargerEventName;
      readonly charger: string;
      readonly name: string;
      readonly at: string;
      readonly detail: Readonly<Record<string, unknown>>;
    };

export const CHARGER_EVENTS = [
  'connected',
  'disconnected',
  'pending',
  'plugged',
  'unplugged',
  'session-started',
  'session-ended',
  'fault',
  'fault-cleared',
  'card',
  'mode',
  'boost',
  'limit',
  'lock',
  'firmware',
  'diagnostics',
  'security',
  'vendor',
] as const;
export type ChargerEventName = (typeof CHARGER_EVENTS)[number];

/**
 * What can be asked of the records. Times are ISO 8601; without an offset they are read on the site's clock: a day, a month
 * ("2026-06"), or "14:10", the last time it was that. Ranges take their start and leave their end.
 */
export type RecordQuery =
  | {
      readonly what: 'charges';
      readonly from?: string;
      readonly to?: string;
      readonly charger?: string;
      readonly idTag?: string;
      readonly last?: number;
    }
  | { readonly what: 'faults'; readonly from?: string; readonly to?: string; readonly charger?: string }
  | { readonly what: 'decisions'; readonly from?: string; readonly to?: string; readonly charger?: string }
  /**
   * Why it did what it did at a moment (default: now): the decision in force then, one row a charger, `WhyRow`. A time that
   * autumn repeats is answered for both.
   */
  | { readonly what: 'why'; readonly charger?: string; readonly at?: string }
  /** `StatisticsRow`s, empty periods included; default: the last 31 days, 12 months, or all years. */
  | {
      readonly what: 'statistics';
      readonly by: 'day' | 'month' | 'year';
      readonly from?: string;
      readonly to?: string;
      readonly charger?: string;
      readonly idTag?: string;
      readonly split?: 'charger' | 'card';
    }
  /** Energies of each minute (or quarter of an hour) of a span, default: the last day. */
  | {
      readonly what: 'samples';
      readonly every?: 'minute' | 'quarter';
      readonly from?: string;
      readonly to?: string;
    }
  /** How large the records are, and how far back they reach: a `StorageRow`. */
  | { readonly what: 'storage' }
  /** The cards the hub knows, blocked ones too: a `Card` each, its `expiresAt` in ISO 8601. */
  | { readonly what: 'cards' }
  /** A file to save, on one row: an `ExportedFile`. */
  | ExportQuery
  /** What each meter says just now, raw and decoded, with its failures: for a bug report. `MeterRow`s. */
  | { readonly what: 'meters' }
  /** The search for meters that goes on, or the last one; no row when there was none. `MeterSearch`. */
  | { readonly what: 'meter-search' }
  /** The recorded span that is run again, or the last one; no row when there was none. `WhatIfRun`. */
  | { readonly what: 'what-if' }
  /** Files received, newest first. */
  | { readonly what: 'diagnostics'; readonly charger: string }
  /** A charger’s own settings: `key`, `readonly`, `value`, and `default` where the manual of its make lists one. */
  | { readonly what: 'configuration'; readonly charger: string }
  | { readonly what: 'trace'; readonly charger: string };

/**
 * The whole public face of a site, whether opened here or attached to over the link. Plain JSON-safe values only:
 * nothing in it that could not cross a wire. Every rejection is a `SurplugError`.
 */
export interface Site {
  /** The house as last seen; never throws, never waits. */
  snapshot(): SiteSnapshot;
  /** Tells events until the returned function is called. A listener that throws is logged and disturbs nobody. */
  on(listener: (event: SiteEvent) => void): () => void;
  /** Resolves once the wish is on disk and in force; a charger's part is waited for no longer than 2 s. */
  command(command: SiteCommand): Promise<CommandAnswer>;
  /** Rows of the records, or what a charger says of itself. */
  query(query: RecordQuery): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Resolves once all that waits is on disk: for a host that may end the process next. Never rejects. */
  settle(): Promise<void>;
  /** Lets go: chargers keep the safe current. Safe to call twice. */
  close(): Promise<void>;
}
