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
  /** solar + grid = energy. */
  readonly solarWh: number;
  readonly gridWh: number;
  readonly peakW: number;
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
