/** Because: the reason of a decision, found where the rules bound it. Numbers are rounded for reading. */
import { type Because, because } from '../model/because.js';
import { clockTime } from '../model/calendar.js';
import type { LimitSource } from '../model/limit.js';
import type { Circuit } from '../model/site.js';
import { type MonoMs, tenth } from '../model/units.js';
import { circuitOf } from './circuits.js';
import type { HouseBattery } from './house-battery.js';
import { wakesNow } from './idle.js';
import type { Pace } from './pace.js';
import { costW, minimumsW, needA, onPhases, type Seat, topA, wholeSteps } from './seat.js';
import type { ChargerState, SiteState } from './site-state.js';
import { takesLimits } from './steering.js';
import { allowanceW } from './worth.js';

export interface Told {
  readonly because: Because;
  readonly sources: readonly LimitSource[];
}

/** What the rules before knew of the house, as far as a sentence needs it. */
export interface Scene {
  readonly roomsA: readonly number[];
  readonly surplusW: number;
  readonly battery: HouseBattery;
  /** Those that share fuse and sun in this cycle, and of them those that follow the sun. */
  readonly table: readonly Seat[];
  readonly followers: Followers;
  readonly balanced: ReadonlySet<string>;
  readonly imbalancePct: number;
  readonly targetA: number;
  readonly pace: Pace;
  readonly at: MonoMs;
}

/** What each of those that follow the sun takes at the least, and may take of the grid, W. */
export interface Followers {
  readonly each: ReadonlyMap<string, FollowerW>;
  readonly all: FollowerW;
}
interface FollowerW {
  readonly leastW: number;
  readonly allowedW: number;
}

/** Summed up once in a cycle, and not again for each charger. */
export function followersOf(table: readonly Seat[], voltageV: number): Followers {
  const each = new Map<string, FollowerW>();
  let [leastW, allowedW] = [0, 0];
  for (const seat of table) {
    if (seat.law === 'FAST') continue;
    const own = followerW(seat, voltageV);
    each.set(seat.id, own);
    leastW += own.leastW;
    allowedW += own.allowedW;
  }
  return { each, all: { leastW, allowedW } };
}

const followerW = (seat: Seat, voltageV: number): FollowerW => ({
  leastW: costW(seat, seat.minA, voltageV),
  allowedW: allowanceW(seat, voltageV),
});

const round10 = (value: number): number => Math.round(value / 10) * 10;

const told = (why: Because, ...sources: LimitSource[]): Told => ({ because: why, sources });

export function explain(state: SiteState, seat: Seat, limitA: number, scene: Scene): Told {
  const { permit, charger } = seat;
  if (!permit.mayDraw) {
    return told(permit.because ?? because('unplugged'), permit.source ?? 'unplugged');
  }
  const currentA = tenth(limitA);
  if (charger.disobedience.level > 0) {
    return told(because('not-obeying', { currentA, measuredA: tenth(charger.measuredA) }), 'fault');
  }
  if (limitA <= 0 && scene.pace.held === null) return explainPause(state, seat, scene);
  if (seat.idle || staysAway(charger, scene.at)) return told(because('car-idle', { currentA }), 'car-idle');
  const begins = explainStart(seat);
  if (begins) return { ...explainLaw(state, seat, limitA, scene), because: begins };
  const numbers = { currentA, targetA: tenth(scene.targetA) };
  if (scene.pace.held === 'write-budget') {
    const writes = state.facts.writesPerHour;
    return told(because('write-budget', { ...numbers, writes }), 'pace');
  }
  if (scene.pace.held !== null && scene.targetA > limitA) return told(because('pace-raise', numbers), 'pace');
  if (scene.pace.held === 'trip') return told(because('pace-lower', numbers), 'pace');
  if (scene.balanced.has(seat.id)) {
    return told(because('phase-balance', { currentA, imbalancePct: Math.round(scene.imbalancePct) }), 'phase-balance');
  }
  const base = explainLaw(state, seat, limitA, scene);
  if (!takesLimits(charger)) return { ...base, because: because('takes-no-limits', { currentA }) };
  if (drawsLess(charger, limitA, scene.at)) {
    return { ...base, because: because('draws-less', { currentA, measuredA: tenth(charger.measuredA) }) };
  }
  if (charger.wishes.locked) return { ...base, because: because('locked-next', { currentA }) };
  return base;
}

/** Between the permission and the start; null once the charge is begun. */
function explainStart({ charger }: Seat): Because | null {
  if (charger.transaction) return null;
  const refusal = charger.refusals['start-transaction'];
  return refusal ? because('start-refused', { detail: refusal.detail }) : because('waiting-for-start');
}

/** Offered, and not taken, for longer than most cars need. */
const staysAway = ({ transaction, statusTold, car, measuredA }: ChargerState, at: MonoMs): boolean =>
  transaction !== null &&
  statusTold === 'SuspendedEV' &&
  measuredA < 1 &&
  car.offeredSince !== null &&
  at - car.offeredSince >= STAYS_AWAY_MS;
const STAYS_AWAY_MS = 15_000;

/** A car takes what it takes; but a charger's own ECO or load balancing below us looks the same, and can be mended. */
const drawsLess = ({ car, measuredA }: ChargerState, limitA: number, at: MonoMs): boolean =>
  car.shortSince !== null && at - car.shortSince >= LESS_FOR_MS && measuredA < limitA - 1;
const LESS_FOR_MS = 120_000;

function explainLaw(state: SiteState, seat: Seat, limitA: number, scene: Scene): Told {
  const currentA = tenth(limitA);
  const surplusW = Math.max(0, round10(scene.surplusW));
  const own = followerW(seat, state.facts.voltageV);
  const mates = sunMates(seat, scene);
  const neededW = round10(own.leastW + mates.leastW);
  if (seat.law === 'FAST' || fuseKeepsFromSun(seat, limitA, scene, state.facts.voltageV)) {
    return explainFast(state, seat, limitA, scene);
  }
  switch (seat.law) {
    case 'ECO': {
      const carried = mates.count > 0 && surplusW >= neededW;
      if (limitA <= seat.minA && !carried) return told(because('eco-minimum', { currentA, surplusW }), 'minimum');
      return bySun(seat, limitA, mates.count > 0 ? 'sun-sharing' : 'eco-surplus', surplusW);
    }
    case 'ECO+': {
      if (limitA > seat.minA || surplusW >= neededW) {
        return bySun(seat, limitA, mates.count > 0 ? 'sun-sharing' : 'eco-plus-surplus', surplusW);
      }
      const { holdsW: batteryW, starts, socPct } = scene.battery;
      const begins = starts && seat.charger.status !== 'Charging';
      if ((batteryW > 0 || begins) && socPct !== null) {
        const numbers = { currentA, surplusW, batteryW: round10(batteryW), socPct: Math.round(socPct) };
        return told(because('eco-plus-battery', numbers), 'battery', 'minimum');
      }
      const allowanceA = seat.charger.wishes.ecoPlusA;
      if (surplusW + own.allowedW + mates.allowedW >= neededW) {
        return told(because('eco-plus-allowance', { currentA, surplusW, allowanceA }), 'eco-plus-grid', 'minimum');
      }
      return told(because('eco-plus-holding', { currentA, surplusW, neededW }), 'minimum');
    }
  }
}

/** The sun would give a step more, and a fuse does not: seen where nobody else follows the sun. */
function fuseKeepsFromSun(seat: Seat, limitA: number, scene: Scene, voltageV: number): boolean {
  const nextA = limitA + seat.stepA;
  if (nextA > topA(seat) || sunMates(seat, scene).count > 0) return false;
  if (scene.surplusW < costW(seat, nextA, voltageV)) return false;
  return seat.lanes.some((lane) => leftOn(lane, seat, scene) < needA(seat, nextA));
}

/** What the others at the table leave it on a lane, A. */
const leftOn = (lane: number, { id }: Seat, { roomsA, table }: Scene): number =>
  table.reduce(
    (left, one) => (one.id === id || !one.lanes.includes(lane) ? left : left - needA(one, one.offeredA)),
    roomsA[lane] ?? 0,
  );

function bySun(seat: Seat, limitA: number, code: 'eco-surplus' | 'eco-plus-surplus' | 'sun-sharing', surplusW: number) {
  const sources: LimitSource[] = code === 'sun-sharing' ? ['surplus', 'sharing'] : ['surplus'];
  if (limitA >= seat.ceiling.currentA) sources.push(...seat.ceiling.sources);
  return told(because(code, { currentA: tenth(limitA), surplusW }), ...sources);
}

/** The others that follow the sun. */
function sunMates({ id }: Seat, { followers: { each, all } }: Scene): FollowerW & { readonly count: number } {
  const own = each.get(id);
  return {
    count: each.size - (own ? 1 : 0),
    leastW: all.leastW - (own?.leastW ?? 0),
    allowedW: all.allowedW - (own?.allowedW ?? 0),
  };
}

/** Whether others burden a phase of this one. */
const sharesPhase = (seat: Seat, { table }: Scene): boolean =>
  table.some(({ id, on }) => id !== seat.id && on.some((phase) => seat.on.includes(phase)));

function explainFast(state: SiteState, seat: Seat, limitA: number, scene: Scene): Told {
  const currentA = tenth(limitA);
  const free = limitA >= wholeSteps(Math.min(topA(seat), seat.ceiling.currentA), seat.stepA) - 1e-6;
  const spurs: LimitSource[] = seat.spur ? [seat.spur] : [];
  if (!free) {
    const circuit = tighterThanMain(state, seat, scene);
    if (circuit) return explainCircuit(state, seat, currentA, circuit);
    const shared = sharesPhase(seat, scene);
    const sources: LimitSource[] = [...(shared ? ['sharing' as const] : []), 'main-fuse', ...spurs];
    // What a car charges for without the sun is more worth knowing than what keeps it from more.
    const errand = explainErrand(state, seat, currentA);
    if (errand) return told(errand, ...sources);
    if (shared) return told(because('fast-sharing', { currentA }), ...sources);
    const roomOn = (phase: number): number => scene.roomsA[phase] ?? 0;
    const numbers = { currentA, fuseA: state.facts.fuseA, phase: tightest(seat.on, roomOn) + 1 };
    return told(because(seat.spur === 'boost' ? 'boost-main-fuse' : 'fast-main-fuse', numbers), ...sources);
  }
  const sources = [...spurs, ...seat.ceiling.sources];
  if (seat.ceiling.sources.includes('external-limit')) {
    return told(
      because('external-limit', { currentA, name: seat.charger.wishes.externalLimit?.name ?? '' }),
      ...sources,
    );
  }
  if (seat.spur === 'boost') return told(because('boost', { currentA }), ...sources);
  const errand = explainErrand(state, seat, currentA);
  if (errand) return told(errand, ...sources);
  const byUser = seat.ceiling.sources.includes('user-limit');
  return told(because(byUser ? 'fast-user-limit' : 'fast-charger-limit', { currentA }), ...sources);
}

/** The circuit of a car, where the others leave it less there than on the supply. */
function tighterThanMain(state: SiteState, seat: Seat, scene: Scene): Circuit | null {
  if (seat.circuit === null) return null;
  return circuitOf(
    state.facts,
    tightest(seat.lanes, (lane) => leftOn(lane, seat, scene)),
  );
}

function explainCircuit(state: SiteState, seat: Seat, currentA: number, { name, fuseA }: Circuit): Told {
  const spurs: LimitSource[] = seat.spur ? [seat.spur] : [];
  const why = explainErrand(state, seat, currentA) ?? because('circuit-fuse', { currentA, name, fuseA });
  return told(why, 'circuit-fuse', ...spurs);
}

/** A timer's window, energy by a time, or cheap power; null on FAST by mode or boost. */
function explainErrand(state: SiteState, { spur, window, duty, priced }: Seat, currentA: number): Because | null {
  if (spur === 'boost') return null;
  if (window) return because('timer', { currentA, end: clockTime(window.endAt, state.facts.timeZone) });
  if (spur === 'cheap-power' && priced) return because('cheap-power', { currentA, price: priced.price });
  if (spur !== 'ready-by' || !duty) return null;
  return because('ready-by', { currentA, energyKWh: Math.max(0.1, tenth(duty.missingWh / 1000)), time: duty.time });
}

function explainPause(state: SiteState, seat: Seat, scene: Scene): Told {
  const { voltageV } = state.facts;
  const roomOn = (lane: number): number => scene.roomsA[lane] ?? 0;
  const lane = tightest(seat.lanes, roomOn);
  const headroomA = Math.max(0, tenth(roomOn(lane)));
  if (seat.ceiling.currentA < seat.minA) {
    const outside = seat.ceiling.sources.includes('external-limit');
    const name = seat.charger.wishes.externalLimit?.name ?? '';
    if (outside) return told(because('external-limit', { currentA: 0, name }), 'external-limit');
    return told(because('fast-user-limit', { currentA: 0 }), ...seat.ceiling.sources);
  }
  if (headroomA < seat.minA) {
    const name = circuitOf(state.facts, lane)?.name;
    if (name === undefined) return told(because('fuse-pause', { headroomA, minA: seat.minA }), 'main-fuse');
    return told(because('circuit-pause', { name, headroomA, minA: seat.minA }), 'circuit-fuse');
  }
  if (seat.idle) {
    const wakes = seat.law !== 'ECO+' && wakesNow(state, seat, scene.at);
    return told(wakes ? because('wake-up') : because('car-idle', { currentA: 0 }), 'car-idle');
  }
  const waits = told(because('sharing-waiting'), 'sharing');
  if (seat.law !== 'ECO+') return waits;
  // One that may choose begins on one phase.
  const neededW = round10(minimumsW([seat.switches ? onPhases(seat, 1) : seat], voltageV));
  const surplusW = Math.max(0, round10(scene.surplusW));
  if (surplusW < neededW) {
    const { keepsW } = scene.battery;
    if (surplusW + keepsW < neededW) return told(because('eco-plus-waiting', { surplusW, neededW }), 'surplus');
    return told(because('eco-plus-battery-first', { surplusW, neededW, batteryW: round10(keepsW) }), 'battery');
  }
  const chosen = scene.table.some(({ id }) => id === seat.id);
  const leftW = surplusW - sunMates(seat, scene).leastW;
  return !chosen && leftW >= neededW ? told(because('eco-plus-soon', { surplusW }), 'surplus') : waits;
}

/** Of some lanes the one that leaves least. */
const tightest = (lanes: readonly number[], leftA: (lane: number) => number): number =>
  lanes.reduce((least, lane) => (leftA(lane) < leftA(least) ? lane : least), lanes[0] ?? 0);
