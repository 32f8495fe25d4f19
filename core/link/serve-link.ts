import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RPCClient, RPCServer } from 'ocpp-rpc';
import { detailIn, type Say, told } from '../model/error-texts.js';
import type { Site } from '../model/site.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { Admission } from './admission.js';
import { refuse } from './refuse.js';
import { serveHost } from './serve-host.js';
import { TokenBucket } from './token-bucket.js';
import { MAX_REQUEST_BYTES, PING_MS, SUBPROTOCOL } from './wire.js';

/** The link's side of the site's listener. */
export interface LinkDoor {
  /** Takes over an HTTP upgrade of `/surplug/link`. Never throws, never rejects: refuses on the socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Lets every attached host go. Safe to call twice. */
  close(): Promise<void>;
}

interface LinkService {
  readonly site: Site;
  /** Nobody attaches without one. */
  readonly token: string | undefined;
  /** Whether another machine may attach; otherwise this one only. */
  readonly allowRemote: boolean;
  readonly log: Log;
  readonly clock: Clock;
  readonly say: Say;
}

/** Hosts attached at once: Homebridge, Node-RED, and some to spare. */
const MAX_HOSTS = 8;
/** A host that is refused calls again and again: said so many times at once, then once an hour. */
const TOLD = { size: 3, perSecond: 1 / 3600 };

/** Serves a site to other hosts. */
export function serveLink({ site, token, allowRemote, log, clock, say }: LinkService): LinkDoor {
  const hosts = new Set<() => void>();
  const complaints = new TokenBucket(TOLD.size, TOLD.perSecond, clock.now().monoMs);
  let closed = false;
  const admission = new Admission({ token, allowRemote, clock, room: () => !closed && hosts.size < MAX_HOSTS });
  const server = new RPCServer({
    protocols: [SUBPROTOCOL],
    pingIntervalMs: PING_MS,
    wssOptions: { maxPayload: MAX_REQUEST_BYTES, perMessageDeflate: false },
  });
  server.on('error', (error: unknown) => log.warn(say(told('link-trouble', { detail: detailIn(say, error) }))));
  server.on('client', (client: InstanceType<typeof RPCClient>) => {
    const leave = serveHost(client, { site, log, clock, say });
    hosts.add(leave);
    client.once('close', () => hosts.delete(leave));
    if (closed) leave();
  });

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const refusal = admission.refusal(request);
      if (refusal) {
        if (refusal.told && complaints.take(clock.now().monoMs))
          log.warn(say(told(refusal.told, { address: request.socket.remoteAddress ?? '' })));
        refuse(socket, refusal);
        return;
      }
      // The upgrade of ocpp-rpc can reject before it looks at anything (ocpp.md 1.1), and a listener of an event cannot.
      Promise.resolve(server.handleUpgrade(request, socket as Socket, head)).catch(() => socket.destroy());
    },
    async close() {
      closed = true;
      for (const leave of hosts) leave();
      hosts.clear();
    },
  };
}
