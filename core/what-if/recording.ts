import { initialState } from '../control/initial-state.js';
import { momentOf, observe } from '../control/observe.js';
import { type ChargerState, plugged, type SiteState } from '../control/site-state.js';
import type { ObservedEvent } from '../model/event.js';
import { HOUR_MS, monoMs } from '../model/units.js';
import { DrawLine, drawOf, type GridPoint } from './draw-line.js';
import type { Standing, Turn } from './tape.js';

/*
 * What the recording tells of the cars: when each was there, what it drew, and whether it went away full. Read before
 * anything is run again, because a run must know at noon how much a car will take until the evening.
 */

/** A car, from plug to unplug or to the end of the recording. */
export interface Visit {
  /** On the tape, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The energy after which it took no more, Wh; null: it left, or was still charging, before it was full. */
  readonly fullAfterWh: number | null;
  /** Conductors it was seen to use; empty: it never drew. */
  readonly conductors: readonly number[];
}

/** What is told of a charger. */
export interface Past {
  readonly draw: DrawLine;
  /** In the order they came; the first may have been there at the beginning. */
  readonly visits: readonly Visit[];
  /** How often it tells what it measures, ms; null: it never did. */
  readonly sampleMs: number | null;
}

export type Recording = ReadonlyMap<string, Past>;

/** The state a run begins with, on its own clock. */
export function stateAt(standing: Standing): SiteState {
  const at = { at: monoMs(standing.atWall), atWall: standing.atWall };
  const now = momentOf(at);
  let state = initialState(standing.facts, standing.wishes, standing.kept, now);
  if (standing.kind === 'opened') return state;
  for (const [chargerId, { status, ...rest }] of Object.entries(standing.chargers)) {
    state = observe(state, { ...at, kind: 'connected', chargerId });
    const connectorId = state.chargers[chargerId]?.facts.connectorId ?? 1;
    if (status !== 'Unknown')
      state = observe(state, { ...at, kind: 'status', chargerId, connectorId, status, fault: null, takenAt: at.at });
    const charger = state.chargers[chargerId];
    if (charger) state = { ...state, chargers: { ...state.chargers, [chargerId]: { ...charger, ...rest } } };
  }
  return state;
}

const FLOWS_A = 1;
/** A car that, up to its end, stays away from offers for so long in all, is full. */
const FULL_MS = 60_000;

/** Follows one charger through the recording. */
class Watch {
  readonly line: DrawLine;
  readonly visits: Visit[] = [];
  #there = false;
  #cameAt = 0;
  #at = 0;
  #registerWh: number | undefined;
  /** What the car has taken: by the register, and by the power it was told to draw. */
  #stepsWh: number | null = null;
  #drawnWh = 0;
  #drawW = 0;
  #conductors = new Set<number>();
  #awayMs = 0;
  #sampledAt: number | undefined;
  readonly #gapsMs: number[] = [];

  constructor(phases: number) {
    this.line = new DrawLine(phases);
  }

  look(state: SiteState, charger: ChargerState, at: number): void {
    const there = plugged(charger);
    if (there && !this.#there) this.#come(at);
    if (!there && this.#there) this.leave(at);
    const draw = drawOf(state.facts, charger);
    this.line.told(at, draw);
    const passedMs = Math.max(0, at - this.#at);
    this.#drawnWh += (this.#drawW * passedMs) / HOUR_MS;
    this.#drawW = draw.powerW;
    this.#at = at;
    if (!there) return;
    const { takenAt, energyWh, currentA = [] } = charger.sample ?? {};
    if (energyWh !== undefined) {
      if (this.#registerWh !== undefined)
        this.#stepsWh = (this.#stepsWh ?? 0) + Math.max(0, energyWh - this.#registerWh);
      this.#registerWh = energyWh;
    }
    if (takenAt !== undefined && takenAt !== this.#sampledAt) {
      if (this.#sampledAt !== undefined) this.#gapsMs.push(takenAt - this.#sampledAt);
      this.#sampledAt = takenAt;
    }
    for (const [k, current] of currentA.entries()) if (current > FLOWS_A) this.#conductors.add(k);
    const offeredA = charger.profiles.live?.limitA ?? charger.facts.maxA;
    const may = charger.transaction ? offeredA > 0 : charger.finished;
    if (Math.max(...draw.currentA) > FLOWS_A) this.#awayMs = 0;
    else if (may) this.#awayMs += passedMs;
  }

  past(): Past {
    const gaps = this.#gapsMs.sort((a, b) => a - b);
    return { draw: this.line, visits: this.visits, sampleMs: gaps[gaps.length >> 1] ?? null };
  }

  leave(at: number): void {
    if (!this.#there) return;
    const takenWh = this.#stepsWh ?? this.#drawnWh;
    const conductors = [...this.#conductors];
    this.visits.push({
      fromMs: this.#cameAt,
      toMs: at,
      fullAfterWh: this.#awayMs >= FULL_MS ? takenWh : null,
      conductors,
    });
    this.#there = false;
  }

  #come(at: number): void {
    this.#there = true;
    this.#cameAt = at;
    this.#stepsWh = null;
    this.#drawnWh = 0;
    this.#registerWh = undefined;
    this.#sampledAt = undefined;
    this.#conductors = new Set();
    this.#awayMs = 0;
  }
}

/** Reads the recording from where it begins. */
export function recordingOf(beginning: Standing, turns: Iterable<Turn>): Recording {
  let state = stateAt(beginning);
  let last = 0;
  const watches = new Map<string, Watch>();
  const grid: GridPoint[] = [];
  for (const turn of turns) {
    last = turn.now.monoMs;
    for (const event of turn.events) {
      const folded = fold(state, event, grid);
      if (folded === state) continue;
      state = folded;
      for (const [id, charger] of Object.entries(state.chargers)) {
        const watch = watches.get(id) ?? new Watch(state.facts.phases);
        watches.set(id, watch);
        watch.look(state, charger, event.kind === 'sample' ? Math.min(last, event.sample.takenAt) : last);
      }
    }
  }
  for (const watch of watches.values()) {
    watch.leave(last);
    watch.line.settle(grid);
  }
  return new Map([...watches].map(([id, watch]) => [id, watch.past()]));
}

/** A reading tells nothing of the cars but when they changed. */
function fold(state: SiteState, event: ObservedEvent, grid: GridPoint[]): SiteState {
  if (event.kind === 'opened') return reopened(state, event);
  if (event.kind !== 'reading') return observe(state, event);
  const { role, takenAt, powerW } = event.reading;
  if (role === 'grid') grid.push({ at: takenAt, powerW });
  return state;
}

/** The hub came back: what it is made of may be another now, and chargers call again; the cars stayed where they were. */
export function reopened(state: SiteState, event: Extract<ObservedEvent, { kind: 'opened' }>): SiteState {
  const { at, atWall, facts, wishes } = event;
  const anew = observe({ ...state, wishes }, { at, atWall, kind: 'facts', facts });
  return Object.keys(anew.chargers).reduce(
    (before, chargerId) => observe(before, { at, atWall, kind: 'disconnected', chargerId }),
    anew,
  );
}
