import { detailIn, type Say, told } from '../model/error-texts.js';
import type { MeterTrouble } from '../model/meter-trouble.js';
import type { MeterReading } from '../model/reading.js';
import type { Log } from '../ports/log.js';
import type { MeterListener } from '../ports/meter-source.js';
import type { MeterWorld } from './meter-world.js';
import { type Trouble, whatOf } from './trouble.js';
import { UNWATCHED, watch } from './watch.js';

/** One lost poll is nothing; a meter never heard is told of at once, for somebody is probably setting it up. */
const FAILURES_TOLERATED = 2;

/** What a meter says to the house: each reading, each trouble once, and once that it is over. Never throws. */
export class MeterVoice {
  readonly #meterId: string;
  readonly #listener: MeterListener;
  readonly #log: Log;
  readonly #words: Say;
  /** The codes of what was last said to be odd. */
  #remarked = '';
  #watched = UNWATCHED;
  #heard = false;
  #failures = 0;
  #told: MeterTrouble | undefined;

  constructor(meterId: string, { listener, log, say }: Pick<MeterWorld, 'listener' | 'log' | 'say'>) {
    this.#meterId = meterId;
    this.#listener = listener;
    this.#log = log;
    this.#words = say;
  }

  /** Failures by code since it was opened. */
  readonly counted: Record<string, number> = {};

  /** How many times in a row it failed. */
  get failures(): number {
    return this.#failures;
  }

  /** `signature` is what the meter said, bit for bit. */
  well(reading: MeterReading, signature = ''): void {
    this.#heard = true;
    this.#failures = 0;
    if (this.#told) this.#say((to) => to.trouble(this.#meterId, null));
    this.#told = undefined;
    this.#say((to) => to.reading(reading));
    if (signature !== '') this.#look(reading, signature);
  }

  /** `certain`: it was said to be gone, so nothing is waited for. */
  failed(trouble: Trouble, certain = false): void {
    this.#failures += 1;
    this.counted[trouble.code] = (this.counted[trouble.code] ?? 0) + 1;
    if (trouble.code === this.#told) return;
    if (!certain && this.#heard && this.#failures <= FAILURES_TOLERATED) return;
    this.#told = trouble.code;
    this.#say((to) => to.trouble(this.#meterId, whatOf(trouble)));
  }

  /** What is odd is said whenever it is something else. */
  #look(reading: MeterReading, signature: string): void {
    const { watched, remarks } = watch(this.#watched, reading, signature);
    this.#watched = watched;
    const codes = remarks.map(({ code }) => code).join();
    if (codes === this.#remarked) return;
    this.#remarked = codes;
    this.#say((to) => to.remarks?.(this.#meterId, remarks.map(whatOf)));
  }

  /** A listener that throws must not stop the meter. */
  #say(what: (listener: MeterListener) => void): void {
    try {
      what(this.#listener);
    } catch (error) {
      const values = { meter: this.#meterId, detail: detailIn(this.#words, error) };
      this.#log.error(this.#words(told('meter-not-heard', values)));
    }
  }
}
