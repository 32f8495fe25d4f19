import type { ChargerModelId } from './charger.js';
import type { Access, Mode, Policy, Preset } from './mode.js';
import type { MeterRole } from './reading.js';
import type { Language } from './site.js';

/** A meter in the configuration. */
export type MeterConfig = {
  /** Unique; the role when not given. */
  readonly id?: string;
  readonly role: MeterRole;
  readonly periodS?: number;
  /** Turned round clamp or an inverter that counts export as positive. */
  readonly invert?: boolean;
  /** Supply phase of the meter's first, second, third phase; default [1, 2, 3]. */
  readonly phases?: readonly number[];
} & (
  | {
      readonly type: 'modbus-tcp';
      readonly map: string;
      readonly host: string;
      readonly port?: number;
      readonly unitId?: number;
    }
  | { readonly type: 'pushed' }
);

/** A charger in the configuration. Defaults are those of core/model/settings. */
export interface ChargerConfig {
  readonly id: string;
  readonly name?: string;
  readonly model?: ChargerModelId;
  readonly connectorId?: number;
  readonly phases?: readonly number[];
  readonly minA?: number;
  readonly maxA?: number;
  readonly stepA?: number;
  readonly safeA?: number;
  readonly priority?: number;
  readonly mode?: Mode;
  readonly access?: Access;
  readonly limitA?: number;
  readonly ecoPlusA?: number;
  /** HTTP Basic password the charger must give (OCPP security profile 1). */
  readonly password?: string;
}

/**
 * The configuration of a site, the same in both hosts: facts of the installation and defaults, version 1. Units end the
 * names. Only `phases` and `fuseA` must be given; `parseSiteConfig` says what is missing or wrong, and what would be right.
 */
export interface SiteConfig {
  readonly version?: 1;
  readonly name?: string;
  readonly phases: 1 | 3;
  readonly fuseA: number;
  readonly marginA?: number;
  readonly reserveA?: number;
  readonly voltageV?: number;
  readonly policy?: Policy;
  readonly preset?: Preset;
  readonly balance?: 'off' | 'percent' | 'spread';
  readonly spreadA?: number;
  readonly profileDurationS?: number;
  readonly writesPerHour?: number;
  readonly meterLostEcoPlus?: 'pause' | 'safe';
  readonly wakeUp?: boolean;
  /** IANA name; default: the machine's. */
  readonly timeZone?: string;
  readonly language?: Language;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly batteryPriority?: 'car' | 'battery' | { readonly aboveSocPct: number };
  readonly ocpp?: {
    readonly port?: number;
    /** Address to listen on; default every one, since a charger calls from the home network. */
    readonly bind?: string;
    /** Host or address shown in the URL for the charger, for hubs in containers. */
    readonly advertisedHost?: string;
  };
  /** Lets another host attach. Off without a token; from this machine only unless `remote` is true. */
  readonly link?: { readonly token?: string; readonly remote?: boolean };
  readonly meters?: readonly MeterConfig[];
  readonly chargers?: readonly ChargerConfig[];
  /** Folder for records; the host gives its own storage folder. */
  readonly storage: string;
}

/** One thing wrong with a configuration: which field, what is wrong, what would be right. */
export interface ConfigComplaint {
  readonly field: string;
  readonly wrong: string;
  readonly right: string;
}
