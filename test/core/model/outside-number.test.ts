import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shown } from '../../../core/model/outside-number.js';

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
