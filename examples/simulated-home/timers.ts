/** Everything that is to happen later, so that it can be called off together. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  /** Runs once after so many ms. */
  after(delayMs: number, run: () => void): void {
    // A timer holds no more than 24 days; a firmware may be wanted later than that.
    const restMs = Math.max(0, delayMs - (2 ** 31 - 1));
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      if (restMs > 0) this.after(restMs, run);
      else run();
    }, delayMs - restMs);
    this.#running.add(timer);
  }

  close(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
