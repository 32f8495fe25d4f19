/** The scene: what a sentence looks at, and what the reasons ask of it. */
import type { Because } from '../../model/because.js';
import type { LimitSource } from '../../model/limit.js';
import type { MonoMs } from '../../model/units.js';
import type { Pace } from '../pace.js';
import { costW, followsW, needA, type Seat } from '../seat.js';
import type { HiddenSun } from '../sun/hidden-sun.js';
import type { HouseBattery } from '../sun/house-battery.js';
import { allowanceW } from '../sun/worth.js';

export interface Told {
  readonly because: Because;
  readonly sources: readonly LimitSource[];
}

/** What the rules before knew of the house. */
export interface Scene {
  readonly roomsA: readonly number[];
  readonly surplusW: number;
  readonly battery: HouseBattery;
  readonly hidden: HiddenSun;
  /** Those that share fuse and sun in this cycle, and of them those that follow the sun. */
  readonly table: readonly Seat[];
  readonly followers: Followers;
  readonly balanced: ReadonlySet<string>;
  readonly imbalancePct: number;
  readonly targetA: number;
  readonly pace: Pace;
  readonly at: MonoMs;
}

/** What each of those that follow the sun takes at the least and by its offer, and may take of the grid, W. */
export interface Followers {
  readonly each: ReadonlyMap<string, FollowerW>;
  readonly all: FollowerW;
}
interface FollowerW {
  readonly leastW: number;
  readonly takenW: number;
  readonly allowedW: number;
}

/** Summed up once in a cycle, and not again for each charger. */
export function followersOf(table: readonly Seat[], voltageV: number): Followers {
  const each = new Map<string, FollowerW>();
  let [leastW, takenW, allowedW] = [0, 0, 0];
  for (const seat of table) {
    if (seat.law === 'FAST') continue;
    const own = followerW(seat, voltageV);
    each.set(seat.id, own);
    leastW += own.leastW;
    takenW += own.takenW;
    allowedW += own.allowedW;
  }
  return { each, all: { leastW, takenW, allowedW } };
}

export const followerW = (seat: Seat, voltageV: number): FollowerW => ({
  leastW: costW(seat, seat.minA, voltageV),
  takenW: followsW(seat, voltageV),
  allowedW: allowanceW(seat, voltageV),
});

export const round10 = (value: number): number => Math.round(value / 10) * 10;

export const told = (why: Because, ...sources: LimitSource[]): Told => ({ because: why, sources });

/** The others that follow the sun. */
export function sunMates({ id }: Seat, { followers: { each, all } }: Scene): FollowerW & { readonly count: number } {
  const own = each.get(id);
  return {
    count: each.size - (own ? 1 : 0),
    leastW: all.leastW - (own?.leastW ?? 0),
    takenW: all.takenW - (own?.takenW ?? 0),
    allowedW: all.allowedW - (own?.allowedW ?? 0),
  };
}

/** What the others at the table leave it on a lane, A. */
export const leftOn = (lane: number, { id }: Seat, { roomsA, table }: Scene): number =>
  table.reduce(
    (left, one) => (one.id === id || !one.lanes.includes(lane) ? left : left - needA(one, one.offeredA)),
    roomsA[lane] ?? 0,
  );

/** Of some lanes the one that leaves least. */
export const tightest = (lanes: readonly number[], leftA: (lane: number) => number): number =>
  lanes.reduce((least, lane) => (leftA(lane) < leftA(least) ? lane : least), lanes[0] ?? 0);
