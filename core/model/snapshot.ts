import type { Card } from './card.js';
import type { ChargerAbilities, ChargerIdentity, OcppStatus } from './charger.js';
import type { LimitSource } from './limit.js';
import type { Access, BoostTimer, Mode, Policy, Preset } from './mode.js';
import type { MeterRole } from './reading.js';

/** The nine words of the manuals (Hydra Cubus, 8.5.1-7), and three that stand beside them. */
export const CHARGER_STATES = [
  'standby',
  'plugged',
  'starting',
  'charging',
  'paused',
  'completed',
  'failure',
  'alarm',
  'failure+alarm',
  'offline',
  'reserved',
  'unavailable',
] as const;
export type ChargerStateWord = (typeof CHARGER_STATES)[number];

/** The OCPP-near word: lower case, told to flows; `unknown`: connected, and it has not told its status yet. */
export type StatusWord =
  | 'offline'
  | 'unknown'
  | 'available'
  | 'preparing'
  | 'charging'
  | 'paused'
  | 'finishing'
  | 'reserved'
  | 'unavailable'
  | 'faulted';

/** The running charge. Energies in Wh. */
export interface SessionSnapshot {
  readonly id: number;
  readonly startedAt: string;
  readonly durationS: number;
  /** `null`: it has run for a while, and its charger tells nothing that it could be known by. Its stop may. */
  readonly energyWh: number | null;
  readonly solarWh: number | null;
  readonly gridWh: number | null;
  readonly idTag: string;
}

/** What the car that is plugged in has shown of itself. `null`: not known yet. */
export interface CarSnapshot {
  readonly phases: number | null;
  /** The least current that makes it charge. */
  readonly leastA: number;
  /** The most it takes. */
  readonly mostA: number | null;
  readonly stepA: number;
  /** From the offer to the first current. */
  readonly startDelayS: number | null;
  readonly rampAS: number | null;
  /** How far it draws below the offer. */
  readonly belowOfferA: number;
}

/** One charger, plain JSON. Instants are ISO 8601 with offset. */
export interface ChargerSnapshot {
  readonly id: string;
  readonly name: string;
  /** The OCPP link is up; `connected` says the same. */
  readonly online: boolean;
  readonly connected: boolean;
  readonly state: ChargerStateWord;
  readonly status: StatusWord;
  readonly ocppStatus: OcppStatus;
  readonly plugged: boolean;
  readonly locked: boolean;
  /** Locked while charging: this charge goes on, the next does not start. */
  readonly lockedNext: boolean;
  readonly allowed: boolean;
  readonly access: Access;
  readonly mode: Mode;
  readonly ecoPlusA: number;
  readonly boost: { readonly active: boolean; readonly until: string | null; readonly source: 'user' | 'timer' | null };
  readonly timers: readonly BoostTimer[];
  readonly priority: number;
  /** Wishes that stand until their time, each under the word it is asked by. `null`: none, or over. */
  readonly readyBy: { readonly time: string; readonly energyWh: number } | null;
  readonly limit: { readonly amps: number; readonly name: string; readonly until: string } | null;
  readonly reserve: { readonly idTag: string; readonly until: string } | null;
  /** The price per kWh up to which it charges at full current; null: none was set. */
  readonly cheapUpTo: number | null;
  /** The word for the deciding limit. */
  readonly reason: LimitSource;
  readonly sources: readonly LimitSource[];
  /** The decision in a sentence, in the site's language. */
  readonly because: string;
  /** When another decision is next possible; null: not known beforehand. */
  readonly nextChangeAt: string | null;
  /** The user's limit; null when none is set. */
  readonly userLimitA: number | null;
  /** Decided current. */
  readonly limitA: number;
  /** Current the charger was last told, as far as it accepted. */
  readonly offeredA: number;
  readonly minA: number;
  readonly maxA: number;
  readonly phases: number;
  /** The name of its circuit; null: it hangs on the supply itself. */
  readonly circuit: string | null;
  /** Per conductor, in the charger's own order, as are the voltages. */
  readonly currentA: readonly number[];
  /** The currents are reckoned: from the power, where it tells that alone, or from its offer, where it has ceased to tell. */
  readonly currentDerived: boolean;
  readonly voltageV: readonly number[];
  readonly powerW: number;
  /** Register of the charger's meter. */
  readonly energyWh: number | null;
  readonly socPct: number | null;
  /** Where it tells them. */
  readonly frequencyHz: number | null;
  readonly temperatureC: number | null;
  readonly session: SessionSnapshot | null;
  /** null: no car. */
  readonly car: CarSnapshot | null;
  readonly fault: {
    readonly code: string;
    readonly vendorCode: string | null;
    readonly since: string;
    readonly text: string;
    readonly remedy: string;
  } | null;
  readonly alarm: boolean;
  readonly writesLastHour: number;
  /** So many limits a charger is told in an hour for the sun; the fuse is exempt. */
  readonly writesPerHour: number;
  /** What the charger can do, as far as it has shown. */
  readonly abilities: ChargerAbilities;
  readonly identity: ChargerIdentity;
  readonly at: string;
}

/** An unknown charger that knocked: held back until adopted. */
export interface PendingCharger {
  readonly id: string;
  readonly address: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly identity: ChargerIdentity;
}

/** Off, kept, or too large without anything that could mend it. */
export type BalanceState = 'off' | 'kept' | 'not-permitted';

/** The house, plain JSON. `null`: not measured. */
export interface SiteSnapshot {
  readonly version: 1;
  readonly name: string;
  /** False on an attached host whose owner is gone: everything else is then the last that was heard. */
  readonly online: boolean;
  readonly gridW: number | null;
  readonly solarW: number | null;
  readonly batteryW: number | null;
  readonly batterySocPct: number | null;
  /** Without the chargers. */
  readonly houseW: number | null;
  readonly chargersW: number;
  /** What would flow out if no car drew anything; null without a grid meter. */
  readonly surplusW: number | null;
  /** Per phase of the supply; import is positive. */
  readonly gridA: readonly number[];
  /** What the fuse leaves on each phase. */
  readonly headroomA: readonly number[];
  readonly fuseA: number;
  readonly phases: number;
  /** Those with a fuse of their own; the current of each is that of its chargers, per phase of the supply. */
  readonly circuits: readonly { readonly name: string; readonly fuseA: number; readonly currentA: readonly number[] }[];
  readonly imbalancePct: number | null;
  /** Of the price list now, per kWh; null: there is none, or it does not reach. */
  readonly pricePerKWh: number | null;
  /** Where the price list ends; null: there is none, or it stays. */
  readonly pricesUntil: string | null;
  /** What the forecast says of the sun now. */
  readonly forecastW: number | null;
  readonly forecastUntil: string | null;
  /** How the imbalance rule stands, and the sentence to it. */
  readonly balance: { readonly state: BalanceState; readonly because: string };
  readonly policy: Policy;
  readonly preset: Preset;
  readonly meters: Readonly<
    Record<
      string,
      {
        readonly role: MeterRole;
        readonly ok: boolean;
        readonly ageS: number | null;
        readonly trouble: string | null;
        /** Something odd about a meter that still works, and what to do. */
        readonly remark?: string;
      }
    >
  >;
  readonly chargers: readonly ChargerSnapshot[];
  /** What the site kept could not be read when it opened: chargers that were adopted may be missing, not forgotten. */
  readonly incomplete?: true;
  readonly pending: readonly PendingCharger[];
  readonly cards: readonly Card[];
  /** What a user types into the charger, without the identity: `ws://host:port/`. */
  readonly chargerUrl: string;
  /** The same for encrypted connections, `wss://host:port/`; null: the hub has no certificate. */
  readonly secureChargerUrl: string | null;
  /** IANA, of its days, timers and reports; '' where the hub has not been heard yet. */
  readonly timeZone: string;
  readonly at: string;
}
