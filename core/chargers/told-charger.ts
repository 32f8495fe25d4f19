import type { ChargerAbilities, ChargerFacts, ChargerFault, ChargerIdentity, OcppStatus } from '../model/charger.js';
import type { Now } from '../model/units.js';
import type { ChargerHost } from '../ports/charger-gateway.js';
import { type ClockSense, type Placed, place } from './inbound/clock-sense.js';
import type { MeasuredValue } from './inbound/meter-values.js';
import type { RegisterPace } from './inbound/register-pace.js';
import type { Stamp } from './inbound/timestamp.js';
import type { LocalList } from './local-list.js';
import type { FullOptions } from './options.js';
import type { StandingLimits } from './standing-limits.js';
import type { Transactions } from './transactions.js';

/** What the connector that is steered told last. */
export interface KnownStatus {
  readonly status: OcppStatus;
  readonly fault: ChargerFault | null;
  readonly connectorId: number;
  /** A car came without a word of it. */
  readonly unsaidCar?: true;
  /** It told of its connector under 0. */
  readonly underZero?: boolean;
}

/** What a message can change of its charger. */
export interface ToldCharger {
  readonly id: string;
  readonly host: ChargerHost;
  readonly options: FullOptions;
  readonly transactions: Transactions;
  readonly limits: StandingLimits;
  readonly list: LocalList;
  /** Absent: not adopted yet. */
  facts: ChargerFacts | undefined;
  identity: ChargerIdentity;
  sense: ClockSense;
  /** How far our wall clock was ahead of the monotonic one when the charger was last given the time. */
  timeGivenAheadMs: number | undefined;
  status: KnownStatus | undefined;
  /** Samples of the connector itself were heard: those of connector 0 say the same once more. */
  ownSamples: boolean;
  /** What was last measured: some tell one moment in several messages. */
  lastMeasured:
    | { readonly stampMs: number; readonly placed: Placed; readonly values: readonly MeasuredValue[] }
    | undefined;
  /** It tells currents, if not with every message: none is reckoned from power. */
  tellsCurrent: boolean;
  /** How fast its register rises; `measured`: it tells what flows by itself. */
  pace: RegisterPace | 'measured' | undefined;
  /** Its register has risen beside zeros of what flows. */
  zerosAreNone: boolean;
  learn(learned: Partial<ChargerAbilities>): void;
  /** Its boot was answered. */
  booted(): void;
}

/** Where a moment that a message tells lies on our clocks; what that shows of the charger's clock is kept. */
export function placedOf(told: ToldCharger, stamp: Stamp | undefined, now: Now): Placed {
  const { sense, placed } = place(told.sense, stamp, now);
  if (told.facts) told.limits.clockIs(told.sense, sense);
  told.sense = sense;
  return placed;
}
