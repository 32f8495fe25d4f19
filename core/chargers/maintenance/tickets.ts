import { randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';

/** 128 bits that nobody guesses. */
export const newTicket = (): string => randomBytes(16).toString('hex');

/** What the tickets that were given out stand for, each for a while. */
export class Tickets<Held> {
  readonly #held = new Map<string, { readonly of: Held; readonly until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly lastMs: number,
  ) {}

  give(of: Held): string {
    const ticket = newTicket();
    this.#held.set(ticket, { of, until: this.clock.now().monoMs + this.lastMs });
    return ticket;
  }

  /** What a ticket stands for, if it still holds; old ones go. */
  held(ticket: string): Held | undefined {
    const { monoMs } = this.clock.now();
    for (const [old, { until }] of this.#held) if (until < monoMs) this.#held.delete(old);
    return this.#held.get(ticket)?.of;
  }
}
