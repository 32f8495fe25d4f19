import type ModbusRTU from 'modbus-serial';
import { messageOf } from '../../model/error.js';
import type { Clock } from '../../ports/clock.js';
import { trouble } from '../trouble.js';
import type { Answer, LateAnswer, RegisterRead } from './line.js';

type Client = InstanceType<typeof ModbusRTU>;

/** An empty client of modbus-serial. Loaded when first needed: its serial driver takes its time. */
export async function modbusClient(port?: object): Promise<Client> {
  const { default: loaded } = await import('modbus-serial');
  const client = new loaded.default(port);
  client.on('error', () => undefined);
  return client;
}

/** A gateway's word that nothing of the unit comes to it (Modbus application protocol v1.1b3, 7: 0Ah and 0Bh). */
const NOBODY_BEHIND: ReadonlySet<number> = new Set([10, 11]);

/** "Acknowledge" and "server device busy" (ibid.). */
const BUSY: ReadonlySet<number> = new Set([5, 6]);
/** As the library numbers its requests over TCP: from 1 on, then from 0. */
const NUMBERS = 256;

/** How long past its own time-out the library may take before it is given up. */
const OUTER_MS = 250;

/** The read that is out. */
interface Out {
  readonly request: RegisterRead;
  readonly resolve: (answer: Answer) => void;
  readonly giveUpAt: number;
  readonly askedAt: number;
  readonly number: number;
}

/**
 * Reads through a client, one at a time. Each resolves always: by the answer, by the client's time-out, by ours (the client
 * never settles when the other side resets the connection with a request out), or when the connection closes.
 */
export class ModbusReads {
  readonly #client: Client;
  readonly #where: string;
  readonly #clock: Clock;
  #out: Out | undefined;
  /** One timer for all reads, which looks again when it was set for an earlier one: most reads never need theirs. */
  #callOff: (() => void) | undefined;
  #asked = 0;
  /** Reads that were given up, by their number. */
  readonly #overdue = new Map<number, Out>();
  #late: LateAnswer | undefined;
  readonly #cutShort: () => boolean;

  /** `cutShort`: half an answer is on the line, and the next one would be taken for its rest. */
  constructor(client: Client, where: string, clock: Clock, cutShort: () => boolean = () => false) {
    this.#client = client;
    this.#where = where;
    this.#clock = clock;
    this.#cutShort = cutShort;
  }

  read(request: RegisterRead): Promise<Answer> {
    return new Promise((resolve) => {
      const patienceMs = request.timeoutMs + OUTER_MS;
      const askedAt = this.#clock.now().monoMs;
      this.#asked += 1;
      const out: Out = { request, resolve, askedAt, giveUpAt: askedAt + patienceMs, number: this.#asked % NUMBERS };
      this.#overdue.delete(out.number);
      this.#out = out;
      this.#callOff ??= this.#clock.after(patienceMs, () => this.#look());
      const { unitId, functionCode, address, count, timeoutMs } = request;
      this.#client.setID(unitId);
      this.#client.setTimeout(timeoutMs);
      const reading =
        functionCode === 3
          ? this.#client.readHoldingRegisters(address, count)
          : this.#client.readInputRegisters(address, count);
      reading.then(
        ({ data }) => this.#settle(out, data.length === count ? { words: data } : this.#odd(out, data.length)),
        (error: unknown) => this.#settle(out, this.#failed(out, error)),
      );
    });
  }

  /** The connection is gone, or not to be believed any more: tells whoever waits. */
  end(why: 'lost' | 'out of step'): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const out = this.#out;
    if (!out) return;
    this.#settle(
      out,
      why === 'lost'
        ? { trouble: trouble('unreachable', this.#where, 'connection lost'), closed: true }
        : { trouble: trouble('garbled', this.#where, unitOf(out), why), closed: true },
    );
  }

  /** Over TCP: an answer has come under that number. */
  came(number: number): void {
    const overdue = this.#overdue.get(number);
    if (!overdue || !this.#overdue.delete(number)) return;
    const ms = Math.round(this.#clock.now().monoMs - overdue.askedAt);
    this.#late = { unitId: overdue.request.unitId, ms };
  }

  takeLate(): LateAnswer | undefined {
    const late = this.#late;
    this.#late = undefined;
    return late;
  }

  /** What comes late, of a read that was given up, is nobody's answer. */
  #settle(out: Out, answer: Answer): void {
    if (this.#out !== out) return;
    this.#out = undefined;
    if ('silence' in answer) this.#overdue.set(out.number, out);
    out.resolve(answer);
  }

  #look(): void {
    this.#callOff = undefined;
    const out = this.#out;
    if (!out) return;
    const restMs = out.giveUpAt - this.#clock.now().monoMs;
    if (restMs > 0) this.#callOff = this.#clock.after(restMs, () => this.#look());
    else this.#settle(out, this.#silent(out));
  }

  #silent(out: Out): Answer {
    if (this.#cutShort()) return { trouble: trouble('garbled', this.#where, unitOf(out), 'out of step') };
    return { trouble: trouble('silent', this.#where, unitOf(out)), silence: true };
  }

  #odd(out: Out, came: number): Answer {
    const counted = `wrong number of registers: ${came}/${out.request.count}`;
    return { trouble: trouble('garbled', this.#where, unitOf(out), counted) };
  }

  #failed(out: Out, error: unknown): Answer {
    const { modbusCode, errno } = error as { modbusCode?: number; errno?: string };
    if (modbusCode !== undefined) {
      const register = `register ${out.request.address}`;
      const code = NOBODY_BEHIND.has(modbusCode) ? 'silent' : BUSY.has(modbusCode) ? 'busy' : 'refused';
      return {
        trouble: trouble(code, this.#where, unitOf(out), register, `exception ${modbusCode}`),
        exception: modbusCode,
      };
    }
    if (errno === 'ETIMEDOUT') return this.#silent(out);
    if (errno === 'ECONNREFUSED')
      return { trouble: trouble('unreachable', this.#where, 'connection lost'), closed: true };
    return { trouble: trouble('garbled', this.#where, unitOf(out), brokenAs(messageOf(error))) };
  }
}

/** What modbus-serial says of a broken answer, as a fact; anything else as it came. */
function brokenAs(message: string): string {
  const [, kind, expected, got] = /^(CRC|Data length|Unexpected data) error(?:.* (\S+) got (\S+))?/.exec(message) ?? [];
  const numbers = got === undefined ? '' : `: ${got}/${expected}`;
  switch (kind) {
    case 'CRC':
      return 'wrong checksum';
    case 'Data length':
      return `wrong length${numbers}`;
    case 'Unexpected data':
      return `another answer than expected${numbers}`;
    default:
      return message;
  }
}

const unitOf = ({ request }: Out): string => `unit ${request.unitId}`;
