import type { PerPhase } from '../model/phases.js';
import type { MeterReading } from '../model/reading.js';
import { type Amps, amps, liveVoltage, type MonoMs, type Volts, watts } from '../model/units.js';
import { type Trouble, whatOf } from './trouble.js';
import { AT_MOST, MOSTLY, type Step, total, wiringRemark } from './wiring-check.js';

/*
 * Waits for steps of the chargers' own current and looks at what the grid meter made of each:
 *  1. a step lies between two samples of a charger; what the grid meter said before the first and after the second, in the
 *     middle of some readings, is compared. A charger that moves again meanwhile makes it one longer step, up to a minute
 *  2. the sun and the house move by themselves, and in ECO the charger follows them: only a verdict that comes back three
 *     times in a row is told, and the first step that shows the wiring right takes it back
 */

const BEFORE_MS = 15_000;
const AFTER_MS = 15_000;
/** Chargers and meters smooth what they measure. */
const SETTLES_MS = 4000;
/** What takes longer says nothing: the house has moved, too. */
const LONGEST_STEP_MS = 65_000;
const LEAST_READINGS = 3;
/** A charger that moves by less between two samples rests. */
const MOVES_A = 1;
/** What a phase must have moved by to count as a witness. */
const TELLS_A = 4;
const IN_A_ROW = 3;
const KEPT_READINGS = 600;

interface Seen {
  readonly at: MonoMs;
  readonly phaseW: readonly number[];
}

/** A step, and where it lies in time. */
interface Waiting {
  readonly from: MonoMs;
  readonly to: MonoMs;
  readonly chargerA: PerPhase<Amps>;
}

/** What is known so far. Plain data: in with what is seen, out with what to tell. */
interface WiringWatched {
  readonly grid: readonly Seen[];
  readonly chargers: { readonly at: MonoMs; readonly currentA: readonly number[] } | null;
  readonly waiting: Waiting | null;
  readonly verdict: string;
  readonly times: number;
}

export const WIRING_UNWATCHED: WiringWatched = { grid: [], chargers: null, waiting: null, verdict: '', times: 0 };

/** What the chargers together measure now, on the phases of the supply. */
export function watchChargers(before: WiringWatched, currentA: readonly number[], at: MonoMs): WiringWatched {
  const last = before.chargers;
  if (last && at <= last.at) return before;
  const chargers = { at, currentA };
  const stepA = currentA.map((current, i) => amps(current - (last?.currentA[i] ?? 0)));
  const moved = last !== null && stepA.some((step) => Math.abs(step) >= MOVES_A);
  if (!moved) return { ...before, chargers };
  const from = before.waiting?.from ?? last.at;
  const chargerA = stepA.map((step, i) => amps(step + (before.waiting?.chargerA[i] ?? 0)));
  return { ...before, chargers, waiting: at - from <= LONGEST_STEP_MS ? { from, to: at, chargerA } : null };
}

/**
 * What the grid meter says; with it come the verdicts. `supplyV` counts where it measures none. `told`: what is to be told
 * now, none: nothing odd, absent: no news.
 */
export function watchGrid(
  before: WiringWatched,
  reading: MeterReading,
  supplyV: Volts,
): { readonly watched: WiringWatched; readonly told?: readonly string[] } {
  const at = reading.takenAt;
  const seen = { at, phaseW: [...(reading.phaseW ?? [reading.powerW])] };
  const watched = { ...before, grid: [...before.grid, seen].slice(-KEPT_READINGS) };
  const { waiting } = watched;
  if (!waiting || at < waiting.to + SETTLES_MS) return { watched };
  const after = middle(watched.grid, waiting.to + SETTLES_MS, waiting.to + AFTER_MS);
  if (!after && at < waiting.to + AFTER_MS) return { watched };
  const done = { ...watched, waiting: null, grid: watched.grid.filter((one) => at - one.at < LONGEST_STEP_MS) };
  const until = middle(watched.grid, waiting.from - BEFORE_MS, waiting.from);
  if (!after || !until || after.length !== until.length) return { watched: done };
  const voltageV = liveVoltage(reading.voltageV?.[0], supplyV);
  const gridW = after.map((power, i) => watts(power - (until[i] ?? 0)));
  const chargerA = gridW.length === 1 ? [amps(total(waiting.chargerA))] : waiting.chargerA;
  return judged(done, { chargerA, gridW, voltageV });
}

function judged(
  watched: WiringWatched,
  step: Step,
): { readonly watched: WiringWatched; readonly told?: readonly string[] } {
  const remark = wiringRemark(step);
  if (remark) {
    const verdict = verdictOf(remark);
    const times = verdict === watched.verdict ? watched.times + 1 : 1;
    const next = { ...watched, verdict, times };
    return times === IN_A_ROW ? { watched: next, told: [whatOf(remark)] } : { watched: next };
  }
  if (!showsRight(step)) return { watched };
  const next = { ...watched, verdict: '', times: 0 };
  return watched.times >= IN_A_ROW ? { watched: next, told: [] } : { watched: next };
}

/** Watts differ from step to step; which phases it is about does not. */
const verdictOf = ({ code, detail }: Trouble): string => `${code} ${detail.replace(/-?\d+ W/, 'all')}`;

/** Every phase the car moved on moved the right way, and by about as much. */
function showsRight({ chargerA, gridW, voltageV }: Step): boolean {
  const moved = chargerA.flatMap((current, i) => (Math.abs(current) >= TELLS_A ? [i] : []));
  return (
    moved.length > 0 &&
    moved.every((i) => {
      const share = (gridW[i] ?? 0) / ((chargerA[i] ?? 1) * voltageV);
      return share > MOSTLY && share < AT_MOST;
    })
  );
}

/** The middle of each phase over a span; `undefined` where too little was said in it. */
function middle(grid: readonly Seen[], from: number, to: number): readonly number[] | undefined {
  const within = grid.filter(({ at }) => at >= from && at <= to);
  if (within.length < LEAST_READINGS) return undefined;
  return within[0]?.phaseW.map((_, i) => {
    const sorted = within.map(({ phaseW }) => phaseW[i] ?? 0).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  });
}
