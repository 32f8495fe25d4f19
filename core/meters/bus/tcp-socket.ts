import { connect, type Socket } from 'node:net';
import { unreached } from '../../model/unreached.js';
import type { Clock } from '../../ports/clock.js';
import { type Trouble, trouble } from '../trouble.js';

/** Long enough for a sleeping gateway, short enough for a user who waits. */
const CONNECT_MS = 5000;

/** A host and port as in a URL: an IPv6 address has brackets. */
export const hostAndPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/**
 * A TCP connection, or why there is none. Bounded by ourselves: the library leaves a socket connecting for ever.
 * The socket always has an 'error' listener.
 */
export function tcpSocket(host: string, port: number, clock: Clock, calledOff: AbortSignal): Promise<Socket | Trouble> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 });
    const refuse = (detail: string) => {
      late();
      socket.destroy();
      resolve(trouble('unreachable', hostAndPort(host, port), detail));
    };
    const late = clock.after(CONNECT_MS, () => refuse('no answer'));
    const callOff = () => refuse('closed');
    calledOff.addEventListener('abort', callOff, { once: true });
    socket.once('close', () => calledOff.removeEventListener('abort', callOff));
    socket.on('error', (error) => refuse(unreached(error)));
    socket.once('connect', () => {
      late();
      resolve(socket);
    });
  });
}

/** Ends a socket at once; resolves when its handle is free. */
export function letGo(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve();
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
