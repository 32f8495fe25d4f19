import type { PriceStep } from '../model/wishes.js';

const DAY_MS = 86_400_000;

/** When a list of prices is out of date, ms since 1970 UTC; null for a single step, a tariff that stays, and for none. */
export function pricesEndAt(steps: readonly PriceStep[]): number | null {
  const [before, last] = steps.slice(-2).map((step) => Date.parse(step.start));
  if (before === undefined || last === undefined) return null;
  // The last step lasts as long as the one before it, at most a day.
  return last + Math.min(DAY_MS, last - before);
}

/** The price in force at a moment, per kWh: a step lasts until the next. Null where the list does not reach. */
export function priceAt(steps: readonly PriceStep[], wallMs: number): number | null {
  const next = steps.findIndex((step) => Date.parse(step.start) > wallMs);
  const inForce = steps.at((next < 0 ? steps.length : next) - 1);
  const endAt = pricesEndAt(steps);
  if (!inForce || next === 0 || (endAt !== null && wallMs >= endAt)) return null;
  return inForce.price;
}
