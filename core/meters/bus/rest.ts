/** What a unit gets that the least is not enough for: some inverters name 300 ms in their protocol, or a second. */
const STEPS_MS = [20, 80, 350, 1100] as const;
/** So often in a row it misses what follows an answer of its own at once, where it had met one before and where not: that is no accident. */
const STRIKES = { proven: 3, unproven: 2 } as const;
/** Good answers until a step less is tried: as often at first, and up to so often where it met nothing on every trial before. */
const WAIT = { first: 50, most: 5000 } as const;
/** Good answers after which a trial is passed. */
const TRIAL = 20;

interface Unit {
  step: number;
  well: number;
  strikes: number;
  /** Good answers until a step less is tried. */
  wait: number;
  onTrial: boolean;
  /** It has met a request as soon as it is asked now. */
  proven: boolean;
}

const UNTRIED: Unit = { step: 0, well: 0, strikes: 0, wait: WAIT.first, onTrial: false, proven: true };

/**
 * How long a unit is left alone before it is asked. Units find the beginning of a frame by the pause before it, and some have
 * other things to do after an answer: the least is the standard's, and some need more. Such a unit gives itself away: it
 * answers after a long quiet, and misses what is asked right behind that, each time. A line that loses something now and then
 * looks the same for a moment: so less is tried again soon, and ever more rarely where that was missed.
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
    if (unit.onTrial && unit.well >= TRIAL) Object.assign(unit, { onTrial: false, wait: WAIT.first });
    if (unit.step > 0 && unit.well >= unit.wait) {
      Object.assign(unit, { step: unit.step - 1, well: 0, strikes: 0, onTrial: true, proven: false });
    }
  }

  missed(unitId: number, soon: boolean): void {
    if (!soon) return;
    const unit = this.#units.get(unitId) ?? { ...UNTRIED };
    this.#units.set(unitId, unit);
    unit.strikes += 1;
    if (unit.strikes < (unit.proven ? STRIKES.proven : STRIKES.unproven)) return;
    const step = Math.min(unit.step + 1, this.#steps.length - 1);
    const wait = unit.onTrial && !unit.proven ? Math.min(2 * unit.wait, WAIT.most) : unit.wait;
    Object.assign(unit, { step, wait, well: 0, strikes: 0, onTrial: false, proven: false });
  }
}
