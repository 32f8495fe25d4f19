/**
 * Ready by: so many kWh by a time, as a floor under ECO+.
 *
 * 1. What is missing decides how long charging at full current would take; the sun may do it first.
 * 2. It starts as late as the physics allow: when the time left is no longer than that, plus a tenth and five minutes.
 * 3. With a price list, the cheapest stretches before the time are used, as many as are needed.
 * 4. At the time it is over, reached or not. An implausible wall clock suspends it.
 */
import { clockTime, nextTime } from '../model/calendar.js';
import type { Now, WallMs } from '../model/units.js';
import type { PriceStep } from '../model/wishes.js';
import { takenSince } from './boost.js';
import type { ChargerState, SiteState } from './site-state.js';

export interface ReadyByDuty {
  /** Charges at full current now. */
  readonly due: boolean;
  readonly missingWh: number;
  readonly byAt: WallMs;
  /** "HH:mm", for the sentence. */
  readonly time: string;
  /** When it will begin at the latest. */
  readonly startAt: WallMs;
}

const SPARE_MS = 5 * 60_000;

export function readyByDuty(state: SiteState, charger: ChargerState, now: Now): ReadyByDuty | null {
  const { readyBy } = charger.wishes;
  if (!readyBy || !now.wallClockPlausible) return null;
  const zone = state.facts.timeZone;
  const byAt = nextTime(readyBy.time, readyBy.setAt, zone);
  if (byAt === null || now.wallMs >= byAt) return null;
  const missingWh = readyBy.energyWh - (takenSince(charger, readyBy.fromWh) ?? 0);
  if (missingWh <= 0) return null;
  const conductors = charger.car.conductors?.length ?? charger.facts.phases.length;
  const fullA = Math.min(
    charger.facts.maxA,
    charger.wishes.limitA ?? charger.facts.maxA,
    charger.car.mostA ?? Number.POSITIVE_INFINITY,
  );
  const neededMs = (missingWh / (fullA * state.facts.voltageV * conductors)) * 3_600_000 * 1.1 + SPARE_MS;
  const startAt = (byAt - neededMs) as WallMs;
  const cheap = cheapNow(state.wishes.prices ?? [], now.wallMs, byAt, neededMs);
  const due = now.wallMs >= startAt || cheap === true;
  return { due, missingWh, byAt, time: clockTime(byAt, zone), startAt };
}

/** Whether now belongs to the cheapest stretches that together last as long as needed; null without prices up to the time. */
function cheapNow(prices: readonly PriceStep[], now: number, byAt: number, neededMs: number): boolean | null {
  const steps = prices
    .map((step, k) => {
      const next = prices[k + 1];
      const from = Math.max(now, Date.parse(step.start));
      const to = Math.min(byAt, next ? Date.parse(next.start) : Date.parse(step.start) + 3_600_000);
      return { price: step.price, from, to };
    })
    .filter((step) => step.to > step.from);
  const covered = steps.reduce((sum, step) => sum + step.to - step.from, 0);
  if (covered < neededMs) return null;
  let takenMs = 0;
  for (const step of steps.sort((a, b) => a.price - b.price || a.from - b.from)) {
    if (takenMs >= neededMs) return false;
    if (step.from <= now && now < step.to) return true;
    takenMs += step.to - step.from;
  }
  return false;
}
