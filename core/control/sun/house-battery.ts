/**
 * The house battery beside the cars. It regulates itself; here is only reckoned what the cars may count on.
 *
 * 1. Who has the sun first. `car`: what charges the battery counts as surplus. `battery`: it does not, and a car that
 *    charges leaves as much as the battery is known to take: with the sun in the car, it would never ask for it. From a
 *    state of charge on: the battery below it, the car above.
 * 2. What the battery gives is not sun: it never raises a current.
 * 3. From its hold level on it carries a charge at the minimum through a lull, from its start level on it may also begin
 *    one. What it really gives is measured: what it cannot give comes from the grid, and counts as that.
 * 4. A level once reached holds until the battery is 2 % below it, so that nothing flips at the edge.
 * 5. Several batteries: powers add up, the emptiest counts. Silent for a minute: not there.
 */
import type { SiteFacts } from '../../model/site-facts.js';
import type { Now } from '../../model/units.js';
import { readingsOf } from '../fuse/meter-health.js';
import type { BatteryLevel, BatteryMemory } from '../memory.js';
import type { SiteState } from '../site-state.js';
import { atExportLimit } from './export-limit.js';

export interface HouseBattery {
  /** What it takes that the cars may have instead (positive), or gives that is not sun (negative). */
  readonly shareW: number;
  /** What it gives, where it may hold a charge with that; otherwise 0. */
  readonly holdsW: number;
  /** It may begin a charge. */
  readonly starts: boolean;
  /** What it takes and keeps for itself. */
  readonly keepsW: number;
  readonly givesW: number;
  /** null: not told. */
  readonly socPct: number | null;
  readonly memory: BatteryMemory;
}

const HYSTERESIS_PCT = 2;
/** Sun flowing out is left over when it is more than a battery's own swing. */
const LEFT_OVER_W = 100;
/** An inverter that holds its sun back shows none left over; a battery that then takes none has had enough. */
const FULL_PCT = 95;
/** A battery needs some seconds to take what it is offered. */
const FORGETS_S = 60;

/** `gridW`: the grid's power where it is known; `dtS`: time since its last sample. */
export function houseBattery(state: SiteState, gridW: number | null, dtS: number, now: Now): HouseBattery {
  const { facts, memory } = state;
  const readings = readingsOf(state, 'battery', now.monoMs);
  const socs = readings.flatMap(({ socPct }) => (socPct === undefined ? [] : [socPct]));
  const socPct = socs.length === 0 ? null : Math.min(...socs);
  const powerW = readings.reduce((sum, reading) => sum + reading.powerW, 0);
  const levels = LEVELS.filter((level) => reached(level, socPct, facts, memory.battery.levels));
  const carFirst = facts.batteryPriority === 'car' || levels.includes('car');
  const takesW = Math.max(0, -powerW);
  const givesW = Math.max(0, powerW);
  const starts = levels.includes('start');
  const full = takesW < LEFT_OVER_W && (socPct ?? 100) >= FULL_PCT;
  const leftOver = gridW !== null && (gridW <= -LEFT_OVER_W || (full && atExportLimit(facts, gridW)));
  const mostW = readings.length === 0 ? 0 : mostTaken(memory.battery.mostW, takesW, leftOver, dtS);
  return {
    shareW: (carFirst ? takesW : takesW - mostW) - givesW,
    holdsW: starts || levels.includes('hold') ? givesW : 0,
    starts,
    keepsW: carFirst ? 0 : takesW,
    givesW,
    socPct,
    memory: { levels, mostW },
  };
}

function mostTaken(beforeW: number, takesW: number, leftOver: boolean, dtS: number): number {
  if (takesW >= beforeW || !leftOver) return Math.max(beforeW, takesW);
  return takesW + (beforeW - takesW) * Math.exp(-dtS / FORGETS_S);
}

const LEVELS: readonly BatteryLevel[] = ['car', 'hold', 'start'];

function reached(
  level: BatteryLevel,
  socPct: number | null,
  facts: SiteFacts,
  before: readonly BatteryLevel[],
): boolean {
  const fromPct = levelPct(level, facts);
  if (fromPct === null || socPct === null) return false;
  return socPct >= fromPct - (before.includes(level) ? HYSTERESIS_PCT : 0);
}

function levelPct(level: BatteryLevel, facts: SiteFacts): number | null {
  switch (level) {
    case 'car':
      return typeof facts.batteryPriority === 'string' ? null : facts.batteryPriority.aboveSocPct;
    case 'hold':
      return facts.batteryHoldSocPct;
    case 'start':
      return facts.batteryStartSocPct;
  }
}
