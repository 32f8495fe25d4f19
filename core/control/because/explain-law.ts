/** Because of the law: why a car that charges is given so much and no more, by FAST, ECO or ECO+. */
import { type Because, because } from '../../model/because.js';
import { clockTime } from '../../model/calendar.js';
import type { LimitSource } from '../../model/limit.js';
import type { Circuit } from '../../model/site-facts.js';
import { ROUNDING, tenth } from '../../model/units.js';
import { circuitOf } from '../fuse/circuits.js';
import { costW, needA, type Seat, topA, wholeSteps } from '../seat.js';
import type { SiteState } from '../site-state.js';
import { followerW, leftOn, round10, type Scene, sunMates, type Told, tightest, told } from './scene.js';

export function explainLaw(state: SiteState, seat: Seat, limitA: number, scene: Scene): Told {
  const currentA = tenth(limitA);
  const surplusW = Math.max(0, round10(scene.surplusW));
  const own = followerW(seat, state.facts.voltageV);
  const mates = sunMates(seat, scene);
  const neededW = round10(own.leastW + mates.leastW);
  if (seat.law === 'FAST' || fuseKeepsFromSun(seat, limitA, scene, state.facts.voltageV)) {
    return explainFast(state, seat, limitA, scene);
  }
  if (scene.hidden.trying) return told(because('sun-tried', { currentA }), 'surplus');
  switch (seat.law) {
    case 'ECO': {
      const carried = mates.count > 0 && surplusW >= round10(own.leastW);
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

function bySun(seat: Seat, limitA: number, code: 'eco-surplus' | 'eco-plus-surplus' | 'sun-sharing', surplusW: number) {
  const sources: LimitSource[] = code === 'sun-sharing' ? ['surplus', 'sharing'] : ['surplus'];
  if (limitA >= seat.ceiling.currentA) sources.push(...seat.ceiling.sources);
  return told(because(code, { currentA: tenth(limitA), surplusW }), ...sources);
}

/** Beside what the others take of it, the sun would give a step more, and a fuse does not. */
function fuseKeepsFromSun(seat: Seat, limitA: number, scene: Scene, voltageV: number): boolean {
  const nextA = limitA + seat.stepA;
  if (nextA > topA(seat) || scene.surplusW - sunMates(seat, scene).takenW < costW(seat, nextA, voltageV)) return false;
  return seat.lanes.some((lane) => leftOn(lane, seat, scene) < needA(seat, nextA));
}

/** Whether others burden a phase of this one. */
const sharesPhase = (seat: Seat, { table }: Scene): boolean =>
  table.some(({ id, on }) => id !== seat.id && on.some((phase) => seat.on.includes(phase)));

function explainFast(state: SiteState, seat: Seat, limitA: number, scene: Scene): Told {
  const currentA = tenth(limitA);
  const free = limitA >= wholeSteps(Math.min(topA(seat), seat.ceiling.currentA), seat.stepA) - ROUNDING;
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
  // What the car has shown to take keeps it there, not what it may have.
  const { car, measuredA } = seat.charger;
  if (car.capA !== null && limitA < wholeSteps(seat.ceiling.currentA, seat.stepA) - ROUNDING) {
    const begins = measuredA < 1;
    return told(because(begins ? 'car-idle' : 'draws-less', { currentA, measuredA: tenth(measuredA) }), ...sources);
  }
  const byUser = seat.ceiling.sources.includes('user-limit');
  return told(because(byUser ? 'fast-user-limit' : 'fast-charger-limit', { currentA }), ...sources);
}

/** The circuit of a car, where the others leave it less there than on the supply. */
function tighterThanMain(state: SiteState, seat: Seat, scene: Scene): Circuit | null {
  const lane = tightest(seat.lanes, (one) => leftOn(one, seat, scene));
  return circuitOf(state.facts, lane);
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
