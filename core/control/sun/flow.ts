/**
 * What flows to a car, and what would flow out to the grid if no car drew anything, as hosts show both.
 *
 * A charger tells its draw some seconds after the meter has told of it. While a car is on its way to another current the
 * truth lies between what was measured and what the limits lead to, and the surplus shown before stands until it is no
 * longer possible: otherwise a car that climbs would look like a cloud, and like an oven in the house. What a charger may do that
 * has not called yet is no such way: none is known to flow.
 */
import type { SiteFacts } from '../../model/site-facts.js';
import type { MonoMs } from '../../model/units.js';
import { bracketAt } from '../car/bracket.js';
import type { Seat } from '../seat.js';
import { type ChargerState, plugged, type SiteState } from '../site-state.js';
import { toldSurplusW } from './surplus.js';

/** So long what was told holds, or three times as long as the charger takes between two values. */
const HOLDS_MS = 180_000;

interface Flow {
  /** Per conductor; empty where nothing is known. */
  readonly currentA: readonly number[];
  readonly derived: boolean;
  readonly powerW: number;
}

/**
 * What flows now: as measured, power from currents where it is not told. Never, or long ago: what the car takes of its offer. One
 * that has measured before has that time from the beginning of a charge on, or a car would seem to start twice.
 */
export function flow(facts: SiteFacts, charger: ChargerState, at: MonoMs): Flow {
  const { sample, abilities, chargingSince } = charger;
  if (!plugged(charger)) return { currentA: [], derived: false, powerW: 0 };
  const holdsMs = Math.max(HOLDS_MS, 3000 * (abilities.sampleIntervalS ?? 0));
  const holds = sample && at - Math.max(sample.takenAt, chargingSince ?? 0) <= holdsMs ? sample : null;
  const measuredA = holds?.currentA;
  const byOfferA = measuredA ? [] : reckoned(charger, at);
  const byOfferW = wattsOf(facts, byOfferA);
  // Told a power and no current (by its register alone), what is shown of one fits the other.
  const fits = holds?.powerW !== undefined && byOfferW > 0 ? holds.powerW / byOfferW : 1;
  const currentA = measuredA ?? byOfferA.map((value) => value * fits);
  return {
    currentA,
    derived: measuredA ? holds.currentFrom !== undefined : sample !== null || currentA.length > 0,
    powerW: holds?.powerW ?? wattsOf(facts, currentA),
  };
}

const wattsOf = ({ voltageV }: SiteFacts, currentA: readonly number[]): number =>
  currentA.reduce((sum, value) => sum + value * voltageV, 0);

/** Out of reach, or not charging by its word, nothing is known to flow. */
function reckoned(charger: ChargerState, at: MonoMs): readonly number[] {
  if (!charger.connected || charger.status !== 'Charging') return [];
  const { lowA, highA } = bracketAt(charger, at);
  const used = charger.car.conductors;
  return charger.facts.phases.map((_, k) => ((used?.includes(k) ?? true) ? (lowA + highA) / 2 : 0));
}

/** A limit or a start is on its way for so long at the most, a reaction and a climb to 32 A: a later sample counts alone. */
const MOVES_MS = 40_000;

/** Of all cars, W; null without a meter. */
export function shownSurplus({ facts, memory }: SiteState, seats: readonly Seat[], gridW: number | null, at: MonoMs) {
  if (gridW === null) return null;
  let [lowW, highW] = [-gridW, -gridW];
  for (const { charger, draw, feeds } of seats) {
    const { powerW } = flow(facts, charger, at);
    const settled = charger.sample ? charger.sample.takenAt - movedAt(charger) >= MOVES_MS : !charger.connected;
    const drawnW = (currentA: number): number => (settled ? powerW : currentA * facts.voltageV * feeds);
    lowW += Math.min(powerW, drawnW(draw.lowA));
    highW += Math.max(powerW, drawnW(draw.highA));
  }
  return toldSurplusW({ lowW, highW }, memory.shownW);
}

/** When it was last told another limit, or began or ended to charge. */
export const movedAt = ({ offers, chargingSince, chargingEndedAt }: ChargerState): number =>
  Math.max(offers.at(-1)?.at ?? NEVER, chargingSince ?? NEVER, chargingEndedAt ?? NEVER);
const NEVER = Number.NEGATIVE_INFINITY;
