import type { MonoMs } from '../model/units.js';

const GAPS = 5;
/** What is slower than this cannot guard a fuse. */
const SLOWEST_MS = 60_000;

/** How often something is told: by the median of the last gaps, so that one outage does not stretch it. */
export class Rhythm {
  #lastAt: MonoMs | undefined;
  #gapsMs: readonly number[] = [];

  heard(at: MonoMs): void {
    if (this.#lastAt !== undefined && at > this.#lastAt) {
      this.#gapsMs = [...this.#gapsMs.slice(1 - GAPS), at - this.#lastAt];
    }
    this.#lastAt = at;
  }

  /** The period agreed, or its own where that is longer. */
  periodMs(agreedMs: number): number {
    const usual = [...this.#gapsMs].sort((a, b) => a - b)[Math.floor(this.#gapsMs.length / 2)] ?? 0;
    return Math.max(agreedMs, Math.min(usual, SLOWEST_MS));
  }
}
