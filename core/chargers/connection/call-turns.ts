import type { Clock } from '../../ports/clock.js';

/**
 * Whose turn it is to be asked of a charger: one call at a time, in their order.
 *
 * 1. What has more haste goes before what has less.
 * 2. A call without an answer holds up what has haste no longer than `patienceMs`, however long it is itself waited for.
 */
export class CallTurns {
  readonly #waiting: { readonly haste: number; readonly begin: () => void }[] = [];
  #holder: object | undefined;
  #since = 0;
  #callOff: () => void = () => {};

  constructor(
    readonly clock: Clock,
    readonly patienceMs: number,
  ) {}

  get free(): boolean {
    return this.#holder === undefined;
  }

  /** Resolves when the turn has come, with what ends it. */
  take(haste: number): Promise<() => void> {
    return new Promise((resolve) => {
      const begin = (): void => {
        const holder = {};
        this.#holder = holder;
        this.#since = this.clock.now().monoMs;
        resolve(() => {
          if (this.#holder === holder) this.#next();
        });
        this.#hurry();
      };
      if (this.free) return begin();
      const behind = this.#waiting.findIndex((other) => other.haste < haste);
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, { haste, begin });
      this.#hurry();
    });
  }

  #next(): void {
    this.#holder = undefined;
    this.#callOff();
    this.#waiting.shift()?.begin();
  }

  #hurry(): void {
    this.#callOff();
    if ((this.#waiting[0]?.haste ?? 0) === 0) return;
    const heldMs = this.clock.now().monoMs - this.#since;
    this.#callOff = this.clock.after(Math.max(0, this.patienceMs - heldMs), () => this.#next());
  }
}
