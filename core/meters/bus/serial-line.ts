import { createRequire } from 'node:module';
import type { SerialPort } from 'serialport';
import { messageOf } from '../../model/error.js';
import type { Clock } from '../../ports/clock.js';
import { type Trouble, trouble } from '../trouble.js';
import type { Line } from './line.js';
import { rtuConnection } from './rtu-connection.js';

/** How a serial line is set. */
interface SerialSettings {
  readonly baudRate: number;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

const PARITIES = { N: 'none', E: 'even', O: 'odd' } as const;

/** "9600 8E1" as settings. */
export function serialSettings(text: string): SerialSettings {
  const [, baud = '9600', parity = 'N', stop = '1'] = /^(\d+) 8([NEO])([12])$/.exec(text) ?? [];
  return { baudRate: Number(baud), parity: PARITIES[parity as keyof typeof PARITIES], stopBits: stop === '2' ? 2 : 1 };
}

export const serialText = ({ baudRate, parity, stopBits }: SerialSettings): string =>
  `${baudRate} 8${parity.charAt(0).toUpperCase()}${stopBits}`;

/** Time of so many bytes on the line, with start, stop and parity bit. */
export const wireMs = (bytes: number, baudRate: number): number => (bytes * 11 * 1000) / baudRate;

/** The pause that parts two frames: 3.5 characters, 1.75 ms above 19200 baud (Modbus over serial line, 2.5.1.1). */
const silenceMs = (baudRate: number): number => (baudRate > 19_200 ? 1.75 : wireMs(3.5, baudRate));

/** An RS485 adapter at this machine. */
export function serialLine(path: string, settings: SerialSettings, clock: Clock): Line {
  return {
    where: path,
    settings: serialText(settings),
    numbered: false,
    // Nobody at the other end of a port forgets that it is open.
    bears: Number.POSITIVE_INFINITY,
    silenceMs: silenceMs(settings.baudRate),
    async connect() {
      const port = await openedPort(path, settings);
      return 'code' in port ? port : rtuConnection(port, path, clock, () => released(port, clock));
    },
  };
}

async function openedPort(path: string, settings: SerialSettings): Promise<SerialPort | Trouble> {
  let Port: typeof SerialPort;
  try {
    // Native code that modbus-serial brings along: loaded only where a serial port is used, so that nobody else needs it.
    ({ SerialPort: Port } = createRequire(require.resolve('modbus-serial'))(
      'serialport',
    ) as typeof import('serialport'));
  } catch (error) {
    return trouble('unreachable', path, 'no serial driver', messageOf(error));
  }
  return new Promise((resolve) => {
    try {
      const port = new Port({ path, ...settings, dataBits: 8, autoOpen: false });
      port.on('error', () => undefined);
      port.open((error) => resolve(error ? trouble('unreachable', path, reasonOf(error.message)) : port));
    } catch (error) {
      resolve(trouble('unreachable', path, reasonOf(messageOf(error))));
    }
  });
}

/** The system's words for the three usual reasons, short. What is no serial port at all is none of that name. */
function reasonOf(message: string): string {
  if (/lock|busy/i.test(message)) return 'in use by another program';
  if (/no such|not found|cannot find|is a directory|inappropriate ioctl|ENOENT|ENODEV|ENXIO/i.test(message))
    return 'no such port';
  if (/permission|access denied|EACCES/i.test(message)) return 'no permission';
  return message;
}

const RELEASE_MS = 2000;

/** Closed, so that the next open finds no lock; destroying the stream would leave the port locked. */
function released(port: SerialPort, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    if (!port.isOpen) return resolve();
    const enough = clock.after(RELEASE_MS, resolve);
    port.close(() => {
      enough();
      resolve();
    });
  });
}
