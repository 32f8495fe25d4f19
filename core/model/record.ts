import type { Because } from './because.js';
import type { StartReason } from './charger.js';
import type { LimitSource } from './limit.js';
import type { Mode } from './mode.js';

/** A charge as kept and exported. Energies in Wh, instants in ISO 8601 UTC. Open while `endedAt` is null. */
export interface ChargeRecord {
  /** The transaction id told to the charger: unique for ever. */
  readonly number: number;
  readonly chargerId: string;
  /** Absent: the charger's first connector. */
  readonly connectorId?: number;
  readonly idTag: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly startedBy: StartReason;
  readonly stopReason: string | null;
  readonly modeAtStart: Mode;
  readonly meterStartWh: number;
  readonly meterStopWh: number | null;
  /** From the register: stop − start; while open, the last sample − start. */
  readonly energyWh: number;
  /** solar + battery + grid = energy. */
  readonly solarWh: number;
  readonly gridWh: number;
  readonly peakW: number;
  /** From the house's battery; absent: none. */
  readonly batteryWh?: number;
  /** What the grid part cost, in the currency of the price list; absent or null when no price was known. */
  readonly cost?: number | null;
  /** What sun and battery would have cost from the grid. */
  readonly saving?: number | null;
  /** Seconds in each mode. */
  readonly modeS?: Readonly<Partial<Record<Mode, number>>>;
  /** What the card was called when the charge began. */
  readonly cardName?: string | null;
  /** Of the meter in the charger, else of the charger, as it told it before the charge began. */
  readonly serialNumber?: string | null;
}

export interface FaultRecord {
  readonly chargerId: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly errorCode: string;
  readonly vendorErrorCode: string | null;
  readonly info: string | null;
}

export interface DecisionRecord {
  readonly at: string;
  readonly chargerId: string;
  readonly limitA: number;
  readonly sources: readonly LimitSource[];
  readonly because: Because;
}

/** The decision that was in force at a moment. */
export interface WhyRow extends DecisionRecord {
  readonly askedAt: string;
  /** When another followed; null: none has. */
  readonly until: string | null;
}

/** What flowed through the house in a minute or longer, Wh. Null: not measured. */
export interface HouseEnergy {
  readonly importWh: number | null;
  readonly exportWh: number | null;
  readonly solarWh: number | null;
  readonly batteryInWh: number | null;
  readonly batteryOutWh: number | null;
  readonly houseWh: number | null;
}

/** What a charger took in a minute or longer, and where from: solar + battery + grid = energy. */
export interface ChargerEnergy {
  readonly chargerId: string;
  readonly idTag: string;
  readonly energyWh: number;
  readonly solarWh: number;
  readonly batteryWh: number;
  readonly gridWh: number;
  readonly cost: number | null;
  readonly saving: number | null;
}

/** Energies of one minute. Told in parts, which add up: a charger's register may be read long after the minute is over. */
export interface MinuteSample {
  /** The minute's start, ISO 8601 UTC. */
  readonly at: string;
  readonly house?: HouseEnergy;
  readonly chargers: readonly ChargerEnergy[];
}

/** How large the records are. */
export interface StorageRow {
  readonly file: string;
  /** With what is not yet taken into the file. */
  readonly bytes: number;
  readonly retentionDays: number;
  readonly charges: number;
  readonly oldestChargeAt: string | null;
  /** The journal's part of it. */
  readonly journalBytes: number;
}

/** A row of the statistics: a day, a month or a year of the site's calendar. */
export interface StatisticsRow {
  /** "2026-06-21", "2026-06" or "2026". */
  readonly period: string;
  readonly from: string;
  readonly to: string;
  /** When split by charger or card. */
  readonly chargerId?: string;
  readonly idTag?: string;
  readonly charges: number;
  readonly energyWh: number;
  readonly solarWh: number;
  readonly batteryWh: number;
  readonly gridWh: number;
  /** 0–1; null when nothing was charged. */
  readonly solarShare: number | null;
  readonly cost: number | null;
  readonly saving: number | null;
  /** The whole house; only when not asked for one charger or card. */
  readonly house?: HouseEnergy;
}
