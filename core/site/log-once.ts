import { inEnglish, type Say, type Told } from '../model/error-texts.js';
import type { Log } from '../ports/log.js';

/** Says once what is told over and over: that something is wrong, and that it is well again; and news. */
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

  /** Something to know: said again when it is of another kind, or of another day. */
  news(subject: string, kind: string, what: Told): void {
    if (this.#said.get(subject) === kind) return;
    this.#said.set(subject, kind);
    this.#log.info(this.#say(what));
  }

  well(subject: string, what: Told): void {
    if (this.#said.delete(subject)) this.#log.info(this.#say(what));
  }
}
