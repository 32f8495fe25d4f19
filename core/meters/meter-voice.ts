import { messageOf } from '../model/error.js';
import type { MeterTrouble } from '../model/meter-trouble.js';
import type { MeterReading } from '../model/reading.js';
import type { Log } from '../ports/log.js';
import type { MeterListener } from '../ports/meter-source.js';
import { type Trouble, told } from './trouble.js';

/** One lost poll is nothing; a meter never heard is told of at once, for somebody is probably setting it up. */
const FAILURES_TOLERATED = 2;

/** What a meter says to the house: each reading, each trouble once, and once that it is over. Never throws. */
export class MeterVoice {
  readonly #meterId: string;
  readonly #listener: MeterListener;
  readonly #log: Log;
  readonly #remarked = new Set<string>();
  #heard = false;
  #failures = 0;
  #told: MeterTrouble | undefined;

  constructor(meterId: string, listener: MeterListener, log: Log) {
    this.#meterId = meterId;
    this.#listener = listener;
    this.#log = log;
  }

  /** How many times in a row it failed. */
  get failures(): number {
    return this.#failures;
  }

  well(reading: MeterReading): void {
    this.#heard = true;
    this.#failures = 0;
    if (this.#told) this.#say((to) => to.trouble(this.#meterId, null));
    this.#told = undefined;
    this.#say((to) => to.reading(reading));
  }

  failed(trouble: Trouble): void {
    this.#failures += 1;
    if (trouble.code === this.#told) return;
    if (this.#heard && this.#failures <= FAILURES_TOLERATED) return;
    this.#told = trouble.code;
    this.#say((to) => to.trouble(this.#meterId, told(trouble)));
  }

  /** Something odd, said once until `unremark`. */
  remark(trouble: Trouble): void {
    if (this.#remarked.has(trouble.code)) return;
    this.#remarked.add(trouble.code);
    this.#say((to) => to.remark?.(this.#meterId, told(trouble)));
  }

  unremark(code: MeterTrouble): void {
    this.#remarked.delete(code);
  }

  /** A listener that throws must not stop the meter. */
  #say(what: (listener: MeterListener) => void): void {
    try {
      what(this.#listener);
    } catch (error) {
      this.#log.error(`The meter ${this.#meterId} was not listened to: ${messageOf(error)}`);
    }
  }
}
