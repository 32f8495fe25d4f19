import { HOUR_MS } from '../model/units.js';

/**
 * What a charger's register is believed to show. What a register moved by is booked once and never looked at again, so
 * that a single absurd value would stay in the records for ever.
 *
 * 1. A step up that a charger can have delivered in the time since is energy.
 * 2. A small step back is jitter: nothing is booked until the register has passed where it was.
 * 3. Any other step is doubted, told, and books nothing. When the next value goes on from the doubted one, the register
 *    has begun anew: it counts from there, and the leap between the two is nobody's energy.
 */
export interface BelievedRegister {
  readonly registerWh: number;
  /** When it was read, ms; null: some time ago, nobody knows when. */
  readonly atMs: number | null;
  readonly doubted?: { readonly registerWh: number; readonly atMs: number };
}

/** More than any charger on alternating current gives (43 kW). */
export const MOST_W = 50_000;
/** More than any car holds, however long ago the last reading was. */
const MOST_WH = 1_000_000;
/** Some registers count in whole kWh. */
const COARSE_WH = 1000;

/** Whether so much can have flowed in the time. */
export const deliverable = (stepWh: number, overMs: number): boolean =>
  stepWh >= 0 && stepWh <= Math.min(MOST_WH, COARSE_WH + (MOST_W * Math.max(0, overMs)) / HOUR_MS);

/** What a car takes, and more, since the register was last read. */
const NEAR_WH = 100_000;

/** Whether a register is told in whole kWh: it lies at a thousandth of what is known of it. */
export const inWholeKWh = (told: number, knownWh = 0): boolean =>
  knownWh > 2 * NEAR_WH && Math.abs(told * 1000 - knownWh) <= NEAR_WH;

/** A leap that was not booked: doubted when it came, or taken for a register that has begun anew. */
export interface Leap {
  readonly stays: boolean;
  readonly fromWh: number;
  readonly toWh: number;
}

/** The register after one more value, and the energy that the value stands for. */
export function readOn(
  before: BelievedRegister,
  registerWh: number,
  atMs: number,
): { readonly register: BelievedRegister; readonly stepWh: number; readonly leap?: Leap } {
  const { doubted, registerWh: fromWh } = before;
  const stepWh = registerWh - fromWh;
  if (deliverable(stepWh, before.atMs === null ? Number.POSITIVE_INFINITY : atMs - before.atMs))
    return { register: { registerWh, atMs }, stepWh };
  if (stepWh < 0 && stepWh >= -COARSE_WH) return { register: before, stepWh: 0 };
  if (doubted && deliverable(registerWh - doubted.registerWh, atMs - doubted.atMs))
    return {
      register: { registerWh, atMs },
      stepWh: registerWh - doubted.registerWh,
      leap: { stays: true, fromWh, toWh: doubted.registerWh },
    };
  const leap = { stays: false, fromWh, toWh: registerWh };
  return { register: { ...before, doubted: { registerWh, atMs } }, stepWh: 0, leap };
}
