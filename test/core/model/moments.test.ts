import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { momentsMeant } from '../../../core/model/calendar-moments.js';

const ROME = 'Europe/Rome';

describe('the moments a written time means', () => {
  const noon = Date.parse('2026-10-25T12:00:00Z');
  for (const [text, moments, because] of [
    ['2026-06-21T14:10:00Z', ['2026-06-21T14:10:00.000Z'], 'it says its offset'],
    ['2026-06-21T14:10+02:00', ['2026-06-21T12:10:00.000Z'], 'so does this'],
    ['2026-06-21T14:10', ['2026-06-21T12:10:00.000Z'], 'the clock on the wall is meant'],
    ['2026-06-21', ['2026-06-20T22:00:00.000Z'], 'a day begins at midnight there'],
    ['2026-06', ['2026-05-31T22:00:00.000Z'], 'a month on its first'],
    ['2026', ['2025-12-31T23:00:00.000Z'], 'a year too'],
    ['2026-10-25T02:30', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'], 'autumn has it twice'],
    ['2026-10-25T02:30+02:00', ['2026-10-25T00:30:00.000Z'], 'the offset says which'],
    ['2026-03-29T02:30', ['2026-03-29T01:30:00.000Z'], 'spring has none: an hour later'],
    ['12:59', ['2026-10-25T11:59:00.000Z'], 'it was that a minute ago'],
    ['14:10', ['2026-10-24T12:10:00.000Z'], 'it has not been that today'],
    ['02:30', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'], 'tonight it was that twice'],
    ['lunch', [], 'it is no time'],
    ['', [], 'nor is nothing'],
    ['25:00', [], 'no clock shows that'],
    ['2026-02-30', [], 'no calendar has that'],
  ] as const)
    it(`"${text}" in Rome: ${moments.join(' and ') || 'none'}, because ${because}`, () => {
      assert.deepEqual(
        momentsMeant(text, ROME, noon).map((ms) => new Date(ms).toISOString()),
        moments,
      );
    });

  it('between the two of them only the first has been', () => {
    assert.deepEqual(momentsMeant('02:30', ROME, Date.parse('2026-10-25T01:00:00Z')), [
      Date.parse('2026-10-25T00:30:00Z'),
    ]);
  });
});
