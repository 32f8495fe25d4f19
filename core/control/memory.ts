/**
 * What control remembers from one cycle to the next, how it begins, and what of it outlives a restart.
 */
import type { BalanceState } from '../model/snapshot.js';
import { type MonoMs, type WallMs, wallMs } from '../model/units.js';
import { type CarTraits, type KnownCars, UNKNOWN_TRAITS } from './car/learned-car.js';
import type { Outlook } from './sun/outlook.js';

/** A stretch of time and one number of it: the largest, or the mean. */
export interface Bucket {
  readonly at: MonoMs;
  readonly value: number;
  /** Samples that the value stands for. */
  readonly count: number;
}

/** What `decide` remembers of one charger. */
export interface ChargerMemory {
  /** Energy taken in this plug-in; the coin of energy-fair. */
  readonly gotWh: number;
  /** The same when the last turn began: who is behind is judged by this. */
  readonly turnWh: number;
  /** Ampere-hours of its busiest phase in this plug-in; the coin of equal turns. */
  readonly gotAh: number;
  /** Grid energy beyond the allowance taken at the minimum since the sun last carried a pause, ECO+. */
  readonly gridWh: number;
  /** Regret of not changing the current, in watt-seconds; see pace. */
  readonly paceWs: number;
  /** What the other number of phases has won so far, Ws; see phase-choice. */
  readonly phasesWs: number;
  /** Times in a row that the car did not take an offer, and until when it is left alone. */
  readonly idleTries: number;
  readonly idle: boolean;
  readonly wakeAt: MonoMs | null;
  /** The wish for energy by a time that it has begun to charge for, by when it was made. */
  readonly readyBegan: WallMs | null;
  /** The charger trips on over-current when it is lowered fast: kept for good. */
  readonly tripsOnLowering: boolean;
  /** It takes a number of phases and does not keep to it: kept for good. */
  readonly ignoresPhases: boolean;
}

/** What an inverter holds back is tried: so much sun is taken for granted, until then. */
export interface SunTry {
  readonly kind: 'start' | 'raise';
  readonly chargerId: string;
  readonly sunW: number;
  readonly endsAt: MonoMs;
}

export interface HiddenSunMemory {
  /** Since when sun has been hidden without a break. */
  readonly since: MonoMs | null;
  readonly trying: SunTry | null;
  /** No try of that kind before. */
  readonly raiseAt: MonoMs | null;
  readonly startAt: MonoMs | null;
  /** Starts in vain, one after the other. */
  readonly inVain: number;
  /** Steps of the next raise. */
  readonly steps: number;
}

export const NOTHING_HIDDEN: HiddenSunMemory = {
  since: null,
  trying: null,
  raiseAt: null,
  startAt: null,
  inVain: 0,
  steps: 1,
};

/** What the house battery may do for the cars, by its state of charge. */
export type BatteryLevel = 'car' | 'hold' | 'start';

export interface BatteryMemory {
  readonly levels: readonly BatteryLevel[];
  /** The most it takes, as far as it was seen: less again while sun flows out to the grid that it could have. */
  readonly mostW: number;
}

export const NEW_BATTERY: BatteryMemory = { levels: [], mostW: 0 };

/** A span in which nothing was decided. */
export interface Standstill {
  readonly from: MonoMs;
  readonly to: MonoMs;
}

/**
 * What `decide` carries from one cycle to the next. Small, plain JSON, saved with the wishes. Instants are monotonic and
 * mean nothing after a restart: `readMemory` keeps only what outlives one.
 */
export interface ControlMemory {
  readonly version: 1;
  /** The grid sample last used: a sample counts once, however often `decide` is asked. */
  readonly gridAt: MonoMs | null;
  readonly decidedAt: MonoMs | null;
  /** When the hub last stood still, and nothing was decided. */
  readonly standstill: Standstill | null;
  /** Per phase, the largest current of the other loads, in stretches of 5 s over the hold time. */
  readonly others: readonly (readonly Bucket[])[];
  /** Per phase, what the other loads usually take, A: a mean over hours. */
  readonly usualA: readonly number[];
  /** Per phase, since when the meter's samples have been above the fuse. */
  readonly overSince: readonly (MonoMs | null)[];
  /** What was left for all cars together, W: means over stretches of 10 s of the look-back time. */
  readonly past: readonly Bucket[];
  /** The surplus as it is told to those that follow it, and as it is shown, of all cars, W; null without a meter. */
  readonly toldW: number | null;
  readonly shownW: number | null;
  /** kWh that each possible change would have won so far. */
  readonly regret: Readonly<Record<string, number>>;
  /** Who charged from the sun when the regret was collected: another set begins anew. */
  readonly running: string;
  /** What the sun has been worth to the one car that follows it, by the way it is charged. */
  readonly outlooks: Readonly<Record<string, Outlook>>;
  /** Who goes first, and since when. */
  readonly order: readonly string[];
  readonly turnedAt: MonoMs | null;
  readonly swapSince: MonoMs | null;
  readonly battery: BatteryMemory;
  readonly hiddenSun: HiddenSunMemory;
  /** How the imbalance rule stands. */
  readonly balance: BalanceState;
  readonly chargers: Readonly<Record<string, ChargerMemory>>;
  readonly cars: KnownCars;
}

export const EMPTY_MEMORY: ControlMemory = {
  version: 1,
  gridAt: null,
  decidedAt: null,
  standstill: null,
  others: [],
  usualA: [],
  overSince: [],
  past: [],
  toldW: null,
  shownW: null,
  regret: {},
  running: '',
  outlooks: {},
  order: [],
  turnedAt: null,
  swapSince: null,
  battery: NEW_BATTERY,
  hiddenSun: NOTHING_HIDDEN,
  balance: 'off',
  chargers: {},
  cars: {},
};

export const NEW_CHARGER_MEMORY: ChargerMemory = {
  gotWh: 0,
  turnWh: 0,
  gotAh: 0,
  gridWh: 0,
  paceWs: 0,
  phasesWs: 0,
  idleTries: 0,
  idle: false,
  wakeAt: null,
  readyBegan: null,
  tripsOnLowering: false,
  ignoresPhases: false,
};

/** What of a charger's memory outlives a restart, each with how it is read again. */
const LASTING = {
  gotWh: numberOr0,
  gotAh: numberOr0,
  gridWh: numberOr0,
  readyBegan: (kept: unknown) => (typeof kept === 'number' ? wallMs(kept) : null),
  tripsOnLowering: (kept: unknown) => kept === true,
  ignoresPhases: (kept: unknown) => kept === true,
} satisfies { readonly [K in keyof ChargerMemory]?: (kept: unknown) => ChargerMemory[K] };
const LASTING_KEYS = Object.keys(LASTING) as readonly (keyof typeof LASTING)[];

/** What of the memory outlives a restart; the rest would be written every ten seconds for nothing. */
export const lastingMemory = ({ version, usualA, chargers, cars }: ControlMemory) => ({
  version,
  usualA,
  chargers: Object.fromEntries(
    Object.entries(chargers).map(([id, memory]) => [
      id,
      Object.fromEntries(LASTING_KEYS.map((key) => [key, memory[key]])),
    ]),
  ),
  cars,
});

/** The memory kept from an earlier life: what was learned and earned stays, whatever carries an instant begins anew. */
export function readMemory(kept: unknown): ControlMemory {
  if (!isRecord(kept) || kept['version'] !== 1) return EMPTY_MEMORY;
  const chargers: Record<string, ChargerMemory> = {};
  for (const [id, old] of Object.entries(isRecord(kept['chargers']) ? kept['chargers'] : {})) {
    if (!isRecord(old)) continue;
    const lasting = Object.fromEntries(LASTING_KEYS.map((key) => [key, LASTING[key](old[key])]));
    chargers[id] = { ...NEW_CHARGER_MEMORY, ...lasting };
  }
  const usualA = Array.isArray(kept['usualA']) ? kept['usualA'].map(numberOr0) : [];
  return { ...EMPTY_MEMORY, usualA, chargers, cars: readCars(kept['cars']) };
}

/** Cars as they were put away; a trait this version did not know yet is not known. */
function readCars(kept: unknown): KnownCars {
  const cars: Record<string, Record<string, CarTraits>> = {};
  for (const [chargerId, own] of Object.entries(isRecord(kept) ? kept : {})) {
    for (const [card, traits] of Object.entries(isRecord(own) ? own : {})) {
      if (!isRecord(traits) || typeof traits['offsetA'] !== 'number') continue;
      cars[chargerId] = { ...cars[chargerId], [card]: { ...UNKNOWN_TRAITS, ...(traits as Partial<CarTraits>) } };
    }
  }
  return cars;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function numberOr0(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
