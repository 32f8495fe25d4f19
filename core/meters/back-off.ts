/** After a failure: twice as long each time, and never longer than a user who put it right would wait. */
const FIRST_RETRY_MS = 1000;
export const LAST_RETRY_MS = 10_000;

/** When what failed may be tried again. */
export class BackOff {
  #waitMs = FIRST_RETRY_MS;
  #until = 0;

  failed(nowMs: number): void {
    this.#until = nowMs + this.#waitMs;
    this.#waitMs = Math.min(LAST_RETRY_MS, this.#waitMs * 2);
  }

  /** Tried again after so long, however often. */
  paused(nowMs: number, waitMs: number): void {
    this.#until = nowMs + waitMs;
  }

  succeeded(): void {
    this.#waitMs = FIRST_RETRY_MS;
  }

  waits(nowMs: number): boolean {
    return nowMs < this.#until;
  }
}

/** A broker gone without a word is missed after one and a half of these: 9.5 s until the next attempt at the most. */
export const BROKER_KEEPALIVE_S = 5;
export const BROKER_CONNECT_MS = 5000;
export const BROKER_RETRY_MS = 2000;
/** A publisher that wants to be kept awake is told so this often; Victron's falls silent after a minute. */
export const KEEP_ALIVE_MS = 30_000;
