import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shown } from '../../core/index.js';
import { readingOf, roleOf } from '../../nodes/meter-in/reading-of.js';

/** A catalogue whose sentences are their keys and blanks. */
const say = (key: string, blanks: object = {}): string => `${key} ${JSON.stringify(blanks)}`;

describe('what a meter-in node reads', () => {
  const plain = { invert: false, kW: false };
  for (const [payload, form, read] of [
    [0, plain, { powerW: 0 }],
    ['-12.5', plain, { powerW: -12.5 }],
    [1.5, { invert: true, kW: true }, { powerW: -1500 }],
    ['5000 W', plain, { powerW: 5000 }],
    ['5 kW', { invert: true, kW: true }, { powerW: -5000 }],
    [{ phaseW: ['1 W', 2, '3W'] }, plain, { phaseW: [1, 2, 3] }],
    [{ currentA: ['1.5 A'], voltageV: '231 V' }, plain, { currentA: [1.5], voltageV: [231] }],
    [{ powerW: '-7 W', socPct: '81 %', importWh: '5 Wh' }, plain, { powerW: -7, importWh: 5, socPct: 81 }],
    ['{"powerW": 7}', plain, { powerW: 7 }],
    [Buffer.from('12.5'), plain, { powerW: 12.5 }],
    [Buffer.from('{"powerW": 7}'), plain, { powerW: 7 }],
    [{ l1: 1, l3: '3' }, plain, { phaseW: [1, 3] }],
    [{ powerW: 7n, importWh: 12_345n }, plain, { powerW: 7, importWh: 12_345 }],
    [{ phaseW: [1, 2, 3] }, { invert: true, kW: false }, { phaseW: [-1, -2, -3] }],
    [{ currentA: [1, '2', 3], voltageV: 230 }, plain, { currentA: [1, 2, 3], voltageV: [230] }],
    [
      { powerW: 100, socPct: '81', importWh: 5 },
      { invert: true, kW: false },
      { powerW: -100, importWh: 5, socPct: 81 },
    ],
  ] as const) {
    it(shown(payload), () => {
      assert.deepEqual(readingOf(payload, form, say), read);
    });
  }
  for (const payload of [
    Number.NaN,
    Infinity,
    '',
    ' ',
    'twelve',
    '5 kW',
    '5 A',
    null,
    undefined,
    true,
    [],
    {},
    { l1: 'x' },
  ]) {
    it(`${JSON.stringify(payload) ?? String(payload)} is refused and never becomes 0`, () => {
      assert.throws(() => readingOf(payload, plain, say), { code: 'INVALID_INPUT' });
    });
  }
  it('in kW, what says W is refused', () => {
    assert.throws(() => readingOf('5000 W', { invert: false, kW: true }, say), { code: 'INVALID_INPUT' });
  });
  it('the role comes from the dialog, else from the last part of the topic', () => {
    assert.equal(roleOf('solar', 'home/grid', say), 'solar');
    assert.equal(roleOf('', 'home/Grid', say), 'grid');
    assert.throws(() => roleOf('', 'home', say), { code: 'INVALID_INPUT' });
  });
});
