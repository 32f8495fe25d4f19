/*
 * Preload (`node -r`): every TCP and UDP socket this process and its forked children open stays on 127.0.0.1, because
 * HAP-NodeJS listens on every address whatever `bind` says. Multicast is dropped, packets for elsewhere are swallowed.
 */
import dgram from 'node:dgram';
import net from 'node:net';

type Arguments = unknown[];
type Patched = Record<string, (...args: Arguments) => unknown>;

const LOOPBACK = '127.0.0.1';
const everywhere = (host: unknown): boolean =>
  host === undefined || host === null || host === '' || host === '0.0.0.0' || host === '::';
const isOptions = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function patch(
  target: object,
  name: string,
  wrap: (original: (args: Arguments) => unknown, args: Arguments) => unknown,
) {
  const methods = target as Patched;
  const original = methods[name];
  if (!original) throw new Error(`Node has no ${name} to patch`);
  methods[name] = function (this: unknown, ...args: Arguments) {
    return wrap((changed) => original.apply(this, changed), args);
  };
}

patch(net.Server.prototype, 'listen', (listen, args) => {
  const [first, second, ...rest] = args;
  if (typeof first === 'number') {
    if (typeof second === 'string') return listen([first, everywhere(second) ? LOOPBACK : second, ...rest]);
    return listen([first, LOOPBACK, ...(everywhere(second) ? rest : [second, ...rest])]);
  }
  if (isOptions(first) && first['port'] !== undefined && everywhere(first['host'])) {
    return listen([{ ...first, host: LOOPBACK }, second, ...rest]);
  }
  return listen(args);
});

patch(dgram.Socket.prototype, 'bind', (bind, args) => {
  const [first, second, ...rest] = args;
  if (isOptions(first)) {
    return bind([everywhere(first['address']) ? { ...first, address: LOOPBACK } : first, second, ...rest]);
  }
  if (typeof second === 'string') return bind([first, everywhere(second) ? LOOPBACK : second, ...rest]);
  return bind([first, LOOPBACK, ...(everywhere(second) ? rest : [second, ...rest])]);
});

for (const name of ['addMembership', 'addSourceSpecificMembership', 'setMulticastInterface']) {
  patch(dgram.Socket.prototype, name, () => undefined);
}

patch(dgram.Socket.prototype, 'send', (send, args) => {
  const address = args.findLast((value) => typeof value === 'string');
  if (address === undefined || /^(127\.|::1$|localhost$)/.test(address)) return send(args);
  const sent = args.findLast((value) => typeof value === 'function') as
    | ((error: null, bytes: number) => void)
    | undefined;
  if (sent) process.nextTick(sent, null, 0);
  return undefined;
});
