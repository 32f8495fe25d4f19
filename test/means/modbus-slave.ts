import { createServer, type Server, type Socket } from 'node:net';
import { freePort } from './open-hub.js';

/** What a request asks for. */
export interface SlaveRequest {
  readonly unitId: number;
  readonly functionCode: number;
  readonly address: number;
  readonly count: number;
  /** How many requests came before this one. */
  readonly number: number;
}

/** What the slave does instead of answering rightly; `undefined` answers rightly. */
export type Misdeed =
  | { readonly do: 'silence' }
  /** Answers so late; `values` as they stand when asked. */
  | { readonly do: 'late'; readonly ms: number }
  | { readonly do: 'exception'; readonly code: number }
  | { readonly do: 'wrong-unit'; readonly unitId: number }
  /** Only the first so many bytes of the answer. */
  | { readonly do: 'cut'; readonly bytes: number }
  /** Stray bytes before the answer. */
  | { readonly do: 'noise'; readonly bytes: readonly number[] }
  /** Stray bytes after the answer. */
  | { readonly do: 'trail'; readonly bytes: readonly number[] }
  /** The CRC (RTU) or the length field (TCP) is wrong. */
  | { readonly do: 'corrupt' }
  /** The request comes back before the answer, as from an adapter that hears itself. */
  | { readonly do: 'echo' }
  /** The right answer under another number; TCP only. */
  | { readonly do: 'renumber' }
  /** Answers, and ends the connection, at once or deaf for so long. */
  | { readonly do: 'close-after'; readonly ms?: number }
  | { readonly do: 'reset' }
  | { readonly do: 'end' };

/** Registers by function code and address. A read that touches an unknown one is refused, as real meters do. */
export class Registers {
  readonly #words = new Map<string, number>();

  set(functionCode: number, address: number, words: readonly number[]): this {
    words.forEach((word, i) => {
      this.#words.set(`${functionCode}/${address + i}`, word & 0xffff);
    });
    return this;
  }

  f32(functionCode: number, address: number, ...values: readonly number[]): this {
    values.forEach((value, i) => {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatBE(value);
      this.set(functionCode, address + 2 * i, [bytes.readUInt16BE(0), bytes.readUInt16BE(2)]);
    });
    return this;
  }

  /** Fills a span with zeros where nothing is set, as meters do between their values. */
  zeros(functionCode: number, from: number, to: number): this {
    for (let address = from; address < to; address++) {
      const key = `${functionCode}/${address}`;
      if (!this.#words.has(key)) this.#words.set(key, 0);
    }
    return this;
  }

  /** Takes registers away. */
  without(functionCode: number, address: number, count: number): this {
    for (let i = 0; i < count; i++) this.#words.delete(`${functionCode}/${address + i}`);
    return this;
  }

  get(functionCode: number, address: number, count: number): number[] | undefined {
    const words: number[] = [];
    for (let i = 0; i < count; i++) {
      const word = this.#words.get(`${functionCode}/${address + i}`);
      if (word === undefined) return undefined;
      words.push(word);
    }
    return words;
  }
}

export interface SlaveOptions {
  readonly framing?: 'tcp' | 'rtu';
  /** Most registers per answer; more is exception 3. The standard's own limit is 125. */
  readonly maxRegisters?: number;
  readonly misdeed?: (request: SlaveRequest) => Misdeed | undefined;
  /** Most connections served at once; more are ended unheard. */
  readonly clients?: number;
  readonly port?: number;
}

/**
 * A strict Modbus slave on 127.0.0.1, TCP or RTU-over-TCP framing, that knows nothing of core: reads of holding and input
 * registers only, exceptions as the standard has them (Modbus application protocol v1.1b3, 6.3 and 7), and faults on demand.
 */
export class ModbusSlave {
  readonly requests: SlaveRequest[] = [];
  readonly sockets = new Set<Socket>();
  connections = 0;
  port = 0;
  #inHand = Promise.resolve();
  misdeed: ((request: SlaveRequest) => Misdeed | undefined) | undefined;
  readonly #server: Server;
  readonly units: ReadonlyMap<number, Registers>;
  readonly #options: SlaveOptions;

  private constructor(units: ReadonlyMap<number, Registers>, options: SlaveOptions) {
    this.units = units;
    this.#options = options;
    this.misdeed = options.misdeed;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async listen(units: ReadonlyMap<number, Registers>, options: SlaveOptions = {}): Promise<ModbusSlave> {
    const slave = new ModbusSlave(units, options);
    slave.port = options.port ?? (await freePort());
    await new Promise<void>((resolve, reject) => {
      slave.#server.once('error', reject);
      slave.#server.listen(slave.port, '127.0.0.1', resolve);
    });
    return slave;
  }

  get framing(): 'tcp' | 'rtu' {
    return this.#options.framing ?? 'tcp';
  }

  /** Cuts every connection; the next one is welcome. */
  cut(how: 'reset' | 'end' = 'reset'): void {
    for (const socket of this.sockets) how === 'reset' ? socket.resetAndDestroy() : socket.end();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    if (this.sockets.size >= (this.#options.clients ?? Number.POSITIVE_INFINITY)) return void socket.destroy();
    this.sockets.add(socket);
    socket.setNoDelay();
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    let held = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      held = Buffer.concat([held, bytes]);
      const tcp = this.#options.framing !== 'rtu';
      const length = tcp ? 12 : 8;
      while (held.length >= length) {
        const frame = held.subarray(0, length);
        held = held.subarray(length);
        this.#request(socket, frame, tcp);
      }
    });
  }

  #request(socket: Socket, frame: Buffer, tcp: boolean): void {
    const pdu = tcp ? frame.subarray(6) : frame.subarray(0, 6);
    if (tcp && (frame.readUInt16BE(2) !== 0 || frame.readUInt16BE(4) !== 6)) return void socket.destroy();
    if (!tcp && crc(pdu) !== frame.readUInt16LE(6)) return;
    const request: SlaveRequest = {
      unitId: pdu.readUInt8(0),
      functionCode: pdu.readUInt8(1),
      address: pdu.readUInt16BE(2),
      count: pdu.readUInt16BE(4),
      number: this.requests.length,
    };
    this.requests.push(request);
    const misdeed = this.misdeed?.(request);
    const answer = this.#answer(request, misdeed);
    if (!answer || misdeed?.do === 'silence') return;
    if (misdeed?.do === 'reset') return void socket.resetAndDestroy();
    if (misdeed?.do === 'end') return void socket.end();
    const bytes = spoiled(framed(answer, tcp ? frame.readUInt16BE(0) : undefined), frame, tcp, misdeed);
    if (misdeed?.do === 'close-after' && misdeed.ms) {
      socket.write(bytes);
      socket.pause();
      return void setTimeout(() => socket.destroy(), misdeed.ms);
    }
    if (misdeed?.do === 'close-after') return void socket.end(bytes);
    this.#send(socket, bytes, misdeed?.do === 'late' ? misdeed.ms : 0, tcp);
  }

  /** A slave on a line has one thing in hand at a time: what is asked behind a late answer is answered after it. */
  #send(socket: Socket, bytes: Buffer, delayMs: number, tcp: boolean): void {
    const write = () => void (socket.writable && socket.write(bytes));
    const later = () => new Promise<void>((resolve) => setTimeout(resolve, delayMs).unref());
    if (!tcp) this.#inHand = this.#inHand.then(delayMs > 0 ? later : undefined).then(write);
    else if (delayMs > 0) void later().then(write);
    else write();
  }

  #answer(request: SlaveRequest, misdeed: Misdeed | undefined): Buffer | undefined {
    const registers = this.units.get(request.unitId);
    if (!registers) return undefined;
    const { functionCode, count } = request;
    const unitId = misdeed?.do === 'wrong-unit' ? misdeed.unitId : request.unitId;
    const exception = (code: number) => Buffer.from([unitId, functionCode | 0x80, code]);
    if (misdeed?.do === 'exception') return exception(misdeed.code);
    if (functionCode !== 3 && functionCode !== 4) return exception(1);
    if (count < 1 || count > (this.#options.maxRegisters ?? 125)) return exception(3);
    const words = registers.get(functionCode, request.address, count);
    if (!words) return exception(2);
    const body = Buffer.alloc(3 + 2 * words.length);
    body.set([unitId, functionCode, 2 * words.length]);
    words.forEach((word, i) => {
      body.writeUInt16BE(word, 3 + 2 * i);
    });
    return body;
  }
}

function framed(body: Buffer, transaction: number | undefined): Buffer {
  if (transaction === undefined) {
    const end = Buffer.alloc(2);
    end.writeUInt16LE(crc(body));
    return Buffer.concat([body, end]);
  }
  const head = Buffer.alloc(6);
  head.writeUInt16BE(transaction, 0);
  head.writeUInt16BE(body.length, 4);
  return Buffer.concat([head, body]);
}

function spoiled(answer: Buffer, request: Buffer, tcp: boolean, misdeed: Misdeed | undefined): Buffer {
  switch (misdeed?.do) {
    case 'cut':
      return answer.subarray(0, misdeed.bytes);
    case 'noise':
      return Buffer.concat([Buffer.from(misdeed.bytes), answer]);
    case 'trail':
      return Buffer.concat([answer, Buffer.from(misdeed.bytes)]);
    case 'renumber':
      answer.writeUInt8(answer.readUInt8(1) ^ 0x55, 1);
      return answer;
    case 'echo':
      return Buffer.concat([request, answer]);
    case 'corrupt': {
      const spoilt = Buffer.from(answer);
      const at = tcp ? 5 : answer.length - 1;
      spoilt.writeUInt8(spoilt.readUInt8(at) ^ 0x5a, at);
      return spoilt;
    }
    default:
      return answer;
  }
}

/** CRC-16/MODBUS, of the test's own. */
function crc(bytes: Uint8Array): number {
  let rest = 0xffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >> 1) ^ 0xa001 : rest >> 1;
  }
  return rest;
}
