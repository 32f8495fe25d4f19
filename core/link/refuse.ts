import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RefusedHost } from './admission.js';

/** Answers an upgrade with a plain HTTP refusal, and ends the connection. */
export function refuse(socket: Duplex, { status, text }: RefusedHost): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...(status === 401 ? ['WWW-Authenticate: Basic realm="Surplug link"'] : []),
    '',
    text,
  ];
  socket.end(lines.join('\r\n'), () => socket.destroy());
}
