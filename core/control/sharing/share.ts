/**
 * Sharing: currents for the chargers that take part, by policy.
 *
 * 1. Minimums first, in rank order; whom a minimum does not fit, gets nothing: nobody is between 0 and the minimum.
 * 2. Then step by step. `priority`: the first up to its ceiling, then the next. `equal`: always the one with least.
 *    `energy-fair`: who was half a kilowatt-hour behind when the turn began goes first, then as equal.
 * 3. With balance asked for, the next step goes to the phase with least current, then by policy. Where that leaves one car
 *    a minimum ahead, steps go back to who has least, as long as the phases come no more than 2 A further apart. Where
 *    sharing by policy alone leaves the phases closer, as with a three-phase car that nobody levels, it stands.
 * 4. A step must fit the fuse on every phase the car uses, and that of its circuit; a car that has shown its own maximum
 *    takes no more than that, the rest goes on to the others. A car that follows the sun also needs the sun for its share of
 *    the step: half of it, which is the nearest step, or all of it with `strict`.
 */
import type { Policy } from '../../model/mode.js';
import { ROUNDING, tenth } from '../../model/units.js';
import { costW, needA, type Seat, topA } from '../seat.js';
import { GOAL_PCT, imbalancePct } from './balance.js';

export interface Table {
  readonly policy: Policy;
  readonly voltageV: number;
  readonly roomsA: readonly number[];
  readonly baseA: readonly number[];
  /** Sun that the cars that follow it may spend, W. */
  readonly sunW: number;
  /** Share of a step that the sun must give. */
  readonly stepShare: number;
  readonly balance: boolean;
}

const BEHIND_WH = 500;
const APART_A = 2;
const CLASSES = 3;

/** Level per charger id; whoever is missing gets nothing. */
export function fill(seats: readonly Seat[], table: Table): Map<string, number> {
  const plain = filled(seats, { ...table, balance: false });
  if (!table.balance) return plain.levels;
  const even = filled(seats, table);
  return apartA(plain.netA) < apartA(even.netA) - ROUNDING ? plain.levels : even.levels;
}

interface Filled {
  readonly levels: Map<string, number>;
  /** What then flows on each phase. */
  readonly netA: readonly number[];
}

const apartA = (currentsA: readonly number[]): number => Math.max(...currentsA) - Math.min(...currentsA);

function filled(seats: readonly Seat[], table: Table): Filled {
  const roomsA = [...table.roomsA];
  const netA = [...table.baseA];
  const levels = new Map<string, number>();
  let sunW = table.sunW;
  const take = (seat: Seat, needed: number, cost: number, currentA: number): void => {
    for (const lane of seat.lanes) roomsA[lane] = (roomsA[lane] ?? 0) - needed;
    for (const phase of seat.on) netA[phase] = (netA[phase] ?? 0) + currentA;
    if (seat.law !== 'FAST') sunW -= cost;
  };
  const fits = (seat: Seat, needed: number): boolean =>
    seat.lanes.every((lane) => (roomsA[lane] ?? 0) >= needed - ROUNDING);

  for (const seat of seats) {
    if (topA(seat) < seat.minA || !fits(seat, needA(seat, seat.minA))) continue;
    levels.set(seat.id, seat.minA);
    take(seat, needA(seat, seat.minA), costW(seat, seat.minA, table.voltageV), seat.minA);
  }

  const raise = (seat: Seat): boolean => {
    const level = levels.get(seat.id) ?? 0;
    const nextA = tenth(level + seat.stepA);
    if (nextA > topA(seat) + ROUNDING) return false;
    const cost = costW(seat, nextA, table.voltageV) - costW(seat, level, table.voltageV);
    const needed = needA(seat, nextA) - needA(seat, level);
    if (!fits(seat, needed)) return false;
    if (seat.law !== 'FAST' && sunW < table.stepShare * cost) return false;
    levels.set(seat.id, nextA);
    take(seat, needed, cost, seat.stepA);
    return true;
  };

  for (const stage of stages(seats, levels, table.policy)) {
    const groups = table.balance ? byPhases(stage) : [stage];
    for (let group = next(groups, netA); group; group = next(groups, netA)) {
      const seat = group.shift();
      if (seat && raise(seat)) insert(group, seat, levels);
    }
  }
  if (table.balance && table.policy === 'equal') {
    const fast = (seat: Seat): boolean => seat.law === 'FAST';
    const bySun = (seat: Seat): boolean => !fast(seat);
    for (const fedAlike of [fast, bySun]) evenOut(seats.filter(fedAlike), levels, roomsA, netA);
  }
  return { levels, netA };
}

/** Steps from the one-phase car with most to the one with least; balance may lose APART_A by it, and not its goal. */
function evenOut(seats: readonly Seat[], levels: Map<string, number>, roomsA: number[], netA: number[]): void {
  const cars = seats.filter((seat) => seat.on.length === 1 && levels.has(seat.id));
  const levelOf = (seat: Seat): number => levels.get(seat.id) ?? 0;
  const mostA = apartA(netA) + APART_A;
  for (;;) {
    const [least] = [...cars].sort((a, b) => levelOf(a) - levelOf(b));
    const [most] = [...cars].sort((a, b) => levelOf(b) - levelOf(a));
    const from = most?.on[0];
    const to = least?.on[0];
    if (!least || !most || from === undefined || to === undefined) return;
    const stepA = Math.max(least.stepA, most.stepA);
    if (levelOf(most) - levelOf(least) < least.minA) return;
    if (levelOf(most) - stepA < most.minA || levelOf(least) + stepA > topA(least)) return;
    const moved = netA.map((current, phase) => current + (phase === to ? stepA : phase === from ? -stepA : 0));
    const keeps = imbalancePct(moved) <= GOAL_PCT || imbalancePct(netA) > GOAL_PCT;
    const goes = least.lanes.every((lane) => (roomsA[lane] ?? 0) >= stepA - ROUNDING);
    if (apartA(moved) > mostA + ROUNDING || !keeps || !goes) return;
    levels.set(most.id, tenth(levelOf(most) - stepA));
    levels.set(least.id, tenth(levelOf(least) + stepA));
    for (const lane of least.lanes) roomsA[lane] = (roomsA[lane] ?? 0) - stepA;
    netA[from] = moved[from] ?? 0;
    netA[to] = moved[to] ?? 0;
  }
}

/** Groups of equal standing, one after the other. */
function stages(seats: readonly Seat[], levels: ReadonlyMap<string, number>, policy: Policy): Seat[][] {
  const live = seats.filter((seat) => levels.has(seat.id));
  if (policy === 'priority') return live.map((seat) => [seat]);
  live.sort((a, b) => (levels.get(a.id) ?? 0) - (levels.get(b.id) ?? 0));
  if (policy === 'equal') return [live];
  const least = Math.min(...live.map((seat) => seat.memory.turnWh));
  const classes: Seat[][] = Array.from({ length: CLASSES + 1 }, () => []);
  for (const seat of live) {
    const behind = Math.min(CLASSES, Math.floor((seat.memory.turnWh - least) / BEHIND_WH));
    classes[behind]?.push(seat);
  }
  return classes;
}

function byPhases(seats: readonly Seat[]): Seat[][] {
  const groups = new Map<string, Seat[]>();
  for (const seat of seats) {
    const key = [...seat.on].sort().join();
    const group = groups.get(key);
    if (group) group.push(seat);
    else groups.set(key, [seat]);
  }
  return [...groups.values()];
}

/** The group that still wants and whose fullest phase is emptiest. */
function next(groups: readonly Seat[][], netA: readonly number[]): Seat[] | undefined {
  let best: Seat[] | undefined;
  let bestA = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const first = group[0];
    if (!first) continue;
    const fullest = Math.max(...first.on.map((phase) => netA[phase] ?? 0));
    if (fullest < bestA) [best, bestA] = [group, fullest];
  }
  return best;
}

/** Back into the queue, behind all with the same or less. */
function insert(group: Seat[], seat: Seat, levels: ReadonlyMap<string, number>): void {
  const level = levels.get(seat.id) ?? 0;
  let at = group.length;
  while ((levels.get(group[at - 1]?.id ?? '') ?? 0) > level) at--;
  group.splice(at, 0, seat);
}
