/** How a simulated charger is built, and how it may misbehave. */
import type { CarFacts } from './car.js';
import { type ChargerModel, MODELS, type ModelName } from './charger-models.js';

export interface ChargePointOptions {
  /** Up to the identity, e.g. `ws://127.0.0.1:9220/ocpp`. */
  readonly hubUrl: string;
  readonly id?: string;
  readonly model?: ModelName;
  readonly password?: string;
  readonly phases?: 1 | 3;
  readonly minA?: number;
  readonly maxA?: number;
  readonly stepA?: number;
  /** Supply phase behind each conductor of the charger. */
  readonly supplyPhases?: readonly number[];
  readonly sampleIntervalS?: number;
  /** Used when the hub's answer to BootNotification names no interval. */
  readonly heartbeatS?: number;
  readonly bootDelayMs?: number;
  readonly callTimeoutMs?: number;
  readonly reconnect?: { readonly firstMs: number; readonly mostMs: number };
  readonly retryMs?: number;
  readonly overCurrentGraceS?: number;
  /** Register the meter starts its life with. */
  readonly registerWh?: number;
  readonly car?: Partial<CarFacts>;
  /** Battery at the first plug-in, share of the whole. */
  readonly carFilled?: number;
  readonly seed?: number;
  readonly faults?: Partial<Misbehaviour>;
}

/** What chargers in the field get wrong; all off unless asked for. */
interface Misbehaviour {
  /** Takes every profile and charges as it likes. */
  readonly ignoresProfiles: boolean;
  /** Units of a limit it takes; a W-only charger rejects amps. */
  readonly rateUnits: readonly ('A' | 'W')[];
  readonly noMeterValues: boolean;
  /** How far its clock is off, never set right. */
  readonly clockOffByMs: number;
  readonly numericIds: boolean;
  readonly subprotocols: readonly string[];
  /** Never says BootNotification. */
  readonly noBoot: boolean;
  /** Operations answered NotSupported though the model has them. */
  readonly refuses: readonly string[];
  /** Highest stack level it takes. */
  readonly maxStackLevel: number;
  /** Does not start a second transaction until the plug was pulled. */
  readonly onePerPlug: boolean;
}

export type ChargePointFacts = ReturnType<typeof chargePointFacts>;

/** The options with everything that was left out filled in. */
export function chargePointFacts(options: ChargePointOptions) {
  const faults: Misbehaviour = {
    ignoresProfiles: false,
    rateUnits: ['A', 'W'],
    noMeterValues: false,
    clockOffByMs: 0,
    numericIds: false,
    subprotocols: ['ocpp1.6'],
    noBoot: false,
    refuses: [],
    maxStackLevel: 8,
    onePerPlug: false,
    ...options.faults,
  };
  const base: ChargerModel = MODELS[options.model ?? 'hydra-cubus'];
  const model: ChargerModel = {
    ...base,
    operations: base.operations.filter((operation) => !faults.refuses.includes(operation)),
    rateUnits: faults.rateUnits,
    maxStackLevel: faults.maxStackLevel,
  };
  const phases = options.phases ?? 3;
  return {
    hubUrl: options.hubUrl,
    id: options.id ?? '7121050066603101050600A03',
    password: options.password,
    supplyPhases: options.supplyPhases ?? (phases === 3 ? [1, 2, 3] : [1]),
    evse: {
      phases,
      minA: options.minA ?? 6,
      maxA: options.maxA ?? 16,
      stepA: options.stepA ?? 1,
      overCurrentGraceS: options.overCurrentGraceS ?? 5,
    },
    sampleIntervalS: options.sampleIntervalS ?? 10,
    heartbeatS: options.heartbeatS ?? 300,
    bootDelayMs: options.bootDelayMs ?? 4000,
    callTimeoutMs: options.callTimeoutMs ?? 10_000,
    reconnect: options.reconnect ?? { firstMs: 1000, mostMs: 30_000 },
    retryMs: options.retryMs ?? 10_000,
    registerWh: options.registerWh ?? 1_234_567,
    car: options.car ?? {},
    carFilled: options.carFilled ?? 0.3,
    seed: options.seed ?? 1,
    model,
    faults,
  };
}
