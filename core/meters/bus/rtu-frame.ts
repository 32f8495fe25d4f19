import { crc16, MODBUS_FIRST } from '../crc16.js';

/** The answer a request waits for. */
export interface Expected {
  readonly unitId: number;
  readonly functionCode: number;
  readonly count: number;
}

const EXCEPTION_BYTES = 5;

/** What a read request on the wire waits for: unit, function, address, count, CRC. */
export const expectedOf = (request: Buffer): Expected => ({
  unitId: request.readUInt8(0),
  functionCode: request.readUInt8(1),
  count: request.readUInt16BE(4),
});

/**
 * The first whole answer, or exception, of the expected unit, function and length with a right checksum; whatever lies
 * before it (noise, the echo of our own request, somebody else's frame) is passed over. `undefined` while none is there.
 */
export function findFrame(bytes: Buffer, expected: Expected): Buffer | undefined {
  const length = 3 + 2 * expected.count + 2;
  for (let at = 0; at + EXCEPTION_BYTES <= bytes.length; at++) {
    if (bytes[at] !== expected.unitId) continue;
    const isAnswer = bytes[at + 1] === expected.functionCode && bytes[at + 2] === 2 * expected.count;
    const isException = bytes[at + 1] === (expected.functionCode | 0x80);
    if (!isAnswer && !isException) continue;
    const frame = bytes.subarray(at, at + (isAnswer ? length : EXCEPTION_BYTES));
    if (isAnswer && frame.length < length) continue;
    if (crc16(frame.subarray(0, -2), MODBUS_FIRST) === frame.readUInt16LE(frame.length - 2)) return frame;
  }
  return undefined;
}
