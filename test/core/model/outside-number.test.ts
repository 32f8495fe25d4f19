import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { numberOf, shown, unitOf } from '../../../core/model/outside-number.js';

const circle: Record<string, unknown> = {};
circle['self'] = circle;

describe('what came, as whoever sent it would know it', () => {
  for (const [value, text] of [
    ['16', '"16"'],
    [5 / 0, 'Infinity'],
    [Number.NaN, 'NaN'],
    [null, 'null'],
    [undefined, 'undefined'],
    [10n, '10'],
    [circle, '{…}'],
    ['x'.repeat(100_000), `"${'x'.repeat(119)}…`],
  ] as const) {
    it(text.slice(0, 20), () => assert.equal(shown(value), text));
  }
});

describe('a number from outside', () => {
  for (const [value, field, is] of [
    [-3.5, 'powerW', -3.5],
    [812n, 'importWh', 812],
    [' 12.5\n', 'powerW', 12.5],
    ['5000 W', 'powerW', 5000],
    ['5000W', 'phaseW[2]', 5000],
    ['-9.5 A', 'currentA[0]', -9.5],
    ['231 V', 'voltage1V', 231],
    ['50 Hz', 'frequencyHz', 50],
    ['12 Wh', 'exportWh', 12],
    ['80 %', 'socPct', 80],
    ['80%', 'socPct', 80],
    ['5 kW', 'powerW', undefined],
    ['5 A', 'powerW', undefined],
    ['5 W', 'importWh', undefined],
    ['16 A', 'current', undefined],
    ['W', 'powerW', undefined],
    [' ', 'powerW', undefined],
    ['', 'powerW', undefined],
    ['12,5', 'powerW', undefined],
    [Number.POSITIVE_INFINITY, 'powerW', undefined],
    [true, 'powerW', undefined],
    [null, 'powerW', undefined],
    [[1], 'powerW', undefined],
  ] as const) {
    it(`${shown(value)} for ${field} is ${is}`, () => assert.equal(numberOf(value, unitOf(field)), is));
  }
});
