import type { MonoMs } from '../model/units.js';

/** Lets so many through at once, and so many more each second. */
export class TokenBucket {
  readonly #size: number;
  readonly #perSecond: number;
  #left: number;
  #at: MonoMs;

  constructor(size: number, perSecond: number, at: MonoMs) {
    this.#size = size;
    this.#perSecond = perSecond;
    this.#left = size;
    this.#at = at;
  }

  /** True, and one less left; false when there is none. */
  take(at: MonoMs): boolean {
    this.#left = this.left(at);
    this.#at = at;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  left(at: MonoMs): number {
    return Math.min(this.#size, this.#left + (Math.max(0, at - this.#at) / 1000) * this.#perSecond);
  }
}
