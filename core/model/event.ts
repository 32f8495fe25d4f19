import type { ChargerAbilities, ChargerFault, ChargerIdentity, OcppStatus, RunningTransaction } from './charger.js';
import type { Command, CommandOutcome } from './command.js';
import type { ChargerSample, MeterReading, MeterRole } from './reading.js';
import type { SiteFacts } from './site-facts.js';
import type { MonoMs, WallMs, WattHours } from './units.js';
import type { ChargerOverlay, SiteWishes, Wishes } from './wishes.js';

/**
 * Everything that can be observed of the house. The journal keeps these; replay folds them again. What was folded before
 * one decision has one and the same instant, which is also the `now` of that decision: so a journal holds its decisions.
 */
export type ObservedEvent = { readonly at: MonoMs; readonly atWall: WallMs } & Observation;

/** What an earlier life of the site leaves to the next. */
export interface KeptForSite {
  readonly abilities: Readonly<Record<string, ChargerAbilities>>;
  /** Of `decide`; its reader checks the version. */
  readonly memory: unknown;
  /** Open charges by charger id. */
  readonly transactions: Readonly<Record<string, RunningTransaction>>;
}

/** What a charger is at: its status, and whether the charge of this plug-in is over or may go on without a card. */
interface StandingCharger {
  readonly status: OcppStatus;
  readonly finished: boolean;
  readonly finishedAt: WallMs | null;
  readonly granted: boolean;
}

export type Observation =
  /** The site was opened: what it is made of, and what an earlier life left. A replay begins here. */
  | {
      readonly kind: 'opened';
      readonly facts: SiteFacts;
      readonly wishes: Wishes;
      readonly kept: KeptForSite;
    }
  /** Once an hour, what `opened` would say now: from here the journal can be run again. Changes nothing. */
  | {
      readonly kind: 'standing';
      readonly facts: SiteFacts;
      readonly wishes: Wishes;
      readonly kept: KeptForSite;
      /** Each charger heard of. */
      readonly chargers: Readonly<Record<string, StandingCharger>>;
    }
  /** Nothing was heard for a second: time itself may change a decision. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'reading'; readonly reading: MeterReading }
  | {
      readonly kind: 'meter-trouble';
      readonly meterId: string;
      readonly role: MeterRole;
      /** null: well again. */
      readonly what: string | null;
    }
  | { readonly kind: 'connected'; readonly chargerId: string }
  | { readonly kind: 'disconnected'; readonly chargerId: string }
  /** It calls, and is not let in. */
  | { readonly kind: 'turned-away'; readonly chargerId: string; readonly by: 'password' | 'certificate' }
  /** Charging profiles were cleared by hand, or the charger's clock was set: what is in force in the charger is unknown. */
  | { readonly kind: 'profiles-cleared'; readonly chargerId: string }
  | {
      readonly kind: 'booted';
      readonly chargerId: string;
      readonly identity: ChargerIdentity;
      /** The first word of its connection: nothing was asked of it before. */
      readonly first?: true;
    }
  | {
      readonly kind: 'status';
      readonly chargerId: string;
      readonly connectorId: number;
      readonly status: OcppStatus;
      /** errorCode other than NoError; null clears it. */
      readonly fault: ChargerFault | null;
      readonly takenAt: MonoMs;
    }
  | { readonly kind: 'sample'; readonly chargerId: string; readonly sample: ChargerSample }
  | { readonly kind: 'transaction-started'; readonly chargerId: string; readonly transaction: RunningTransaction }
  | {
      readonly kind: 'transaction-ended';
      readonly chargerId: string;
      readonly transactionId: number;
      readonly meterStopWh?: WattHours;
      readonly reason: string;
      /** It took 0 A for the end: the charge goes on. */
      readonly paused?: true;
    }
  /** A card was shown; `accepted` by the rule in control/authorization; `learned`: the name it has just been given. */
  | {
      readonly kind: 'card';
      readonly chargerId: string;
      readonly idTag: string;
      readonly accepted: boolean;
      readonly learned?: string;
    }
  | { readonly kind: 'abilities'; readonly chargerId: string; readonly abilities: ChargerAbilities }
  /** A command went out; its outcome follows. */
  | { readonly kind: 'command-sent'; readonly chargerId: string; readonly command: Command }
  | {
      readonly kind: 'command-answered';
      readonly chargerId: string;
      readonly command: Command;
      readonly outcome: CommandOutcome;
    }
  /** A user's wish for a charger: keys given replace, keys listed in `clear` go back to the default. */
  | {
      readonly kind: 'wish';
      readonly chargerId: string;
      readonly set: ChargerOverlay;
      readonly clear?: readonly (keyof ChargerOverlay)[];
    }
  /** What was learned of the cars at a charger, and of the charger's dislike of being lowered, is to be forgotten. */
  | { readonly kind: 'car-forgotten'; readonly chargerId: string }
  /** Site-wide wishes, whole. */
  | { readonly kind: 'site-wishes'; readonly wishes: SiteWishes }
  /** Facts at open, and again when a charger is adopted or forgotten. */
  | { readonly kind: 'facts'; readonly facts: SiteFacts }
  /** The wall clock stepped against the monotonic one by more than 30 s. */
  | { readonly kind: 'clock-stepped'; readonly byMs: number };

export type ObservationKind = Observation['kind'];
