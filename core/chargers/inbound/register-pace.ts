import { HOUR_MS, type MonoMs } from '../../model/units.js';

/**
 * The power of a charger that tells its register and nothing else (some tell no other measurand, and refuse to): by how
 * fast the register rises.
 *
 * 1. Between two rises at least ten seconds apart, so that a register of whole Wh is not all rounding.
 * 2. A register of whole tenths of a kWh may rise a moment after it was first seen: never more than the charger can give.
 * 3. Until the next rise the power holds; a register that stands for a minute says 0.
 * 4. Begun anew with each transaction, and where the register falls.
 */
export interface RegisterPace {
  readonly transactionId: number | undefined;
  readonly registerWh: number;
  /** When the register was first seen there. */
  readonly at: MonoMs;
  /** Absent: not risen yet. */
  readonly powerW?: number;
}

const LEAST_MS = 10_000;
const STANDS_MS = 60_000;

export function paced(
  before: RegisterPace | undefined,
  told: Omit<RegisterPace, 'powerW'>,
  mostW: number,
): RegisterPace {
  const { registerWh, at, transactionId } = told;
  if (!before || before.transactionId !== transactionId || registerWh < before.registerWh) return told;
  const passedMs = at - before.at;
  const roseWh = registerWh - before.registerWh;
  if (roseWh === 0) return passedMs < STANDS_MS ? before : { ...before, powerW: 0 };
  return passedMs < LEAST_MS ? before : { ...told, powerW: Math.min(mostW, (roseWh * HOUR_MS) / passedMs) };
}
