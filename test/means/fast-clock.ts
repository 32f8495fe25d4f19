import { monoMs, type Now, wallMs } from '../../core/model/units.js';
import type { Clock } from '../../core/ports/clock.js';
import { eventually } from './eventually.js';

/** How often time goes on, and by how much at the most: a process that stood still for a second has not lived it. */
const STEP_MS = 5;
const LONGEST_STEP_MS = 10;
/** Our own time is waited for no longer than this, however slow the machine. */
const AT_MOST_MS = 300_000;

/**
 * Time as it is, but so many times as fast: what takes a charger minutes is seen in seconds, over real sockets. On a busy
 * machine it goes slower, so that nothing is late in it.
 */
export class FastClock implements Clock {
  readonly #beganMs = Date.now();
  readonly #waiting = new Map<number, { readonly dueMs: number; readonly call: () => void }>();
  #passedMs = 0;
  #seenMs = performance.now();
  #timers = 0;

  constructor(readonly factor: number) {
    setInterval(() => this.#step(), STEP_MS).unref();
  }

  now(): Now {
    return {
      monoMs: monoMs(1_000_000 + this.#passedMs),
      wallMs: wallMs(Math.round(this.#beganMs + this.#passedMs)),
      wallClockPlausible: true,
    };
  }

  after(delayMs: number, call: () => void): () => void {
    this.#timers += 1;
    const timer = this.#timers;
    this.#waiting.set(timer, { dueMs: this.#passedMs + delayMs, call });
    return () => this.#waiting.delete(timer);
  }

  /** Waits until a condition holds, for so many seconds of this time; throws with the given words when it does not. */
  async within(seconds: number, what: string, look: () => unknown): Promise<void> {
    const endMs = this.#passedMs + seconds * 1000;
    const inTime = async (): Promise<unknown> => {
      const seen = await look();
      if (!seen && this.#passedMs > endMs) throw new Error(`not within ${seconds} s: ${what}`);
      return seen;
    };
    await eventually(what, inTime, AT_MOST_MS);
  }

  #step(): void {
    const nowMs = performance.now();
    this.#passedMs += Math.min(nowMs - this.#seenMs, LONGEST_STEP_MS) * this.factor;
    this.#seenMs = nowMs;
    const due = [...this.#waiting].filter(([, { dueMs }]) => dueMs <= this.#passedMs);
    for (const [timer, { call }] of due.sort(([, a], [, b]) => a.dueMs - b.dueMs)) {
      if (this.#waiting.delete(timer)) call();
    }
  }
}
