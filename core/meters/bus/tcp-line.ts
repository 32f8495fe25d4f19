import { Socket } from 'node:net';
import type { Clock } from '../../ports/clock.js';
import { trouble } from '../trouble.js';
import type { Connection, Line } from './line.js';
import { MbapGuard } from './mbap-guard.js';
import { ModbusReads, modbusClient } from './modbus-read.js';
import { hostAndPort, letGo, tcpSocket } from './tcp-socket.js';

/** Modbus TCP: every request numbered, so that a late answer is known by its number and dropped by the library. */
export function tcpLine(host: string, port: number, clock: Clock): Line {
  const where = hostAndPort(host, port);
  return {
    where,
    settings: 'Modbus TCP',
    numbered: true,
    bears: 2,
    silenceMs: 0,
    async connect(calledOff) {
      const socket = await tcpSocket(host, port, clock, calledOff);
      if (!(socket instanceof Socket)) return socket;
      // Linked before a time-out is set: the library would hand it to the socket, too.
      const client = await modbusClient();
      const guard = new MbapGuard((number) => reads.came(number));
      const reads = new ModbusReads(client, where, clock, () => guard.midFrame);
      let inStep = true;
      let lastByteAt = clock.now().monoMs;
      socket.once('close', () => reads.end(inStep ? 'lost' : 'out of step'));
      // Before the library listens: it must not see a chunk that is out of step.
      socket.on('data', (bytes: Buffer) => {
        lastByteAt = clock.now().monoMs;
        inStep &&= guard.inStep(bytes);
        if (inStep) return;
        reads.end('out of step');
        socket.destroy();
      });
      if (socket.destroyed) return trouble('unreachable', where, 'hung up');
      await client.linkTCP(socket, { port });
      return {
        get open() {
          return inStep && !socket.destroyed && socket.writable;
        },
        read: (request) => reads.read(request),
        takeLate: () => reads.takeLate(),
        lastByteAt: () => lastByteAt,
        close: () => {
          // Ends the library's timers, too; it never settles what was out, but we do.
          client.destroy(() => undefined);
          reads.end('lost');
          return letGo(socket);
        },
      } satisfies Connection;
    },
  };
}
