/**
 * Taking a seat: how one charger comes to the table of a cycle. Everything the rules ask of it is read here, once.
 */
import { type Limit, limit, tighter } from '../model/limit.js';
import type { Phase } from '../model/phases.js';
import { type Amps, amps, hasCome, type MonoMs, type Now, tenth } from '../model/units.js';
import { bracketAt } from './car/bracket.js';
import { staysUnstarted } from './car/idle.js';
import { leastOf, stepsAtOnce } from './car/learned-car.js';
import { disobeys } from './car/obedience.js';
import { aloneA, switchesPhases, takesLimits, unsteeredA } from './car/steering.js';
import { circuitAt, lanesOf } from './fuse/circuits.js';
import { NEW_CHARGER_MEMORY } from './memory.js';
import { boostActive } from './permit/boost.js';
import { priceWatch } from './permit/cheap-power.js';
import { permit } from './permit/permission.js';
import { readyByDuty } from './permit/ready-by.js';
import { activeWindow } from './permit/timers.js';
import type { Seat } from './seat.js';
import { type ChargerState, plugged, type SiteState } from './site-state.js';

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
  const on = supplyPhases(stillOn(charger, charger.car.phasesSeen ? used : wired), state.facts.phases);
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
    idle: memory.idle || staysUnstarted(charger, now.monoMs),
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
  const underA = Math.round((measuredA + car.offsetA) / facts.stepA) * facts.stepA;
  return amps(Math.max(facts.minA, profiles.safe?.limitA ?? 0, Math.min(facts.maxA, tenth(underA))));
}

/** Of the phases that are wired, those the car is known to use; all, where nothing is known. */
function usedOf({ car }: ChargerState, wired: readonly Phase[]): readonly Phase[] {
  const used = wired.filter((_, conductor) => car.conductors?.includes(conductor) ?? true);
  return used.length > 0 ? used : wired;
}

/** And those on which it goes on although it was told others: until it is measured, it may not switch at all. */
function stillOn({ facts, sample, status }: ChargerState, told: readonly Phase[]): readonly Phase[] {
  if (status !== 'Charging') return told;
  return facts.phases.filter((phase, conductor) => told.includes(phase) || (sample?.currentA?.[conductor] ?? 0) > 1);
}

/** Phases of the supply, counted from 0, that conductors wired to these are fed from. */
const supplyPhases = (wired: readonly Phase[], supply: number): readonly number[] =>
  wired.map((phase) => (supply === 1 ? 0 : phase - 1));

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
  const safeA = aloneA(charger);
  const lastA = charger.offers.at(-1)?.limitA ?? 0;
  return plugged(charger) || !charger.heard ? Math.max(charger.measuredA, offeredA, lastA, safeA) : safeA;
}

/** The seat as it would be on so many phases; what was learned holds for the present number only. */
export function onPhases(seat: Seat, phases: 1 | 3): Seat {
  if (seat.offeredA > 0 && (seat.offeredPhases ?? seat.on.length) === phases) return { ...seat, chosenPhases: phases };
  return wiredTo(seat, phases);
}

/** The seat on so many phases, whatever is measured. */
export function wiredTo(seat: Seat, phases: 1 | 3): Seat {
  const wired = seat.charger.facts.phases.slice(0, phases);
  const on = supplyPhases(wired, 3);
  const lanes = lanesOf(on, seat.circuit, 3);
  return { ...seat, on, lanes, feeds: usedOf(seat.charger, wired).length, chosenPhases: phases };
}
