import { codeOf, messageOf, SurplugError } from '../model/error.js';
import { detailIn, messageIn, type Say, ToldError, told } from '../model/error-texts.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { RecordThread } from './record-thread.js';
import type { HowToOpen, Opened } from './thread-calls.js';

/** Pauses before the thread is started anew; the last one goes on. */
const RETRY_MS = [1_000, 5_000, 30_000, 60_000, 300_000];
/** A network drive that is gone answers nothing at all. The house waits so long for it at the start, and at the end. */
const OPEN_BOUND_MS = 30_000;
const CLOSE_BOUND_MS = 5_000;

interface LifelineParts {
  readonly log: Log;
  readonly say: Say;
  readonly clock: Clock;
  readonly how: HowToOpen;
  /** The file is open; resolves when all that memory kept is written. Until then the thread is in nobody's hands. */
  readonly opened: (thread: RecordThread, opened: Opened) => Promise<void>;
  readonly trouble: (error: SurplugError | null) => void;
}

/** The thread over its lives: started, lost, started again with growing pauses. Trouble is said once, and its end once. */
export class Lifeline {
  readonly #parts: LifelineParts;
  #thread: RecordThread | undefined;
  /** Started, and not heard of yet. */
  #opening: RecordThread | undefined;
  #trouble: SurplugError | null = null;
  #retries = 0;
  #callOffRetry: (() => void) | undefined;
  #starting: Promise<void> | undefined;
  #ended = false;

  constructor(parts: LifelineParts) {
    this.#parts = parts;
  }

  /** The thread, while the disk takes everything. */
  get thread(): RecordThread | undefined {
    return this.#thread;
  }

  get trouble(): SurplugError | null {
    return this.#trouble;
  }

  /** Never rejects: a disk that refuses is trouble. */
  start(): Promise<void> {
    this.#starting ??= this.#startThread().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** As start, with a bound: after it the disk is trouble, and may still come. */
  async startInTime(): Promise<void> {
    if (await this.#longerThan(OPEN_BOUND_MS, this.start())) {
      const seconds = `${OPEN_BOUND_MS / 1000}`;
      this.#tell(new ToldError('STORAGE', 'records-no-answer', { folder: this.#parts.how.folder, seconds }));
    }
  }

  async #startThread(): Promise<void> {
    let thread: RecordThread | undefined;
    try {
      // Even this can fail: a host may forbid threads.
      const started = new RecordThread((error) => this.lost(started, error));
      thread = started;
      this.#opening = started;
      await this.#parts.opened(thread, await thread.ask('open', this.#parts.how));
      this.#thread = thread;
      this.#retries = 0;
      if (!this.#trouble) return;
      this.#trouble = null;
      this.#parts.log.info(this.#parts.say(told('records-written-again')));
      this.#parts.trouble(null);
    } catch (error) {
      this.#giveUp(thread, asStorage(error));
    } finally {
      this.#opening = undefined;
    }
  }

  /** The disk refused, or the thread is gone: on in memory, tried again later. */
  lost(thread: RecordThread, error: unknown): void {
    if (this.#thread === thread) this.#giveUp(thread, asStorage(error));
  }

  /** No further tries but one more now, if asked for. A disk that does not answer is let go. */
  async stopTrying(lastChance: boolean): Promise<void> {
    this.#ended = true;
    this.#callOffRetry?.();
    if (this.#starting) await this.#orLetGo(this.#starting);
    if (!this.#thread && lastChance) await this.#orLetGo(this.start());
  }

  async #orLetGo(starting: Promise<void>): Promise<void> {
    if (await this.#longerThan(CLOSE_BOUND_MS, starting)) void this.#opening?.stop();
    await starting;
  }

  async #longerThan(boundMs: number, work: Promise<void>): Promise<boolean> {
    let callOff = () => {};
    const bound = new Promise<boolean>((resolve) => {
      callOff = this.#parts.clock.after(boundMs, () => resolve(true));
    });
    const late = await Promise.race([work.then(() => false), bound]);
    callOff();
    return late;
  }

  /** Ends the thread after all that it was asked. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    if (!thread) return;
    const { log, say } = this.#parts;
    await thread
      .ask('close')
      .catch((error: unknown) => log.warn(say(told('while-closing', { detail: detailIn(say, error) }))));
    await thread.stop();
  }

  #giveUp(thread: RecordThread | undefined, error: SurplugError): void {
    this.#thread = undefined;
    void thread?.stop();
    this.#tell(error);
    if (this.#ended) return;
    const pauseMs = RETRY_MS[Math.min(this.#retries, RETRY_MS.length - 1)] ?? 0;
    this.#retries += 1;
    this.#callOffRetry?.();
    this.#callOffRetry = this.#parts.clock.after(pauseMs, () => void this.start());
  }

  #tell(error: SurplugError): void {
    if (this.#trouble) return;
    this.#trouble = error;
    const { log, say, trouble } = this.#parts;
    log.error(`${messageIn(say, error)} ${say(told('records-in-memory'))}`);
    trouble(error);
  }
}

const asStorage = (error: unknown): SurplugError =>
  error instanceof SurplugError && codeOf(error) === 'STORAGE'
    ? error
    : new ToldError('STORAGE', 'records-unwritable', { detail: messageOf(error) });
