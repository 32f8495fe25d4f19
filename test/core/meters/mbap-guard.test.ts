import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MbapGuard } from '../../../core/meters/bus/mbap-guard.js';

const answer = (transaction: number, ...words: number[]): Buffer => {
  const frame = Buffer.alloc(9 + 2 * words.length);
  frame.writeUInt16BE(transaction, 0);
  frame.writeUInt16BE(3 + 2 * words.length, 4);
  frame.set([1, 4, 2 * words.length], 6);
  words.forEach((word, i) => {
    frame.writeUInt16BE(word, 9 + 2 * i);
  });
  return frame;
};
const exception = Buffer.from([0, 7, 0, 0, 0, 3, 1, 0x84, 2]);
const A = answer(1, 0x4366, 0x3334, 0x1111, 0x2222);
const B = answer(2, 0x4367, 0x3334, 0x3333, 0x4444);

describe('a Modbus TCP stream', () => {
  it('of whole answers is in step, however it is cut into chunks', () => {
    const stream = Buffer.concat([A, exception, B, A]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 60, maxLength: 60 }), (sizes) => {
        const guard = new MbapGuard();
        let at = 0;
        for (const size of sizes) {
          assert.ok(guard.inStep(stream.subarray(at, at + size)));
          at += size;
        }
      }),
    );
  });
  const rows: readonly [because: string, stream: Buffer][] = [
    ['a cut answer and another one behind it, which the library would join', Buffer.concat([A.subarray(0, 12), B])],
    ['stray bytes before an answer', Buffer.concat([Buffer.from([1, 4, 0x6c]), A])],
    ['stray bytes behind one', Buffer.concat([A, Buffer.from([1, 4]), B])],
    [
      'a length that does not fit the byte count',
      Buffer.concat([A.subarray(0, 5), Buffer.from([99]), A.subarray(6), B]),
    ],
    ['another protocol', Buffer.from('HTTP/1.1 200 OK\r\n')],
  ];
  for (const [because, stream] of rows) {
    it(`is out of step: ${because}`, () => assert.equal(new MbapGuard().inStep(stream), false));
  }
});
