import type { PerPhase } from '../model/phases.js';
import type { Amps, Watts } from '../model/units.js';
import { type Trouble, trouble } from './trouble.js';

/*
 * A charger whose current has just changed is a known load: what the grid meter showed of it tells how the meter is wired.
 *  1. a change too small beside what a house does by itself says nothing
 *  2. the whole meter moved the other way: its sign is turned
 *  3. one phase moved the other way, the rest as it should: that clamp is turned
 *  4. the change shows on a phase where no car is, and not where it is: the order of the phases differs
 */

/** A change of the charger and what the grid meter showed of it, on the supply's phases, after less before. */
export interface Step {
  readonly chargerA: PerPhase<Amps>;
  readonly gridW: PerPhase<Watts>;
  readonly voltageV: number;
}

/** Below this per phase a kettle could explain it. */
const LEAST_W = 900;
export const MOSTLY = 0.6;
/** Beyond this the sun or the house moved, not the car. */
export const AT_MOST = 1.5;
const HARDLY = 0.3;

/** What a step tells about the wiring; `undefined` when it is as it should be, or tells nothing. */
export function wiringRemark({ chargerA, gridW, voltageV }: Step): Trouble | undefined {
  const expected = chargerA.map((current) => current * voltageV);
  const used = expected.flatMap((power, i) => (Math.abs(power) >= LEAST_W ? [i] : []));
  if (used.length === 0 || gridW.length !== expected.length) return undefined;
  const share = (seen: number, of: number) => (gridW[seen] ?? 0) / (expected[of] ?? 1);
  const turned = used.filter((i) => share(i, i) <= -MOSTLY && share(i, i) >= -AT_MOST);
  if (turned.length === used.length) return trouble('sign', `${Math.round(total(gridW))} W`);
  if (turned.length > 0) return trouble('sign', ...turned.map((i) => `L${i + 1}`));
  const [only] = used;
  if (used.length !== 1 || only === undefined || Math.abs(share(only, only)) > HARDLY) return undefined;
  const elsewhere = gridW.findIndex((_, i) => i !== only && share(i, only) >= MOSTLY && share(i, only) <= AT_MOST);
  return elsewhere < 0 ? undefined : trouble('phase-order', `L${only + 1} → L${elsewhere + 1}`);
}

export const total = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);
