/**
 * Cheap power: while a kWh costs no more than the user says, the car charges at full current, in any mode.
 *
 * 1. The price is the list's; where it does not reach, or while the wall clock cannot be believed, nothing is cheap.
 * 2. Who may charge at all is not asked here: a price begins no charge that a card has to begin.
 */
import { listEndAt, nextStepAt, priceAt } from '../../model/steps.js';
import type { Now } from '../../model/units.js';
import type { ChargerState, SiteState } from '../site-state.js';

export interface PriceWatch {
  readonly cheap: boolean;
  /** Per kWh, in the list's money. */
  readonly price: number;
}

/** The price now, held against what the user calls cheap; null where nobody asked, or no price is known. */
export function priceWatch({ wishes }: SiteState, charger: ChargerState, now: Now): PriceWatch | null {
  const { cheapUpTo } = charger.wishes;
  if (cheapUpTo === null || !now.wallClockPlausible) return null;
  const price = priceAt(wishes.prices ?? [], now.wallMs);
  return price === null ? null : { cheap: price <= cheapUpTo, price };
}

/** When the price next passes what the user calls cheap, or is not known any more; wall time, null where it does neither. */
export function priceTurnsAt(
  { wishes }: SiteState,
  charger: ChargerState,
  { cheap }: PriceWatch,
  now: Now,
): number | null {
  const { prices = [] } = wishes;
  const upTo = charger.wishes.cheapUpTo ?? 0;
  return nextStepAt(prices, now.wallMs, ({ price }) => price <= upTo !== cheap) ?? (cheap ? listEndAt(prices) : null);
}
