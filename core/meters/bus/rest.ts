/** What a unit gets that the least is not enough for. */
const STEPS_MS = [20, 80] as const;
/** So often in a row it answers after a long quiet and misses what follows at once: that is no accident. */
const STRIKES = 2;
/** After so many good answers a step less is tried; one miss among the next hundred takes it back. */
const WELL_AFTER = 10_000;
const TRIAL = 100;

interface Unit {
  step: number;
  well: number;
  strikes: number;
  onTrial: boolean;
}

/**
 * How long the line is quiet before a unit is asked. Units find the beginning of a frame by the pause before it: the
 * least is the standard's, and some need more. Such a unit gives itself away: it answers the fence, which comes after a
 * long quiet (see bus.ts), and misses what is asked right behind it.
 */
export class Rest {
  readonly #steps: readonly number[];
  readonly #units = new Map<number, Unit>();

  /** A least of 0 is for lines where frames tell their length: nobody needs a rest there. */
  constructor(leastMs: number) {
    this.#steps = leastMs > 0 ? [leastMs, ...STEPS_MS.filter((ms) => ms > leastMs)] : [0];
  }

  before(unitId: number): number {
    return this.#steps[this.#units.get(unitId)?.step ?? 0] ?? 0;
  }

  answered(unitId: number): void {
    const unit = this.#units.get(unitId);
    if (!unit) return;
    unit.strikes = 0;
    unit.well += 1;
    if (unit.well === TRIAL) unit.onTrial = false;
    if (unit.step > 0 && unit.well >= WELL_AFTER) Object.assign(unit, { step: unit.step - 1, well: 0, onTrial: true });
  }

  missed(unitId: number, behindFence: boolean): void {
    const unit = this.#units.get(unitId) ?? { step: 0, well: 0, strikes: 0, onTrial: false };
    this.#units.set(unitId, unit);
    if (behindFence) unit.strikes += 1;
    if (unit.strikes < STRIKES && !unit.onTrial) return;
    const step = Math.min(unit.step + 1, this.#steps.length - 1);
    Object.assign(unit, { step, well: 0, strikes: 0, onTrial: false });
  }
}
