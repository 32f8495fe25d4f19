import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { messageOf, type SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import { ownThread, thrown } from './own-thread.js';
import type { AnswerMessage, CallMessage, CallName, ThreadCalls } from './thread-calls.js';

/** A disk that takes longer than this for one call is as good as gone: a charger waits about as long for its answer. */
const ANSWER_BOUND_MS = 30_000;
/** A bound that is noticed so much too late was slept through: another flow of the host held its thread, or it stood still. */
const OVERSLEPT_MS = 1000;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: SurplugError) => void;
  bound: NodeJS.Timeout | undefined;
}

/**
 * One life of the thread that owns the database. Calls are answered in their order. When the thread ends, for whatever
 * reason, everything that waits is rejected with STORAGE and `gone` is called once.
 */
export class RecordThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #gone: (error: SurplugError) => void;
  readonly #boundMs: number;
  #lastId = 0;
  #over = false;
  #crash: string | undefined;

  constructor(gone: (error: SurplugError) => void, boundMs = ANSWER_BOUND_MS) {
    this.#gone = gone;
    this.#boundMs = boundMs;
    this.#worker = ownThread(join(__dirname, 'thread', 'worker.js'), 'surplug-records');
    this.#worker.on('message', (message: AnswerMessage) => this.#answered(message));
    this.#worker.on('error', (error) => {
      this.#crash = messageOf(error);
    });
    this.#worker.on('exit', (code) => this.#ended(this.#crash ?? `exit code ${code}`));
  }

  /** Rejects with STORAGE when the disk refuses, and with INVALID_INPUT when the question cannot be answered. */
  ask<C extends CallName>(call: C, ...args: Parameters<ThreadCalls[C]>): Promise<ReturnType<ThreadCalls[C]>> {
    return new Promise((resolve, reject) => {
      if (this.#over) {
        reject(threadEnded('it was stopped'));
        return;
      }
      const id = ++this.#lastId;
      const bound = call === 'open' || call === 'close' ? undefined : this.#bound(id);
      this.#waiting.set(id, { resolve, reject, bound });
      // While somebody waits, the process must not end under the write.
      this.#worker.ref();
      try {
        this.#worker.postMessage({ id, call, args } satisfies CallMessage);
      } catch (error) {
        // Something in it cannot cross to another thread: no matter of the disk.
        this.#answered({ id, code: 'INVALID_INPUT', message: messageOf(error) });
      }
    });
  }

  /** Ends the thread at once; nothing further is told. */
  async stop(): Promise<void> {
    this.#over = true;
    this.#rejectAll(threadEnded('it was stopped'));
    await this.#worker.terminate().catch(() => undefined);
  }

  #answered(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    clearTimeout(waiting.bound);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('answer' in message) waiting.resolve(message.answer as never);
    else waiting.reject(thrown(message));
  }

  #bound(id: number): NodeJS.Timeout {
    const due = performance.now() + this.#boundMs;
    return setTimeout(() => this.#late(id, performance.now() - due), this.#boundMs).unref();
  }

  #late(id: number, byMs: number): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (byMs > OVERSLEPT_MS) {
      // The answer may be there, and was not heard yet.
      waiting.bound = this.#bound(id);
      return;
    }
    this.#ended(`no answer within ${this.#boundMs / 1000} s`);
    this.#worker.terminate().catch(() => undefined);
  }

  #ended(why: string): void {
    if (this.#over) return;
    this.#over = true;
    const error = threadEnded(why);
    this.#rejectAll(error);
    this.#gone(error);
  }

  #rejectAll(error: SurplugError): void {
    for (const { reject, bound } of this.#waiting.values()) {
      clearTimeout(bound);
      reject(error);
    }
    this.#waiting.clear();
  }
}

const threadEnded = (why: string): SurplugError => new ToldError('STORAGE', 'records-thread-ended', { detail: why });
