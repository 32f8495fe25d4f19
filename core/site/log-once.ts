import type { Log } from '../ports/log.js';

/** Says that something is wrong once, and once when it is well again, however often it is told. */
export class LogOnce {
  readonly #said = new Map<string, string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  wrong(subject: string, message: string): void {
    if (this.#said.get(subject) === message) return;
    this.#said.set(subject, message);
    this.#log.warn(message);
  }

  well(subject: string, message: string): void {
    if (this.#said.delete(subject)) this.#log.info(message);
  }
}
