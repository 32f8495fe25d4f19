/**
 * Phase balance (Hydra Cubus manual, 12.3): imbalance under 15 %, when conditions permit.
 *
 * 1. Imbalance = (largest − smallest phase current) / largest × 100, of house and chargers together; not computed while
 *    the largest is below 6 A, which is no goal either: a car is not brought down to where nobody counts. As an alternative
 *    a fixed spread in amps.
 * 2. Sharing has already put current where least flows. Here cars on the fullest phase are lowered, one step at a time,
 *    but only if the goal can be reached with every car at its minimum or above; otherwise nothing is lowered.
 * 3. Only one-phase cars can mend it. Never a pause for balance.
 * 4. A car counts at its level, or at its own maximum where that is less: what it does not take burdens no phase.
 */
import type { BalanceState } from '../../model/snapshot.js';
import { tenth } from '../../model/units.js';
import type { Seat } from '../seat.js';
import type { SiteState } from '../site-state.js';

export interface Balance {
  readonly levels: ReadonlyMap<string, number>;
  /** Chargers lowered for balance. */
  readonly lowered: ReadonlySet<string>;
  /** Imbalance that the levels lead to. */
  readonly imbalancePct: number;
  readonly state: BalanceState;
}

/** Manual: under 15 %. */
export const GOAL_PCT = 15;
const COUNTS_FROM_A = 6;

/** (largest − smallest) / largest of the phase currents, in percent; 0 below 6 A and on one phase. */
export function imbalancePct(currentsA: readonly number[]): number {
  return imbalanceCounts(currentsA) ? apartPct(currentsA) : 0;
}

/** Whether there is current enough to speak of an imbalance. */
export const imbalanceCounts = (currentsA: readonly number[]): boolean => largest(currentsA) >= COUNTS_FROM_A;

const largest = (currentsA: readonly number[]): number => Math.max(...currentsA.map(Math.abs));
const apartPct = (currentsA: readonly number[]): number =>
  ((Math.max(...currentsA) - Math.min(...currentsA)) / largest(currentsA)) * 100;

/** Of a level, what the car takes. */
const takenA = ({ charger }: Seat, levelA: number): number => Math.min(levelA, charger.car.capA ?? levelA);

export function balance(
  state: SiteState,
  seats: readonly Seat[],
  levels: ReadonlyMap<string, number>,
  baseA: readonly number[],
): Balance {
  const { facts } = state;
  const netA = [...baseA];
  for (const seat of seats) {
    for (const phase of seat.on) netA[phase] = (netA[phase] ?? 0) + takenA(seat, levels.get(seat.id) ?? 0);
  }
  const good = (): boolean =>
    facts.balance === 'spread' ? Math.max(...netA) - Math.min(...netA) <= facts.spreadA : apartPct(netA) <= GOAL_PCT;
  const before = imbalancePct(netA);
  const as = (state: BalanceState): Balance => ({ levels, lowered: new Set(), imbalancePct: before, state });
  if (facts.balance === 'off' || facts.phases === 1) return as('off');
  if (facts.balance === 'percent' && before <= GOAL_PCT) return as('kept');

  const trial = new Map(levels);
  const lowered = new Set<string>();
  const lowerable = seats.filter((seat) => seat.on.length === 1);
  while (!good()) {
    const fullest = netA.indexOf(Math.max(...netA));
    let most: Seat | null = null;
    for (const seat of lowerable) {
      const level = trial.get(seat.id) ?? 0;
      if (seat.on[0] !== fullest || level - seat.stepA < seat.minA) continue;
      if (!most || level > (trial.get(most.id) ?? 0)) most = seat;
    }
    if (!most) return as('not-permitted');
    const levelA = trial.get(most.id) ?? 0;
    const lowerA = tenth(levelA - most.stepA);
    trial.set(most.id, lowerA);
    netA[fullest] = (netA[fullest] ?? 0) - (takenA(most, levelA) - takenA(most, lowerA));
    lowered.add(most.id);
  }
  return { levels: trial, lowered, imbalancePct: imbalancePct(netA), state: 'kept' };
}
