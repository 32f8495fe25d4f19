import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerEnergy } from '../../../core/model/record.js';
import type { RecordQuery } from '../../../core/model/site-query.js';
import { FakeClock } from '../../means/fake-clock.js';
import { endOf, folderOf, newCharge, openStore } from './means/store.js';

const energy = (energyWh: number, change: Partial<ChargerEnergy> = {}): ChargerEnergy => ({
  chargerId: 'garage',
  idTag: 'ANNA',
  energyWh,
  solarWh: energyWh,
  batteryWh: 0,
  gridWh: 0,
  cost: null,
  saving: null,
  ...change,
});

describe('statistics', () => {
  it('have each day of the last month and each month of the last year (Hydra Cubus manual, 8.5.1-11)', async (t) => {
    const { store } = await openStore(t, folderOf(t), { clock: new FakeClock('2026-06-21T10:00:00Z') });
    const days = await store.query({ what: 'statistics', by: 'day' });
    assert.deepEqual([days.length, days[0]?.['period'], days.at(-1)?.['period']], [31, '2026-05-22', '2026-06-21']);
    const months = await store.query({ what: 'statistics', by: 'month' });
    assert.deepEqual([months.length, months[0]?.['period'], months.at(-1)?.['period']], [12, '2025-07', '2026-06']);
    assert.deepEqual(months[0], {
      period: '2025-07',
      from: '2025-06-30T22:00:00.000Z',
      to: '2025-07-31T22:00:00.000Z',
      charges: 0,
      energyWh: 0,
      solarWh: 0,
      batteryWh: 0,
      gridWh: 0,
      solarShare: null,
      cost: null,
      saving: null,
      house: { importWh: null, exportWh: null, solarWh: null, batteryInWh: null, batteryOutWh: null, houseWh: null },
    });
  });

  // One Wh each minute of the month: what a day holds is its minutes, 1380 or 1500 when the clocks change.
  for (const [zone, month, from, to, odd, minutes] of [
    ['Europe/Rome', '2026-03', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', '2026-03-29', 1380],
    ['Europe/Rome', '2026-10', '2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z', '2026-10-25', 1500],
    ['America/New_York', '2026-11', '2026-11-01T04:00:00Z', '2026-12-01T05:00:00Z', '2026-11-01', 1500],
    ['Australia/Lord_Howe', '2026-10', '2026-09-30T13:30:00Z', '2026-10-31T13:00:00Z', '2026-10-04', 1410],
    ['Asia/Kathmandu', '2026-05', '2026-04-30T18:15:00Z', '2026-05-31T18:15:00Z', '2026-05-01', 1440],
  ] as const)
    it(`of ${month} in ${zone} are right to the Wh, ${odd} with its ${minutes} minutes`, async (t) => {
      const { store } = await openStore(t, folderOf(t), { timeZone: zone });
      // The day before and the day after belong to others.
      const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
      let count = 0;
      for (let at = fromMs - 86_400_000; at < toMs + 86_400_000; at += 60_000) {
        store.minute({ at: new Date(at).toISOString(), chargers: [energy(1)] });
        // Written in parts, as batches would be.
        if (++count % 4000 === 0) await store.query({ what: 'faults' });
      }
      const days = await store.query({ what: 'statistics', by: 'day', from, to });
      assert.deepEqual([days[0]?.['period'], days.at(-1)?.['to']], [`${month}-01`, new Date(toMs).toISOString()]);
      assert.equal(days.find((day) => day['period'] === odd)?.['energyWh'], minutes);
      for (const day of days) if (day['period'] !== odd) assert.equal(day['energyWh'], 1440, String(day['period']));
      const months = await store.query({ what: 'statistics', by: 'month', from, to });
      assert.deepEqual(
        months.map((row) => [row['period'], row['energyWh']]),
        [[month, (toMs - fromMs) / 60_000]],
      );
    });

  it('are split by charger and by card, and asked for one of them', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const at = '2026-06-21T08:00:00Z';
    store.minute({
      at,
      chargers: [energy(100, { solarWh: 25, batteryWh: 15, gridWh: 60, cost: 0.018, saving: 0.012 })],
    });
    store.minute({ at, chargers: [energy(40, { chargerId: 'carport' }), energy(7, { idTag: 'BEN' })] });
    const number = await store.beginCharge(newCharge({ idTag: 'ANNA', startedAt: at }));
    await store.endCharge(endOf(number));
    const asked = async (more: Partial<Extract<RecordQuery, { what: 'statistics' }>>) =>
      (await store.query({ what: 'statistics', by: 'day', from: at, to: '2026-06-21T09:00:00Z', ...more })).map(
        (row) => [row['chargerId'] ?? row['idTag'], row['energyWh'], row['charges']],
      );
    assert.deepEqual(await asked({}), [[undefined, 147, 1]]);
    assert.deepEqual(await asked({ split: 'charger' }), [
      ['carport', 40, 0],
      ['garage', 107, 1],
    ]);
    assert.deepEqual(await asked({ split: 'card' }), [
      ['ANNA', 140, 1],
      ['BEN', 7, 0],
    ]);
    assert.deepEqual(await asked({ charger: 'carport' }), [[undefined, 40, 0]]);
    const [anna] = await store.query({ what: 'statistics', by: 'year', idTag: 'ANNA', charger: 'garage' });
    assert.deepEqual(
      ['energyWh', 'solarWh', 'batteryWh', 'gridWh', 'solarShare', 'cost', 'saving'].map((key) => anna?.[key]),
      [100, 25, 15, 60, 0.25, 0.018, 0.012],
    );
  });

  it('are of one card in whatever case readers tell it', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const at = '2026-06-21T08:00:00Z';
    store.minute({ at, chargers: [energy(100), energy(3, { idTag: 'anna' })] });
    const number = await store.beginCharge(newCharge({ idTag: 'Anna', startedAt: at }));
    await store.endCharge(endOf(number));
    const span = { what: 'statistics', by: 'day', from: at, to: '2026-06-21T09:00:00Z' } as const;
    const shown = async (more: Partial<RecordQuery>) =>
      (await store.query({ ...span, ...more } as RecordQuery)).map((row) => [row['energyWh'], row['charges']]);
    assert.deepEqual(await shown({ split: 'card' }), [[103, 1]]);
    assert.deepEqual(await shown({ idTag: 'aNNA' }), [[103, 1]]);
    assert.equal((await store.query({ what: 'charges', idTag: 'aNNA' })).length, 1);
  });
});

describe('minute samples', () => {
  it('add up when a minute is told in parts, and keep what was not measured apart from zero', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const at = '2026-06-21T09:30:00Z';
    const house = { importWh: 5, exportWh: 0, solarWh: 20, batteryInWh: null, batteryOutWh: null, houseWh: null };
    store.minute({ at, house, chargers: [energy(3)] });
    store.minute({ at, house: { ...house, houseWh: 8 }, chargers: [energy(4), energy(1, { idTag: 'BEN' })] });
    store.minute({ at: '2026-06-21T09:44:00Z', chargers: [energy(2)] });
    const sum = { importWh: 10, exportWh: 0, solarWh: 40, batteryInWh: null, batteryOutWh: null, houseWh: 8 };
    assert.deepEqual(await store.query({ what: 'samples' }), [
      { at: '2026-06-21T09:30:00.000Z', ...sum, chargersWh: { garage: 8 } },
      { at: '2026-06-21T09:44:00.000Z', chargersWh: { garage: 2 } },
    ]);
    assert.deepEqual(await store.query({ what: 'samples', every: 'quarter', from: at, to: '2026-06-21T10:00:00Z' }), [
      { at: '2026-06-21T09:30:00.000Z', ...sum, chargersWh: { garage: 10 } },
    ]);
    assert.deepEqual(await store.query({ what: 'samples', from: '2026-06-21T09:45:00Z' }), []);
  });
});

describe('why', () => {
  const decided = (at: string, chargerId: string, limitA: number) =>
    ({ at, chargerId, limitA, sources: ['minimum'], because: { code: 'stopped', numbers: {} } }) as const;

  it('is the decision in force at that moment, not the next and not another charger’s', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    store.decision(decided('2026-06-21T08:00:00.000Z', 'garage', 6));
    store.decision(decided('2026-06-21T08:10:00.000Z', 'garage', 0));
    store.decision(decided('2026-06-21T08:20:00.000Z', 'garage', 9));
    store.decision(decided('2026-06-21T08:12:00.000Z', 'carport', 16));
    const limits = async (query: { at?: string; charger?: string }) =>
      (await store.query({ what: 'why', ...query })).map((row) => row['limitA']);
    assert.deepEqual(await limits({ at: '2026-06-21T08:14:00Z', charger: 'garage' }), [0]);
    assert.deepEqual(await limits({ at: '2026-06-21T08:10:00Z', charger: 'garage' }), [0]);
    assert.deepEqual(await limits({ charger: 'garage' }), [9]);
    assert.deepEqual((await limits({ at: '2026-06-21T08:14:00Z' })).sort(), [0, 16]);
    assert.deepEqual(await limits({ at: '2026-06-21T07:00:00Z', charger: 'garage' }), []);
    await assert.rejects(store.query({ what: 'why', at: 'lunch' }), {
      code: 'INVALID_INPUT',
      message: /^at is "lunch"/,
    });
  });

  it('is told in words, since when it held and until when, by the site’s clock', async (t) => {
    const clock = new FakeClock('2026-06-21T13:00:00Z');
    const { store } = await openStore(t, folderOf(t), { clock, language: 'de' });
    store.decision(decided('2026-06-21T12:00:00.000Z', 'garage', 0));
    store.decision(decided('2026-06-21T12:12:00.000Z', 'garage', 9));
    // Ten past two in Rome.
    for (const at of ['14:10', '2026-06-21T14:10', '2026-06-21T12:10:00Z', '2026-06-21T14:10+02:00'])
      assert.deepEqual(await store.query({ what: 'why', charger: 'garage', at }), [
        {
          askedAt: '2026-06-21T12:10:00.000Z',
          until: '2026-06-21T12:12:00.000Z',
          ...decided('2026-06-21T12:00:00.000Z', 'garage', 0),
          text: 'Angehalten, bis du wieder startest',
        },
      ]);
  });

  it('of a time that autumn repeats is answered for both', async (t) => {
    const { store } = await openStore(t, folderOf(t), { clock: new FakeClock('2026-10-25T12:00:00Z') });
    store.decision(decided('2026-10-25T00:20:00.000Z', 'garage', 6));
    store.decision(decided('2026-10-25T01:20:00.000Z', 'garage', 0));
    const rows = await store.query({ what: 'why', charger: 'garage', at: '2026-10-25T02:30' });
    assert.deepEqual(
      rows.map((row) => [row['askedAt'], row['limitA'], row['until']]),
      [
        ['2026-10-25T00:30:00.000Z', 6, '2026-10-25T01:20:00.000Z'],
        ['2026-10-25T01:30:00.000Z', 0, null],
      ],
    );
  });
});
