import type { Amps, WallMs, WattHours } from './units.js';

/** How a charge is fed (Hydra Cubus manual, 12.3). There is no mode "off": see `Charging`. */
export const MODES = ['FAST', 'ECO', 'ECO+'] as const;
export type Mode = (typeof MODES)[number];

/** Whether the charger may charge at all; stands beside the mode. */
export type Charging = 'allowed' | 'stopped';

/** Who may start a charge: anyone who plugs in, or known cards only. */
export const ACCESSES = ['free', 'cards'] as const;
export type Access = (typeof ACCESSES)[number];

/** How ECO+ weighs a little grid energy against a pause. */
export const PRESETS = ['gentle', 'balanced', 'strict', 'literal'] as const;
export type Preset = (typeof PRESETS)[number];

/** How chargers share what is there. */
export const POLICIES = ['equal', 'priority', 'energy-fair'] as const;
export type Policy = (typeof POLICIES)[number];

/** FAST for a while (Hydra Cubus manual, 8.5.1-6). Ends at `untilAt`, after `energyWh`, by hand, or at unplug. */
export interface Boost {
  readonly since: WallMs;
  readonly untilAt?: WallMs;
  /** Ends when the charge has taken this much since the boost began. */
  readonly energyWh?: WattHours;
  /** Register or session energy when the boost began; set by `observe`. */
  readonly fromWh?: WattHours;
}

/** A boost timer (Hydra Cubus manual, 8.5.1-10). Times are "HH:mm" in the site's time zone; 23:00–05:00 spans midnight. */
export interface BoostTimer {
  readonly start: string;
  readonly end: string;
  readonly repeat: 'daily' | 'once';
  readonly enabled: boolean;
  /** For `once`: the calendar day (ISO) the window begins on; filled in when the timer is set. */
  readonly day?: string;
}

/** A connector kept for a card until a time. */
export interface Reservation {
  readonly reservationId: number;
  readonly idTag: string;
  readonly parentIdTag?: string;
  readonly untilAt: WallMs;
}

/** Energy wanted by a time: a floor under ECO+. */
export interface ReadyBy {
  /** "HH:mm" in the site's time zone, the next one to come, or an instant. */
  readonly time: string;
  readonly energyWh: WattHours;
  readonly setAt: WallMs;
  readonly fromWh?: WattHours;
}

/** A ceiling from outside (grid operator, another energy manager), gone by itself at `untilAt`. */
export interface ExternalLimit {
  readonly name: string;
  readonly currentA: Amps;
  readonly since?: WallMs;
  readonly untilAt: WallMs;
}
