/**
 * The bracket: between which currents the car must be drawing at a moment, per conductor in use.
 *
 * 1. It starts from what is certain: a measured draw at its own timestamp, or 0 A when `Charging` began.
 * 2. From there it runs second by second towards the limits that may be in force: a limit told less than 6 s ago may or
 *    may not be followed yet. The low edge falls fast and rises slowly, the high edge the other way round, so that the
 *    truth stays between them.
 * 3. Without `Charging` nothing flows; for 4 s after it ended the high edge still counts, and from 6 s before that end on
 *    the low one does not.
 * 4. Where the phases are guessed, from a power alone, the low edge does not rise before the next sample.
 * 5. Not obeying: what was last measured. Offline: as it was told last, also once that has run out: the fuse takes it off at
 *    no less, so that what it has fallen by is counted neither twice nor as a load of the house.
 *
 * Reaction and ramp: measured on a 1-s log of a real car, 2–5 s and +1.2 A/s, −3 A/s and faster; the edges lie outside. Other
 * cars are up within a second, and a simulator at once: what one draws above its high edge would count as a load of the house
 * for 90 s, and as sun that has gone.
 * Raise on the low edge, lower on the high one. Taking the last command for the truth costs a quarter of the sun.
 */

import type { ChargerState } from '../site-state.js';
import { disobeys } from './obedience.js';

export interface Bracket {
  readonly lowA: number;
  readonly highA: number;
}

/** A limit is followed by then, and may be at once. */
export const REACTS_BY_MS = 6000;
/** How fast the edges move, A/s. */
const LOW_UP_AS = 1;
const LOW_DOWN_AS = 20;
const HIGH_UP_AS = 10;
const HIGH_DOWN_AS = 3;
/** The charger's word `Charging` may come a second or two after the current. */
const HIGH_AT_START_A = 10;
/** And the current may outlive that word, or the one of a pause, by so long. */
export const AFTERGLOW_MS = 4000;
/** A 32 A ramp and a reaction: further back nothing can matter, but for a car that climbs more slowly. */
const HORIZON_MS = 40_000;
export const NOTHING: Bracket = { lowA: 0, highA: 0 };

export function bracketAt(charger: ChargerState, at: number): Bracket {
  if (charger.status === 'Available') return NOTHING;
  if (charger.status === 'Unknown') return { lowA: 0, highA: charger.facts.maxA };
  if (disobeys(charger)) return { lowA: charger.measuredA, highA: charger.measuredA };
  const { chargingSince, chargingEndedAt: endedAt } = charger;
  const charging = charger.status === 'Charging';
  const inThis = charging && (chargingSince === null || at >= chargingSince);
  const inLast = endedAt !== null && at <= endedAt;
  if (inThis) return run(charger, at);
  if (endedAt === null || (charging && charger.draws.length === 0)) return NOTHING;
  if (inLast) {
    const { lowA, highA } = run(charger, at);
    // The word of an end comes some seconds after the current has gone.
    return { lowA: at > endedAt - REACTS_BY_MS ? 0 : lowA, highA };
  }
  if (at > endedAt + AFTERGLOW_MS || charger.draws.length === 0) return NOTHING;
  return { lowA: 0, highA: run(charger, endedAt).highA };
}

function run(charger: ChargerState, at: number): Bracket {
  // A car known to climb more slowly is not thought to be further than it is.
  const climbs = Math.min(LOW_UP_AS, charger.car.rampAS ?? LOW_UP_AS);
  // Where nothing is certain: anything up to what the limits of long ago allowed.
  let [atMs, lowA] = [at - Math.max(HORIZON_MS, REACTS_BY_MS + (1000 * charger.facts.maxA) / climbs), 0];
  let highA = targets(charger, atMs).mostA;
  let lowUpAS = climbs;
  const since = charger.chargingSince;
  if (since !== null && since <= at && since > atMs) [atMs, lowA, highA] = [since, 0, HIGH_AT_START_A];
  for (const draw of charger.draws)
    if (draw.at <= at && draw.at >= atMs) {
      [atMs, lowA, highA] = [draw.at, draw.drawA, draw.mostA ?? draw.drawA];
      lowUpAS = draw.mostA === undefined ? climbs : 0;
    }
  while (atMs < at) {
    const stepMs = Math.min(1000, at - atMs);
    atMs += stepMs;
    const stepS = stepMs / 1000;
    const { leastA, mostA } = targets(charger, atMs);
    lowA = leastA < lowA ? Math.max(leastA, lowA - LOW_DOWN_AS * stepS) : Math.min(leastA, lowA + lowUpAS * stepS);
    highA = mostA > highA ? Math.min(mostA, highA + HIGH_UP_AS * stepS) : Math.max(mostA, highA - HIGH_DOWN_AS * stepS);
  }
  return { lowA, highA };
}

/** The smallest and largest draw that the limits possibly in force at a moment can lead to. */
function targets(charger: ChargerState, at: number): { leastA: number; mostA: number } {
  const { facts, offers, profiles } = charger;
  const told = offers.filter((offer) => offer.at <= at);
  // The last one that is surely followed by now, and what may be already.
  const followed = told.findLastIndex((offer) => offer.sure && offer.at <= at - REACTS_BY_MS);
  const drawsA = told.slice(Math.max(0, followed)).map((offer) => drawUnder(charger, offer.limitA));
  const ended = charger.connected && profiles.live?.endsAt !== undefined && at >= profiles.live.endsAt;
  if (ended) drawsA.push(drawUnder(charger, profiles.safe?.limitA ?? facts.maxA));
  else if (followed < 0) {
    // A hub that just came back: what it drew a moment ago, and up to what the charger may give.
    const drawn = charger.draws.findLast((draw) => draw.at <= at && draw.at >= at - HORIZON_MS);
    drawsA.push(drawn?.drawA ?? 0, facts.maxA);
  }
  return { leastA: Math.min(...drawsA), mostA: Math.max(...drawsA) };
}

/** What the car draws of an offer, as learned. */
export function drawUnder(charger: ChargerState, offerA: number): number {
  if (offerA <= 0) return 0;
  const drawA = Math.max(0, offerA - charger.car.offsetA);
  return charger.car.capA === null ? drawA : Math.min(drawA, charger.car.capA);
}
