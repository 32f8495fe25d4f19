/**
 * The state that control works on: the house, its meters and its chargers, as types, with what several rules read off them.
 * `observe` makes one state of another, initial-state makes the first.
 */
import {
  type ChargerAbilities,
  type ChargerFacts,
  type ChargerFault,
  type ChargerIdentity,
  type OcppStatus,
  PLUGGED,
  type ProfileInForce,
  type RunningTransaction,
} from '../model/charger.js';
import type { Command, CommandKind } from '../model/command.js';
import type { ChargerSample, MeterReading, MeterRole } from '../model/reading.js';
import type { SiteFacts } from '../model/site-facts.js';
import type { Amps, MonoMs, WallMs } from '../model/units.js';
import type { ChargerWishes, Wishes } from '../model/wishes.js';
import type { LearnedCar } from './car/learned-car.js';
import type { ControlMemory } from './memory.js';

/** A meter as last heard. */
export interface MeterState {
  readonly meterId: string;
  readonly role: MeterRole;
  readonly reading: MeterReading | null;
  /** When the last reading came, and when its value was last another one (a frozen meter repeats itself). */
  readonly heardAt: MonoMs | null;
  readonly changedAt: MonoMs | null;
  /** Times between the last readings, ms: a flow may push less often than the configuration says. */
  readonly gapsMs: readonly number[];
  readonly trouble: string | null;
}

/** A meter that has spoken. */
export type HeardMeter = MeterState & { readonly reading: MeterReading };

/** A limit the charger was told, for the bracket of what its car may be drawing. */
export interface Offer {
  readonly at: MonoMs;
  readonly limitA: Amps;
  /** Accepted; otherwise it may or may not be in force. */
  readonly sure: boolean;
  readonly phases?: 1 | 3;
}

/** What the car drew at a moment, per conductor in use. */
export interface Draw {
  readonly at: MonoMs;
  readonly drawA: Amps;
  /** Of a power that tells no phases: what it may be at most, `drawA` being the least. */
  readonly mostA?: Amps;
}

export interface PendingCommand {
  readonly command: Command;
  readonly sentAt: MonoMs;
}

/** Times in a row that a kind of command came to nothing, for the back-off. */
export interface Refusal {
  readonly count: number;
  /** Of these the last that came to the same end: a no, silence, a connection broken off. */
  readonly alike: number;
  readonly at: MonoMs;
  /** Answered with a no the last time, or not answered at all. */
  readonly result: 'refused' | 'failed';
  readonly detail: string;
}

/** A start or a stop that was asked for. */
export interface Asked {
  readonly at: MonoMs;
  readonly count: number;
  /** A stop after which the charge is to go on. */
  readonly pause: boolean;
}

/** A start that a person wants where no car is; the charger is asked once, and waits for the plug by itself. */
export interface Ahead {
  readonly askedAt: MonoMs | null;
}

/** How far a charger that draws more than it was told has been pressed: profile again, transaction stopped, fault. */
export interface Disobedience {
  readonly samples: number;
  readonly since: MonoMs | null;
  readonly level: 0 | 1 | 2 | 3;
  readonly levelAt: MonoMs | null;
  /** Since when it has been a fault. */
  readonly faultSince?: WallMs;
}

/** One charger: what is fixed, wished, heard and believed of it. */
export interface ChargerState {
  readonly facts: ChargerFacts;
  /** The wishes in force: the user's over the configuration's. */
  readonly wishes: ChargerWishes;
  /** When a user last changed whether or how it charges: that is answered at once, not at the solar loop's pace. */
  readonly wishedAt: MonoMs | null;
  readonly connected: boolean;
  /** When it last called. */
  readonly connectedAt: MonoMs | null;
  /** Heard of at least once since the site opened. */
  readonly heard: boolean;
  /** Since it was last let in, it called and was not: for what. */
  readonly turnedAway?: 'password' | 'certificate' | undefined;
  readonly identity: ChargerIdentity;
  readonly abilities: ChargerAbilities;
  /** What the charger is at: its word, where what flows does not deny it. */
  readonly status: OcppStatus;
  /** Its word alone. */
  readonly statusTold: OcppStatus;
  readonly statusAt: MonoMs | null;
  /** When `Charging` last began and ended: current may outlive it by some seconds. */
  readonly chargingSince: MonoMs | null;
  readonly chargingEndedAt: MonoMs | null;
  readonly fault: ChargerFault | null;
  /** A car has come since the connector was last free; a fault may hide it. */
  readonly visited: boolean;
  readonly transaction: RunningTransaction | null;
  /** The running transaction began although permission said no. */
  readonly uninvited: boolean;
  /** A transaction ended with the car still plugged: nothing starts by itself until unplug or a start wish. */
  readonly finished: boolean;
  /** When the charge of this plug-in that is over ended; null: none, or its end does not count any more. */
  readonly finishedAt: WallMs | null;
  /** Half of a change of cars: a charge ended by the plug, or Preparing came again during one. */
  readonly swap: 'left' | 'came' | null;
  /** A card or a host has started this plug-in's charge: after a pause or a power cut it goes on without another. */
  readonly granted: boolean;
  /** The card under which such a charge goes on: it is theirs in the records, and theirs to stop. */
  readonly goesOnAs: string | null;
  /** In this transaction current was taken away by 0 A, and has not come back since. */
  readonly pausedAtZero: boolean;
  /** For this car a new transaction was already tried, because it did not resume after 0 A. */
  readonly resumeTried: boolean;
  /** Newest sample by its own timestamp. */
  readonly sample: ChargerSample | null;
  /** Largest conductor current of that sample; 0 while nothing is known. */
  readonly measuredA: Amps;
  /** The last few measured draws, oldest first, for the bracket. */
  readonly draws: readonly Draw[];
  /** The last sample of this transaction that showed a current. */
  readonly drewAt: MonoMs | null;
  /** In this transaction it has drawn under an offer of ours. */
  readonly tookOffer: boolean;
  /** It has said `Charging` of a car that took nothing: it must show a current before that word counts again. */
  readonly doubted: boolean;
  /** The sample after which a measured current last differed by more than 2 A: the change came later than that. */
  readonly drawChangedAt: MonoMs | null;
  readonly profiles: {
    readonly max: ProfileInForce | null;
    readonly safe: ProfileInForce | null;
    /** `overwritten`: one that lasts was taken after it. */
    readonly live: (ProfileInForce & { readonly phases?: 1 | 3; readonly overwritten?: true }) | null;
  };
  /** Those that last, as they stood before it came or booted again: it has most likely kept them. */
  readonly kept: { readonly max: ProfileInForce | null; readonly safe: ProfileInForce | null };
  readonly pending: readonly PendingCommand[];
  readonly refusals: Readonly<Partial<Record<CommandKind, Refusal>>>;
  /** Starts and stops asked for since the transaction last began or ended. */
  readonly asked: Readonly<Partial<Record<CommandKind, Asked>>>;
  /** It ended a charge to restart, and has not come back since. */
  readonly restartsSince?: MonoMs | undefined;
  readonly ahead: Ahead | null;
  /** Limits told within the last minute, and the newest older one; oldest first. */
  readonly offers: readonly Offer[];
  /** When each profile write of the last hour went out; oldest first. */
  readonly writes: readonly MonoMs[];
  readonly car: LearnedCar;
  readonly disobedience: Disobedience;
}

/** Everything known of the house at one moment. Frozen: `observe` makes the next one. */
export interface SiteState {
  readonly facts: SiteFacts;
  /** Persist whenever this reference changes. */
  readonly wishes: Wishes;
  readonly openedAt: MonoMs;
  readonly meters: Readonly<Record<string, MeterState>>;
  readonly chargers: Readonly<Record<string, ChargerState>>;
  readonly memory: ControlMemory;
}

/** An accepted start or stop needs the charger some time to act on. */
export const ACT_MS = 30_000;

/** Whether a start was asked for ahead of the car, so lately that it may still begin by itself. */
export const askedAhead = ({ ahead }: ChargerState, at: MonoMs): boolean =>
  ahead !== null && ahead.askedAt !== null && at - ahead.askedAt < ACT_MS;

export const OBEDIENT: Disobedience = { samples: 0, since: null, level: 0, levelAt: null };

/** What stands in a charger is unknown, and none of it has been kept. */
export const NO_PROFILES = {
  profiles: { max: null, safe: null, live: null },
  kept: { max: null, safe: null },
} as const;

/** What the charger was last told, as far as it accepted, A. */
export const lastToldA = ({ profiles: { live, safe } }: ChargerState): number => live?.limitA ?? safe?.limitA ?? 0;

/** Profile writes are counted over so long. */
export const WRITES_MS = 3_600_000;

/** When the writes that count at a moment went out; oldest first. */
export const writesCounted = ({ writes }: ChargerState, at: MonoMs): readonly MonoMs[] =>
  writes.filter((when) => when > at - WRITES_MS);

/** The state with the memory that `decide` gave back. */
export const remember = (state: SiteState, memory: ControlMemory): SiteState => ({ ...state, memory });

/** True when a car is connected, as far as the status tells; a faulted charger with a transaction counts too. */
export const plugged = (charger: ChargerState): boolean =>
  PLUGGED.includes(charger.status) ||
  (charger.transaction !== null && charger.status !== 'Available' && charger.status !== 'Reserved');
