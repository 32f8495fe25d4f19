/**
 * Ready by: so many kWh by a time, as a floor under ECO+.
 *
 * 1. What is missing decides how long charging at full current would take; the sun may do it first.
 * 2. It starts as late as the physics allow: when the time left is no longer than that, plus a tenth and five minutes. Full
 *    current is what charger, user, car, main fuse and circuit allow; a fuse is shared by all that want energy by a time on the
 *    same phases. Where a limit from outside gives less, it starts earlier by that.
 * 3. With a price list, the cheapest stretches before the time are used, as many as are needed. What a forecast promises
 *    until then is not bought: half of it, because the house takes its part and clouds do not read forecasts. If the sun
 *    stays away, rule 2 still holds.
 * 4. At the time it is over, reached or not. An implausible wall clock suspends it.
 */
import { clockTime, nextTime } from '../model/calendar.js';
import type { ExternalLimit } from '../model/mode.js';
import { stretchesBetween } from '../model/steps.js';
import { type Now, type WallMs, wallMs } from '../model/units.js';
import type { ForecastStep, PriceStep } from '../model/wishes.js';
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
const HOUR_MS = 3_600_000;
/** Part of the forecast that is trusted to reach the car. */
const TRUSTED = 0.5;

export function readyByDuty(state: SiteState, charger: ChargerState, now: Now): ReadyByDuty | null {
  const zone = state.facts.timeZone;
  const wanted = stillWanted(charger, zone, now);
  if (!wanted) return null;
  const { byAt, missingWh } = wanted;
  const conductors = charger.car.conductors?.length ?? charger.facts.phases.length;
  const fullA = Math.min(
    charger.facts.maxA,
    charger.wishes.limitA ?? charger.facts.maxA,
    charger.car.mostA ?? Number.POSITIVE_INFINITY,
    Math.max(charger.facts.minA, fuseShareA(state, charger, now)),
  );
  const wattsPerAmp = state.facts.voltageV * conductors;
  const fullW = fullA * wattsPerAmp;
  const neededMs = (energyWh: number): number => (energyWh / fullW) * HOUR_MS * 1.1 + SPARE_MS;
  const freeAt = byAt - neededMs(missingWh);
  const startAt = wallMs(freeAt - heldUpMs(charger.wishes.externalLimit, freeAt, byAt, fullA));
  const sunWh = forecastWh(state.wishes.forecast ?? [], now.wallMs, byAt, charger.facts.minA * wattsPerAmp, fullW);
  const cheap = missingWh > sunWh && cheapNow(state.wishes.prices ?? [], now.wallMs, byAt, neededMs(missingWh - sunWh));
  const due = now.wallMs >= startAt || cheap;
  return { due, missingWh, byAt, time: clockTime(byAt, zone), startAt };
}

/** What is missing of a wish, and by when; null where none is left. */
function stillWanted(charger: ChargerState, zone: string, now: Now): Wanted | null {
  const { readyBy } = charger.wishes;
  if (!readyBy || !now.wallClockPlausible) return null;
  const byAt = nextTime(readyBy.time, readyBy.setAt, zone);
  if (byAt === null || now.wallMs >= byAt) return null;
  const missingWh = readyBy.energyWh - (takenSince(charger, readyBy.fromWh) ?? 0);
  return missingWh > 0 ? { byAt, missingWh } : null;
}
type Wanted = Pick<ReadyByDuty, 'byAt' | 'missingWh'>;

/** Its even share of the main fuse, and of its circuit's, among all that want energy by a time on a phase of this one. */
function fuseShareA({ chargers, facts }: SiteState, { facts: own }: ChargerState, now: Now): number {
  const others = Object.values(chargers).filter(
    (other) =>
      other.facts.id !== own.id &&
      other.transaction !== null &&
      other.facts.phases.some((phase) => own.phases.includes(phase)) &&
      stillWanted(other, facts.timeZone, now) !== null,
  );
  const mainA = (facts.fuseA - facts.marginA) / (others.length + 1);
  const circuit = facts.circuits?.find(({ name }) => name === own.circuit);
  if (!circuit) return mainA;
  const behind = others.filter((other) => other.facts.circuit === circuit.name);
  return Math.min(mainA, circuit.fuseA / (behind.length + 1));
}

/** How much longer it takes under a limit from outside, of the time from start to end that it lasts. */
function heldUpMs(outside: ExternalLimit | null, startAt: number, endAt: number, fullA: number): number {
  if (!outside || outside.currentA >= fullA) return 0;
  return Math.max(0, Math.min(outside.untilAt, endAt) - startAt) * (fullA / Math.max(1, outside.currentA) - 1);
}

/** What the sun is trusted to bring until then: steps that carry the car's minimum, up to all that it takes. */
function forecastWh(steps: readonly ForecastStep[], now: number, byAt: number, leastW: number, fullW: number): number {
  return stretchesBetween(steps, now, byAt).reduce((sum, { powerW, fromAt, toAt }) => {
    const trustedW = TRUSTED * powerW;
    return trustedW < leastW ? sum : sum + (Math.min(trustedW, fullW) * (toAt - fromAt)) / HOUR_MS;
  }, 0);
}

/** Whether now belongs to the cheapest stretches that together last as long as needed; never without prices up to the time. */
function cheapNow(prices: readonly PriceStep[], now: number, byAt: number, neededMs: number): boolean {
  const stretches = stretchesBetween(prices, now, byAt);
  if (stretches.reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0) < neededMs) return false;
  let takenMs = 0;
  for (const { fromAt, toAt } of stretches.toSorted((a, b) => a.price - b.price)) {
    if (takenMs >= neededMs) return false;
    if (fromAt <= now) return true;
    takenMs += toAt - fromAt;
  }
  return false;
}
