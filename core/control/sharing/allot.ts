/**
 * Allotment: who charges in this cycle, and at what level, before pace and fail-safe have their say.
 *
 * 1. FAST and ECO are admitted as far as their minimums fit the fuse; ECO+ is chosen by the sun that ECO leaves.
 * 2. What there is is shared twice: once for the least that fuse and sun leave, once for the most. Up to the lower result
 *    a car is raised, to the higher one it is lowered; between them it is left in peace.
 * 3. A car that does not draw keeps the door open at its minimum, or a little above it beside the others; or is woken. One
 *    on FAST that draws less than its offer keeps all of it while it is alone and all of it fits.
 * 4. Phase balance, then handing over: nobody is raised before the one who gives way has let go.
 */
import type { Now } from '../../model/units.js';
import { ROUNDING } from '../../model/units.js';
import { wakesNow } from '../car/idle.js';
import { chargesBlind } from '../fuse/fail-safe.js';
import type { Headroom } from '../fuse/headroom.js';
import { minimumsW, needA, offersByLane, type Seat, topA, wholeSteps } from '../seat.js';
import { type Choice, chooseBySun } from '../sun/eco-plus.js';
import { expectedChangeW } from '../sun/expectation.js';
import { type PresetNumbers, presetNumbers } from '../sun/presets.js';
import { pastWithout } from '../sun/surplus.js';
import type { View } from '../view.js';
import { admit } from './admit.js';
import { type Balance, balance } from './balance.js';
import { handOver } from './hand-over.js';
import { choosePhases } from './phase-choice.js';
import { fill, type Table } from './share.js';

export interface Allotment {
  readonly numbers: PresetNumbers;
  readonly choice: Choice;
  /** Those that charge, on the phases they are to use, by charger id. */
  readonly chosen: ReadonlyMap<string, Seat>;
  /** The same, in rank order. */
  readonly table: readonly Seat[];
  readonly balanced: Balance;
  /** What the other number of phases has won so far, by charger id, Ws; see phase-choice. */
  readonly phasesWs: ReadonlyMap<string, number>;
  /** Level by charger id, A. */
  readonly levels: ReadonlyMap<string, number>;
  /** By lane: the limits in force together no longer fit. */
  readonly pressed: readonly boolean[];
}

const NOBODY: Choice = { on: [], regret: {}, running: '', outlooks: {}, swapSince: null };

export function allot(view: View): Allotment {
  const { state, now, policy, ranked, steered, house, seats, metered } = view;
  const phased = choosePhases(
    steered.filter((seat) => (metered ? seat.law !== 'ECO+' : chargesBlind(state, seat))),
    view,
  );
  const must = phased.map(({ seat }) => seat);
  const admitted = admit(must, house.roomsA, house.laxA, policy, ranked.turned);
  const taking = must.flatMap(({ id, idle }) => (idle ? [] : (admitted.get(id) ?? [])));
  const solar = steered.filter((seat) => seat.law === 'ECO+' && !seat.idle);
  const choice = metered ? bySun(view, solar, taking) : NOBODY;
  const chosen = new Map([...choice.on, ...taking].map((seat) => [seat.id, seat]));
  const table = steered.flatMap(({ id }) => chosen.get(id) ?? []);

  const numbers = presetNumbers(view.preset, solar.length);
  const wanted = levelsFor(table, view, numbers);
  const leftA = leftBy(table, wanted, house.roomsA);
  for (const seat of must) {
    if (seat.idle && admitted.has(seat.id))
      wanted.set(seat.id, wakesNow(state, seat, now.monoMs) ? 0 : doorA(seat, leftA, now));
  }
  const balanced = balance(state, table, wanted, house.baseA);
  const willing = seats.filter((seat) => seat.fixedA === null).map((seat) => onTheWay(seat, chosen.get(seat.id)));
  const levels = handOver(willing, balanced.levels, house.roomsA);
  const stays = ({ id, chosenPhases }: Seat): boolean => chosen.get(id)?.chosenPhases === chosenPhases;
  const phasesWs = new Map(phased.map(({ seat, phasesWs: ws }) => [seat.id, stays(seat) ? ws : 0]));
  return { numbers, choice, chosen, table, balanced, phasesWs, levels, pressed: tightLanes(steered, house.laxA) };
}

/** What cars on ECO take at the least is no sun for those that would pause without any. */
function bySun(view: View, seats: readonly Seat[], taking: readonly Seat[]): Choice {
  const { state, now, house, sun } = view;
  const { voltageV } = state.facts;
  const ecoW = minimumsW(
    taking.filter(({ law }) => law === 'ECO'),
    voltageV,
  );
  return chooseBySun({
    seats,
    roomsA: house.roomsA,
    laxA: house.laxA,
    voltageV,
    surplusW: sun.midW - ecoW,
    toldW: sun.toldW - ecoW,
    battery: view.battery,
    hidden: view.hidden,
    past: pastWithout(view.past, ecoW),
    driftW: expectedChangeW(state, sun.midW, now),
    dtS: view.sampleS,
    at: now.monoMs,
    preset: view.preset,
    policy: view.policy,
    turned: view.ranked.turned,
    memory: state.memory,
  });
}

function levelsFor(table: readonly Seat[], view: View, { stepShare }: PresetNumbers): Map<string, number> {
  const { house, sun, policy, state } = view;
  const { voltageV, balance: balanced } = state.facts;
  const { roomsA, laxA, baseA } = house;
  const terms: Table = { policy, voltageV, roomsA, baseA, sunW: sun.lowW, stepShare, balance: balanced !== 'off' };
  const up = fill(table, terms);
  // Most of the time both are one.
  const sure = sun.highW - sun.lowW < 1 && laxA.every((lax, lane) => lax === roomsA[lane]);
  const down = sure ? up : fill(table, { ...terms, roomsA: laxA, sunW: sun.highW });
  const wanted = new Map<string, number>();
  for (const { id, offeredA } of table) {
    const lowest = up.get(id) ?? 0;
    const highest = down.get(id) ?? 0;
    wanted.set(id, highest < offeredA ? highest : Math.max(lowest, offeredA));
  }
  const [lone] = table;
  if (lone && view.steered.length === 1 && fitsWhole(lone, house)) wanted.set(lone.id, mostA(lone));
  return wanted;
}

const mostA = ({ ceiling, stepA }: Seat): number => wholeSteps(ceiling.currentA, stepA);

/** What a car on FAST does not take just now is of use to nobody else, as long as the fuse carries all it may have. */
function fitsWhole(seat: Seat, { roomsA, laxA }: Headroom): boolean {
  const leftA = seat.offeredA >= mostA(seat) ? laxA : roomsA;
  const takes = seat.law === 'FAST' && seat.memory.idleTries === 0;
  return takes && seat.lanes.every((lane) => (leftA[lane] ?? 0) >= mostA(seat) - ROUNDING);
}

/** A car that changes phases needs room where it is and where it goes; one that is nowhere, where it goes. */
const onTheWay = (from: Seat, to: Seat = from): Seat => ({
  ...from,
  lanes: from.drawNow.highA > 0 ? [...new Set([...from.lanes, ...to.lanes])] : to.lanes,
});

/**
 * What a car that takes nothing may come in at: never at the cost of the others, and all or the least of it. What it begins to
 * draw of it looks like load of the house, until its charger tells.
 */
function doorA(seat: Seat, leftA: readonly number[], now: Now): number {
  const probeA = topA(seat);
  const tries = seat.offeredA >= probeA && now.monoMs - (seat.writtenAt ?? 0) < TRY_MS;
  const neededA = tries ? 0 : probeA;
  return seat.lanes.every((lane) => (leftA[lane] ?? 0) >= neededA) ? probeA : Math.min(probeA, seat.minA);
}
const TRY_MS = 60_000;

/** What levels leave free, by lane, A. */
function leftBy(table: readonly Seat[], levels: ReadonlyMap<string, number>, roomsA: readonly number[]): number[] {
  const leftA = [...roomsA];
  for (const seat of table)
    for (const lane of seat.lanes) leftA[lane] = (leftA[lane] ?? 0) - needA(seat, levels.get(seat.id) ?? 0);
  return leftA;
}

const tightLanes = (seats: readonly Seat[], roomsA: readonly number[]): readonly boolean[] =>
  offersByLane(seats, roomsA.length).map((load, lane) => load > (roomsA[lane] ?? 0) + ROUNDING);
