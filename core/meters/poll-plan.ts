import type { PointName } from '../model/config.js';
import { DEFAULT_MAX_REGISTERS, extentOf, type Point, type Points, type RegisterMap } from './register-map.js';

/** One read of registers that lie together, and the points in it. */
export interface Block {
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

/**
 * The fewest reads that bring the points, within the meter's limit. `tight` reads no register that was not asked for,
 * for meters that refuse a block with a hole in it.
 */
export function pollPlan(points: Points, map: RegisterMap, tight = false): PollPlan {
  const listed = Object.entries(points).map(([name, point]) => ({ name: name as PointName, point }));
  const limit = map.maxRegisters ?? DEFAULT_MAX_REGISTERS;
  const plan = (slow: boolean) =>
    blocksOf(
      listed.filter(({ name }) => SLOW.has(name) === slow),
      map.functionCode,
      limit,
      tight ? 0 : WORTH_READING_OVER,
    );
  return { live: plan(false), slow: plan(true) };
}

function blocksOf(listed: Block['points'], functionCode: 3 | 4, limit: number, gap: number): readonly Block[] {
  const spans = listed
    .map((entry) => ({ entry, code: entry.point.functionCode ?? functionCode, ...extentOf(entry.point) }))
    .sort((a, b) => a.code - b.code || a.from - b.from);
  const blocks: Block[] = [];
  for (const { entry, code, from, end } of spans) {
    const last = blocks.at(-1);
    const joins = last?.functionCode === code && from - (last.address + last.count) <= gap;
    if (last && joins && end - last.address <= limit) {
      const count = Math.max(last.count, end - last.address);
      blocks[blocks.length - 1] = { ...last, count, points: [...last.points, entry] };
    } else {
      blocks.push({ functionCode: code, address: from, count: end - from, points: [entry] });
    }
  }
  return blocks;
}
