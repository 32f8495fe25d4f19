import type { MeterSearch } from './meter-find.js';
import type { SiteSnapshot } from './snapshot.js';
import type { WhatIfRun } from './what-if.js';

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
