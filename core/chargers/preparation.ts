import type { Clock } from '../ports/clock.js';
import type { Configuration } from './configuration.js';
import { configure, type SetupContext } from './setup.js';

interface PreparationParts {
  readonly clock: Clock;
  /** What the setup needs of the charger; undefined while it is not the house's. */
  readonly context: () => Omit<SetupContext, 'written' | 'broken' | 'statusHeard'> | undefined;
  /** It is set up: its settings, as they were read. */
  readonly ready: (configuration: Configuration) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** When a charger is made ready: a while after it has come, booted or been adopted, and once at a time. */
export class Preparation {
  readonly #parts: PreparationParts;
  /** What is remembered over reconnects. */
  readonly #lived = { written: new Set<string>(), broken: new Map<string, number>() };
  #statusHeard = false;
  #running = false;
  #callOff: () => void = () => {};

  constructor(parts: PreparationParts) {
    this.#parts = parts;
  }

  /** Another connection: nothing was heard on it yet. */
  begin(): void {
    this.#statusHeard = false;
  }

  statusHeard(): void {
    this.#statusHeard = true;
  }

  /** Takes the place of what was to come before. */
  after(delayMs: number): void {
    this.#callOff();
    this.#callOff = this.#parts.clock.after(delayMs, () => {
      this.#run().catch(this.#parts.failed);
    });
  }

  callOff(): void {
    this.#callOff();
  }

  async #run(): Promise<void> {
    const context = this.#parts.context();
    if (!context || this.#running) return;
    this.#running = true;
    try {
      const statusHeard = () => this.#statusHeard;
      const configuration = await configure({ ...context, ...this.#lived, statusHeard });
      if (configuration) await this.#parts.ready(configuration);
    } finally {
      this.#running = false;
    }
  }
}
