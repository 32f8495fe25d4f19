/**
 * Decide: one cycle, pure. The rules in their order, constraints only tighten:
 * permission → main fuse per phase → charger, cable, user → mode or boost → sharing → phase balance → pace → fail-safe.
 */
import { cardOf } from '../model/charger.js';
import type { Command } from '../model/command.js';
import type { Decision } from '../model/decision.js';
import { amps, type MonoMs, type Now, wallMs } from '../model/units.js';
import { effectivePolicy, effectivePreset } from '../model/wishes.js';
import { admit } from './admit.js';
import { balance } from './balance.js';
import { type Choice, chooseBySun } from './eco-plus.js';
import { expectedChangeW } from './expectation.js';
import { explain } from './explain.js';
import { chargesBlind, failSafe, staticRooms } from './fail-safe.js';
import { handOver } from './hand-over.js';
import { type Headroom, mainFuseHeadroom } from './headroom.js';
import { houseBattery } from './house-battery.js';
import { wakesNow } from './idle.js';
import { type KnownCars, traitsOf, withCar } from './learned-car.js';
import type { ChargerMemory, ControlMemory } from './memory.js';
import { gridMeter } from './meter-health.js';
import { nextChange } from './next-change.js';
import { pausesByLimit, wontResume } from './obedience.js';
import { type Pace, pace, writeBudget } from './pace.js';
import { LOOK_BACK_MS, presetNumbers } from './presets.js';
import { ranking } from './rank.js';
import { recall, recordCharger } from './recall.js';
import { costW, needA, type Seat, takeSeat, topA } from './seat.js';
import { fill, type Table } from './share.js';
import type { SiteState } from './site-state.js';
import { surplus, withSample } from './surplus.js';
import { toCommands } from './to-commands.js';

/** What is to happen now, why, what to ask of the chargers, and what to remember. */
export interface Cycle {
  readonly decisions: readonly Decision[];
  readonly commands: readonly Command[];
  readonly memory: ControlMemory;
}

/** A gap in the meter's samples counts as no more than this. */
const GAP_MOST_S = 60;

/** The same state and time always give the same cycle. */
export function decide(before: SiteState, now: Now): Cycle {
  const state = recall(before, now);
  const { facts, memory } = state;
  const { voltageV } = facts;
  const policy = effectivePolicy(facts, state.wishes);
  const preset = effectivePreset(facts, state.wishes);

  const meter = gridMeter(state, now.monoMs);
  const moment = (meter?.reading?.takenAt ?? now.monoMs) as MonoMs;
  const fresh = meter !== null && (memory.gridAt === null || moment > memory.gridAt);
  const dtS = fresh && memory.gridAt !== null ? Math.min(GAP_MOST_S, (moment - memory.gridAt) / 1000) : 0;

  const sinceS = memory.decidedAt === null ? 0 : Math.min(GAP_MOST_S, (now.monoMs - memory.decidedAt) / 1000);

  const all = Object.values(state.chargers).map((charger) => takeSeat(state, charger, now, moment));
  const ranked = ranking(all, policy, memory, now);
  const steered = ranked.seats.filter(
    (seat) => seat.permit.mayDraw && seat.fixedA === null && seat.ceiling.currentA >= seat.minA,
  );

  const house: Headroom = meter
    ? mainFuseHeadroom(state, all, meter, fresh)
    : {
        roomsA: staticRooms(state, all),
        laxA: staticRooms(state, all),
        baseA: new Array<number>(facts.phases).fill(0),
        others: memory.others,
        overSince: [],
      };
  const battery = houseBattery(state, meter?.reading?.powerW ?? null, dtS, now);
  const sun = meter?.reading
    ? surplus(
        all.filter((seat) => seat.law !== 'FAST' && seat.fixedA === null),
        voltageV,
        meter.reading.powerW,
        battery.shareW,
      )
    : { lowW: 0, highW: 0 };
  const midW = (sun.lowW + sun.highW) / 2;
  const past = fresh ? withSample(memory.past, moment, midW, LOOK_BACK_MS) : memory.past;

  const solar = steered.filter((seat) => seat.law === 'ECO+' && !seat.idle);
  const choice: Choice = meter
    ? chooseBySun({
        seats: solar,
        roomsA: house.roomsA,
        laxA: house.laxA,
        voltageV,
        surplusW: midW,
        battery,
        past,
        driftW: expectedChangeW(state, midW, now),
        dtS,
        at: now.monoMs,
        preset,
        policy,
        turned: ranked.turned,
        memory,
      })
    : { on: [], regret: {}, running: '', swapSince: null };

  const numbers = presetNumbers(preset, solar.length);
  const must = steered.filter((seat) => (meter ? seat.law !== 'ECO+' : chargesBlind(state, seat)));
  const admitted = admit(must, house.roomsA, house.laxA, policy, ranked.turned);
  const on = new Map(choice.on.map((seat) => [seat.id, seat]));
  const table = steered.flatMap((seat): Seat[] => {
    const chosen = on.get(seat.id);
    if (chosen) return [chosen];
    return admitted.has(seat.id) && !seat.idle ? [seat] : [];
  });

  const terms: Table = {
    policy,
    voltageV,
    roomsA: house.roomsA,
    baseA: house.baseA,
    sunW: sun.lowW,
    stepShare: numbers.stepShare,
    balance: facts.balance !== 'off',
  };
  const up = fill(table, terms);
  const sure = sun.highW - sun.lowW < 1 && house.laxA.every((lax, phase) => lax === house.roomsA[phase]);
  const down = sure ? up : fill(table, { ...terms, roomsA: house.laxA, sunW: sun.highW });
  const wanted = new Map<string, number>();
  for (const seat of table) {
    const lowest = up.get(seat.id) ?? 0;
    const highest = down.get(seat.id) ?? 0;
    wanted.set(seat.id, highest < seat.offeredA ? highest : Math.max(lowest, Math.min(seat.offeredA, highest)));
  }
  for (const seat of must) {
    if (seat.idle && admitted.has(seat.id)) wanted.set(seat.id, wakesNow(state, seat, now) ? 0 : topA(seat));
  }

  const balanced = balance(state, table, wanted, house.baseA);
  const reachable = handOver(
    all.filter((seat) => seat.fixedA === null),
    balanced.levels,
    house.roomsA,
  );
  const pressed = tightPhases(steered, house.laxA);
  const followedW = table.reduce(
    (sum, seat) => sum + (seat.law === 'FAST' ? 0 : costW(seat, seat.offeredA, voltageV)),
    0,
  );
  const writesPerHour = writeBudget(facts, preset);

  const decisions: Decision[] = [];
  const commands: Command[] = [];
  const chargers: Record<string, ChargerMemory> = {};
  for (const seat of all) {
    const targetA = seat.permit.mayDraw ? (reachable.get(seat.id) ?? 0) : 0;
    const sunW = seat.law === 'FAST' ? null : midW - (followedW - costW(seat, seat.offeredA, voltageV));
    const tight = seat.on.some((phase) => pressed[phase]);
    const paced: Pace = pace(seat, {
      wantedA: targetA,
      must: meter === null || seat.law === 'FAST' || seat.offeredA > seat.ceiling.currentA || tight,
      sunW,
      gridWeight: numbers.gridWeight,
      dtS: sinceS,
      now,
      writesPerHour,
      profileDurationS: facts.profileDurationS,
      voltageV,
    });
    const calm = explain(state, seat, paced.limitA, {
      roomsA: house.roomsA,
      surplusW: midW,
      battery,
      together: table.length,
      balanced: balanced.lowered,
      imbalancePct: balanced.imbalancePct,
      targetA,
      pace: paced,
      at: now.monoMs,
    });
    const final = failSafe(state, seat, paced.limitA, meter !== null, now) ?? { ...calm, limitA: paced.limitA };
    const phases = on.get(seat.id)?.chosenPhases ?? seat.chosenPhases;
    const changeAt = nextChange(state, seat, now, paced);
    const decision: Decision = {
      chargerId: seat.id,
      limitA: amps(final.limitA),
      ...(seat.switches && phases ? { phases } : {}),
      transaction: transactionFor(seat, final.limitA, tight, now),
      sources: final.sources,
      because: final.because,
      ...(changeAt === null ? {} : { nextChangeAt: wallMs(changeAt) }),
    };
    decisions.push(decision);
    commands.push(...toCommands(state, seat.charger, decision, now));
    const shortW = table.reduce((sum, one) => sum + costW(one, one.minA, voltageV), 0) - midW - battery.holdsW;
    chargers[seat.id] = recordCharger(seat, { paceWs: paced.paceWs, dtS, shortW: Math.max(0, shortW), voltageV });
  }
  return {
    decisions,
    commands,
    memory: {
      version: 1,
      gridAt: fresh ? moment : memory.gridAt,
      decidedAt: now.monoMs,
      others: house.others,
      overSince: house.overSince,
      past,
      regret: choice.regret,
      running: choice.running,
      order: ranked.seats.map((seat) => seat.id),
      turnedAt: ranked.turnedAt,
      swapSince: choice.swapSince,
      battery: battery.memory,
      balance: balanced.state,
      chargers,
      cars: knownCars(memory.cars, all),
    },
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

/** Phases on which the limits in force together no longer fit. */
function tightPhases(seats: readonly Seat[], roomsA: readonly number[]): readonly boolean[] {
  const load = new Array<number>(roomsA.length).fill(0);
  for (const seat of seats) for (const phase of seat.on) load[phase] = (load[phase] ?? 0) + needA(seat, seat.offeredA);
  return load.map((total, phase) => total > (roomsA[phase] ?? 0) + 1e-6);
}

/**
 * Permission's word, but for a charger that only pauses by ending the transaction, one that has refused to be lowered
 * while the limits in force do not fit the fuse, and one whose car does not resume after 0 A.
 */
function transactionFor(seat: Seat, limitA: number, tight: boolean, now: Now): Decision['transaction'] {
  const { charger, permit } = seat;
  const asked = permit.transaction;
  const wontFall = tight && charger.refusals['set-limit']?.result === 'refused' && charger.measuredA > limitA;
  if (asked === 'keep' && wontResume(charger, limitA, now)) return 'pause';
  if (asked === 'keep') return wontFall || (limitA <= 0 && !pausesByLimit(charger)) ? 'pause' : asked;
  return asked === 'start' && limitA <= 0 && !pausesByLimit(charger) ? 'none' : asked;
}
