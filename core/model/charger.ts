import { sameTag } from './card.js';
import type { Access, Mode } from './mode.js';
import type { PhaseMap } from './phases.js';
import type { Amps, MonoMs, Seconds, WallMs, WattHours } from './units.js';

export const CHARGER_MODELS = ['cabur-ev-plus', 'hydra-cubus', 'generic'] as const;
export type ChargerModelId = (typeof CHARGER_MODELS)[number];

/** What is fixed about a charger on this supply: configured, or given when it was adopted. */
export interface ChargerFacts {
  /** The charge point identity (CPID), last segment of the URL the charger calls. */
  readonly id: string;
  readonly name: string;
  readonly model: ChargerModelId;
  readonly connectorId: number;
  readonly phases: PhaseMap;
  /** Name of the circuit it hangs on, where that is not the supply itself. */
  readonly circuit?: string;
  /** Least current the charger offers, per phase. IEC 61851: 6 A. */
  readonly minA: Amps;
  /** Installation limit: the smallest of charger, cable and its own breaker. Kept apart from the user's limit. */
  readonly maxA: Amps;
  readonly stepA: Amps;
  /** What the charger falls back to without the hub; 0 pauses. */
  readonly safeA: Amps;
  /** 1 goes first under the policy `priority`. */
  readonly priority: number;
  /** Defaults that a wish overrides. */
  readonly mode: Mode;
  readonly access: Access;
  readonly limitA: Amps | null;
  readonly ecoPlusA: Amps;
  /** Between one and three phases: where the charger says that it can, tried all the same, or never. */
  readonly phaseSwitching: 'auto' | 'on' | 'off';
}

/** ChargePointStatus of OCPP 1.6; `Unknown` until the charger has said. */
export const OCPP_STATUSES = [
  'Available',
  'Preparing',
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Finishing',
  'Reserved',
  'Unavailable',
  'Faulted',
] as const;
export type OcppStatus = (typeof OCPP_STATUSES)[number] | 'Unknown';

/** With a car at the connector, which the charge point as a whole cannot be at (OCPP 1.6, 4.9). */
export const PLUGGED: readonly OcppStatus[] = ['Preparing', 'Charging', 'SuspendedEV', 'SuspendedEVSE', 'Finishing'];

/** Such a status tells nothing of a car. */
export const outOfOrder = (status: OcppStatus): boolean => status === 'Faulted' || status === 'Unavailable';

/** A fault or alarm as the charger told it. */
export interface ChargerFault {
  /** ChargePointErrorCode of OCPP 1.6, or `DISOBEDIENT`. */
  readonly errorCode: string;
  readonly vendorErrorCode?: string;
  readonly info?: string;
  readonly since: WallMs;
}

/** What the hub has found itself: it draws more than it was told, and could not be stopped. */
export const DISOBEDIENT = 'Disobedient';

type FaultCodes = Pick<ChargerFault, 'errorCode' | 'vendorErrorCode'>;

/** Whether two reports are of one fault: a charger may leave its maker's own code away. */
export const sameFault = (one: FaultCodes, other: FaultCodes): boolean =>
  one.errorCode === other.errorCode &&
  (!one.vendorErrorCode || !other.vendorErrorCode || one.vendorErrorCode === other.vendorErrorCode);

/** Who the charger says it is (BootNotification). */
export interface ChargerIdentity {
  readonly vendor?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  /** Of the board or the housing, where that is another. */
  readonly boxSerialNumber?: string;
  readonly firmware?: string;
  readonly iccid?: string;
  readonly imsi?: string;
  readonly meterType?: string;
  readonly meterSerialNumber?: string;
}

/** What a charger can do: from its model first, corrected by what it answers, kept over restarts. */
export interface ChargerAbilities {
  /** The make these were begun with: they say nothing of a charger of another. */
  readonly model?: ChargerModelId;
  /** The version they were learned of: another may be able to do more. */
  readonly firmware?: string;
  /** Operations it does not know (NotSupported, NotImplemented), so that they are not asked again. */
  readonly refuses: readonly string[];
  readonly smartCharging: boolean;
  readonly rateUnit: 'A' | 'W';
  readonly maxStackLevel: number;
  /** The highest it has told: what was found out since stands until it tells another. */
  readonly toldStackLevel?: number;
  /** TxProfile during a transaction; otherwise two TxDefaultProfiles on different stack levels. */
  readonly liveProfile: 'TxProfile' | 'TxDefaultProfile';
  readonly profileKind: 'Absolute' | 'Relative';
  /** ChargePointMaxProfile is taken. */
  readonly maxProfile: boolean;
  /** How many profiles it says that it has room for. */
  readonly profilesMost?: number;
  /** A limit of 0 A pauses; otherwise only RemoteStop ends the current. */
  readonly zeroPauses: boolean;
  /** The car goes on after a pause at 0 A. */
  readonly resumesAfterZero: boolean;
  /** Whether it takes a number of phases: its own word, or its no. */
  readonly phaseSwitching: 'told' | 'refused' | 'unknown';
  readonly sampleIntervalS?: Seconds;
  /** What other systems had left in it was cleared. */
  readonly othersCleared?: true;
}

/** A generic 1.6J charger, until it has shown otherwise. */
export const GENERIC_ABILITIES: ChargerAbilities = {
  refuses: [],
  smartCharging: true,
  rateUnit: 'A',
  // Two levels every charger with smart charging must have; more only when it says so.
  maxStackLevel: 1,
  liveProfile: 'TxProfile',
  profileKind: 'Absolute',
  maxProfile: true,
  zeroPauses: true,
  resumesAfterZero: true,
  phaseSwitching: 'unknown',
};

/** A charging profile believed to be in force, from our accepted writes. */
export interface ProfileInForce {
  readonly limitA: Amps;
  readonly setAt: MonoMs;
  /** Live profile only: when it ends by itself and the safe current rules again. */
  readonly endsAt?: MonoMs;
  readonly transactionId?: number;
}

/** The transaction that runs, by our own id. */
export interface RunningTransaction {
  readonly transactionId: number;
  readonly idTag: string;
  readonly startedAt: WallMs;
  /** Register at the start. */
  readonly meterStartWh: WattHours;
  readonly startedBy: StartReason;
}

export type StartReason = 'plug-in' | 'card' | 'host' | 'timer' | 'offline' | 'unknown';

/** The hub's own idTag: what it starts, is authorised. */
export const HUB_ID_TAG = 'SURPLUG';

/** The number as a card has it; '' where none was shown. */
export const cardNumber = (idTag: string): string => (sameTag(idTag, HUB_ID_TAG) ? '' : idTag);

/** The card a charge was started with; '' where none was shown. */
export const cardOf = (transaction: RunningTransaction | null): string => cardNumber(transaction?.idTag ?? '');
