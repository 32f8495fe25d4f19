import type { PerPhase } from './phases.js';
import type { Amps, MonoMs, Volts, WallMs, WattHours, Watts } from './units.js';

/** What a meter measures in the house. */
export const METER_ROLES = ['grid', 'solar', 'battery', 'house', 'load'] as const;
export type MeterRole = (typeof METER_ROLES)[number];

/**
 * One look at a meter.
 *
 * The sign convention of the whole project, said here once:
 * grid: import +, export −. solar: production +. battery: discharge +, charge −. house, load: consumption +.
 * The house is what is consumed beside the chargers: grid + solar + battery = house + chargers.
 * Currents carry the sign of the power of their phase.
 */
export interface MeterReading {
  readonly meterId: string;
  readonly role: MeterRole;
  /** When the value was measured, as near as is known. */
  readonly takenAt: MonoMs;
  /** Sum over the phases. */
  readonly powerW: Watts;
  readonly phaseW?: PerPhase<Watts>;
  readonly currentA?: PerPhase<Amps>;
  readonly voltageV?: PerPhase<Volts>;
  /** Registers that only grow. */
  readonly importWh?: WattHours;
  readonly exportWh?: WattHours;
  /** Battery only: state of charge, 0–100. */
  readonly socPct?: number;
}

/** A value a flow pushes for a meter: a total, or one value per phase. Grid import is positive. */
export interface PushedReading {
  readonly powerW?: number;
  readonly phaseW?: readonly number[];
  readonly currentA?: readonly number[];
  readonly voltageV?: readonly number[];
  readonly importWh?: number;
  readonly exportWh?: number;
  readonly socPct?: number;
}

/** What chargers draw by their own meters, laid on the supply; one that tells nothing is taken for what it may draw. */
export interface ChargersDraw {
  readonly takenAt: MonoMs;
  readonly powerW: Watts;
  readonly phaseW: PerPhase<Watts>;
  readonly currentA: PerPhase<Amps>;
  readonly voltageV?: PerPhase<Volts>;
}

/** One look at a charger, in the charger's own conductor order. Ordered by `takenAt`, never by arrival. */
export interface ChargerSample {
  /** The charger's own timestamp, carried over to the monotonic clock. */
  readonly takenAt: MonoMs;
  readonly takenAtWall: WallMs;
  readonly currentA?: readonly Amps[];
  /**
   * Absent: measured. Otherwise the charger told no current, and it is reckoned: from the power of each conductor, or from
   * a total spread evenly over all of them, because it does not say in which of them it flows.
   */
  readonly currentFrom?: 'phase-power' | 'power';
  readonly voltageV?: readonly Volts[];
  /** Measured, or V × I per phase where the charger sends no power. */
  readonly powerW?: Watts;
  /** Energy.Active.Import.Register. */
  readonly energyWh?: WattHours;
  readonly socPct?: number;
  readonly temperatureC?: number;
  readonly frequencyHz?: number;
  readonly transactionId?: number;
}
