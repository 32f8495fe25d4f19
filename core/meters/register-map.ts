import type { OwnRegisterMap, PointConfig, PointName, RegisterType } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterRole } from '../model/reading.js';

/** One value in the registers: `PointConfig` with its defaults resolved. */
export interface Point {
  readonly address: number;
  readonly type: RegisterType;
  readonly scale: number;
  readonly functionCode?: 3 | 4;
  /** Where its words lie otherwise than those of the map. */
  readonly wordOrder?: WordOrder;
  /** The unit that has it, where that is another than the meter's. */
  readonly unitId?: number;
  readonly nan?: string;
  /** The pattern that means "nothing is connected here", and counts as 0: an input of an inverter that has no string. */
  readonly none?: string;
  /** Register of the power of ten that goes with the value (SunSpec); read in the same answer, since it may change. */
  readonly exponentAt?: number;
  /** Register that says which way a magnitude goes, read in the same answer: 1 as it is, 0 the other way. */
  readonly directionAt?: number;
}

export type Points = Readonly<Partial<Record<PointName, Point>>>;

export type WordOrder = 'high-first' | 'low-first';

/**
 * The registers of a meter or inverter, as data. Values come out in the unit the point's name ends with.
 * `any` serves whatever a plain meter measures (import positive); an inverter has points per role, in the sign
 * convention of that role (core/model/reading).
 */
export interface RegisterMap {
  readonly id: string;
  readonly name: string;
  /** Sold under these names too. */
  readonly also?: readonly string[];
  readonly phases: 1 | 3;
  readonly functionCode: 3 | 4;
  readonly wordOrder: WordOrder;
  /** Default unit id, TCP port and serial line of the product. */
  readonly unitId: number;
  readonly port?: number;
  readonly serial?: string;
  /** Most registers in one answer. */
  readonly maxRegisters?: number;
  /** A box that says 0 W on every phase when it has lost the meter behind it, and nothing else of that. */
  readonly zeroIsLost?: true;
  /** Words that stand there as long as the map fits. */
  readonly anchor?: { readonly address: number; readonly words: readonly number[] };
  /** Wait after connecting before the first request. */
  readonly settleMs?: number;
  readonly points: Readonly<Partial<Record<'any' | MeterRole, Points>>>;
  /** Where the addresses, types and scales are written. */
  readonly source: string;
  /** What matters at the meter itself, for whoever tends these maps. */
  readonly note?: string;
}

/** Most registers asked for at once where the map says nothing: Eastron's limit of 40 values, met by every meter seen. */
export const DEFAULT_MAX_REGISTERS = 80;

/** Registers of a type. */
export const WIDTH: Readonly<Record<RegisterType, number>> = {
  u16: 1,
  i16: 1,
  u32: 2,
  i32: 2,
  f32: 2,
  u64: 4,
  i64: 4,
  f64: 4,
};

/** First register of a point and the one behind its last, its exponent and direction included. */
export function extentOf({ address, type, exponentAt = address, directionAt = address }: Point): {
  readonly from: number;
  readonly end: number;
} {
  return {
    from: Math.min(address, exponentAt, directionAt),
    end: Math.max(address + WIDTH[type], exponentAt + 1, directionAt + 1),
  };
}

/** Points of the role, or those of a plain meter; `undefined` when the map cannot serve the role. */
export const pointsFor = (map: RegisterMap, role: MeterRole): Points | undefined => map.points[role] ?? map.points.any;

/** A user's own map as one of ours. Throws BAD_CONFIG when nothing in it tells a power. */
export function ownMap(own: OwnRegisterMap): RegisterMap {
  const points = Object.fromEntries(
    Object.entries(own.points).map(([name, point]) => [name, pointOf(point as PointConfig)]),
  ) as Points;
  const apart = (points.importW && points.exportW) || (points.import1W && points.export1W);
  if (!points.powerW && !points.phase1W && !points.part1W && !apart) {
    throw new ToldError('BAD_CONFIG', 'map-without-power');
  }
  return {
    id: 'own',
    name: own.name ?? 'own register map',
    phases: points.phase2W || points.import2W || points.current2A || points.voltage2V ? 3 : 1,
    functionCode: own.functionCode,
    wordOrder: own.wordOrder ?? 'high-first',
    unitId: 1,
    ...(own.maxRegisters !== undefined && { maxRegisters: own.maxRegisters }),
    points: { any: points },
    source: 'the configuration',
  };
}

const pointOf = (point: PointConfig): Point => ({
  address: point.address,
  type: point.type,
  scale: point.scale ?? 1,
  ...(point.functionCode !== undefined && { functionCode: point.functionCode }),
  ...(point.unitId !== undefined && { unitId: point.unitId }),
  ...(point.nan !== undefined && { nan: point.nan }),
});
