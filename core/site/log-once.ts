import { inEnglish, type Say, type Told } from '../model/error-texts.js';
import type { Log } from '../ports/log.js';

/** Says that something is wrong once, and once when it is well again, however often it is told. */
export class LogOnce {
  readonly #said = new Map<string, string>();
  readonly #log: Log;

  readonly #say: Say;

  constructor(log: Log, say: Say = inEnglish) {
    this.#log = log;
    this.#say = say;
  }

  wrong(subject: string, what: Told | string): void {
    const message = typeof what === 'string' ? what : this.#say(what);
    if (this.#said.get(subject) === message) return;
    this.#said.set(subject, message);
    this.#log.warn(message);
  }

  well(subject: string, what: Told): void {
    if (this.#said.delete(subject)) this.#log.info(this.#say(what));
  }
}
