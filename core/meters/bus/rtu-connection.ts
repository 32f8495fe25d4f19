import type { Duplex } from 'node:stream';
import type { Clock } from '../../ports/clock.js';
import { trouble } from '../trouble.js';
import type { Connection } from './line.js';
import { ModbusReads, modbusClient } from './modbus-read.js';
import { RtuPort } from './rtu-port.js';

/** RTU frames over an open serial port or socket. `letGo` frees what is underneath. */
export async function rtuConnection(
  stream: Duplex,
  where: string,
  clock: Clock,
  letGo: () => Promise<void>,
): Promise<Connection> {
  const port = new RtuPort(stream, clock);
  const client = await modbusClient(port);
  const reads = new ModbusReads(client, where, clock);
  port.once('close', () => reads.end('lost'));
  client.open(() => undefined);
  return {
    get open() {
      return port.isOpen;
    },
    async read(request) {
      const answer = await reads.read(request);
      if (!('silence' in answer)) return answer;
      port.giveUp();
      return port.garbled ? { ...answer, trouble: trouble('garbled', where, `unit ${request.unitId}`) } : answer;
    },
    takeLate: () => port.takeLate(),
    lastByteAt: () => port.lastByteAt,
    close: () => {
      port.isOpen = false;
      reads.end('lost');
      client.destroy(() => undefined);
      return letGo();
    },
  };
}
