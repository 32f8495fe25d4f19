import { randomUUID } from 'node:crypto';
import { codeOf } from '../model/error.js';
import { detailIn, type Say, told } from '../model/error-texts.js';
import type { DecisionRecord } from '../model/record.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Lifeline } from './lifeline.js';
import { OpenBatch } from './open-batch.js';
import type { RecordThread } from './record-thread.js';
import type { Batch } from './thread-calls.js';
import type { Unsaved } from './unsaved.js';

const BATCH_MS = 10_000;

interface BatchWriterParts {
  readonly log: Log;
  readonly say: Say;
  readonly clock: Clock;
  readonly line: Lifeline;
  /** Goes before every batch. */
  readonly unsaved: Unsaved;
}

/** Gathers what may wait, and hands it to the thread every ten seconds or when asked to. */
export class BatchWriter {
  readonly #parts: BatchWriterParts;
  readonly #open = new OpenBatch();
  readonly #life = randomUUID();
  #batches = 0;
  /** Not yet known to be on disk; told again under the same id. */
  #sealed: Batch | undefined;
  #writing: Promise<void> = Promise.resolve();
  #callOff: (() => void) | undefined;
  #stopped = false;

  constructor(parts: BatchWriterParts) {
    this.#parts = parts;
  }

  /** Decisions that wait. */
  get decisions(): readonly DecisionRecord[] {
    return this.#open.decisions;
  }

  /** A batch was begun to be written, and is not known to be on disk. */
  get unwritten(): boolean {
    return this.#sealed !== undefined;
  }

  soon(add: (batch: OpenBatch) => void): void {
    add(this.#open);
    if (this.#callOff || this.#stopped) return;
    this.#callOff = this.#parts.clock.after(BATCH_MS, () => {
      this.#callOff = undefined;
      void this.now();
    });
  }

  /** Resolves when all that waits is on disk, or must go on waiting. One batch at a time, never rejects. */
  now(): Promise<void> {
    const { line } = this.#parts;
    this.#writing = this.#writing.then(async () => {
      const { thread } = line;
      if (thread) await this.writeTo(thread).catch((error: unknown) => line.lost(thread, error));
    });
    return this.#writing;
  }

  async writeTo(thread: RecordThread): Promise<void> {
    const { log, say, clock, unsaved } = this.#parts;
    for (;;) {
      await unsaved.writeTo(thread);
      const { wallMs, wallClockPlausible } = clock.now();
      this.#sealed ??= this.#open.seal(`${this.#life} ${++this.#batches}`, wallClockPlausible ? wallMs : null);
      if (!this.#sealed) return;
      try {
        await thread.ask('write', this.#sealed);
      } catch (error) {
        if (codeOf(error) === 'STORAGE') throw error;
        // Something in it can never be written; without this it would be tried for ever.
        log.error(say(told('records-left-out', { detail: detailIn(say, error) })));
      }
      this.#sealed = undefined;
    }
  }

  /** Nothing is written by itself any more. */
  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }
}
