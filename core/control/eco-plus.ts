/**
 * ECO+ (Hydra Cubus manual, 12.3): the sun, an allowance of grid current that keeps the minimum alive, and a pause when
 * both together do not carry it. Who charges is decided by energy, not by timers:
 *
 * 1. Each possible change (one more car, one less, other phases, an exchange) collects the kWh it would have won over the
 *    present since the last change. It happens when that exceeds its price; losses count against it, never below zero.
 * 2. Grid energy beyond the allowance is weighed by the preset; worth is judged on three parts of the present and one
 *    part of the last five minutes, which stand for the clouds of the day.
 * 3. At the minimum, grid energy beyond the allowance is counted from pause to pause, and ends at the preset's bound.
 * 4. A car that is starting keeps its share of the sun: nobody else starts on it meanwhile.
 * 5. `literal` is the manual's sentence: pause as soon as the minimum is not carried, resume when it is, at least a
 *    minute between.
 *
 * The prices come from the study of twelve days that this design began with; they are not fitted to single days.
 */
import type { Policy, Preset } from '../model/mode.js';
import type { MonoMs } from '../model/units.js';
import type { Bucket, ControlMemory } from './memory.js';
import { gotOf } from './rank.js';
import { costW, onPhases, type Seat, topA } from './seat.js';

export interface PresetNumbers {
  /** How often a kWh from the grid counts against one from the sun. */
  readonly gridWeight: number;
  readonly startKWh: number;
  readonly stopKWh: number;
  readonly phaseKWh: number;
  /** Published: grid energy beyond the allowance at the minimum between two pauses. */
  readonly boundWh: number;
}

export const PRESET_NUMBERS: Readonly<Record<Preset, PresetNumbers>> = {
  gentle: { gridWeight: 1, startKWh: 0.04, stopKWh: 0.09, phaseKWh: 0.1, boundWh: 2500 },
  balanced: { gridWeight: 1, startKWh: 0.02, stopKWh: 0.03, phaseKWh: 0.07, boundWh: 1500 },
  strict: { gridWeight: 3, startKWh: 0.02, stopKWh: 0.03, phaseKWh: 0.07, boundWh: 300 },
  literal: { gridWeight: 1, startKWh: 0, stopKWh: 0, phaseKWh: 0.07, boundWh: 0 },
};

export const LOOK_BACK_MS = 300_000;
const LOOK_BACK_WEIGHT = 0.25;
/** Worth of serving one more car whose minimum the sun carries, as a share of that minimum. */
const COMPANY = 0.15;
const LITERAL_PAUSE_MS = 60_000;
const EPS = 1e-6;
const JOULES_PER_KWH = 3.6e6;
const EXCHANGE_WH = 700;
const EXCHANGE_AFTER_MS = 60_000;

export interface Choice {
  /** Who charges, in rank order, each on the phases it is to use. */
  readonly on: readonly Seat[];
  readonly regret: Readonly<Record<string, number>>;
  readonly running: string;
  readonly swapSince: MonoMs | null;
}

export interface Question {
  /** Cars that may charge, awake, in rank order. */
  readonly seats: readonly Seat[];
  readonly roomsA: readonly number[];
  readonly laxA: readonly number[];
  readonly voltageV: number;
  readonly surplusW: number;
  readonly past: readonly Bucket[];
  /** Time since the last meter sample, s; 0 when there is no new one. */
  readonly dtS: number;
  readonly at: MonoMs;
  readonly preset: Preset;
  readonly policy: Policy;
  readonly turned: boolean;
  readonly memory: ControlMemory;
}

interface Candidate {
  readonly key: string;
  /** W that the change would win now. */
  readonly gainW: number;
  readonly priceKWh: number;
  readonly to: readonly Seat[];
  /** Brings a start with it, so that it waits for one under way. */
  readonly starts: boolean;
}

/** Who charges from the sun in this cycle. */
export function chooseBySun(question: Question): Choice {
  const { seats, memory } = question;
  let running = seats.filter((seat) => seat.offeredA > 0);
  while (running.length > 0 && !fits(running, question.laxA)) running = running.slice(0, -1);
  const key = running.map((seat) => `${seat.id}/${seat.on.length}`).join();
  const before = key === memory.running ? memory.regret : {};
  const stay: Choice = { on: running, regret: before, running: key, swapSince: null };
  if (question.preset === 'literal') return { ...stay, on: literally(question, running) };

  const regret: Record<string, number> = {};
  const starting = running.some((seat) => seat.charger.status !== 'Charging');
  let best: { over: number; to: readonly Seat[] } | null = null;
  for (const candidate of candidates(question, running)) {
    const collected = Math.max(0, (before[candidate.key] ?? 0) + (candidate.gainW * question.dtS) / JOULES_PER_KWH);
    regret[candidate.key] = collected;
    const over = collected - candidate.priceKWh;
    if (over > 0 && !(candidate.starts && starting) && (!best || over > best.over)) best = { over, to: candidate.to };
  }
  const bound = PRESET_NUMBERS[question.preset].boundWh;
  if (running.some((seat) => seat.memory.gridWh > bound)) return { ...stay, on: running.slice(0, -1), regret };
  if (best) return { ...stay, on: inOrder(seats, best.to), regret };
  return exchange(question, { ...stay, regret }, starting);
}

function candidates(question: Question, running: readonly Seat[]): readonly Candidate[] {
  const { seats, roomsA, voltageV, surplusW } = question;
  const numbers = PRESET_NUMBERS[question.preset];
  const found: Candidate[] = [];
  const present = worthW(question, running);
  const minimumW = running.reduce((sum, seat) => sum + costW(seat, seat.minA, voltageV), 0);

  const next = seats.find(
    (seat) =>
      !running.some((one) => one.id === seat.id) && options(seat).some((one) => fits([...running, one], roomsA)),
  );
  for (const seat of next ? options(next) : []) {
    const to = [...running, seat];
    if (!fits(to, roomsA)) continue;
    const more = costW(seat, seat.minA, voltageV);
    const company = running.length > 0 && surplusW >= minimumW + more ? COMPANY * more : 0;
    const gainW = worthW(question, to) - present + company;
    found.push({ key: `add ${seat.id}/${seat.on.length}`, gainW, priceKWh: numbers.startKWh, to, starts: true });
  }

  const last = running.at(-1);
  if (last) {
    const to = running.slice(0, -1);
    const less = costW(last, last.minA, voltageV);
    const company = running.length > 1 && surplusW >= minimumW ? COMPANY * less : 0;
    const gainW = worthW(question, to) - present - company;
    found.push({ key: `drop ${last.id}`, gainW, priceKWh: numbers.stopKWh, to, starts: false });
  }

  for (const seat of running) {
    for (const other of options(seat)) {
      if (other.on.length === seat.on.length) continue;
      const to = running.map((one) => (one.id === seat.id ? other : one));
      if (!fits(to, roomsA)) continue;
      const gainW = worthW(question, to) - present;
      found.push({ key: `phases ${seat.id}/${other.on.length}`, gainW, priceKWh: numbers.phaseKWh, to, starts: true });
    }
  }
  return found;
}

/** A waiting car takes the place of a running one: who has priority after a minute, who got clearly less at the turn. */
function exchange(question: Question, stay: Choice, starting: boolean): Choice {
  const { seats, roomsA, voltageV, surplusW, policy, at } = question;
  const running = stay.on;
  const waiting = seats.find((seat) => !running.some((one) => one.id === seat.id));
  const last = running.at(-1);
  if (!waiting || !last || starting) return stay;
  const better =
    policy === 'priority'
      ? waiting.charger.wishes.priority < last.charger.wishes.priority
      : question.turned && gotOf(last, policy) - gotOf(waiting, policy) > EXCHANGE_WH;
  const to = [...running.slice(0, -1), waiting];
  const neededW = to.reduce((sum, seat) => sum + costW(seat, seat.minA, voltageV), 0);
  if (!better || surplusW < neededW || !fits(to, roomsA)) return stay;
  const since = question.memory.swapSince ?? at;
  if (policy === 'priority' && at - since < EXCHANGE_AFTER_MS) return { ...stay, swapSince: since };
  return { ...stay, on: inOrder(seats, to) };
}

function literally(question: Question, running: readonly Seat[]): readonly Seat[] {
  const { seats, roomsA, voltageV, surplusW, at } = question;
  const carried = (on: readonly Seat[]): boolean =>
    surplusW + on.reduce((sum, seat) => sum + allowanceW(seat, voltageV) - costW(seat, seat.minA, voltageV), 0) >= 0;
  if (!carried(running)) return running.slice(0, -1);
  const rested = (seat: Seat): boolean => seat.writtenAt === null || at - seat.writtenAt >= LITERAL_PAUSE_MS;
  const next = seats.find((seat) => !running.some((one) => one.id === seat.id) && rested(seat));
  const to = next ? [...running, next] : running;
  return next && fits(to, roomsA) && carried(to) ? inOrder(seats, to) : running;
}

/** What a set of cars is worth, W: three parts now, one part over the look-back. */
function worthW(question: Question, on: readonly Seat[]): number {
  if (on.length === 0) return 0;
  const { voltageV, past } = question;
  const weight = PRESET_NUMBERS[question.preset].gridWeight;
  let least = 0;
  let most = 0;
  let free = 0;
  for (const seat of on) {
    least += costW(seat, seat.minA, voltageV);
    most += costW(seat, topA(seat), voltageV);
    free += allowanceW(seat, voltageV);
  }
  const value = (sunW: number): number => {
    const power = Math.max(least, Math.min(sunW, most));
    const shortW = Math.max(0, power - sunW - free);
    return power - shortW - weight * shortW;
  };
  let sum = 0;
  for (const bucket of past) sum += value(bucket.value);
  const now = value(question.surplusW);
  return past.length === 0 ? now : (1 - LOOK_BACK_WEIGHT) * now + (LOOK_BACK_WEIGHT * sum) / past.length;
}

export const allowanceW = (seat: Seat, voltageV: number): number =>
  seat.charger.wishes.ecoPlusA * voltageV * seat.on.length;

/** The ways a car can be charged: on the phases it has, or on one and on three where the charger switches. */
function options(seat: Seat): readonly Seat[] {
  if (!seat.charger.abilities.phaseSwitching || seat.charger.facts.phases.length < 3) return [seat];
  return [onPhases(seat, 1), onPhases(seat, 3)];
}

const inOrder = (seats: readonly Seat[], on: readonly Seat[]): readonly Seat[] =>
  seats.flatMap((seat) => on.find((one) => one.id === seat.id) ?? []);

/** All minimums fit the fuse together. */
function fits(on: readonly Seat[], roomsA: readonly number[]): boolean {
  const left = [...roomsA];
  for (const seat of on) for (const phase of seat.on) left[phase] = (left[phase] ?? 0) - seat.minA;
  return on.every((seat) => seat.on.every((phase) => (left[phase] ?? 0) >= -EPS));
}
