/**
 * ECO+ (Hydra Cubus manual, 12.3): the sun, an allowance of grid current that keeps the minimum alive, and a pause when
 * both together do not carry it. Who charges is decided by energy, not by timers. One car starts and pauses by the outlook
 * (one-car); several, and one whose sky has not been seen for long:
 *
 * 1. Each possible change (one more car, one less, other phases, an exchange) collects the kWh it would have won over the
 *    present since the last change; losses count against it, never below zero. It happens when that, and what the change
 *    promises for the time to come by the last two minutes, exceeds its price: large changes at once, small ones late.
 * 2. Grid energy beyond the allowance is weighed by the preset; worth is judged on the present and on the last minutes,
 *    which stand for the clouds of the day.
 * 3. At the minimum, grid energy beyond the allowance is counted from pause to pause, and ends at the preset's bound. After
 *    that the car rests until the sun carries it.
 * 4. A car that is starting keeps its share of the sun: nobody else starts on it meanwhile.
 * 5. What the house battery may give holds a charge at the minimum, and does not count as grid energy.
 * 6. Sun that an inverter holds back is tried, see hidden-sun; whoever was let in for that and takes more from the grid
 *    than from the sun goes again.
 * 7. `literal` is the manual's sentence: pause as soon as the minimum is not carried, resume when it is, at least a
 *    minute between. Where a charger switches phases, it is on three when their minimum is carried, else on one.
 */
import type { Policy, Preset } from '../../model/mode.js';
import { type MonoMs, ROUNDING } from '../../model/units.js';
import type { Bucket, ControlMemory } from '../memory.js';
import { costW, minimumsW, type Seat } from '../seat.js';
import { gotOf } from '../sharing/rank.js';
import { movedAt } from './flow.js';
import { type HiddenSun, leastWay } from './hidden-sun.js';
import type { HouseBattery } from './house-battery.js';
import { byOutlook, type Outlooks, watchedBy, wayName, waysOf } from './one-car.js';
import { presetNumbers } from './presets.js';
import { allowanceW, carriesW, promiseWs, type Sky, worthW } from './worth.js';

/** Worth of serving one more car whose minimum the sun carries, as a share of that minimum. */
const COMPANY = 0.15;
/** So much lost by going on, or missed by resting, outweighs any outlook. */
const NET_KWH = 0.1;
const LITERAL_PAUSE_MS = 60_000;
const JOULES_PER_KWH = 3.6e6;
const EXCHANGE_WH = 700;
const EXCHANGE_AFTER_MS = 60_000;

export interface Choice {
  /** Who charges, in rank order, each on the phases it is to use. */
  readonly on: readonly Seat[];
  readonly regret: Readonly<Record<string, number>>;
  readonly running: string;
  readonly outlooks: Outlooks;
  readonly swapSince: MonoMs | null;
}

export interface Question {
  /** Cars that may charge, awake, in rank order. */
  readonly seats: readonly Seat[];
  readonly roomsA: readonly number[];
  readonly laxA: readonly number[];
  readonly voltageV: number;
  readonly surplusW: number;
  /** The same as it is told: a car on its way to another current does not move it. */
  readonly toldW: number;
  readonly battery: HouseBattery;
  readonly hidden: HiddenSun;
  readonly past: readonly Bucket[];
  /** What the sun is expected to change from the past on, see expectation. */
  readonly driftW: number;
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
  /** What it would win in the near future, if that is like the near past; never less than nothing. */
  readonly promiseKWh: number;
  readonly to: readonly Seat[];
  /** Brings a start with it, so that it waits for one under way. */
  readonly starts: boolean;
}

/** Who charges from the sun in this cycle. */
export function chooseBySun(question: Question): Choice {
  const { seats, memory } = question;
  let running = seats.filter((seat) => seat.offeredA > 0);
  while (!fits(running, question.laxA)) running = running.slice(0, -1);
  const key = running.map(wayName).join();
  const before = key === memory.running ? memory.regret : {};
  const sky = skyOf(question);
  const { hidden, trying, guest } = question.hidden;
  const outlooks = hidden ? {} : watchedBy(memory.outlooks, seats, sky, question.dtS);
  const stay: Choice = { on: running, regret: before, running: key, outlooks, swapSince: null };
  if (trying) return { ...stay, on: withTried(seats, running, trying.chargerId, question.roomsA) };
  const others = running.filter(({ id }) => id !== guest);
  if (others.length < running.length && worthW(sky, running) <= worthW(sky, others)) return { ...stay, on: others };
  if (question.preset === 'literal') return { ...stay, on: literally(question, sky, running) };

  const verdict = byOutlook(outlooks, seats, running, sky, (way) => mayJoin(question, sky, running, way));
  const regret: Record<string, number> = {};
  const starting = running.some((seat) => seat.charger.status !== 'Charging');
  let best: { over: number; to: readonly Seat[] } | null = null;
  for (const candidate of candidates(question, sky, running, verdict !== null)) {
    const collected = Math.max(0, (before[candidate.key] ?? 0) + (candidate.gainW * question.dtS) / JOULES_PER_KWH);
    regret[candidate.key] = collected;
    const over = collected + candidate.promiseKWh - candidate.priceKWh;
    if (over > 0 && !(candidate.starts && starting) && (!best || over > best.over)) best = { over, to: candidate.to };
  }
  if (running.some((seat) => seat.memory.gridWh > sky.numbers.boundWh))
    return { ...stay, on: running.slice(0, -1), regret };
  if (verdict && verdict !== running) return { ...stay, on: verdict, regret };
  if (best) return { ...stay, on: inOrder(seats, best.to), regret };
  return exchange(question, { ...stay, regret }, starting);
}

/** Those that charge, and the one that is let in to try what a hidden sun gives; whoever charges already stays as it is. */
function withTried(
  seats: readonly Seat[],
  running: readonly Seat[],
  tried: string,
  roomsA: readonly number[],
): readonly Seat[] {
  const guest = seats.find((seat) => seat.id === tried);
  const to = guest ? [...running, leastWay(guest)] : running;
  return fits(to, roomsA) ? inOrder(seats, to) : running;
}

/** `judged`: the outlook has its say; then start and pause are the net below it, and promise nothing. */
function candidates(question: Question, sky: Sky, running: readonly Seat[], judged: boolean): readonly Candidate[] {
  const { roomsA, voltageV, surplusW } = question;
  const { numbers } = sky;
  const found: Candidate[] = [];
  const present = worthW(sky, running);
  const promised = (to: readonly Seat[]): number => (judged ? 0 : promiseWs(sky, running, to) / JOULES_PER_KWH);
  const runningW = minimumsW(running, voltageV);

  for (const seat of nextWays(question, sky, running)) {
    const to = [...running, seat];
    const moreW = costW(seat, seat.minA, voltageV);
    const companyW = running.length > 0 && surplusW >= runningW + moreW ? COMPANY * moreW : 0;
    const gainW = worthW(sky, to) - present + companyW;
    const priceKWh = judged ? NET_KWH : numbers.startKWh;
    const key = `add ${seat.id}/${seat.on.length}`;
    found.push({ key, gainW, priceKWh, promiseKWh: promised(to), to, starts: true });
  }

  const last = running.at(-1);
  if (last) {
    const to = running.slice(0, -1);
    const lessW = costW(last, last.minA, voltageV);
    const companyW = running.length > 1 && surplusW >= runningW ? COMPANY * lessW : 0;
    const gainW = worthW(sky, to) - present - companyW;
    const priceKWh = judged ? NET_KWH : numbers.stopKWh;
    found.push({ key: `drop ${last.id}`, gainW, priceKWh, promiseKWh: promised(to), to, starts: false });
  }

  for (const seat of running) {
    for (const other of waysOf(seat)) {
      if (other.on.length === seat.on.length) continue;
      const to = running.map((one) => (one.id === seat.id ? other : one));
      if (!fits(to, roomsA)) continue;
      const gainW = worthW(sky, to) - present;
      const key = `phases ${seat.id}/${other.on.length}`;
      found.push({ key, gainW, priceKWh: numbers.phaseKWh, promiseKWh: 0, to, starts: true });
    }
  }
  return found;
}

/** The fuse has room for one more, and it has not spent what grid energy the preset allows it: that takes sun for all. */
function mayJoin({ roomsA, voltageV, toldW }: Question, sky: Sky, running: readonly Seat[], way: Seat): boolean {
  const to = [...running, way];
  const spent = way.memory.gridWh > sky.numbers.boundWh;
  return fits(to, roomsA) && !(spent && toldW + carriesW(sky, to) < minimumsW(to, voltageV));
}

/**
 * The ways to let in one car more that the fuse has room for: who is next in rank, and after it whoever asks for less sun than
 * all before, so that a small car has the sun that a large one cannot begin with.
 */
function* nextWays(question: Question, sky: Sky, running: readonly Seat[]): Generator<Seat> {
  const { seats, voltageV } = question;
  let leastW = Number.POSITIVE_INFINITY;
  for (const seat of seats) {
    if (running.some(({ id }) => id === seat.id)) continue;
    const ways = waysOf(seat).filter((way) => mayJoin(question, sky, running, way));
    const neededW = Math.min(...ways.map((way) => costW(way, way.minA, voltageV)));
    if (neededW >= leastW) continue;
    leastW = neededW;
    yield* ways;
  }
}

/**
 * A waiting car takes the place of a running one: who has priority after a minute, who got clearly less at the turn. Where
 * the sun carries both, it joins instead.
 */
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
  const carries = (on: readonly Seat[]): boolean => surplusW >= minimumsW(on, voltageV) && fits(on, roomsA);
  const both = [...running, waiting];
  const to = carries(both) ? both : [...running.slice(0, -1), waiting];
  if (!better || !carries(to)) return stay;
  const since = question.memory.swapSince ?? at;
  if (policy === 'priority' && at - since < EXCHANGE_AFTER_MS) return { ...stay, swapSince: since };
  return { ...stay, on: inOrder(seats, to) };
}

function literally(question: Question, sky: Sky, running: readonly Seat[]): readonly Seat[] {
  const { seats, roomsA, voltageV, toldW, at } = question;
  const carried = (on: readonly Seat[]): boolean =>
    toldW +
      carriesW(sky, on) +
      on.reduce((sum, seat) => sum + allowanceW(seat, voltageV) - costW(seat, seat.minA, voltageV), 0) >=
    0;
  const may = (on: readonly Seat[]): boolean => fits(on, roomsA) && carried(on);
  const last = running.at(-1);
  const others = running.slice(0, -1);
  const lessened = last ? waysOf(last).map((way) => [...others, way]) : [];
  if (!carried(running)) return lessened.find(may) ?? others;
  const rested = ({ charger }: Seat): boolean => at - movedAt(charger) >= LITERAL_PAUSE_MS;
  const next = seats.find((seat) => !running.some((one) => one.id === seat.id) && rested(seat));
  const joined = next ? waysOf(next).map((way) => [...running, way]) : [];
  const widerWays = running.filter(rested).flatMap(wider);
  const widened = widerWays.map((way) => running.map((one) => (one.id === way.id ? way : one)));
  return inOrder(seats, [...joined.toReversed(), ...widened].find(may) ?? running);
}

const wider = (seat: Seat): readonly Seat[] => waysOf(seat).filter((way) => way.on.length > seat.on.length);

const skyOf = ({ preset, seats, voltageV, surplusW, past, driftW, battery }: Question): Sky => ({
  numbers: presetNumbers(preset, seats.length),
  voltageV,
  surplusW,
  past,
  driftW,
  battery,
  allRest: seats.every((seat) => seat.offeredA <= 0),
});

const inOrder = (seats: readonly Seat[], on: readonly Seat[]): readonly Seat[] =>
  seats.flatMap((seat) => on.find((one) => one.id === seat.id) ?? []);

/** All minimums fit the fuse together. */
function fits(on: readonly Seat[], roomsA: readonly number[]): boolean {
  const left = [...roomsA];
  for (const seat of on) for (const lane of seat.lanes) left[lane] = (left[lane] ?? 0) - seat.minA;
  return on.every((seat) => seat.lanes.every((lane) => (left[lane] ?? 0) >= -ROUNDING));
}
