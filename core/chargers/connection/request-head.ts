import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/**
 * Requests as some chargers write them, put right before Node's HTTP parser sees them: it takes an upgrade without
 * `Connection: Upgrade` (lbbrhzn/ocpp, pull request 1984) for a plain request, and a path with raw UTF-8 for none.
 */
export function mendedHead(bytes: Buffer): Buffer {
  const end = bytes.indexOf(END);
  if (end < 0) return bytes;
  // Latin-1 keeps every byte as it is.
  const [request = '', ...headers] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const path = request.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  const upgrades = headers.some((line) => /^upgrade\s*:\s*websocket\s*$/i.test(line));
  const connection = headers.some((line) => /^connection\s*:.*\bupgrade\b/i.test(line));
  const kept = upgrades && !connection ? headers.filter((line) => !/^connection\s*:/i.test(line)) : headers;
  const added = upgrades && !connection ? ['Connection: Upgrade'] : [];
  const head = [path, ...added, ...kept].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes.subarray(end)]);
}

const END = Buffer.from('\r\n\r\n');
const HEAD_MOST = 16 * 1024;
const HEAD_MS = 10_000;
/**
 * Heads waited for at once. A charger sends its own in one breath: with one more, whoever has kept silent longest goes, of
 * the address that has most of them, so that a flood makes room for itself and for nobody else's harm.
 */
const HEADS_MOST = 100;

/** Lets a server take requests with such heads. To be called before it listens. */
export function mendRequests(server: HttpServer | HttpsServer, event: 'connection' | 'secureConnection'): void {
  const own = server.listeners(event);
  server.removeAllListeners(event);
  const waiting = new Map<string, Socket>();
  server.on('connection', (socket: Socket) => {
    if (waiting.size >= HEADS_MOST) {
      const longest = longestOfMost([...waiting.keys()]);
      waiting.get(longest)?.destroy();
      waiting.delete(longest);
    }
    const end = otherEnd(socket);
    waiting.set(end, socket);
    socket.once('close', () => waiting.delete(end));
  });
  server.on(event, (socket: Socket) => {
    afterHead(socket, () => {
      waiting.delete(otherEnd(socket));
      for (const listener of own) listener.call(server, socket);
    });
  });
}

/** Who is at the other end: the same for a connection and for what TLS makes of it. */
const otherEnd = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Of those that wait, the one waiting longest of the address that has most. */
function longestOfMost(ends: readonly string[]): string {
  const addressOf = (end: string): string => end.slice(0, end.indexOf(' '));
  const counts = new Map<string, number>();
  for (const address of ends.map(addressOf)) counts.set(address, (counts.get(address) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return ends.find((end) => counts.get(addressOf(end)) === most) ?? '';
}

/** Hands the socket on once its head is whole, too long or too late; nothing read is lost. */
function afterHead(socket: Socket, handOn: () => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  const ignore = (): void => {};
  const late = setTimeout(() => socket.destroy(), HEAD_MS);
  const read = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    if (!bytes.includes(END) && bytes.length < HEAD_MOST) return;
    leave();
    socket.pause();
    socket.unshift(mendedHead(bytes));
    handOn();
    socket.resume();
  };
  const leave = (): void => {
    clearTimeout(late);
    socket.off('data', read).off('close', leave);
    setImmediate(() => socket.off('error', ignore));
  };
  socket.on('error', ignore).on('close', leave).on('data', read);
}
