/**
 * Proof of obedience: what is measured against what was told.
 *
 * 1. More than 1.5 A above the highest offer of the last 15 s is disobedience; two such samples in a row convict. An offer
 *    holds on for half a minute while the next is not answered: its charger may be slow. A sample clearly below the one
 *    before is of a slow car on its way down, for a minute and a half: it does not count; nor does any in the first 15 s of
 *    a hub started anew, for what it told before is not known.
 * 2. From then on the fuse counts the charger at what it draws, and it is pressed: profile again, 30 s later the
 *    transaction is stopped, 30 s later it is a fault.
 * 3. One sample within its offer acquits; not one whose transaction had to be stopped for it: that nothing flows then proves
 *    nothing, and it stays convicted until the plug is pulled.
 */
import { type ChargerFault, DISOBEDIENT } from '../../model/charger.js';
import { type Amps, amps, type MonoMs, type WallMs } from '../../model/units.js';
import { type ChargerState, type Disobedience, OBEDIENT } from '../site-state.js';
import { takesLimits } from './steering.js';

/** So much above its offer is no disobedience yet. */
export const TOLERANCE_A = 1.5;
const REACTION_MS = 15_000;
const PRESS_MS = 30_000;
/** So long a limit that is not answered may not have come in yet: its charger is slow. */
const UNANSWERED_MS = 30_000;
const FALLS_A = 0.5;
const ON_ITS_WAY_MS = 90_000;

export function proveObedience(charger: ChargerState, at: MonoMs, atWall: WallMs): Disobedience {
  const before = charger.disobedience;
  // Who takes no limits cannot disobey them: it is switched, and its draw is measured.
  if (!takesLimits(charger)) return OBEDIENT;
  if (charger.measuredA <= highestOffer(charger, at) + TOLERANCE_A) return endedUnruly(charger) ? before : OBEDIENT;
  if (before.level === 0 && firstWordsAt(charger, at)) return before;
  const since = before.since ?? at;
  if (before.level === 0 && at - since < ON_ITS_WAY_MS && falls(charger)) return { ...before, since };
  const samples = before.samples + 1;
  if (samples < 2) return { ...before, samples, since };
  if (before.level === 0) return { samples, since, level: 1, levelAt: at };
  const due = before.levelAt !== null && at - before.levelAt >= PRESS_MS && before.level < 3;
  if (!due) return { ...before, samples };
  return before.level === 1
    ? { samples, since, level: 2, levelAt: at }
    : { samples, since, level: 3, levelAt: at, faultSince: atWall };
}

/** Its last transaction had to be stopped for what it drew. */
export const endedUnruly = ({ transaction, disobedience }: ChargerState): boolean =>
  transaction === null && disobedience.level >= 2;

/** What it was told before may be more than the settings now allow. */
function firstWordsAt({ offers, connectedAt }: ChargerState, at: MonoMs): boolean {
  const first = offers[0]?.at ?? connectedAt;
  return first !== null && at - first < REACTION_MS;
}

/** Whether the last two samples show a current that is coming down. */
function falls({ draws, measuredA }: ChargerState): boolean {
  const before = draws.at(-2);
  return before !== undefined && before.drawA - measuredA >= FALLS_A;
}

/** True when the charger does not do as told, so that its own draw counts, not its limit. */
export const disobeys = (charger: ChargerState): boolean => charger.disobedience.level > 0;

/** The fault a charger tells, or the one found here, where every other means has failed. */
export function faultOf({ fault, disobedience: { faultSince } }: ChargerState): ChargerFault | null {
  if (fault || faultSince === undefined) return fault;
  return { errorCode: DISOBEDIENT, since: faultSince };
}

/** The highest limit that may have been in force in the reaction time before the moment; all it has, if none is known. */
export function highestOffer(charger: ChargerState, at: MonoMs): Amps {
  let highest: number | null = null;
  for (const [k, offer] of charger.offers.entries()) {
    const until = Math.min(...charger.offers.slice(k + 1).map((next) => next.at + (next.sure ? 0 : UNANSWERED_MS)));
    if (until > at - REACTION_MS && offer.at <= at) highest = Math.max(highest ?? 0, offer.limitA);
  }
  const live = charger.profiles.live;
  if (live?.endsAt !== undefined && at >= live.endsAt)
    highest = Math.max(highest ?? 0, charger.profiles.safe?.limitA ?? charger.facts.maxA);
  return amps(highest ?? charger.facts.maxA);
}
