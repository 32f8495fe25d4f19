/** What a unit gets that the least is not enough for: some inverters name 300 ms in their protocol, or a second. */
const STEPS_MS = [20, 80, 350, 1100] as const;
/** So often in a row it misses what follows an answer of its own at once: that is no accident. */
const STRIKES = 2;
/** After so many good answers a step less is tried; one miss among the next hundred takes it back. */
const WELL_AFTER = 10_000;
const TRIAL = 100;

interface Unit {
  step: number;
  well: number;
  strikes: number;
  onTrial: boolean;
  /** It has answered as soon as it is asked now. */
  proven: boolean;
}

/**
 * How long a unit is left alone before it is asked. Units find the beginning of a frame by the pause before it, and some have
 * other things to do after an answer: the least is the standard's, and some need more. Such a unit gives itself away: it
 * answers after a long quiet, and misses what is asked right behind that. Once it does so twice, each further miss counts,
 * until it has answered.
 */
export class Rest {
  readonly #steps: readonly number[];
  readonly #units = new Map<number, Unit>();

  constructor(leastMs: number) {
    this.#steps = [leastMs, ...STEPS_MS.filter((ms) => ms > leastMs)];
  }

  before(unitId: number): number {
    return this.#steps[this.#units.get(unitId)?.step ?? 0] ?? 0;
  }

  /** What is asked within so long after an answer of the unit shows whether its rest is enough. */
  provesWithin(unitId: number): number {
    return this.#steps[(this.#units.get(unitId)?.step ?? 0) + 1] ?? Number.POSITIVE_INFINITY;
  }

  answered(unitId: number, soon: boolean): void {
    const unit = this.#units.get(unitId);
    if (!unit) return;
    if (soon) Object.assign(unit, { strikes: 0, proven: true });
    unit.well += 1;
    if (unit.well === TRIAL) unit.onTrial = false;
    if (unit.step > 0 && unit.well >= WELL_AFTER) Object.assign(unit, { step: unit.step - 1, well: 0, onTrial: true });
  }

  missed(unitId: number, soon: boolean): void {
    const unit = this.#units.get(unitId) ?? { step: 0, well: 0, strikes: 0, onTrial: false, proven: true };
    this.#units.set(unitId, unit);
    if (soon) unit.strikes += 1;
    if (unit.strikes < (unit.proven ? STRIKES : 1) && !unit.onTrial) return;
    const step = Math.min(unit.step + 1, this.#steps.length - 1);
    Object.assign(unit, { step, well: 0, strikes: 0, onTrial: false, proven: false });
  }
}
