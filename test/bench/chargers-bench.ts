import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCServer } from 'ocpp-rpc';
import { WebSocket } from 'ws';
import { openCentralSystem } from '../../core/chargers/central-system.js';
import { chargerFacts, OcppHouse } from '../means/ocpp-house.js';

/*
 * 200 chargers, each with meter values every second, against our central system and against a bare ocpp-rpc server that
 * only answers: in processes of their own, in turns, in one run. Goal: at most twice its CPU per message.
 */

const CHARGERS = 200;
const SECONDS = 8;
const ROUNDS = 3;

interface Used {
  readonly cpuUs: number;
  readonly rssMb: number;
}

/** A server in this process: tells its port, and what it has used when asked. */
async function serve(kind: 'ours' | 'bare'): Promise<void> {
  const server = createServer();
  if (kind === 'ours') {
    const chargers = Array.from({ length: CHARGERS }, (_, at) => chargerFacts(`CP${at}`));
    const house = new OcppHouse();
    house.observe = () => {};
    const gateway = openCentralSystem(house, { chargers, bootWaitMs: 3_600_000 });
    server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  } else {
    const bare = new RPCServer({ protocols: ['ocpp1.6'], strictMode: false });
    bare.auth((accept) => accept());
    bare.on('client', (client) => client.handle(() => ({})));
    server.on('upgrade', bare.handleUpgrade);
  }
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on('message', () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuUs: user + system, rssMb: process.memoryUsage().rss / 1e6 } satisfies Used);
  });
  process.on('disconnect', () => process.exit());
}

const asked = async (server: ChildProcess): Promise<Used> => {
  const answer = once(server, 'message');
  server.send('used');
  return ((await answer) as [Used])[0];
};

const values = (): unknown => ({
  connectorId: 1,
  transactionId: 7,
  meterValue: [
    {
      timestamp: new Date().toISOString(),
      sampledValue: [
        { value: '12345', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
        ...['L1', 'L2', 'L3'].map((phase) => ({ value: '9.8', measurand: 'Current.Import', phase, unit: 'A' })),
        ...['L1', 'L2', 'L3'].map((phase) => ({ value: '231.2', measurand: 'Voltage', phase, unit: 'V' })),
      ],
    },
  ],
});

/** One turn against a fresh server: CPU per message, times to the answer, memory per charger. */
async function turn(kind: 'ours' | 'bare') {
  const server = fork(__filename, [kind], { execArgv: ['--expose-gc'] });
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const empty = await asked(server);
  const sentAt = new Map<string, number>();
  const times: number[] = [];
  const sockets = await Promise.all(
    Array.from({ length: CHARGERS }, async (_, at) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/CP${at}`, ['ocpp1.6']);
      socket.on('error', () => {});
      socket.on('message', (frame) => {
        const id = String(JSON.parse(String(frame))[1]);
        times.push(performance.now() - (sentAt.get(id) ?? 0));
        sentAt.delete(id);
      });
      await once(socket, 'open');
      return socket;
    }),
  );
  const before = await asked(server);
  const began = performance.now();
  let sent = 0;
  while (performance.now() - began < SECONDS * 1000) {
    // Every charger once a second, spread over it.
    const due = Math.floor(((performance.now() - began) / 1000) * CHARGERS);
    for (; sent < due; sent += 1) {
      const id = `m${sent}`;
      sentAt.set(id, performance.now());
      sockets[sent % CHARGERS]?.send(JSON.stringify([2, id, 'MeterValues', values()]));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = await asked(server);
  for (const socket of sockets) socket.terminate();
  server.disconnect();
  await once(server, 'exit');
  times.sort((a, b) => a - b);
  return {
    cpuUs: (after.cpuUs - before.cpuUs) / sent,
    p50Ms: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    kbPerCharger: ((after.rssMb - empty.rssMb) * 1000) / CHARGERS,
    unanswered: sentAt.size,
  };
}

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

export async function benchChargers(): Promise<void> {
  const ours: Awaited<ReturnType<typeof turn>>[] = [];
  const bare: Awaited<ReturnType<typeof turn>>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      (kind === 'ours' ? ours : bare).push(await turn(kind));
    }
  }
  console.log(`${CHARGERS} chargers, meter values every second: ours, bare ocpp-rpc, ratio of the medians`);
  for (const what of ['cpuUs', 'p50Ms', 'p99Ms', 'kbPerCharger', 'unanswered'] as const) {
    const [a, b] = [median(ours.map((one) => one[what])), median(bare.map((one) => one[what]))];
    console.log(`${what}: ${a.toFixed(2)}, ${b.toFixed(2)}, ${(a / b).toFixed(2)}`);
  }
}

const role = process.argv[2];
if (process.send && (role === 'ours' || role === 'bare')) serve(role).catch((error) => console.error(error));
else if (require.main === module) benchChargers().catch((error) => console.error(error));
