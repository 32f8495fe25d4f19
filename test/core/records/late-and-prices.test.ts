import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listEndAt, priceAt } from '../../../core/model/steps.js';
import { openRecord } from '../../../core/records/charge-book.js';
import { samplesOfLateCharge } from '../../../core/records/late-charge.js';
import { newCharge } from './means/store.js';

describe('a charge told after it was over', () => {
  it('is spread evenly over its time, as grid, because nobody watched', () => {
    const open = openRecord(1, newCharge({ startedAt: '2026-06-21T21:50:00Z' }));
    const charge = { ...open, endedAt: '2026-06-21T22:20:00Z', energyWh: 3000, gridWh: 3000 };
    const samples = samplesOfLateCharge(charge, () => 0.4);
    assert.deepEqual(
      samples.map(({ at, chargers }) => [at, chargers[0]?.gridWh, chargers[0]?.cost]),
      [
        ['2026-06-21T21:50:00.000Z', 1000, 0.4],
        ['2026-06-21T22:00:00.000Z', 1500, 0.6],
        ['2026-06-21T22:15:00.000Z', 500, 0.2],
      ],
    );
    assert.equal(
      samplesOfLateCharge({ ...charge, endedAt: charge.startedAt }, () => null)[0]?.chargers[0]?.gridWh,
      3000,
    );
  });
});

describe('prices', () => {
  const hours = [0, 1, 2].map((hour) => ({ start: `2026-06-21T0${hour}:00:00Z`, price: hour / 10 }));
  for (const [at, price, because] of [
    ['2026-06-20T23:59:59Z', null, 'the list begins later'],
    ['2026-06-21T00:00:00Z', 0, 'a step takes its start'],
    ['2026-06-21T01:59:59Z', 0.1, 'and lasts until the next'],
    ['2026-06-21T02:59:59Z', 0.2, 'the last lasts as long as the one before'],
    ['2026-06-21T03:00:00Z', null, 'then the list is out of date'],
  ] as const)
    it(`at ${at} are ${price}, because ${because}`, () => assert.equal(priceAt(hours, Date.parse(at)), price));
  it('of a year of quarters are found like those of a day', () => {
    const start = Date.UTC(2026, 0, 1);
    const year = Array.from({ length: 35_040 }, (_, index) => ({
      start: new Date(start + index * 900_000).toISOString(),
      price: index,
    }));
    for (const index of [0, 1, 17_000, 35_038, 35_039]) {
      assert.equal(priceAt(year, start + index * 900_000), index);
      assert.equal(priceAt(year, start + index * 900_000 + 899_999), index);
    }
    assert.equal(priceAt(year, start - 1), null);
    assert.equal(priceAt(year, start + 35_040 * 900_000), null);
  });
  it('of one step are a tariff that stays', () => {
    assert.equal(priceAt(hours.slice(1, 2), Date.parse('2030-01-01T00:00:00Z')), 0.1);
    assert.equal(priceAt([], 0), null);
    assert.equal(listEndAt(hours.slice(0, 1)), null);
  });
  it('tell when their list is out of date, and a last step of unknown length lasts no longer than a day', () => {
    assert.equal(listEndAt(hours), Date.parse('2026-06-21T03:00:00Z'));
    const weeks = [
      { start: '2026-06-01T00:00:00Z', price: 1 },
      { start: '2026-06-08T00:00:00Z', price: 2 },
    ];
    assert.equal(listEndAt(weeks), Date.parse('2026-06-09T00:00:00Z'));
  });
});
