/**
 * Decide: one cycle, pure. The rules in their order, constraints only tighten:
 * permission → main fuse and circuits per phase → charger, cable, user → mode or boost → sharing → phase balance → pace →
 * fail-safe.
 */
import { cardOf } from '../model/charger.js';
import type { Command } from '../model/command.js';
import type { Decision } from '../model/decision.js';
import { amps, type Now, ROUNDING, wallMs } from '../model/units.js';
import { explain } from './because/explain.js';
import { nextChange } from './because/next-change.js';
import { type Followers, followersOf } from './because/scene.js';
import { type KnownCars, traitsOf, withCar } from './car/learned-car.js';
import { holdsAtZero, pausesByLimit, wontResume } from './car/steering.js';
import { failSafe } from './fuse/fail-safe.js';
import { easesAt, usualAfter } from './fuse/headroom.js';
import { standstillAt } from './fuse/meter-health.js';
import type { ChargerMemory, ControlMemory } from './memory.js';
import { type Pace, pace, writeBudget } from './pace.js';
import { recall, recordCharger } from './recall.js';
import { costW, followsW, type Seat } from './seat.js';
import { type Allotment, allot } from './sharing/allot.js';
import type { SiteState } from './site-state.js';
import { toCommands } from './to-commands.js';
import { type View, viewOf } from './view.js';

/** What is to happen now, why, what to ask of the chargers, and what to remember. */
export interface Cycle {
  readonly decisions: readonly Decision[];
  readonly commands: readonly Command[];
  readonly memory: ControlMemory;
}

/** The same state and time always give the same cycle. */
export function decide(before: SiteState, now: Now): Cycle {
  const state = recall(before, now);
  const { voltageV } = state.facts;
  const view = viewOf(state, now);
  const { sun, battery, sampleS: dtS } = view;
  const allotment = allot(view);
  const followers = followersOf(allotment.table, voltageV);
  const round: Round = { view, allotment, followers };
  const leastW = followers.all.leastW - battery.holdsW;
  const decisions: Decision[] = [];
  const commands: Command[] = [];
  const chargers: Record<string, ChargerMemory> = {};
  for (const seat of view.seats) {
    const targetA = seat.permit.mayDraw ? (allotment.levels.get(seat.id) ?? 0) : 0;
    const paced = paceOf(seat, targetA, round);
    const decision = settle(seat, targetA, paced, round);
    decisions.push(decision);
    commands.push(...toCommands(state, seat.charger, decision, now));
    chargers[seat.id] = recordCharger(seat, {
      paceWs: paced.paceWs,
      phasesWs: allotment.phasesWs.get(seat.id) ?? 0,
      dtS,
      shortW: leastW - sun.midW,
      carried: sun.toldW >= leastW + (allotment.chosen.has(seat.id) ? 0 : costW(seat, seat.minA, voltageV)),
      turned: view.ranked.turned,
      voltageV,
    });
  }
  return { decisions, commands, memory: memoryAfter(view, allotment, chargers) };
}

/** What the decisions of one cycle have in common. */
interface Round {
  readonly view: View;
  readonly allotment: Allotment;
  readonly followers: Followers;
}

function paceOf(seat: Seat, wantedA: number, { view, allotment, followers }: Round): Pace {
  const { state, now, sun, preset, metered, cycleS } = view;
  const { numbers, pressed, chosen } = allotment;
  const { facts } = state;
  const { voltageV, profileDurationS } = facts;
  return pace(seat, {
    wantedA,
    must:
      !metered ||
      seat.law === 'FAST' ||
      seat.offeredA > seat.ceiling.currentA ||
      seat.lanes.some((lane) => pressed[lane]),
    turns: seat.offeredA > 0 && (chosen.get(seat.id) ?? seat).chosenPhases !== seat.chosenPhases,
    // The door of a car that takes nothing is no matter of the sun.
    sunW: seat.law === 'FAST' || seat.idle ? null : sun.midW - (followers.all.takenW - followsW(seat, voltageV)),
    gridWeight: numbers.gridWeight,
    dtS: cycleS,
    now,
    writesPerHour: writeBudget(facts, preset),
    profileDurationS,
    voltageV,
  });
}

/** The decision for one charger, with its reason; the fail-safe has the last word. */
function settle(seat: Seat, targetA: number, paced: Pace, { view, allotment, followers }: Round): Decision {
  const { state, now, house, sun, battery, metered } = view;
  const { table, balanced, chosen, pressed } = allotment;
  const toldPace = worthTelling(seat, targetA, paced);
  const calm = explain(state, seat, paced.limitA, {
    roomsA: house.roomsA,
    surplusW: sun.toldW,
    battery,
    hidden: view.hidden,
    table,
    followers,
    balanced: balanced.lowered,
    imbalancePct: balanced.imbalancePct,
    targetA,
    pace: toldPace,
    at: now.monoMs,
  });
  const final = failSafe(state, seat, paced.limitA, metered, now) ?? { ...calm, limitA: paced.limitA };
  const tight = seat.lanes.some((lane) => pressed[lane]);
  const phases = (paced.held === null ? chosen.get(seat.id)?.chosenPhases : null) ?? seat.chosenPhases;
  const byFuse = final.sources.includes('main-fuse') || final.sources[0] === 'sharing';
  const changeAt = nextChange(state, seat, now, toldPace, byFuse ? easesAt(house.others, seat.on) : null);
  return {
    chargerId: seat.id,
    limitA: amps(final.limitA),
    ...(phases ? { phases } : {}),
    transaction: transactionFor(seat, final.limitA, tight, now),
    sources: final.sources,
    because: final.because,
    ...(changeAt === null ? {} : { nextChangeAt: wallMs(changeAt) }),
  };
}

/** A step more that the sun would give comes and goes by the second: no word is made of its waiting. */
const worthTelling = (seat: Seat, targetA: number, paced: Pace): Pace =>
  paced.held === 'pace' && seat.law !== 'FAST' && targetA - paced.limitA <= seat.stepA + ROUNDING
    ? { ...paced, held: null }
    : paced;

/** What the next cycle is to know. */
function memoryAfter(view: View, allotment: Allotment, chargers: ControlMemory['chargers']): ControlMemory {
  const { state, now, ranked, house, sun, metered, battery, hidden, freshAt, seen, seats } = view;
  const { choice, balanced } = allotment;
  return {
    version: 1,
    gridAt: freshAt ?? state.memory.gridAt,
    decidedAt: now.monoMs,
    standstill: standstillAt(state.memory, now.monoMs),
    others: house.others,
    usualA: usualAfter(state.memory.usualA, house.others, view.sampleS),
    overSince: house.overSince,
    past: seen,
    toldW: metered ? sun.toldW : null,
    shownW: view.shownW,
    regret: choice.regret,
    running: choice.running,
    outlooks: choice.outlooks,
    order: ranked.seats.map((seat) => seat.id),
    turnedAt: ranked.turnedAt,
    swapSince: choice.swapSince,
    battery: battery.memory,
    hiddenSun: hidden.memory,
    balance: balanced.state,
    chargers,
    cars: knownCars(state.memory.cars, seats),
  };
}

/** What was learned in this visit is put away as it is learned. */
function knownCars(cars: KnownCars, seats: readonly Seat[]): KnownCars {
  let known = cars;
  for (const { id, charger } of seats) {
    if (charger.transaction) known = withCar(known, id, cardOf(charger.transaction), traitsOf(charger.car));
  }
  return known;
}

/**
 * Permission's word, but a charge is ended where 0 A is no pause, where a limit was refused that the fuse needs, and where
 * the car does not resume after 0 A; and none is started at 0 A where that would not hold it.
 */
function transactionFor({ charger, permit }: Seat, limitA: number, tight: boolean, now: Now): Decision['transaction'] {
  const refused = charger.refusals['set-limit']?.result === 'refused';
  switch (permit.transaction) {
    case 'keep': {
      const wontFall = tight && refused && charger.measuredA > limitA;
      const wontPause = limitA <= 0 && !pausesByLimit(charger);
      return wontFall || wontPause || wontResume(charger, limitA, now) ? 'pause' : 'keep';
    }
    case 'start':
      return limitA <= 0 && !holdsAtZero(charger) ? 'none' : 'start';
    default:
      return permit.transaction;
  }
}
