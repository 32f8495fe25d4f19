import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeBlock, decodePoint, measuredOf } from '../../../core/meters/decode.js';
import type { Point, WordOrder } from '../../../core/meters/register-map.js';
import type { RegisterType } from '../../../core/model/config.js';

describe('decoding registers', () => {
  // Words worked out by hand or taken from IEEE 754 tables; never from our own encoder.
  const rows: readonly [
    because: string,
    type: RegisterType,
    words: number[],
    order: WordOrder,
    scale: number,
    is: number | null,
  ][] = [
    ['unsigned word', 'u16', [0xffff], 'high-first', 1, 65_535],
    ['signed word', 'i16', [0xffff], 'high-first', 1, -1],
    ['signed word, scaled and turned', 'i16', [0xff38], 'high-first', -10, 2000],
    ['unsigned, high word first', 'u32', [0x0001, 0x86a0], 'high-first', 1, 100_000],
    ['unsigned, low word first', 'u32', [0x86a0, 0x0001], 'low-first', 1, 100_000],
    ['signed, low word first (Carlo Gavazzi)', 'i32', [0xe96c, 0xffff], 'low-first', 0.1, -578],
    ['float 230.5', 'f32', [0x4366, 0x8000], 'high-first', 1, 230.5],
    ['float −0.75 in kW', 'f32', [0xbf40, 0x0000], 'high-first', 1000, -750],
    ['float 230.4, which no binary number is', 'f32', [0x4366, 0x6666], 'high-first', 1, 230.4],
    ['float of all its 24 bits', 'f32', [0x4b7f, 0xffff], 'high-first', 1, 16_777_215],
    ['float that only nine digits name', 'f32', [0x47d1, 0x38a7], 'high-first', 1, 107_121.304_687_5],
    ['float, low word first', 'f32', [0x8000, 0x4366], 'low-first', 1, 230.5],
    ['double 1.5', 'f64', [0x3ff8, 0, 0, 0], 'high-first', 1, 1.5],
    ['64 bits signed', 'i64', [0xffff, 0xffff, 0xffff, 0xfffe], 'high-first', 1, -2],
    ['64 bits unsigned, low word first', 'u64', [0x2710, 0, 0, 0], 'low-first', 0.01, 100],
    ['a tenth stays a tenth, because users read it', 'u16', [2301], 'high-first', 0.1, 230.1],
    ['NaN is not a number', 'f32', [0x7fc0, 0x0000], 'high-first', 1, null],
    ['infinity is not a number', 'f32', [0x7f80, 0x0000], 'high-first', 1, null],
    ['the lowest signed number is none', 'i16', [0x8000], 'high-first', 0.1, null],
    ['the lowest long one, low word first', 'i32', [0x0000, 0x8000], 'low-first', 1, null],
    ['the lowest but one is a number', 'i32', [0x8000, 0x0001], 'high-first', 1, -(2 ** 31) + 1],
    ['what has no sign has no lowest', 'u16', [0x8000], 'high-first', 1, 32_768],
    ['minus zero is zero', 'f32', [0x8000, 0x0000], 'high-first', 10, 0],
  ];
  for (const [because, type, words, order, scale, is] of rows) {
    it(because, () => {
      assert.ok(Object.is(decodePoint({ address: 0, type, scale }, words, order), is));
    });
  }

  const absent: readonly [RegisterType, number[], WordOrder, string][] = [
    ['i32', [0x8000, 0x0000], 'high-first', '0x80000000'],
    ['i32', [0x0000, 0x8000], 'low-first', '0x80000000'],
    ['u32', [0xffff, 0xffff], 'high-first', '0xffffffff'],
    ['u64', [0xffff, 0xffff, 0xffff, 0xffff], 'high-first', '0xFFFFFFFFFFFFFFFF'],
    ['i16', [0x8000], 'high-first', '0x8000'],
  ];
  for (const [type, words, order, nan] of absent) {
    it(`${nan} as ${type} ${order} is "not available", never a number`, () => {
      assert.equal(decodePoint({ address: 0, type, scale: 1, nan } as Point, words, order), null);
    });
  }

  it('a magnitude goes where the register of its direction says, whether it has a sign besides or not', () => {
    const powerW: Point = { address: 2, type: 'i16', scale: 1, directionAt: 1 };
    const block = { functionCode: 4, address: 1, count: 2, points: [{ name: 'powerW', point: powerW }] } as const;
    const told = (direction: number, word: number) => decodeBlock(block, [direction, word], 'high-first');
    assert.deepEqual(
      [told(1, 500), told(0, 500), told(0, 0xfe0c)],
      [{ powerW: 500 }, { powerW: -500 }, { powerW: -500 }],
    );
    assert.deepEqual([told(7, 500), told(7, 0)], [{}, { powerW: 0 }], 'no third way is guessed at');
  });
});

describe('a measurement from points', () => {
  it('keeps a hole as a hole', () => {
    assert.deepEqual(measuredOf({ phase1W: 1, phase2W: null, phase3W: 3 }, 3), { phaseW: [1, null, 3] });
  });
  it('of a one-phase meter has its total on its phase, too', () => {
    assert.deepEqual(measuredOf({ powerW: 5, current1A: 1 }, 1), { powerW: 5, phaseW: [5], currentA: [1] });
  });
  it('of a three-phase meter with a total alone has no phases', () => {
    assert.deepEqual(measuredOf({ powerW: 5 }, 3), { powerW: 5 });
  });
});
