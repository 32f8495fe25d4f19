import type { Clock } from '../../ports/clock.js';

/**
 * The first word of a connection is the charger's.
 *
 * 1. Until it has said something nothing is asked of it: some hang up when called before their BootNotification is
 *    answered (lbbrhzn/ocpp #1510), and that may come five seconds after the connection (#1414).
 * 2. One that is back in the middle of a charge seldom boots and may stay silent, and the fuse waits: not for long.
 * 3. One that went away, or booted, after it had been asked too early is given longer from then on (#1503).
 */
export class FirstWord {
  #said: Promise<void> = Promise.resolve();
  #go: () => void = () => {};
  #spoken = false;
  #askedEarly = false;
  #patient = false;
  #boot = false;

  constructor(
    readonly clock: Clock,
    readonly waitMs: number,
  ) {}

  /** A new connection. Whoever still waits for the one before waits for this one. */
  begin(charging: boolean): void {
    this.#go();
    this.#spoken = false;
    this.#askedEarly = false;
    const waitMs = this.#patient ? PATIENT * this.waitMs : charging ? Math.min(HURRIED_MS, this.waitMs) : this.waitMs;
    this.#said = new Promise((resolve) => {
      const callOff = this.clock.after(waitMs, resolve);
      this.#go = () => {
        callOff();
        resolve();
      };
    });
  }

  /** The connection is down. */
  end(): void {
    this.#beginsAgain();
    this.#go();
  }

  /** It boots. */
  boots(): void {
    this.#beginsAgain();
    this.#boot = !this.#spoken && !this.#askedEarly;
  }

  /** The last boot was the first word, and nothing had been asked before it. */
  get wasBoot(): boolean {
    return this.#boot;
  }

  /** Nothing was heard yet. */
  get awaited(): boolean {
    return !this.#spoken;
  }

  /** It is answered, though the answer may not be on its way yet. */
  answered(): void {
    this.#spoken = true;
  }

  /** The answer is on its way. */
  sent(): void {
    this.#go();
  }

  #beginsAgain(): void {
    if (this.#askedEarly && !this.#spoken) this.#patient = true;
  }

  /** Resolves when it may be asked. */
  async mayAsk(): Promise<void> {
    for (let said: unknown; said !== this.#said; await this.#said) said = this.#said;
    this.#askedEarly ||= !this.#spoken;
  }
}

const PATIENT = 3;
const HURRIED_MS = 3_000;
