import type { PointName } from '../model/config.js';
import { DEFAULT_MAX_REGISTERS, extentOf, type Point, type Points, type RegisterMap } from './register-map.js';

/** One read of registers that lie together, and the points in it. */
export interface Block {
  /** Absent: the meter's. */
  readonly unitId?: number;
  readonly functionCode: 3 | 4;
  readonly address: number;
  readonly count: number;
  readonly points: readonly { readonly name: PointName; readonly point: Point }[];
}

export interface PollPlan {
  /** Read every time: power, current, voltage. */
  readonly live: readonly Block[];
  /** Read now and then: energy, frequency, state of charge. */
  readonly slow: readonly Block[];
}

/** Registers nobody asked for cost less than another request up to here: 36 of them take as long at 9600 baud. */
const WORTH_READING_OVER = 36;

const SLOW: ReadonlySet<PointName> = new Set(['frequencyHz', 'importWh', 'exportWh', 'socPct']);

/** Ways to ask for the same points: fewest requests, no holes, shorter blocks, each value by itself. */
const WAYS: readonly { readonly gap: number; readonly most: number }[] = [
  { gap: WORTH_READING_OVER, most: Number.POSITIVE_INFINITY },
  { gap: 0, most: Number.POSITIVE_INFINITY },
  { gap: 0, most: 40 },
  { gap: 0, most: 10 },
  { gap: 0, most: 1 },
];

/** The ways that differ, of live and of slow points: a meter that refuses one may take the next. */
export interface PollWays {
  readonly live: readonly (readonly Block[])[];
  readonly slow: readonly (readonly Block[])[];
}

export function pollWays(points: Points, map: RegisterMap): PollWays {
  const plans = WAYS.map((way) => planned(points, map, way));
  return { live: differing(plans.map(({ live }) => live)), slow: differing(plans.map(({ slow }) => slow)) };
}

/** Reads no register that was not asked for, within the meter's limit: some refuse a block with a hole in it. */
export const planWithoutHoles = (points: Points, map: RegisterMap): PollPlan =>
  planned(points, map, { gap: 0, most: Number.POSITIVE_INFINITY });

function planned(points: Points, map: RegisterMap, { gap, most }: (typeof WAYS)[number]): PollPlan {
  const listed = Object.entries(points).map(([name, point]) => ({ name: name as PointName, point }));
  const limit = Math.min(most, map.maxRegisters ?? DEFAULT_MAX_REGISTERS);
  const plan = (slow: boolean) =>
    blocksOf(
      listed.filter(({ name }) => SLOW.has(name) === slow),
      map.functionCode,
      limit,
      gap,
    );
  return { live: plan(false), slow: plan(true) };
}

const spansOf = (blocks: readonly Block[]): string => blocks.map(({ address, count }) => `${address}+${count}`).join();

const differing = (ways: readonly (readonly Block[])[]): PollWays['live'] =>
  ways.filter((way, i) => i === 0 || spansOf(way) !== spansOf(ways[i - 1] ?? []));

function blocksOf(listed: Block['points'], functionCode: 3 | 4, limit: number, gap: number): readonly Block[] {
  const spans = listed
    .map((entry) => ({
      entry,
      unit: entry.point.unitId,
      code: entry.point.functionCode ?? functionCode,
      ...extentOf(entry.point),
    }))
    .sort((a, b) => (a.unit ?? -1) - (b.unit ?? -1) || a.code - b.code || a.from - b.from);
  const blocks: Block[] = [];
  for (const { entry, unit, code, from, end } of spans) {
    const last = blocks.at(-1);
    const together = last?.unitId === unit && last?.functionCode === code;
    const joins = together && from - (last.address + last.count) <= gap;
    if (last && joins && end - last.address <= limit) {
      const count = Math.max(last.count, end - last.address);
      blocks[blocks.length - 1] = { ...last, count, points: [...last.points, entry] };
    } else {
      blocks.push({
        ...(unit !== undefined && { unitId: unit }),
        functionCode: code,
        address: from,
        count: end - from,
        points: [entry],
      });
    }
  }
  return blocks;
}
