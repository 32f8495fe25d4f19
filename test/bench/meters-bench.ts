import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ModbusRTU from 'modbus-serial';
import { Buses } from '../../core/meters/bus/buses.js';
import type { Line } from '../../core/meters/bus/line.js';
import { rtuTcpLine } from '../../core/meters/bus/rtu-tcp-line.js';
import { serialLine, serialSettings } from '../../core/meters/bus/serial-line.js';
import { tcpLine } from '../../core/meters/bus/tcp-line.js';
import { systemClock } from '../../core/site/system-clock.js';
import { eventually } from '../means/eventually.js';
import { sdm630 } from '../means/house-meters.js';
import { ModbusSlave } from '../means/modbus-slave.js';
import { type Bench, inTurns, type Measure, paired } from './measure.js';

/*
 * Requests per second of our bus beside bare modbus-serial, in one run and in turns, against the same slave: Modbus TCP at
 * full speed, RTU through a gateway and through a serial port (a pseudo-terminal of Debian's socat) at the pace of
 * 9600 baud. Goal: 0.9 of its rate.
 */

const REQUEST = { unitId: 1, functionCode: 4, address: 0, count: 54, timeoutMs: 2000 } as const;
const BAUD = 9600;
/** An answer of 54 registers and its request at 9600 baud, and a meter that thinks for 20 ms. */
const AT_9600_MS = ((8 + 5 + 108) * 11_000) / BAUD + 20;

type Client = InstanceType<typeof ModbusRTU>;
type Reader = () => Promise<number | undefined>;

/** A way to the slave: what it is read by, on both sides. */
interface Way {
  readonly what: string;
  readonly framing: 'tcp' | 'rtu';
  /** So many turns of so long: many short ones where other work on the machine weighs most. */
  readonly rounds: number;
  readonly forMs: number;
  readonly line: (port: number) => Line | Promise<Line>;
  readonly bare: (client: Client, port: number) => Promise<void>;
}

async function rate(read: Reader, forMs: number): Promise<number> {
  const began = performance.now();
  let reads = 0;
  while (performance.now() - began < forMs) {
    if ((await read()) === undefined) throw new Error('a read without an answer');
    reads += 1;
  }
  return (reads * 1000) / (performance.now() - began);
}

async function compare({ what, framing, rounds, forMs, line, bare }: Way): Promise<Measure> {
  const slow = framing === 'rtu' && { misdeed: () => ({ do: 'late', ms: AT_9600_MS }) as const };
  const slave = await ModbusSlave.listen(new Map([[1, sdm630()]]), { framing, ...slow });
  const buses = new Buses(systemClock());
  const bus = buses.join(await line(slave.port));
  const client = new ModbusRTU();
  client.on('error', () => undefined);
  await bare(client, slave.port);
  client.setID(1);
  client.setTimeout(2000);
  try {
    const ours = async () => {
      const answer = await bus.read(REQUEST);
      return 'words' in answer ? answer.words[0] : undefined;
    };
    const other = async () => (await client.readInputRegisters(REQUEST.address, REQUEST.count)).data[0];
    const pairs = await inTurns(
      rounds,
      () => rate(ours, forMs),
      () => rate(other, forMs),
    );
    return paired({ bench: 'meters', what, unit: 'reads/s', goal: '≥ 0.9' }, 'bare modbus-serial', pairs);
  } finally {
    await new Promise<void>((resolve) => client.close(() => resolve()));
    await buses.leave(bus);
    await slave.close();
  }
}

/** Serial ports whose other end is the slave. */
class Ports {
  readonly #folder = mkdtempSync(join(tmpdir(), 'surplug-bench-'));
  readonly #wires: ChildProcess[] = [];

  async to(port: number): Promise<string> {
    const path = join(this.#folder, String(this.#wires.length));
    this.#wires.push(spawn('socat', [`pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${port},nodelay`]));
    await eventually('socat made a serial port', () => existsSync(path));
    return path;
  }

  close(): void {
    for (const wire of this.#wires) wire.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const metersBench: Bench = async (say) => {
  const clock = systemClock();
  const host = '127.0.0.1';
  const ports = new Ports();
  const ways: readonly Way[] = [
    {
      what: 'Modbus TCP',
      framing: 'tcp',
      rounds: 41,
      forMs: 100,
      line: (port) => tcpLine(host, port, clock),
      bare: (client, port) => client.connectTCP(host, { port }),
    },
    {
      what: 'RTU over TCP at 9600 baud',
      framing: 'rtu',
      rounds: 5,
      forMs: 3000,
      line: (port) => rtuTcpLine(host, port, clock),
      bare: (client, port) => client.connectTelnet(host, { port }),
    },
    {
      what: 'RTU, serial port at 9600 baud',
      framing: 'rtu',
      rounds: 5,
      forMs: 3000,
      line: async (port) => serialLine(await ports.to(port), serialSettings(`${BAUD} 8N1`), clock),
      bare: async (client, port) => client.connectRTUBuffered(await ports.to(port), { baudRate: BAUD }),
    },
  ];
  try {
    const measures: Measure[] = [];
    for (const way of ways) {
      say(`${way.what}, ${way.rounds} turns of ${way.forMs / 1000} s`);
      measures.push(await compare(way));
    }
    return measures;
  } finally {
    ports.close();
  }
};
