/**
 * Start, MeterValues and StopTransaction in the order they happened, kept while the hub is away and delivered afterwards
 * (OCPP 1.6, 4.3 and 3.7.1). A message is only dropped after so many CALLERRORs; silence never drops one.
 */
import { CallError, type Payload } from './ocpp-wire.js';

interface Owed {
  readonly action: 'StartTransaction' | 'MeterValues' | 'StopTransaction';
  /** Made when it is sent, since the transaction's id may only be known then. */
  readonly payload: () => Payload;
  readonly answered?: (answer: Payload) => void;
}

interface QueueRules {
  readonly attempts: number;
  readonly retryMs: number;
}

export class TransactionQueue {
  readonly #owed: Owed[] = [];
  #refusals = 0;
  #busy = false;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(
    readonly call: (action: string, payload: Payload) => Promise<Payload>,
    readonly ready: () => boolean,
    readonly rules: () => QueueRules,
  ) {}

  get length(): number {
    return this.#owed.length;
  }

  push(owed: Owed): void {
    this.#owed.push(owed);
    this.flush();
  }

  /** Delivers what is owed while the hub listens. */
  flush(): void {
    if (this.#busy || this.#retry || this.#closed) return;
    this.#busy = true;
    this.#deliver()
      .catch(() => undefined)
      .finally(() => {
        this.#busy = false;
      });
  }

  close(): void {
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
  }

  async #deliver(): Promise<void> {
    for (let head = this.#owed[0]; head && this.ready() && !this.#closed; head = this.#owed[0]) {
      try {
        const answer = await this.call(head.action, head.payload());
        this.#done();
        head.answered?.(answer);
      } catch (error) {
        if (!(error instanceof CallError)) return;
        this.#refusals += 1;
        if (this.#refusals < this.rules().attempts) return this.#later(this.rules().retryMs * this.#refusals);
        this.#done();
      }
    }
  }

  #done(): void {
    this.#owed.shift();
    this.#refusals = 0;
  }

  #later(delayMs: number): void {
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.flush();
    }, delayMs);
  }
}
