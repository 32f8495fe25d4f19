import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findFrame } from '../../../core/meters/bus/rtu-frame.js';
import { crc16, MODBUS_FIRST } from '../../../core/meters/crc16.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Eastron SDM630 protocol document: L1 voltage, 230.2 V (request 01 04 00 00 00 02 71 CB). */
const REQUEST = hex('01 04 00 00 00 02 71 CB');
const ANSWER = hex('01 04 04 43 66 33 34 1B 38');
const VOLTAGE = { unitId: 1, functionCode: 4, count: 2 };

describe('CRC-16/MODBUS', () => {
  it('is 4B37 for "123456789", the check value of the catalogues', () => {
    assert.equal(crc16(Buffer.from('123456789'), MODBUS_FIRST), 0x4b37);
  });
  it('is that of Eastron’s own example', () => {
    assert.equal(crc16(REQUEST.subarray(0, 6), MODBUS_FIRST), REQUEST.readUInt16LE(6));
    assert.equal(crc16(ANSWER.subarray(0, 7), MODBUS_FIRST), ANSWER.readUInt16LE(7));
  });
});

describe('an answer among other bytes', () => {
  const rows: readonly [because: string, bytes: Buffer][] = [
    ['alone', ANSWER],
    ['behind noise', Buffer.concat([hex('00 ff 01'), ANSWER])],
    ['behind the echo of the request', Buffer.concat([REQUEST, ANSWER])],
    ['behind an answer of another length', Buffer.concat([hex('01 04 02 00 05 78 F3'), ANSWER])],
    ['before stray bytes', Buffer.concat([ANSWER, hex('01 04')])],
    ['behind a beginning that looks like one', Buffer.concat([hex('01 04 04'), ANSWER])],
  ];
  for (const [because, bytes] of rows) {
    it(`is found ${because}`, () => assert.deepEqual(findFrame(bytes, VOLTAGE), ANSWER));
  }
  it('is not another unit’s, nor of another length, nor damaged', () => {
    assert.equal(findFrame(ANSWER, { ...VOLTAGE, unitId: 2 }), undefined);
    assert.equal(findFrame(ANSWER, { ...VOLTAGE, count: 4 }), undefined);
    assert.equal(findFrame(ANSWER, { ...VOLTAGE, functionCode: 3 }), undefined);
    assert.equal(findFrame(hex('01 04 04 43 66 33 35 1B 38'), VOLTAGE), undefined);
  });
  it('may be an exception', () => {
    assert.deepEqual(findFrame(hex('01 84 02 C2 C1'), VOLTAGE), hex('01 84 02 C2 C1'));
  });
  it('cut anywhere is not there yet', () => {
    for (let bytes = 0; bytes < ANSWER.length; bytes++) {
      assert.equal(findFrame(ANSWER.subarray(0, bytes), VOLTAGE), undefined);
    }
  });
  it('in any noise is found whole or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const found = findFrame(Buffer.concat([noise, ANSWER]), VOLTAGE);
        assert.equal(found?.length === 9 || found?.length === 5, true);
      }),
      { numRuns: 1000 },
    );
  });
});
