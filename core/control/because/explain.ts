/** Because: the reason of a decision, found where the rules bound it. Numbers are rounded for reading. */
import { type Because, because } from '../../model/because.js';
import { TIMEOUT } from '../../model/command.js';
import { type MonoMs, tenth } from '../../model/units.js';
import { staysUnstarted, wakesNow } from '../car/idle.js';
import { takesLimits, unsteeredA } from '../car/steering.js';
import { circuitOf } from '../fuse/circuits.js';
import { minimumsW, type Seat } from '../seat.js';
import { type ChargerState, plugged, type SiteState } from '../site-state.js';
import { onPhases } from '../take-seat.js';
import { explainLaw } from './explain-law.js';
import { round10, type Scene, sunMates, type Told, tightest, told } from './scene.js';

export function explain(state: SiteState, seat: Seat, limitA: number, scene: Scene): Told {
  const { permit, charger } = seat;
  if (!permit.mayDraw) {
    return told(permit.because ?? because('unplugged'), permit.source ?? 'unplugged');
  }
  if (!plugged(charger)) return told(because('start-remembered'), 'unplugged');
  const currentA = tenth(limitA);
  if (charger.disobedience.level > 0) {
    return told(because('not-obeying', { currentA, measuredA: tenth(charger.measuredA) }), 'fault');
  }
  if (staysUnstarted(charger, scene.at)) return told(unstarted(charger), 'fault');
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
  if (!takesLimits(charger)) {
    const held = unsteeredA(charger) < Math.min(charger.facts.maxA, charger.wishes.limitA ?? charger.facts.maxA);
    return { ...base, because: because(held ? 'safe-current-only' : 'takes-no-limits', { currentA }) };
  }
  if (drawsLess(charger, limitA, scene.at)) {
    return { ...base, because: because('draws-less', { currentA, measuredA: tenth(charger.measuredA) }) };
  }
  if (charger.wishes.locked) return { ...base, because: because('locked-next', { currentA }) };
  return base;
}

/** Between the permission and the start; null once the charge is begun. */
function explainStart({ charger }: Seat): Because | null {
  if (charger.transaction) return null;
  if (charger.refusals['start-transaction']) return unstarted(charger);
  return because(charger.ahead === null ? 'waiting-for-start' : 'start-remembered');
}

function unstarted({ refusals: { 'start-transaction': refusal } }: ChargerState): Because {
  // Silence is no refusal: it may still begin (evcc #30943).
  if (!refusal || refusal.detail === TIMEOUT) return because('start-unheeded');
  return because('start-refused', { detail: refusal.detail });
}

/** Offered, and not taken, for longer than most cars need. */
const staysAway = ({ transaction, status, car, measuredA }: ChargerState, at: MonoMs): boolean =>
  transaction !== null &&
  status === 'SuspendedEV' &&
  measuredA < 1 &&
  car.offeredSince !== null &&
  at - car.offeredSince >= STAYS_AWAY_MS;
const STAYS_AWAY_MS = 15_000;

/** A car takes what it takes; but a charger's own ECO or load balancing below us looks the same, and can be mended. */
const drawsLess = (charger: ChargerState, limitA: number, at: MonoMs): boolean => {
  const { car, chargingSince, measuredA, status } = charger;
  if (status !== 'Charging' || car.shortSince === null || measuredA >= limitA - 1) return false;
  return at - Math.max(car.shortSince, chargingSince ?? car.shortSince) >= LESS_FOR_MS;
};
const LESS_FOR_MS = 120_000;

function explainPause(state: SiteState, seat: Seat, scene: Scene): Told {
  const { voltageV } = state.facts;
  const roomOn = (lane: number): number => scene.roomsA[lane] ?? 0;
  const lane = tightest(seat.lanes, roomOn);
  const headroomA = Math.max(0, tenth(roomOn(lane)));
  if (seat.ceiling.currentA < seat.minA) {
    const outside = seat.ceiling.sources.includes('external-limit');
    const name = seat.charger.wishes.externalLimit?.name ?? '';
    if (outside) return told(because('external-limit', { currentA: 0, name }), 'external-limit');
    // What would be enough for a car, at a charger that would draw more.
    const unheeded = !takesLimits(seat.charger) && seat.ceiling.currentA >= seat.charger.facts.minA;
    return told(because(unheeded ? 'takes-no-limits' : 'fast-user-limit', { currentA: 0 }), ...seat.ceiling.sources);
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
    if (scene.hidden.hidden) return told(because('sun-hidden'), 'surplus');
    const { keepsW } = scene.battery;
    if (surplusW + keepsW < neededW) return told(because('eco-plus-waiting', { surplusW, neededW }), 'surplus');
    return told(because('eco-plus-battery-first', { surplusW, neededW, batteryW: round10(keepsW) }), 'battery');
  }
  const chosen = scene.table.some(({ id }) => id === seat.id);
  const leftW = surplusW - sunMates(seat, scene).leastW;
  // What it waits for is the sun, not the supply.
  if (leftW < neededW) return told(because('sharing-waiting'), 'sharing', 'surplus');
  return chosen ? waits : told(because('eco-plus-soon', { surplusW }), 'surplus');
}
