import { type Say, type Told, told } from '../model/error-texts.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** What has been wrong so often in so long a time comes and goes, and is not worth a line each time. */
const OFTEN = 6;
const AWHILE_MS = 3_600_000;

/** Says once what is told over and over: that something is wrong, and that it is well again, and news; not without end. */
export class LogOnce {
  /** What was last said of a subject that is wrong. */
  readonly #said = new Map<string, string>();
  /** When something was lately said to be wrong with it. */
  readonly #saidAt = new Map<string, readonly number[]>();
  readonly #log: Log;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #say: Say;

  constructor(log: Log, clock: Pick<Clock, 'now'>, say: Say) {
    this.#log = log;
    this.#clock = clock;
    this.#say = say;
  }

  wrong(subject: string, what: Told | string): void {
    const message = typeof what === 'string' ? what : this.#say(what);
    if (this.#said.get(subject) === message) return;
    const at = this.#clock.now().monoMs;
    const lately = (this.#saidAt.get(subject) ?? []).filter((one) => at - one < AWHILE_MS);
    if (lately.length >= OFTEN) {
      this.#said.delete(subject);
      return;
    }
    this.#said.set(subject, message);
    this.#saidAt.set(subject, [...lately, at]);
    this.#log.warn(lately.length + 1 < OFTEN ? message : `${message} ${this.#say(told('comes-and-goes'))}`);
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
