import type { CommandAnswer, SiteCommand } from './site-command.js';
import type { SiteEvent } from './site-event.js';
import type { Row, SiteQuery } from './site-query.js';
import type { SiteSnapshot } from './snapshot.js';

/**
 * The whole public face of a site, whether opened here or attached to over the link. Plain JSON-safe values only:
 * nothing in it that could not cross a wire. Every rejection is a `SurplugError`.
 */
export interface Site {
  /** The house as last seen; never throws, never waits. */
  snapshot(): SiteSnapshot;
  /** Tells events until the returned function is called. A listener that throws is logged and disturbs nobody. */
  on(listener: (event: SiteEvent) => void): () => void;
  /**
   * Resolves once the wish is on disk and in force; a charger's part is waited for no longer than 2 s. Rejects, with nothing
   * changed, with UNKNOWN_CHARGER, INVALID_INPUT or LOCKED; with REJECTED, NOT_SUPPORTED, OFFLINE or TIMEOUT where the charger
   * does not do it; with STORAGE where the disk refuses.
   */
  command(command: SiteCommand): Promise<CommandAnswer>;
  /** Rows of the records, or what a charger says of itself; what rows they are is told at `SiteQuery`. */
  query(query: SiteQuery): Promise<readonly Row[]>;
  /** Resolves once all that waits is on disk: for a host that may end the process next. Never rejects. */
  settle(): Promise<void>;
  /** Lets go: chargers keep the safe current. Safe to call twice. */
  close(): Promise<void>;
}
