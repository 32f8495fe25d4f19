import type ModbusRTU from 'modbus-serial';
import { messageOf } from '../../model/error.js';
import type { Clock } from '../../ports/clock.js';
import { trouble } from '../trouble.js';
import type { Answer, RegisterRead } from './line.js';

type Client = InstanceType<typeof ModbusRTU>;

/** An empty client of modbus-serial. Loaded when first needed: its serial driver takes its time. */
export async function modbusClient(port?: object): Promise<Client> {
  const { default: loaded } = await import('modbus-serial');
  const client = new loaded.default(port);
  client.on('error', () => undefined);
  return client;
}

/** Whom to tell when the connection closes: the read that is out, if one is. */
export interface Closing {
  tell: ((why: 'lost' | 'out of step') => void) | undefined;
}

/** How long past its own time-out the library may take before it is given up. */
const OUTER_MS = 250;

/**
 * One read through the client. Resolves always: by the answer, by the client's time-out, by ours (the client never
 * settles when the other side resets the connection with a request out), or when the connection closes.
 */
export function readRegisters(
  client: Client,
  request: RegisterRead,
  where: string,
  clock: Clock,
  closing: Closing,
): Promise<Answer> {
  const unit = `unit ${request.unitId}`;
  const silent: Answer = { trouble: trouble('silent', where, unit), silence: true };
  return new Promise((resolve) => {
    const giveUp = clock.after(request.timeoutMs + OUTER_MS, () => resolve(silent));
    const settle = (answer: Answer) => {
      giveUp();
      closing.tell = undefined;
      resolve(answer);
    };
    closing.tell = (why) =>
      settle(
        why === 'lost'
          ? { trouble: trouble('unreachable', where, 'connection lost'), closed: true }
          : { trouble: trouble('garbled', where, unit, why), closed: true },
      );
    client.setID(request.unitId);
    client.setTimeout(request.timeoutMs);
    const reading =
      request.functionCode === 3
        ? client.readHoldingRegisters(request.address, request.count)
        : client.readInputRegisters(request.address, request.count);
    reading.then(
      ({ data }) =>
        settle(
          data.length === request.count
            ? { words: data }
            : { trouble: trouble('garbled', where, unit, `${data.length} registers for ${request.count}`) },
        ),
      (error: unknown) => settle(failed(error, request, where, silent)),
    );
  });
}

function failed(error: unknown, request: RegisterRead, where: string, silent: Answer): Answer {
  const { modbusCode, errno } = error as { modbusCode?: number; errno?: string };
  const unit = `unit ${request.unitId}`;
  if (modbusCode !== undefined) {
    return {
      trouble: trouble('refused', where, unit, `register ${request.address}`, `exception ${modbusCode}`),
      exception: modbusCode,
    };
  }
  if (errno === 'ETIMEDOUT') return silent;
  if (errno === 'ECONNREFUSED') return { trouble: trouble('unreachable', where, 'connection lost'), closed: true };
  return { trouble: trouble('garbled', where, unit, messageOf(error)) };
}
