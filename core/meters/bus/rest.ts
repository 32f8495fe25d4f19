/** What a unit gets that the least is not enough for. */
const STEPS_MS = [20, 80] as const;
/** So many good answers, and a step less is tried again: three reads of a thousand are lost at the most. */
const WELL_AFTER = 1000;

/**
 * How long the line is quiet before a unit is asked. Units find the beginning of a frame by the pause before it: the
 * least is the standard's, and some need more. Such a unit gives itself away: it answers what comes after a long quiet and
 * misses what follows at once.
 */
export class Rest {
  readonly #steps: readonly number[];
  readonly #units = new Map<number, { step: number; well: number }>();

  /** A least of 0 is for lines where frames tell their length: nobody needs a rest there. */
  constructor(leastMs: number) {
    this.#steps = leastMs > 0 ? [leastMs, ...STEPS_MS.filter((ms) => ms > leastMs)] : [0];
  }

  before(unitId: number): number {
    return this.#steps[this.#units.get(unitId)?.step ?? 0] ?? 0;
  }

  well(unitId: number): void {
    const unit = this.#units.get(unitId);
    if (!unit) return;
    unit.well += 1;
    if (unit.well < WELL_AFTER) return;
    unit.well = 0;
    unit.step -= 1;
    if (unit.step === 0) this.#units.delete(unitId);
  }

  /** It was silent right after an answer. */
  missed(unitId: number): void {
    const { step } = this.#units.get(unitId) ?? { step: 0 };
    if (this.#steps.length > 1) this.#units.set(unitId, { step: Math.min(step + 1, this.#steps.length - 1), well: 0 });
  }
}
