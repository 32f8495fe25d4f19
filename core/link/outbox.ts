import type { ErrorText } from '../model/error-texts.js';
import type { SiteEvent } from '../model/site-event.js';
import type { SiteSnapshot } from '../model/snapshot.js';

/** Why an attached host is let go. */
export type LetGo = Extract<ErrorText, `link-let-go-${string}`>;

interface OutboxParts {
  /** Resolves once the host has taken the events. */
  readonly send: (events: readonly SiteEvent[]) => Promise<unknown>;
  readonly snapshot: () => SiteSnapshot;
  /** The host is too slow or gone. */
  readonly failed: (why: LetGo) => void;
}

/** A host that lets so many events wait is let go; it attaches again and gets the whole picture. */
const MAX_WAITING = 1000;

/**
 * Events on their way to one host, in order, one parcel at a time. A `state` that waits is overtaken by the next one, and
 * is sent as the house stands when its turn comes: a slow host sees fewer pictures, never old ones.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  #waiting: SiteEvent[] = [];
  #sending = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  push(event: SiteEvent): void {
    if (event.event === 'state') this.#waiting = this.#waiting.filter((other) => other.event !== 'state');
    this.#waiting.push(event);
    if (this.#waiting.length > MAX_WAITING) this.#parts.failed('link-let-go-slow');
    else if (!this.#sending) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#waiting.length > 0) {
        const parcel = this.#waiting.map(
          (event): SiteEvent =>
            event.event === 'state' ? { event: 'state', snapshot: this.#parts.snapshot() } : event,
        );
        this.#waiting = [];
        await this.#parts.send(parcel);
      }
    } catch {
      this.#parts.failed('link-let-go-silent');
    } finally {
      this.#sending = false;
    }
  }
}
