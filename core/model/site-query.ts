import type { ExportQuery } from './export.js';

/**
 * What can be asked of the records. Times are ISO 8601; without an offset they are read on the site's clock: a day, a month
 * ("2026-06"), or "14:10", the last time it was that. Ranges take their start and leave their end.
 */
export type RecordQuery =
  /** `ChargeRecord`s, oldest first; of the newest so many with `last`. */
  | {
      readonly what: 'charges';
      readonly from?: string;
      readonly to?: string;
      readonly charger?: string;
      readonly idTag?: string;
      readonly last?: number;
    }
  /** `FaultRecord`s, each with its reason (`text`) and `remedy`. */
  | { readonly what: 'faults'; readonly from?: string; readonly to?: string; readonly charger?: string }
  /** `DecisionRecord`s, each with its sentence (`text`). */
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
  | { readonly what: 'storage' };

/** What can be asked of a site: its records and files of them, and what chargers and meters say of themselves. */
export type SiteQuery =
  | RecordQuery
  /** The cards the hub knows, blocked ones too: a `Card` each, its `expiresAt` in ISO 8601. */
  | { readonly what: 'cards' }
  /** The chargers that were adopted at run time, with what each was given then: an `Adoption` each. */
  | { readonly what: 'adopted' }
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
  /** The last OCPP messages of a charger, without secrets: `at`, `direction`, `type`, `action`, `payload`. */
  | { readonly what: 'trace'; readonly charger: string };

/** What is answered to a query, plain JSON: one of the records, or whatever the query is about. */
export type Row = Readonly<Record<string, unknown>>;
