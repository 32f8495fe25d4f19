import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { mendRequests } from '../chargers/connection/request-head.js';
import type { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import type { ResolvedConfig } from './config-schema.js';
import { type RenewalWatch, renewingServer, type TlsFiles } from './tls-files.js';

/** Takes an upgrade over: answers or refuses it on the socket, and never throws. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Who answers at the port: upgrades for chargers and attached hosts, requests for files; false when it is for nobody. */
interface Doormen {
  readonly upgrade: Upgrade;
  readonly request: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Bounds for whoever knocks: a home has a handful of chargers, and none of them sends a long header. */
const LIMITS = { maxConnections: 400, headersTimeoutMs: 10_000, requestTimeoutMs: 600_000, maxHeaderBytes: 16_384 };

interface ListenAt {
  readonly port: number;
  readonly bind?: string | undefined;
  readonly tls?: TlsFiles | undefined;
}

/** What happens while they listen. */
interface ListenWatch extends RenewalWatch {
  readonly failed: (detail: string) => void;
}

/** The plain server of a site, and beside it the TLS one where a certificate is given. All or none. */
export async function listenAll(
  ocpp: ResolvedConfig['ocpp'],
  doormen: Doormen,
  watch: ListenWatch,
): Promise<readonly Listener[]> {
  const { port, tlsPort, bind, certFile, keyFile, caFile } = ocpp;
  const plain = await listen({ port, bind }, doormen, watch);
  if (!certFile || !keyFile) return [plain];
  try {
    return [plain, await listen({ port: tlsPort, bind, tls: { certFile, keyFile, caFile } }, doormen, watch)];
  } catch (error) {
    await plain.close();
    throw error;
  }
}

/** A server of a site: plain requests get a short answer, upgrades go to the router. */
async function listen(at: ListenAt, { upgrade, request }: Doormen, watch: ListenWatch): Promise<Listener> {
  const options = { maxHeaderSize: LIMITS.maxHeaderBytes };
  const answer = (asked: IncomingMessage, response: ServerResponse): void => {
    if (!request(asked, response)) answerPlainly(asked, response);
  };
  const secure = { ...options, handshakeTimeout: LIMITS.headersTimeoutMs };
  const server = at.tls ? renewingServer(secure, at.tls, answer, watch) : createServer(options, answer);
  server.headersTimeout = LIMITS.headersTimeoutMs;
  server.requestTimeout = LIMITS.requestTimeoutMs;
  server.maxConnections = LIMITS.maxConnections;
  server.on('clientError', (_error, socket) => {
    // Ended alone it would stay until the caller ends it too, and keep its place from others.
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', () => socket.destroy());
    else socket.destroy();
  });
  // Nothing can be written before the handshake is done.
  server.on('tlsClientError', (_error, socket: Duplex) => socket.destroy());
  // As they come: one that has not finished its TLS handshake, or is upgraded, no server closes by itself.
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('upgrade', (asked, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(asked, socket, head);
  });
  mendRequests(server, at.tls ? 'secureConnection' : 'connection');
  await bound(server, at);
  server.on('error', (error) => watch.failed(error.message));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
}

function bound(server: Server, at: ListenAt) {
  return new Promise<void>((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => reject(listenError(error, at));
    server.once('error', refused);
    server.listen(at.port, at.bind, () => {
      server.off('error', refused);
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, { port, bind, tls }: ListenAt): SurplugError {
  const told = { port: `${port}`, field: tls ? 'ocpp.tlsPort' : 'ocpp.port' };
  const cause = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new ToldError('PORT_IN_USE', 'port-in-use', told, cause);
    case 'EACCES':
      return new ToldError('BAD_CONFIG', 'port-needs-rights', told, cause);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ToldError('BAD_CONFIG', 'address-not-here', { address: `"${bind ?? ''}"` }, cause);
    default:
      return new ToldError('BAD_CONFIG', 'cannot-listen', { ...told, detail: error.message }, cause);
  }
}

/** A browser or a port scanner: say what lives here, and nothing else. */
function answerPlainly(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(426, { 'content-type': 'text/plain', upgrade: 'websocket', connection: 'close' });
  response.end('An OCPP 1.6J server for EV chargers. Point the charger here with ws://\n');
}

/** The addresses to be typed into chargers; the TLS server is the second. */
export function chargerUrls(
  [plain, secure]: readonly Pick<Listener, 'port'>[],
  { port, bind, advertisedHost }: Pick<ResolvedConfig['ocpp'], 'port' | 'bind' | 'advertisedHost'>,
): { readonly chargerUrl: string; readonly secureChargerUrl: string | null } {
  return {
    chargerUrl: chargerUrl(plain?.port ?? port, bind, advertisedHost),
    secureChargerUrl: secure ? chargerUrl(secure.port, bind, advertisedHost, 'wss') : null,
  };
}

/** What a user types into the charger, without the identity: `ws://host:port/`, or `wss:` at the port for that. */
export function chargerUrl(
  port: number,
  bind: string | undefined,
  advertisedHost: string | undefined,
  scheme: 'ws' | 'wss' = 'ws',
): string {
  const own = bind && bind !== '0.0.0.0' && bind !== '::' ? bind : homeAddress();
  const host = advertisedHost || own;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

/** The address of this machine in the home network, as far as can be told from here. */
export function homeAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const home = all.filter((address) => address.family === 'IPv4' && !address.internal);
  const usual = home.find(({ address }) => /^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address));
  return (usual ?? home[0])?.address ?? '127.0.0.1';
}
