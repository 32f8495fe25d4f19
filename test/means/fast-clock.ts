import { monoMs, type Now, wallMs } from '../../core/model/units.js';
import type { Clock } from '../../core/ports/clock.js';

/** Time as it is, but so many times as fast: what takes a charger minutes is seen in seconds, over real sockets. */
export class FastClock implements Clock {
  readonly #began = { mono: performance.now(), wall: Date.now() };

  constructor(readonly factor: number) {}

  now(): Now {
    const passedMs = (performance.now() - this.#began.mono) * this.factor;
    return {
      monoMs: monoMs(1_000_000 + passedMs),
      wallMs: wallMs(Math.round(this.#began.wall + passedMs)),
      wallClockPlausible: true,
    };
  }

  after(delayMs: number, call: () => void): () => void {
    const timer = setTimeout(call, delayMs / this.factor);
    return () => clearTimeout(timer);
  }
}
