import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Site } from '../model/site-command.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** The link's side of the site's listener. */
export interface LinkDoor {
  /** Takes over an HTTP upgrade of `/surplug/link`. Never throws, never rejects: refuses on the socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Lets every attached host go. Safe to call twice. */
  close(): Promise<void>;
}

export interface LinkService {
  readonly site: Site;
  /** Nobody attaches without one. */
  readonly token: string | undefined;
  /** Whether another machine may attach; otherwise this one only. */
  readonly allowRemote: boolean;
  readonly log: Log;
  readonly clock: Clock;
}

/** Serves a site to other hosts. */
export function serveLink(_service: LinkService): LinkDoor {
  throw new Error('being built');
}
