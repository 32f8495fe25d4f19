import { monoMs, type Now, wallMs } from '../../core/model/units.js';
import type { Clock } from '../../core/ports/clock.js';

/** A clock that moves when told to; calls fall due in order of their time. Starts on a plausible summer noon. */
export class FakeClock implements Clock {
  #mono = 1_000_000;
  #wall: number;
  #due: { at: number; call: () => void }[] = [];
  plausible = true;

  constructor(start = '2026-06-21T10:00:00Z') {
    this.#wall = Date.parse(start);
  }

  now(): Now {
    return { monoMs: monoMs(this.#mono), wallMs: wallMs(this.#wall), wallClockPlausible: this.plausible };
  }

  after(delayMs: number, call: () => void): () => void {
    const due = { at: this.#mono + Math.max(0, delayMs), call };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  /** Moves on, and lets promises settle after each call that falls due. */
  async advance(ms: number): Promise<void> {
    const end = this.#mono + ms;
    for (;;) {
      const next = this.#due.filter((due) => due.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.#moveTo(Math.max(this.#mono, next.at));
      next.call();
      await settle();
    }
    this.#moveTo(end);
    await settle();
  }

  #moveTo(mono: number): void {
    this.#wall += mono - this.#mono;
    this.#mono = mono;
  }
}

/** Lets everything that already waits run: promises and immediates. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
