import { type ChargerState, plugged } from '../control/site-state.js';
import { layOnSupply } from '../model/phases.js';
import type { SiteFacts } from '../model/site-facts.js';

/** What a car draws, on the phases of the supply. */
export interface SupplyDraw {
  readonly currentA: readonly number[];
  readonly phaseW: readonly number[];
  readonly powerW: number;
}

const noDraw = (phases: number): SupplyDraw => {
  const zeros = new Array<number>(phases).fill(0);
  return { currentA: zeros, phaseW: zeros, powerW: 0 };
};

/** Currents of a charger's conductors, laid on the supply. */
export function onSupply(
  { phases, voltageV }: SiteFacts,
  { phases: map }: ChargerState['facts'],
  conductorA: readonly number[],
  powerW?: number,
): SupplyDraw {
  const currentA = new Array<number>(phases).fill(0);
  layOnSupply(currentA, map, conductorA);
  const reckonedW = currentA.reduce((sum, current) => sum + current, 0) * voltageV;
  const eachV = powerW !== undefined && reckonedW > 0 ? (voltageV * powerW) / reckonedW : voltageV;
  return { currentA, phaseW: currentA.map((current) => current * eachV), powerW: powerW ?? reckonedW };
}

/** What a charger's car drew, as it last told it. */
export function drawOf(facts: SiteFacts, charger: ChargerState): SupplyDraw {
  const { sample } = charger;
  if (!plugged(charger) || !sample?.currentA) return noDraw(facts.phases);
  return onSupply(facts, charger.facts, sample.currentA, sample.powerW);
}

export const sumOf = (draws: readonly SupplyDraw[], phases: number): SupplyDraw =>
  draws.reduce(
    (sum, draw) => ({
      currentA: sum.currentA.map((current, k) => current + (draw.currentA[k] ?? 0)),
      phaseW: sum.phaseW.map((power, k) => power + (draw.phaseW[k] ?? 0)),
      powerW: sum.powerW + draw.powerW,
    }),
    noDraw(phases),
  );

/** A grid reading of the recording, as far as it is needed to find when a car changed. */
export interface GridPoint {
  readonly at: number;
  readonly powerW: number;
}

/** A change smaller than this is not looked for in the meter: the house itself moves by as much. */
const VISIBLE_W = 400;
/** Nor is a movement of the meter smaller than this: a car climbs by more in a second. */
const MOVES_W = 150;
/** Chargers tell every minute at the latest while a car charges. */
const LONGEST_MS = 90_000;
/** Chargers' clocks tell whole seconds, and meters are read late. */
const LATE_MS = 3000;

/**
 * The draw of one charger over a recording. A charger tells it every so often, the meter each second: when a change
 * really happened, the meter knows.
 */
export class DrawLine {
  readonly #none: SupplyDraw;
  #ats: number[] = [];
  #draws: SupplyDraw[] = [];
  #cursor = 0;

  constructor(phases: number) {
    this.#none = noDraw(phases);
  }

  /** Moments come in order. */
  told(at: number, draw: SupplyDraw): void {
    if (draw.powerW === (this.#draws.at(-1)?.powerW ?? 0)) return;
    this.#add(Math.max(at, this.#ats.at(-1) ?? at), draw);
  }

  /** How often current began to flow. */
  get starts(): number {
    return this.#draws.filter((draw, k) => flows(draw) && !flows(this.#draws[k - 1] ?? this.#none)).length;
  }

  /** Puts each visible change where the meter shows it. */
  settle(grid: readonly GridPoint[]): void {
    const [ats, draws] = [this.#ats, this.#draws];
    this.#ats = [];
    this.#draws = [];
    let from = 0;
    for (const [k, at] of ats.entries()) {
      const before = draws[k - 1] ?? this.#none;
      const after = draws[k] ?? this.#none;
      const changeW = after.powerW - before.powerW;
      const earliest = Math.max(ats[k - 1] ?? at - LONGEST_MS, at - LONGEST_MS);
      while ((grid[from + 1]?.at ?? Number.POSITIVE_INFINITY) <= earliest) from += 1;
      let to = from;
      while ((grid[to]?.at ?? Number.POSITIVE_INFINITY) <= at + LATE_MS) to += 1;
      const seen = Math.abs(changeW) < VISIBLE_W ? [] : movements(grid.slice(from, to), changeW);
      for (const move of seen) this.#add(move.at, between(before, after, move.share));
      if (seen.at(-1)?.share !== 1) this.#add(at, after);
    }
  }

  /** What it drew at a moment. Moments come in order, but for a new beginning. */
  at(moment: number): SupplyDraw {
    if ((this.#ats[this.#cursor - 1] ?? Number.NEGATIVE_INFINITY) > moment) this.#cursor = 0;
    while ((this.#ats[this.#cursor] ?? Number.POSITIVE_INFINITY) <= moment) this.#cursor += 1;
    return this.#draws[this.#cursor - 1] ?? this.#none;
  }

  #add(at: number, draw: SupplyDraw): void {
    this.#ats.push(Math.max(at, this.#ats.at(-1) ?? at));
    this.#draws.push(draw);
  }
}

const flows = ({ powerW }: SupplyDraw): boolean => powerW > VISIBLE_W;

/**
 * Where a car changed by so much: the largest movements of the meter in that direction, until they make up the change.
 * `share`: how much of the change is done with it; less than 1 at the end where the meter has not shown all of it.
 */
function movements(points: readonly GridPoint[], changeW: number): readonly { at: number; share: number }[] {
  const sizeW = Math.abs(changeW);
  const moves = points
    .slice(1)
    .map(({ at, powerW }, k) => ({ at, byW: (powerW - (points[k]?.powerW ?? powerW)) * Math.sign(changeW) }))
    .filter(({ byW }) => byW >= MOVES_W)
    .sort((a, b) => b.byW - a.byW);
  const chosen: typeof moves = [];
  let leftW = sizeW;
  for (const move of moves) {
    if (leftW <= 0) break;
    chosen.push({ at: move.at, byW: Math.min(move.byW, leftW) });
    leftW -= move.byW;
  }
  let doneW = 0;
  return chosen
    .sort((a, b) => a.at - b.at)
    .map(({ at, byW }) => {
      doneW += byW;
      return { at, share: doneW >= sizeW - 1 ? 1 : doneW / sizeW };
    });
}

function between(before: SupplyDraw, after: SupplyDraw, share: number): SupplyDraw {
  if (share === 1) return after;
  const part = (a: number, b: number): number => a + (b - a) * share;
  return {
    currentA: after.currentA.map((current, k) => part(before.currentA[k] ?? 0, current)),
    phaseW: after.phaseW.map((power, k) => part(before.phaseW[k] ?? 0, power)),
    powerW: part(before.powerW, after.powerW),
  };
}
