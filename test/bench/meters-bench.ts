import ModbusRTU from 'modbus-serial';
import { Buses } from '../../core/meters/bus/buses.js';
import type { Line } from '../../core/meters/bus/line.js';
import { rtuTcpLine } from '../../core/meters/bus/rtu-tcp-line.js';
import { tcpLine } from '../../core/meters/bus/tcp-line.js';
import { systemClock } from '../../core/site/system-clock.js';
import { sdm630 } from '../means/house-meters.js';
import { ModbusSlave, type SlaveRequest } from '../means/modbus-slave.js';

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

async function paired(name: string, ours: Reader, bare: Reader, forMs: number): Promise<void> {
  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // In turns, so that what else the machine does meets both.
    const first = round % 2 === 0 ? await rate(ours, forMs) : undefined;
    const second = await rate(bare, forMs);
    rates.push({ ours: first ?? (await rate(ours, forMs)), bare: second });
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
  const ratio = median(rates.map((one) => one.ours / one.bare));
  const [oursRate, bareRate] = [median(rates.map((one) => one.ours)), median(rates.map((one) => one.bare))];
  console.log(
    `${name}: ${ratio.toFixed(2)} of bare modbus-serial (${oursRate.toFixed(1)} and ${bareRate.toFixed(1)} reads/s)`,
  );
}

async function compare(
  name: string,
  framing: 'tcp' | 'rtu',
  line: (port: number) => Line,
  forMs: number,
  misdeed?: (request: SlaveRequest) => { readonly do: 'late'; readonly ms: number },
): Promise<void> {
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
    await paired(
      name,
      async () => {
        const answer = await bus.read(REQUEST);
        return 'words' in answer ? answer.words[0] : undefined;
      },
      async () => (await client.readInputRegisters(REQUEST.address, REQUEST.count)).data[0],
      forMs,
    );
  } finally {
    client.destroy(() => undefined);
    await buses.leave(bus);
    await slave.close();
  }
}

export async function metersBench(): Promise<void> {
  const clock = systemClock();
  await compare('Modbus TCP', 'tcp', (port) => tcpLine('127.0.0.1', port, clock), 1000);
  const at9600 = () => ({ do: 'late', ms: AT_9600_MS }) as const;
  await compare('RTU at 9600 baud', 'rtu', (port) => rtuTcpLine('127.0.0.1', port, clock), 3000, at9600);
}

if (require.main === module)
  metersBench().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
