/**
 * A grid meter on real Modbus TCP, as a meter behind an RTU gateway answers:
 * its own unit id only (others: exception 0x0B, the target does not respond), its own function code (others: 0x01), its
 * own registers without a gap (others: 0x02), 1 to 125 of them (else 0x03). Values are IEEE floats, high word first.
 */
import { createServer, type Server, type Socket } from 'node:net';

/** What the meter sees, per phase of the supply. Power: import +, export −. */
export interface MeterView {
  readonly voltageV: readonly number[];
  readonly currentA: readonly number[];
  readonly powerW: readonly number[];
  readonly importWh: number;
  readonly exportWh: number;
}

interface MeterMap {
  readonly functionCode: 3 | 4;
  /** Address of each float and its raw value. */
  registers(view: MeterView): ReadonlyMap<number, number>;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const third = (values: readonly number[], at: number): number => values[at] ?? 0;

/** Chint DTSU666, register table 11 of its manual (ZTY0.464.1448): volts × 10, amps × 1000, watts × 10, kWh. */
const CHINT_DTSU666: MeterMap = {
  functionCode: 3,
  registers: (view) =>
    new Map([
      ...[0, 1, 2].flatMap((at): [number, number][] => [
        [0x2006 + 2 * at, third(view.voltageV, at) * 10],
        [0x200c + 2 * at, third(view.currentA, at) * 1000],
        [0x2014 + 2 * at, third(view.powerW, at) * 10],
      ]),
      [0x2012, sum(view.powerW) * 10],
      [0x2044, 5000],
      [0x101e, view.importWh / 1000],
      [0x1028, view.exportWh / 1000],
    ]),
};

/** Eastron SDM630-Modbus, input registers of its protocol document: plain V, A, W, Hz, kWh. */
const EASTRON_SDM630: MeterMap = {
  functionCode: 4,
  registers: (view) =>
    new Map([
      ...[0, 1, 2].flatMap((at): [number, number][] => [
        [0x00 + 2 * at, third(view.voltageV, at)],
        [0x06 + 2 * at, third(view.currentA, at)],
        [0x0c + 2 * at, third(view.powerW, at)],
      ]),
      [0x34, sum(view.powerW)],
      [0x46, 50],
      [0x48, view.importWh / 1000],
      [0x4a, view.exportWh / 1000],
    ]),
};

const METER_MAPS = { 'chint-dtsu666': CHINT_DTSU666, 'eastron-sdm630': EASTRON_SDM630 } as const;
export type MeterMapName = keyof typeof METER_MAPS;

interface ModbusMeterOptions {
  readonly map: MeterMapName;
  readonly unitId: number;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  view(): MeterView;
}

export interface ModbusMeter {
  readonly port: number;
  /** Answers nothing while true: a dead meter on a living line. */
  silent: boolean;
  close(): Promise<void>;
}

/** Resolves when the meter listens; rejects when the port is taken. */
export function startModbusMeter(options: ModbusMeterOptions): Promise<ModbusMeter> {
  const sockets = new Set<Socket>();
  const meter = { silent: false };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let heard = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      for (let frame = firstFrame(heard); frame; frame = firstFrame(heard)) {
        heard = heard.subarray(frame.length);
        if (frame.readUInt16BE(2) !== 0) return void socket.destroy();
        if (!meter.silent) socket.write(answerTo(frame, options));
      }
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      server.on('error', () => undefined);
      resolve(Object.assign(meter, { port: portOf(server), close: () => closeAll(server, sockets) }));
    });
  });
}

/** One whole MBAP frame from the front of what was heard, or null while it is incomplete. */
function firstFrame(heard: Buffer): Buffer | null {
  if (heard.length < 8) return null;
  const length = 6 + heard.readUInt16BE(4);
  return heard.length < length ? null : heard.subarray(0, length);
}

function answerTo(frame: Buffer, options: ModbusMeterOptions): Buffer {
  const unitId = frame.readUInt8(6);
  const code = frame.readUInt8(7);
  const pdu = unitId === options.unitId ? readRegisters(frame.subarray(7), options) : exception(code, 0x0b);
  const header = Buffer.alloc(7);
  frame.copy(header, 0, 0, 4);
  header.writeUInt16BE(pdu.length + 1, 4);
  header.writeUInt8(unitId, 6);
  return Buffer.concat([header, pdu]);
}

function readRegisters(pdu: Buffer, options: ModbusMeterOptions): Buffer {
  const code = pdu.readUInt8(0);
  const map: MeterMap = METER_MAPS[options.map];
  if (code !== map.functionCode) return exception(code, 0x01);
  if (pdu.length !== 5) return exception(code, 0x03);
  const start = pdu.readUInt16BE(1);
  const count = pdu.readUInt16BE(3);
  if (count < 1 || count > 125) return exception(code, 0x03);
  const words = wordsOf(map.registers(options.view()));
  const answer = Buffer.alloc(2 + 2 * count);
  answer.writeUInt8(code, 0);
  answer.writeUInt8(2 * count, 1);
  for (let at = 0; at < count; at += 1) {
    const word = words.get(start + at);
    if (word === undefined) return exception(code, 0x02);
    answer.writeUInt16BE(word, 2 + 2 * at);
  }
  return answer;
}

function wordsOf(registers: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const words = new Map<number, number>();
  const float = Buffer.alloc(4);
  for (const [address, value] of registers) {
    float.writeFloatBE(value);
    words.set(address, float.readUInt16BE(0));
    words.set(address + 1, float.readUInt16BE(2));
  }
  return words;
}

const exception = (code: number, reason: number): Buffer => Buffer.from([code | 0x80, reason]);

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
