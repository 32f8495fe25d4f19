/**
 * A full deploy closes and makes anew every node, unchanged ones too. The sites live here, beside the nodes, so that no
 * deploy drops a charger. Rules in order:
 *
 * 1. A hub that was deleted closes its site at once.
 * 2. A hub that closed otherwise leaves its site running for a while (a deploy may wait 15 s for other nodes to close).
 *    Its records are written first, since Node-RED may be stopping: it ends the process as soon as the nodes are closed.
 * 3. The next hub with that id and the same configuration takes the running site over.
 * 4. With another configuration, or after a failure, the old site closes first and a new one opens.
 * 5. Nothing opens before everything that closes has closed, so that two hubs can swap their ports in one deploy. What no
 *    node of the deploy took over (a hub switched off, one in a subflow that is gone) closes first, once all nodes are made.
 * 6. When the flows stop and no deploy follows, sites left running close at once.
 */
import type { Log, Site } from '../../core/index.js';
import { type Later, laterByTimer } from '../shared/later.js';
import type { Say } from '../shared/words.js';
import { HeldSite } from './held-site.js';

export const GRACE_MS = 20_000;
/** Node-RED waits 15 s for a node to close. */
const SETTLE_MS = 5_000;

/** A log that can be handed on to the next hub node. */
class Relay implements Log {
  constructor(public to: Log) {}
  debug(message: string): void {
    this.to.debug(message);
  }
  info(message: string): void {
    this.to.info(message);
  }
  warn(message: string): void {
    this.to.warn(message);
  }
  error(message: string): void {
    this.to.error(message);
  }
}

interface Kept extends Pick<Opening, 'key'> {
  readonly held: HeldSite;
  readonly relay: Relay;
  /** Set while no hub node uses the site. */
  endGrace?: () => void;
}

interface Opening {
  /** The configuration as text, to see whether it is still the same. */
  readonly key: string;
  readonly open: (log: Log) => Promise<Site>;
  readonly log: Log;
  readonly say: Say;
}

interface SiteKeeper {
  /** The site of a hub: the one that runs already, or a new one being opened. */
  hold(hubId: string, opening: Opening): HeldSite;
  /** The hub node is gone; resolves when its records are written, or when its site has closed if the hub was deleted. */
  release(hubId: string, held: HeldSite, removed: boolean): Promise<void>;
  /** Closes every site that no hub node uses. */
  closeReleased(): Promise<void>;
}

/** @param allMade resolves when all nodes of the deploy exist */
export function keepSites(allMade: () => Promise<void>, later: Later = laterByTimer): SiteKeeper {
  const sites = new Map<string, Kept>();
  const closing = new Set<Promise<void>>();

  const allClosed = async (): Promise<void> => {
    // Nodes are made one after the other: first let each say what it closes, or takes over.
    await allMade();
    dropReleased();
    while (closing.size > 0) await Promise.all(closing);
  };

  const drop = (hubId: string, kept: Kept): Promise<void> => {
    sites.delete(hubId);
    kept.endGrace?.();
    const closed = kept.held.close().finally(() => closing.delete(closed));
    closing.add(closed);
    return closed;
  };

  const dropReleased = (): void => {
    for (const [hubId, kept] of [...sites]) if (kept.endGrace) void drop(hubId, kept);
  };

  return {
    hold(hubId, { key, open, log, say }) {
      const running = sites.get(hubId);
      if (running?.key === key && running.held.standing.is !== 'failed') {
        running.endGrace?.();
        delete running.endGrace;
        running.relay.to = log;
        return running.held;
      }
      if (running) void drop(hubId, running);
      const relay = new Relay(log);
      const held = new HeldSite({ open, log: relay, later, ready: allClosed, say });
      sites.set(hubId, { held, key, relay });
      return held;
    },

    async release(hubId, held, removed) {
      const kept = sites.get(hubId);
      if (kept?.held !== held) return;
      if (removed) return drop(hubId, kept);
      kept.endGrace?.();
      kept.endGrace = later(GRACE_MS, () => void drop(hubId, kept));
      // A disk that does not answer is not waited for.
      await new Promise<void>((resolve) => {
        const callOff = later(SETTLE_MS, resolve);
        void held.settle().then(resolve).finally(callOff);
      });
    },

    async closeReleased() {
      dropReleased();
      await Promise.all(closing);
    },
  };
}
