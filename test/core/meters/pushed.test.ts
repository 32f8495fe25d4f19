import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pushedReading } from '../../../core/meters/pushed.js';
import type { MeterPlace } from '../../../core/meters/reading-of.js';
import { codeOf } from '../../../core/model/error.js';
import { monoMs } from '../../../core/model/units.js';

const GRID: MeterPlace = {
  meterId: 'grid',
  role: 'grid',
  supplyPhases: 3,
  phases: [1, 2, 3],
  invert: false,
  clamps: [],
};
const ONE: MeterPlace = { ...GRID, supplyPhases: 1 };
const push = (input: unknown, place = GRID) => pushedReading(input, place, monoMs(7), 230);

describe('a pushed value', () => {
  it('as a bare number is the power, import positive', () => {
    assert.deepEqual(push(-1500), { meterId: 'grid', role: 'grid', takenAt: 7, powerW: -1500 });
  });
  it('as text is read as the number it shows, because MQTT and HTTP nodes send text', () => {
    assert.equal(push(' 812.5 ').powerW, 812.5);
    assert.equal(push({ powerW: '812.5' }).powerW, 812.5);
    assert.equal(push('5000 W').powerW, 5000);
    assert.equal(push({ powerW: 812n, importWh: 5n }).importWh, 5);
  });
  it('per phase carries total, sign of current and voltage', () => {
    const reading = push({ phaseW: [100, '-200', 300], currentA: [0.5, 0.9, 1.4], voltageV: [230, 229, 231] });
    assert.equal(reading.powerW, 200);
    assert.deepEqual(reading.currentA, [0.5, -0.9, 1.4]);
    assert.deepEqual(reading.voltageV, [230, 229, 231]);
  });
  it('of currents alone becomes power at the measured voltage, or the nominal one', () => {
    assert.equal(push({ currentA: [1, 2, 3] }).powerW, 1380);
    assert.equal(push({ currentA: [-10], voltageV: [240] }, ONE).powerW, -2400);
    assert.deepEqual(push({ currentA: [-10], voltageV: [240] }, ONE).currentA, [-10]);
  });
  it('on one phase may be a bare number where a list is meant', () => {
    assert.deepEqual(push({ powerW: 460, currentA: 2, voltageV: 230 }, ONE).currentA, [2]);
  });
  it('takes registers and a battery’s state of charge', () => {
    const reading = push({ powerW: 5, importWh: 1000, exportWh: '2000', socPct: 55 });
    assert.deepEqual([reading.importWh, reading.exportWh, reading.socPct], [1000, 2000, 55]);
  });
  it('keeps other people’s keys out of the way, because msg.payload often carries more', () => {
    assert.equal(push({ powerW: 5, time: 'now' }).powerW, 5);
  });
});

describe('a value that cannot be taken', () => {
  const rows: readonly [input: unknown, says: RegExp][] = [
    [Number.NaN, /powerW is NaN; it must be a number from -1500000 to 1500000/],
    ['a lot', /powerW is "a lot"/],
    ['', /powerW is ""/],
    ['5 kW', /powerW is "5 kW"/],
    [{ powerW: Number.POSITIVE_INFINITY }, /powerW is Infinity/],
    [{ powerW: 2e6 }, /powerW is 2000000/],
    [{ powerW: true }, /powerW is true/],
    [{ power: 5 }, /\{"power":5\} is not a meter value; send a number .* powerW, phaseW/],
    [{}, /is not a meter value/],
    [[1, 2, 3], /is not a meter value/],
    [null, /is not a meter value/],
    [undefined, /is not a meter value/],
    [{ powerW: null }, /is not a meter value/],
    [{ voltageV: [230, 230, 230] }, /voltageV: this alone does not give the power/],
    [{ phaseW: [1, 2] }, /phaseW has a length of 2; expected 3, one entry per phase of your supply, L1 first/],
    [{ phaseW: [1, 2, 3, 4] }, /phaseW has a length of 4/],
    [{ currentA: [1, 'x', 3] }, /currentA\[1\] is "x"/],
    [{ powerW: 5, voltageV: [0, 0, 0] }, /voltageV 0 is not possible/],
  ];
  for (const [input, says] of rows) {
    it(`${JSON.stringify(input)} is refused, with what would be right`, () => {
      assert.throws(
        () => push(input),
        (error: Error) => codeOf(error) === 'INVALID_INPUT' && says.test(error.message),
      );
    });
  }
  it('whatever comes, it is a sound reading or INVALID_INPUT, never anything else', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true }), (input) => {
        try {
          assert.ok(Number.isFinite(push(input).powerW));
        } catch (error) {
          assert.equal(codeOf(error), 'INVALID_INPUT');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
