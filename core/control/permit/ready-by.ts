/**
 * Ready by: so many kWh by a time, as a floor under ECO+.
 *
 * 1. What is missing decides how long charging at full current would take; the sun may do it first.
 * 2. It starts as late as the physics allow: when the time left is no longer than that, plus a tenth and five minutes; once
 *    started it goes on, whatever is then to spare. Full current is what charger, user, car, main fuse and circuit allow. The
 *    main fuse leaves what the house does not usually take; what a fuse leaves is shared with all that want energy by a time, or
 *    charge on FAST, on the same phases, and ECO has its minimum. Where a limit from outside gives less, it starts earlier by that.
 * 3. With a price list, the cheapest stretches before the time are used, as many as are needed. What a forecast promises
 *    until then is not bought: half of it, because the house takes its part and clouds do not read forecasts. If the sun
 *    stays away, rule 2 still holds.
 * 4. At the time it is over, reached or not. An implausible wall clock suspends it.
 */
import { clockTime, nextTime } from '../../model/calendar.js';
import type { ExternalLimit } from '../../model/mode.js';
import { stretchesBetween } from '../../model/steps.js';
import { HOUR_MS, type Now, type WallMs, wallMs } from '../../model/units.js';
import type { ForecastStep, PriceStep } from '../../model/wishes.js';
import type { ChargerState, SiteState } from '../site-state.js';
import { takenSince } from './boost.js';

export interface ReadyByDuty {
  /** Charges at full current now. */
  readonly due: boolean;
  /** Since the latest start, not for a price. */
  readonly begun: boolean;
  readonly missingWh: number;
  readonly byAt: WallMs;
  /** "HH:mm", for the sentence. */
  readonly time: string;
  /** When it will begin: at the latest, or sooner for a price. */
  readonly startAt: WallMs;
}

const SPARE_MS = 5 * 60_000;
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
  const latestAt = freeAt - heldUpMs(charger.wishes.externalLimit, freeAt, byAt, fullA);
  const sunWh = forecastWh(state.wishes.forecast ?? [], now.wallMs, byAt, charger.facts.minA * wattsPerAmp, fullW);
  const cheapAt =
    missingWh > sunWh ? cheapFrom(state.wishes.prices ?? [], now.wallMs, byAt, neededMs(missingWh - sunWh)) : null;
  const startAt = wallMs(Math.min(latestAt, cheapAt ?? latestAt));
  const begun = now.wallMs >= latestAt || state.memory.chargers[charger.facts.id]?.readyBegan === wanted.setAt;
  return { due: begun || now.wallMs >= startAt, begun, missingWh, byAt, time: clockTime(byAt, zone), startAt };
}

/** What is missing of a wish, and by when; null where none is left. */
function stillWanted(charger: ChargerState, zone: string, now: Now): Wanted | null {
  const { readyBy } = charger.wishes;
  if (!readyBy || !now.wallClockPlausible) return null;
  const byAt = nextTime(readyBy.time, readyBy.setAt, zone);
  if (byAt === null || now.wallMs >= byAt) return null;
  const missingWh = readyBy.energyWh - (takenSince(charger, readyBy.fromWh) ?? 0);
  return missingWh > 0 ? { byAt, missingWh, setAt: readyBy.setAt } : null;
}
type Wanted = Pick<ReadyByDuty, 'byAt' | 'missingWh'> & { readonly setAt: WallMs };

/** Its share of what the main fuse leaves beside the house, and of its circuit's fuse. */
function fuseShareA({ chargers, facts, memory }: SiteState, { facts: own }: ChargerState, now: Now): number {
  const beside = Object.values(chargers).filter(
    (other) =>
      other.facts.id !== own.id &&
      other.transaction !== null &&
      !memory.chargers[other.facts.id]?.idle &&
      other.facts.phases.some((phase) => own.phases.includes(phase)),
  );
  const shares = (other: ChargerState): boolean =>
    other.wishes.mode === 'FAST' || stillWanted(other, facts.timeZone, now) !== null;
  const shareA = (fuseA: number, others: readonly ChargerState[]): number => {
    const even = others.filter(shares).length + 1;
    const least = others.filter((other) => !shares(other) && other.wishes.mode === 'ECO');
    return least.reduce((leftA, other) => leftA - other.facts.minA, fuseA) / even;
  };
  const houseA = Math.max(0, ...own.phases.map((phase) => memory.usualA[facts.phases === 1 ? 0 : phase - 1] ?? 0));
  const mainA = shareA(facts.fuseA - facts.marginA - houseA, beside);
  const circuit = facts.circuits?.find(({ name }) => name === own.circuit);
  if (!circuit) return mainA;
  const behind = beside.filter((other) => other.facts.circuit === circuit.name);
  return Math.min(mainA, shareA(circuit.fuseA, behind));
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

/** When the first of the cheapest stretches that together last as long as needed begins; null without prices for so long. */
function cheapFrom(prices: readonly PriceStep[], now: number, byAt: number, neededMs: number): number | null {
  const stretches = stretchesBetween(prices, now, byAt);
  if (stretches.reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0) < neededMs) return null;
  let takenMs = 0;
  let firstAt: number | null = null;
  for (const { fromAt, toAt } of stretches.toSorted((a, b) => a.price - b.price)) {
    if (takenMs >= neededMs) break;
    firstAt = Math.min(fromAt, firstAt ?? fromAt);
    takenMs += toAt - fromAt;
  }
  return firstAt;
}
