import type { SiteEvent } from './site-event.js';

/** Whoever listens to a site. A listener that throws is told to `failed`, and disturbs nobody. */
export class Audience {
  readonly #listeners = new Set<(event: SiteEvent) => void>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** Listens until the returned function is called. */
  on(listener: (event: SiteEvent) => void): () => void {
    // One entry per call, so that a listener added twice is taken off once at a time.
    const entry = (event: SiteEvent): void => listener(event);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  tell(event: SiteEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  dismiss(): void {
    this.#listeners.clear();
  }
}
