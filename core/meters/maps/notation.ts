import type { PointName, RegisterType } from '../../model/config.js';
import type { Point, Points } from '../register-map.js';

/** Notation of the maps: `f32(52)`, `i32(40, 0.1)`; the scale brings the raw value to W, A, V, Hz, Wh or %. */
const of =
  (type: RegisterType) =>
  (address: number, scale = 1): Point => ({ address, type, scale });

export const u16 = of('u16');
export const i16 = of('i16');
export const u32 = of('u32');
export const i32 = of('i32');
export const u64 = of('u64');
export const i64 = of('i64');
export const f32 = of('f32');
export const f64 = of('f64');

type Kind = 'phaseW' | 'currentA' | 'voltageV';

/** The three phases of a quantity: the first point, and how many registers further the next one lies. */
export function phases(kind: Kind, first: Point, step: number): Points {
  const [stem, unit] = [kind.slice(0, -1), kind.slice(-1)];
  return Object.fromEntries(
    [0, 1, 2].map((i) => [`${stem}${i + 1}${unit}` as PointName, { ...first, address: first.address + i * step }]),
  );
}

/** The same points, with the raw pattern that means "not available". */
export const nan = (pattern: string, points: Points): Points =>
  Object.fromEntries(Object.entries(points).map(([name, point]) => [name, { ...point, nan: pattern }]));

/** The same points, with the raw pattern that means "nothing is connected here". */
export const none = (pattern: string, points: Points): Points =>
  Object.fromEntries(Object.entries(points).map(([name, point]) => [name, { ...point, none: pattern }]));
