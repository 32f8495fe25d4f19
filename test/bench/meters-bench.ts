import ModbusRTU from 'modbus-serial';
import { Buses } from '../../core/meters/bus/buses.js';
import type { Line } from '../../core/meters/bus/line.js';
import { rtuTcpLine } from '../../core/meters/bus/rtu-tcp-line.js';
import { tcpLine } from '../../core/meters/bus/tcp-line.js';
import { systemClock } from '../../core/site/system-clock.js';
import { sdm630 } from '../means/house-meters.js';
import { ModbusSlave, type SlaveRequest } from '../means/modbus-slave.js';
import { type Bench, inTurns, type Measure, paired } from './measure.js';

/*
 * Requests per second of our bus beside bare modbus-serial, in one run and in turns, against the same slave: Modbus TCP at
 * full speed, and RTU through a gateway whose line takes the time 9600 baud take. Goal: 0.9 of its rate.
 */

const ROUNDS = 5;
const REQUEST = { unitId: 1, functionCode: 4, address: 0, count: 54, timeoutMs: 2000 } as const;
/** An answer of 54 registers and its request at 9600 baud, and a meter that thinks for 20 ms. */
const AT_9600_MS = ((8 + 5 + 108) * 11_000) / 9600 + 20;

type Reader = () => Promise<number | undefined>;

async function rate(read: Reader, forMs: number): Promise<number> {
  const began = performance.now();
  let reads = 0;
  while (performance.now() - began < forMs) {
    if ((await read()) === undefined) throw new Error('a read without an answer');
    reads += 1;
  }
  return (reads * 1000) / (performance.now() - began);
}

async function compare(
  name: string,
  framing: 'tcp' | 'rtu',
  line: (port: number) => Line,
  forMs: number,
  misdeed?: (request: SlaveRequest) => { readonly do: 'late'; readonly ms: number },
): Promise<Measure> {
  const slave = await ModbusSlave.listen(new Map([[1, sdm630()]]), { framing, ...(misdeed && { misdeed }) });
  const buses = new Buses(systemClock());
  const bus = buses.join(line(slave.port));
  const client = new ModbusRTU();
  client.on('error', () => undefined);
  const options = { port: slave.port };
  await (framing === 'tcp' ? client.connectTCP('127.0.0.1', options) : client.connectTelnet('127.0.0.1', options));
  client.setID(1);
  client.setTimeout(2000);
  try {
    const ours = async () => {
      const answer = await bus.read(REQUEST);
      return 'words' in answer ? answer.words[0] : undefined;
    };
    const bare = async () => (await client.readInputRegisters(REQUEST.address, REQUEST.count)).data[0];
    const pairs = await inTurns(
      ROUNDS,
      () => rate(ours, forMs),
      () => rate(bare, forMs),
    );
    return paired({ bench: 'meters', what: name, unit: 'reads/s', goal: '≥ 0.9' }, 'bare modbus-serial', pairs);
  } finally {
    client.destroy(() => undefined);
    await buses.leave(bus);
    await slave.close();
  }
}

export const metersBench: Bench = async (say) => {
  const clock = systemClock();
  say(`Modbus TCP, ${ROUNDS} turns of 1 s`);
  const tcp = await compare('Modbus TCP', 'tcp', (port) => tcpLine('127.0.0.1', port, clock), 1000);
  const at9600 = () => ({ do: 'late', ms: AT_9600_MS }) as const;
  say(`RTU at 9600 baud, ${ROUNDS} turns of 3 s`);
  const rtu = await compare('RTU at 9600 baud', 'rtu', (port) => rtuTcpLine('127.0.0.1', port, clock), 3000, at9600);
  return [tcp, rtu];
};
