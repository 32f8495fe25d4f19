import type { PointName } from '../model/config.js';
import { DEFAULT_MAX_REGISTERS, type Point, type Points, type RegisterMap, WIDTH } from './register-map.js';

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
  const sorted = [...listed].sort(
    (a, b) =>
      (a.point.functionCode ?? functionCode) - (b.point.functionCode ?? functionCode) ||
      a.point.address - b.point.address,
  );
  const blocks: Block[] = [];
  for (const entry of sorted) {
    const { address, type } = entry.point;
    const code = entry.point.functionCode ?? functionCode;
    const last = blocks.at(-1);
    const end = address + WIDTH[type];
    if (
      last &&
      last.functionCode === code &&
      address - (last.address + last.count) <= gap &&
      end - last.address <= limit
    ) {
      const count = Math.max(last.count, end - last.address);
      blocks[blocks.length - 1] = { ...last, count, points: [...last.points, entry] };
    } else {
      blocks.push({ functionCode: code, address, count: WIDTH[type], points: [entry] });
    }
  }
  return blocks;
}
