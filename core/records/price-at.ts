import type { PriceStep } from '../model/wishes.js';

const DAY_MS = 86_400_000;

/**
 * The price in force at a moment, per kWh; null when the list does not reach there. A step lasts until the next; the last
 * one as long as the one before it, at most a day. A single step is a tariff that stays.
 */
export function priceAt(steps: readonly PriceStep[], wallMs: number): number | null {
  const next = steps.findIndex((step) => Date.parse(step.start) > wallMs);
  const at = (next < 0 ? steps.length : next) - 1;
  const step = steps[at];
  if (!step) return null;
  if (next >= 0 || steps.length === 1) return step.price;
  const startMs = Date.parse(step.start);
  const lengthMs = Math.min(DAY_MS, startMs - Date.parse(steps[at - 1]?.start ?? step.start));
  return wallMs < startMs + lengthMs ? step.price : null;
}
