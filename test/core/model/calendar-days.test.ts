import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PeriodKind, periodsBetween } from '../../../core/model/calendar-days.js';

const HOUR_MS = 3_600_000;

describe('days, months and years of a calendar', () => {
  for (const [zone, from, to, odd] of [
    ['Europe/Rome', '2026-03-01', '2027-01-01', { '2026-03-29': 23, '2026-10-25': 25 }],
    ['Australia/Lord_Howe', '2026-03-01', '2027-01-01', { '2026-04-05': 24.5, '2026-10-04': 23.5 }],
    ['America/Sao_Paulo', '2018-01-01', '2019-03-01', { '2018-02-17': 25, '2018-11-04': 23, '2019-02-16': 25 }],
    ['Atlantic/Azores', '2026-03-01', '2027-01-01', { '2026-03-29': 23, '2026-10-25': 25 }],
    ['America/Havana', '2026-03-01', '2027-01-01', { '2026-03-08': 23, '2026-11-01': 25 }],
    ['Asia/Kathmandu', '2026-03-01', '2027-01-01', {}],
    ['Pacific/Apia', '2011-11-01', '2012-02-01', {}],
  ] as const)
    it(`are each there once and leave nothing out: ${zone}`, () => {
      const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
      for (const kind of ['day', 'month', 'year'] as const satisfies readonly PeriodKind[]) {
        const periods = periodsBetween(kind, fromMs, toMs, zone);
        assert.equal(new Set(periods.map(({ name }) => name)).size, periods.length);
        assert.ok((periods[0]?.fromMs ?? toMs) <= fromMs && (periods.at(-1)?.toMs ?? 0) >= toMs, kind);
        for (const [at, { fromMs: begins }] of periods.entries())
          if (at > 0) assert.equal(begins, periods[at - 1]?.toMs, `${kind} ${at}`);
      }
      const days = periodsBetween('day', fromMs, toMs, zone);
      const hours = days.map((day) => [day.name, (day.toMs - day.fromMs) / HOUR_MS] as const);
      assert.deepEqual(Object.fromEntries(hours.filter(([, long]) => long !== 24)), odd);
    });

  it('of a zone that skipped a day have not that day', () => {
    const days = periodsBetween('day', Date.UTC(2011, 11, 29), Date.UTC(2012, 0, 1), 'Pacific/Apia');
    assert.deepEqual(
      days.map(({ name }) => name),
      ['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01'],
    );
  });
});
