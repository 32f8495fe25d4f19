/** What a unit gets that missed a request: many need more than the standard's least. */
const LONGER_MS = 20;
const LONGEST_MS = 80;
/** Missed again so soon: it was not enough. Later: something else. */
const SOON = 10;
/** So many good answers in a row, and half of the rest is tried again: one lost read in a thousand at the most. */
const WELL_AFTER = 1000;

/**
 * How long the line is quiet before a unit is asked. Units find the beginning of a frame by the pause before it: the
 * least is the standard's; whoever misses something gets more, and still more if that was not enough, until it has been
 * well for long.
 */
export class Rest {
  readonly #leastMs: number;
  readonly #units = new Map<number, { ms: number; well: number }>();

  constructor(leastMs: number) {
    this.#leastMs = leastMs;
  }

  before(unitId: number): number {
    return this.#units.get(unitId)?.ms ?? this.#leastMs;
  }

  well(unitId: number): void {
    const unit = this.#units.get(unitId);
    if (!unit) return;
    unit.well += 1;
    if (unit.well < WELL_AFTER) return;
    unit.well = 0;
    unit.ms /= 2;
    if (unit.ms < Math.max(LONGER_MS, this.#leastMs)) this.#units.delete(unitId);
  }

  missed(unitId: number): void {
    if (this.#leastMs === 0) return;
    const { ms, well } = this.#units.get(unitId) ?? { ms: this.#leastMs, well: 0 };
    const more = well < SOON ? Math.max(LONGER_MS, 2 * ms) : ms;
    this.#units.set(unitId, { ms: Math.min(Math.max(LONGEST_MS, this.#leastMs), more), well: 0 });
  }
}
