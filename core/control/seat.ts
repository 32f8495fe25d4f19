/**
 * A seat: one charger at the table of a cycle, with everything the rules ask of it read once. Rules after this one only
 * read seats, so that two rules never see two different numbers.
 */

import type { Window } from '../model/calendar.js';
import { type Limit, limit, tighter } from '../model/limit.js';
import type { Mode } from '../model/mode.js';
import type { Phase } from '../model/phases.js';
import { type Amps, amps, hasCome, type MonoMs, type Now, tenth } from '../model/units.js';
import { boostActive } from './boost.js';
import { type Bracket, bracketAt, drawUnder } from './bracket.js';
import { type PriceWatch, priceWatch } from './cheap-power.js';
import { circuitAt, lanesOf } from './circuits.js';
import { followsWithinA } from './learn.js';
import { leastOf, stepsAtOnce } from './learned-car.js';
import { type ChargerMemory, NEW_CHARGER_MEMORY } from './memory.js';
import { disobeys } from './obedience.js';
import { type Permit, permit } from './permission.js';
import { type ReadyByDuty, readyByDuty } from './ready-by.js';
import { type ChargerState, plugged, type SiteState } from './site-state.js';
import { takesLimits, unsteeredA } from './steering.js';
import { activeWindow } from './timers.js';

export interface Seat {
  readonly id: string;
  readonly charger: ChargerState;
  readonly memory: ChargerMemory;
  readonly permit: Permit;
  /** The mode it charges by: the one wished for, or FAST where something spurs it on. */
  readonly law: Mode;
  /** What makes it FAST; a timer's window is named where the mode is FAST anyway. */
  readonly spur: 'boost' | 'timer' | 'ready-by' | 'cheap-power' | null;
  readonly window: Window | null;
  readonly duty: ReadyByDuty | null;
  readonly priced: PriceWatch | null;
  /** Charger, cable, user, outside: the smallest of them. */
  readonly ceiling: Limit;
  readonly minA: number;
  readonly stepA: number;
  /** Phases of the supply that the car burdens, counted from 0: all it could, until this visit has shown which. */
  readonly on: readonly number[];
  /** Place of its circuit, see circuits; null: on the supply itself. */
  readonly circuit: number | null;
  /** Where its current needs room: on these phases, and on those of its circuit. */
  readonly lanes: readonly number[];
  /** So many phases it feeds from, by all that is known of it: what its power is reckoned with. */
  readonly feeds: number;
  /** Believed to be in force now; 0 when paused or without a transaction. */
  readonly offeredA: number;
  readonly offeredPhases: 1 | 3 | null;
  /** The charger may choose between one and three phases. */
  readonly switches: boolean;
  /** Phases decided for it, where the charger switches. */
  readonly chosenPhases: 1 | 3 | null;
  /** When the offer last changed or went out again. */
  readonly writtenAt: MonoMs | null;
  /** What the car was drawing at the meter's moment, and what it may be drawing now. */
  readonly draw: Bracket;
  readonly drawNow: Bracket;
  /** Offline or not obeying: what the fuse counts it at; null for one that is steered. */
  readonly fixedA: number | null;
  /** The car has not taken an offer for a minute. */
  readonly idle: boolean;
}

export function takeSeat(state: SiteState, charger: ChargerState, now: Now, moment: MonoMs): Seat {
  const { facts, wishes } = charger;
  const memory = state.memory.chargers[facts.id] ?? NEW_CHARGER_MEMORY;
  const switches = switchesPhases(charger);
  const inForce = offerInForce(charger, now.monoMs);
  const offer = switches ? inForce : { ...inForce, phases: null };
  const window = activeWindow(wishes.timers, now, state.facts.timeZone);
  const duty = readyByDuty(state, charger, now);
  const priced = priceWatch(state, charger, now);
  const ceiling = ceilingOf(charger, now);
  const wired = offer.phases === null ? facts.phases : facts.phases.slice(0, offer.phases);
  const used = usedOf(charger, wired);
  const on = onPhase(charger.car.phasesSeen ? used : wired, state.facts.phases);
  const circuit = circuitAt(state.facts, facts.circuit);
  const spur = spurOf(charger, { window, duty, priced }, now);
  return {
    id: facts.id,
    charger,
    memory,
    permit: permit(state, charger, now),
    law: spur ? 'FAST' : wishes.mode,
    spur,
    window,
    duty,
    priced,
    ceiling,
    minA: leastA(charger, ceiling),
    stepA: tenth(facts.stepA * stepsAtOnce(charger.car)),
    on,
    circuit,
    lanes: lanesOf(on, circuit, state.facts.phases),
    feeds: used.length,
    offeredA: offer.limitA,
    offeredPhases: offer.phases,
    switches,
    chosenPhases: offer.phases,
    writtenAt: offer.at,
    draw: bracketAt(charger, moment),
    drawNow: bracketAt(charger, now.monoMs),
    fixedA: fixedAt(charger, offer.limitA),
    idle: memory.idle,
  };
}

function spurOf(
  charger: ChargerState,
  { window, duty, priced }: Pick<Seat, 'window' | 'duty' | 'priced'>,
  now: Now,
): Seat['spur'] {
  const always = charger.wishes.mode === 'FAST';
  if (!always && boostActive(charger, now)) return 'boost';
  if (window) return 'timer';
  if (always) return null;
  if (duty?.due) return 'ready-by';
  return priced?.cheap ? 'cheap-power' : null;
}

/** Three conductors, the user's leave, and no sign that the charger does not do it. */
function switchesPhases({ abilities, car, facts }: ChargerState): boolean {
  if (facts.phases.length < 3 || facts.phaseSwitching === 'off') return false;
  if (abilities.phaseSwitching === 'refused' || car.ignoresPhases) return false;
  return facts.phaseSwitching === 'on' || abilities.phaseSwitching === 'told';
}

/** Hard limits of the place, of the user and from outside; the smaller wins, equals join. */
function ceilingOf(charger: ChargerState, now: Now): Limit {
  const { facts, wishes } = charger;
  let ceiling = limit(facts.maxA, 'charger-limit');
  if (wishes.limitA !== null) ceiling = tighter(limit(wishes.limitA, 'user-limit'), ceiling);
  if (!takesLimits(charger) && unsteeredA(charger) < facts.maxA)
    ceiling = tighter(limit(unsteeredA(charger), 'charger-limit'), ceiling);
  const outside = wishes.externalLimit;
  if (outside && !hasCome(outside.untilAt, now)) {
    ceiling = tighter(ceiling, limit(outside.currentA, 'external-limit'));
  }
  return ceiling;
}

interface OfferInForce {
  readonly limitA: Amps;
  readonly phases: 1 | 3 | null;
  readonly at: MonoMs | null;
}

/** What the charger works under by our will: the newest limit on its way, else the live one. */
function offerInForce(charger: ChargerState, at: MonoMs): OfferInForce {
  const sent = charger.pending.findLast((pending) => pending.command.kind === 'set-limit');
  if (sent?.command.kind === 'set-limit') {
    return { limitA: sent.command.limitA, phases: sent.command.phases ?? null, at: sent.sentAt };
  }
  const live = charger.profiles.live;
  if (live && (live.endsAt === undefined || live.endsAt > at)) {
    // The gap between changes counts from the last change, not from the last renewal.
    return { limitA: live.limitA, phases: live.phases ?? null, at: charger.offers.at(-1)?.at ?? live.setAt };
  }
  if (!takesLimits(charger)) {
    return { limitA: charger.status === 'Charging' ? unsteeredA(charger) : amps(0), phases: null, at: null };
  }
  // Nothing of ours in force, but a car that charges: a hub that came back goes on from there instead of pausing it.
  const foundA = charger.status === 'Charging' ? foundOffer(charger) : amps(0);
  const currents = charger.sample?.currentA ?? [];
  const onOne = currents.length > 1 && currents.filter((currentA) => currentA > 1).length === 1;
  return { limitA: foundA, phases: onOne ? 1 : null, at: null };
}

/** The limit that a charge found running is under, by what its car draws. */
function foundOffer({ facts, profiles, car, measuredA }: ChargerState): Amps {
  const underA = measuredA > 0 ? Math.round((measuredA + car.offsetA) / facts.stepA) * facts.stepA : 0;
  return amps(Math.max(facts.minA, profiles.safe?.limitA ?? 0, Math.min(facts.maxA, tenth(underA))));
}

/** Of the phases that are wired, those the car is known to use; all, where nothing is known. */
function usedOf({ car }: ChargerState, wired: readonly Phase[]): readonly Phase[] {
  const used = wired.filter((_, conductor) => car.conductors?.includes(conductor) ?? true);
  return used.length > 0 ? used : wired;
}

const onPhase = (map: readonly Phase[], supply: number): readonly number[] =>
  map.map((phase) => (supply === 1 ? 0 : phase - 1));

/** The least current worth offering: the charger's, or more where the car has shown that it needs more. */
function leastA(charger: ChargerState, ceiling: Limit): number {
  const { facts, car } = charger;
  // One that takes no limits draws all it may, or nothing.
  if (!takesLimits(charger)) return unsteeredA(charger);
  const learnedA = leastOf(car);
  return learnedA === null || learnedA > ceiling.currentA ? facts.minA : Math.max(facts.minA, learnedA);
}

/** Offline: its last limit and the safe current both may be in force. Not obeying: what it draws. */
function fixedAt(charger: ChargerState, offeredA: number): number | null {
  if (charger.heard && charger.connected) return disobeys(charger) ? charger.measuredA : null;
  const safeA = charger.profiles.safe?.limitA ?? charger.facts.safeA;
  const lastA = charger.offers.at(-1)?.limitA ?? 0;
  return plugged(charger) || !charger.heard ? Math.max(charger.measuredA, offeredA, lastA, safeA) : safeA;
}

/** The seat as it would be on so many phases; what was learned holds for the present number only. */
export function onPhases(seat: Seat, phases: 1 | 3): Seat {
  if (seat.offeredA > 0 && (seat.offeredPhases ?? seat.on.length) === phases) return { ...seat, chosenPhases: phases };
  const wired = seat.charger.facts.phases.slice(0, phases);
  const on = onPhase(wired, 3);
  const lanes = lanesOf(on, seat.circuit, 3);
  return { ...seat, on, lanes, feeds: usedOf(seat.charger, wired).length, chosenPhases: phases };
}

/** Power the car takes of an offer. */
export const costW = (seat: Seat, offerA: number, voltageV: number): number =>
  drawUnder(seat.charger, offerA) * voltageV * seat.feeds;

/** Power of an offer that is taken as a whole, whatever the car took of others. */
export const fullW = ({ charger, feeds }: Seat, offerA: number, voltageV: number): number =>
  Math.max(0, offerA - charger.car.offsetA) * voltageV * feeds;

/** Power that cars take together at their least. */
export const minimumsW = (seats: readonly Seat[], voltageV: number): number =>
  seats.reduce((sum, seat) => sum + costW(seat, seat.minA, voltageV), 0);

/** What a car takes of the sun by the offer in force, W; none of it where the sun is not what it follows. */
export const followsW = (seat: Seat, voltageV: number): number =>
  seat.law === 'FAST' ? 0 : costW(seat, seat.offeredA, voltageV);

/** Fuse current an offer may take: all of it, unless the car has shown that it takes less. */
export const needA = (seat: Seat, offerA: number): number =>
  seat.charger.car.capA === null ? offerA : Math.min(offerA, seat.charger.car.capA + 0.5);

/** What the offers in force take together, by lane, A. */
export function offersByLane(seats: readonly Seat[], lanes: number): readonly number[] {
  const loadA = new Array<number>(lanes).fill(0);
  for (const seat of seats)
    for (const lane of seat.lanes) loadA[lane] = (loadA[lane] ?? 0) + needA(seat, seat.offeredA);
  return loadA;
}

/** Clear of what measurements sway by. */
const SURELY_A = 0.25;

/**
 * The most that is worth offering: a little above what the car takes, so that it can prove otherwise. Once it has not
 * taken an offer, the minimum; a little more than what it refused, where that may have been too small for it.
 */
export function topA(seat: Seat): number {
  const { capA, dullSteps, refusedA } = seat.charger.car;
  if (seat.memory.idleTries > 0) {
    const mostA = seat.minA + PROBE_MOST_A;
    const wantedA = refusedA === null || refusedA >= mostA ? seat.minA : Math.min(refusedA + PROBE_A, mostA);
    return Math.min(wantedA, seat.ceiling.currentA);
  }
  const provesA = followsWithinA(seat.charger.facts.stepA) + SURELY_A;
  const aboveA = capA === null ? Number.POSITIVE_INFINITY : Math.floor(capA + provesA) + (dullSteps > 0 ? 2 : 1);
  const wantedA = Math.min(seat.ceiling.currentA, aboveA);
  return Math.max(wantedA, Math.min(seat.minA, seat.ceiling.currentA));
}

/** A car that wants more than this above the minimum is taken for one that wants nothing. */
const PROBE_MOST_A = 4;
const PROBE_A = 2;

/** Rounds down to what the charger can be told. */
export const wholeSteps = (currentA: number, stepA: number): number =>
  tenth(Math.floor(currentA / stepA + 1e-6) * stepA);
