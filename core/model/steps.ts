import { DAY_MS } from './units.js';
import type { ForecastStep, PriceStep } from './wishes.js';

/* Lists of steps in order of time, each lasting until the next: prices, and the forecast of the sun. */

type Step = PriceStep | ForecastStep;

/** A step with its two ends, ms since 1970 UTC. */
type Stretch<S extends Step> = S & { readonly fromAt: number; readonly toAt: number };

/** When a list is out of date, ms since 1970 UTC; null for a single step, which stays (a tariff), and for none. */
export function listEndAt(steps: readonly Step[]): number | null {
  const [before, last] = steps.slice(-2).map((step) => Date.parse(step.start));
  if (before === undefined || last === undefined) return null;
  // The last step lasts as long as the one before it, at most a day.
  return last + Math.min(DAY_MS, last - before);
}

/** The step in force at a moment. Null where the list does not reach. */
export function stepAt<S extends Step>(steps: readonly S[], wallMs: number): S | null {
  const endAt = listEndAt(steps);
  return endAt !== null && wallMs >= endAt ? null : (steps[begunBy(steps, wallMs) - 1] ?? null);
}

/** When the first step after a moment begins that is such a one; null where none is. */
export function nextStepAt<S extends Step>(
  steps: readonly S[],
  wallMs: number,
  such: (step: S) => boolean,
): number | null {
  for (let k = begunBy(steps, wallMs); k < steps.length; k++) {
    const step = steps[k];
    if (step && such(step)) return Date.parse(step.start);
  }
  return null;
}

/** So many steps have begun by a moment. */
function begunBy(steps: readonly Step[], wallMs: number): number {
  // Asked for several times a second, of a year of quarters of an hour: halved until it is found.
  let [from, to] = [0, steps.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (Date.parse(steps[middle]?.start ?? '') <= wallMs) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What of a list lies between two moments, cut to them. A single step, which is a tariff, goes on without end. */
export function stretchesBetween<S extends Step>(
  steps: readonly S[],
  fromAt: number,
  toAt: number,
): readonly Stretch<S>[] {
  const endAt = listEndAt(steps) ?? Number.POSITIVE_INFINITY;
  return steps.flatMap((step, k) => {
    const next = steps[k + 1];
    const from = Math.max(fromAt, Date.parse(step.start));
    const to = Math.min(toAt, next ? Date.parse(next.start) : endAt);
    return to > from ? [{ ...step, fromAt: from, toAt: to }] : [];
  });
}

/** The price in force at a moment, per kWh. */
export const priceAt = (steps: readonly PriceStep[], wallMs: number): number | null =>
  stepAt(steps, wallMs)?.price ?? null;
