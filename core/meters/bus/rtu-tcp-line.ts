import { Socket } from 'node:net';
import type { Clock } from '../../ports/clock.js';
import type { Line } from './line.js';
import { rtuConnection } from './rtu-connection.js';
import { hostAndPort, letGo, tcpSocket } from './tcp-socket.js';

/** Least quiet before each request: three and a half characters at 9600 baud, and room for the gateway's own pace. */
const SILENCE_MS = 5;

/** RTU frames through a transparent RS485 gateway. */
export function rtuTcpLine(host: string, port: number, clock: Clock): Line {
  const where = hostAndPort(host, port);
  return {
    where,
    settings: 'RTU over TCP',
    numbered: false,
    bears: 3,
    silenceMs: SILENCE_MS,
    async connect(calledOff) {
      const socket = await tcpSocket(host, port, clock, calledOff);
      return socket instanceof Socket ? rtuConnection(socket, where, clock, () => letGo(socket)) : socket;
    },
  };
}
