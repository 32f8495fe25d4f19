import { type ChargerState, plugged } from '../control/site-state.js';
import type { SiteFacts } from '../model/site.js';

/** What a car draws, on the phases of the supply. */
export interface SupplyDraw {
  readonly currentA: readonly number[];
  readonly phaseW: readonly number[];
  readonly powerW: number;
}

export const noDraw = (phases: number): SupplyDraw => {
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
  for (const [k, phase] of map.entries()) currentA[phase - 1] = (currentA[phase - 1] ?? 0) + (conductorA[k] ?? 0);
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
/** Chargers' clocks tell whole seconds, and meters are read late. */
const LATE_MS = 3000;

/**
 * The draw of one charger over a recording. A charger tells it every so often, the meter each second: when a change
 * really happened, the meter knows. It is put where the house beside the car moves least.
 */
export class DrawLine {
  readonly #none: SupplyDraw;
  readonly #ats: number[] = [];
  readonly #draws: SupplyDraw[] = [];
  #cursor = 0;

  constructor(phases: number) {
    this.#none = noDraw(phases);
  }

  /** Moments come in order. */
  told(at: number, draw: SupplyDraw): void {
    if (draw.powerW === (this.#draws.at(-1)?.powerW ?? 0)) return;
    this.#ats.push(Math.max(at, this.#ats.at(-1) ?? at));
    this.#draws.push(draw);
  }

  /** How often current began to flow. */
  get starts(): number {
    return this.#draws.filter((draw, k) => flows(draw) && !flows(this.#draws[k - 1] ?? this.#none)).length;
  }

  /** Moves each visible change to where the meter shows it. */
  settle(grid: readonly GridPoint[]): void {
    let from = 0;
    for (const [k, at] of this.#ats.entries()) {
      const after = this.#draws[k] ?? this.#none;
      const before = this.#draws[k - 1] ?? this.#none;
      if (Math.abs(after.powerW - before.powerW) < VISIBLE_W) continue;
      const earliest = Math.max(this.#ats[k - 1] ?? at - LONGEST_MS, at - LONGEST_MS);
      while ((grid[from]?.at ?? Number.POSITIVE_INFINITY) <= earliest) from += 1;
      let to = from;
      while ((grid[to]?.at ?? Number.POSITIVE_INFINITY) <= at + LATE_MS) to += 1;
      const points = grid.slice(from, to);
      this.#ats[k] = points[stepIn(points, before.powerW, after.powerW)]?.at ?? at;
    }
  }

  /** What it drew at a moment. Moments come in order, but for a new beginning. */
  at(moment: number): SupplyDraw {
    if ((this.#ats[this.#cursor - 1] ?? Number.NEGATIVE_INFINITY) > moment) this.#cursor = 0;
    while ((this.#ats[this.#cursor] ?? Number.POSITIVE_INFINITY) <= moment) this.#cursor += 1;
    return this.#draws[this.#cursor - 1] ?? this.#none;
  }
}

const flows = ({ powerW }: SupplyDraw): boolean => powerW > VISIBLE_W;

/** Chargers tell every minute at the latest while a car charges. */
const LONGEST_MS = 90_000;

/** The point from which on the car drew the second power: least squares of what is left for the house. */
function stepIn(points: readonly GridPoint[], beforeW: number, afterW: number): number {
  let best = { at: points.length, spread: Number.POSITIVE_INFINITY };
  // With the step before point k: house = grid − before up to there, grid − after from there on.
  let sum = points.reduce((total, { powerW }) => total + powerW - afterW, 0);
  let squares = points.reduce((total, { powerW }) => total + (powerW - afterW) ** 2, 0);
  for (let k = 0; k <= points.length; k += 1) {
    const spread = squares - (points.length > 0 ? sum ** 2 / points.length : 0);
    if (spread < best.spread - 1e-6) best = { at: k, spread };
    const gridW = points[k]?.powerW ?? 0;
    sum += afterW - beforeW;
    squares += (gridW - beforeW) ** 2 - (gridW - afterW) ** 2;
  }
  return best.at;
}
