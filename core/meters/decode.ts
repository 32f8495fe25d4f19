import type { PointName, RegisterType } from '../model/config.js';
import type { Measured } from './measured.js';
import type { Block } from './poll-plan.js';
import { type Point, WIDTH, type WordOrder } from './register-map.js';

/** Values by point name; null where the meter says "not available". */
export type Values = Readonly<Partial<Record<PointName, number | null>>>;

/** The points of a block out of the words that were read for it. */
export function decodeBlock(block: Block, words: readonly number[], order: WordOrder): Values {
  return Object.fromEntries(
    block.points.flatMap(({ name, point }) => {
      const at = point.address - block.address;
      const value = decodePoint(point, words.slice(at, at + WIDTH[point.type]), order);
      const beside = (address = 0) => words[address - block.address];
      const scaled = value === null ? null : raised(value, point, beside(point.exponentAt));
      const told = scaled === null ? null : turned(scaled, point, beside(point.directionAt));
      // Power that nobody can scale or direct is not told; "not available" would be an inverter's night.
      return name === 'powerW' && told === null && value !== null ? [] : [[name, told]];
    }),
  );
}

/** SunSpec: value × 10^exponent, a signed word; 8000h is "not implemented", and so is the value then, but for 0. */
function raised(value: number, point: Point, word: number | undefined): number | null {
  if (point.exponentAt === undefined || value === 0) return value;
  if (word === undefined || word === 0x8000) return null;
  const exponent = word > 0x7fff ? word - 0x10000 : word;
  return Math.abs(exponent) > 10 ? null : Number((value * 10 ** exponent).toPrecision(12)) + 0;
}

/** A magnitude and the register of its direction; firmware that gives it a sign besides is not turned twice. */
function turned(value: number, point: Point, word: number | undefined): number | null {
  if (point.directionAt === undefined || value === 0) return value;
  if (word !== 0 && word !== 1) return null;
  return word === 1 ? Math.abs(value) : -Math.abs(value);
}

/** One value in the unit of its point; null for the map's pattern of "not available", the lowest integer, NaN and infinity. */
export function decodePoint(point: Point, words: readonly number[], order: WordOrder): number | null {
  const ordered = (point.wordOrder ?? order) === 'low-first' ? [...words].reverse() : words;
  if (isPattern(point.nan, ordered)) return null;
  if (isPattern(point.none, ordered)) return 0;
  if (isLowest(point.type, ordered)) return null;
  const raw = rawNumber(point.type, ordered);
  if (!Number.isFinite(raw)) return null;
  // A tenth is no binary number: 2301 × 0.1 is to be 230.1.
  return point.scale === 1 ? raw : Number((raw * point.scale).toPrecision(12)) + 0;
}

const isPattern = (pattern: string | undefined, words: readonly number[]): boolean =>
  pattern?.toLowerCase().replace(/^0x/, '') === words.map((word) => word.toString(16).padStart(4, '0')).join('');

/** The lowest of a signed register: SunSpec's "not available", and others' too who do not say so. No home has it. */
const isLowest = (type: RegisterType, [first, ...rest]: readonly number[]): boolean =>
  type.startsWith('i') && first === 0x8000 && rest.every((word) => word === 0);

function rawNumber(type: RegisterType, words: readonly number[]): number {
  const bytes = Buffer.alloc(words.length * 2);
  words.forEach((word, i) => {
    bytes.writeUInt16BE(word & 0xffff, i * 2);
  });
  switch (type) {
    case 'u16':
      return bytes.readUInt16BE();
    case 'i16':
      return bytes.readInt16BE();
    case 'u32':
      return bytes.readUInt32BE();
    case 'i32':
      return bytes.readInt32BE();
    case 'f32':
      return shortest(bytes.readFloatBE());
    case 'f64':
      return bytes.readDoubleBE();
    case 'u64':
      return Number(bytes.readBigUInt64BE());
    case 'i64':
      return Number(bytes.readBigInt64BE());
  }
}

/** A 32-bit float by the fewest digits that name it: 230.4, not 230.39999389648438, which the journal would keep. */
function shortest(float: number): number {
  const shorter = [6, 7, 8].map((digits) => Number(float.toPrecision(digits)));
  return shorter.find((value) => Math.fround(value) === float) ?? float;
}

/** Decoded points as a measurement. A one-phase meter's total is also its phase's. */
export function measuredOf(values: Values, phases: 1 | 3): Measured {
  const list = (...names: readonly PointName[]) => {
    const present = names.filter((name) => name in values).map((name) => values[name] ?? null);
    return present.length > 0 ? present : undefined;
  };
  const phaseW = list('phase1W', 'phase2W', 'phase3W') ?? apart(values) ?? (phases === 1 ? list('powerW') : undefined);
  const currentA = list('current1A', 'current2A', 'current3A');
  const voltageV = list('voltage1V', 'voltage2V', 'voltage3V');
  const partsW = list('part1W', 'part2W', 'part3W', 'part4W', 'part5W', 'part6W', 'part7W');
  const { powerW, importW, exportW, frequencyHz, importWh, exportWh, socPct } = values;
  return {
    ...(powerW !== undefined && { powerW }),
    ...(importW !== undefined && { importW }),
    ...(exportW !== undefined && { exportW }),
    ...(phaseW && { phaseW }),
    ...(currentA && { currentA }),
    ...(voltageV && { voltageV }),
    ...(partsW && { partsW }),
    ...(frequencyHz !== undefined && { frequencyHz }),
    ...(importWh !== undefined && { importWh }),
    ...(exportWh !== undefined && { exportWh }),
    ...(socPct !== undefined && { socPct }),
  };
}

const APART = [
  ['import1W', 'export1W'],
  ['import2W', 'export2W'],
  ['import3W', 'export3W'],
] as const satisfies readonly (readonly [PointName, PointName])[];

/** Power of each phase out of two magnitudes, of which one alone is a hole; undefined where none is told so. */
function apart(values: Values): readonly (number | null)[] | undefined {
  const told = APART.filter(([drawn, fed]) => drawn in values || fed in values);
  if (told.length === 0) return undefined;
  return told.map(([drawn, fed]) => {
    const [importW, exportW] = [values[drawn] ?? null, values[fed] ?? null];
    return importW === null || exportW === null ? null : importW - exportW;
  });
}
