import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LAST_NUMBER, nextNumber } from '../../../core/records/charge-number.js';
import { FakeClock } from '../../means/fake-clock.js';
import { endOf, folderOf, minutesAfter, newCharge, openStore } from './means/store.js';

describe('transaction numbers', () => {
  it('are positive 31-bit integers, because many chargers keep them in an int32', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const number = await store.beginCharge(newCharge());
    assert.ok(Number.isInteger(number) && number > 0 && number <= LAST_NUMBER, String(number));
  });

  it('are the same when the same start is told twice, because chargers repeat what they got no answer to', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const first = await store.beginCharge(newCharge());
    assert.equal(await store.beginCharge(newCharge()), first);
    const written = newCharge({ startedAt: '2026-06-21T12:00:00+02:00' });
    assert.equal(await store.beginCharge(written), first, 'the same instant, written in another zone');
  });

  for (const [what, other] of [
    ['charger', { chargerId: 'carport' }],
    ['connector', { connectorId: 2 }],
    ['card', { idTag: 'ANNA' }],
    ['second', { startedAt: minutesAfter(1 / 60) }],
    ['register', { meterStartWh: 1001 }],
  ] as const)
    it(`differ when the ${what} differs`, async (t) => {
      const { store } = await openStore(t, folderOf(t));
      const first = await store.beginCharge(newCharge());
      assert.ok((await store.beginCharge(newCharge(other))) > first);
    });

  it('differ among starts asked at once, and each twin gets one', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => store.beginCharge(newCharge({ meterStartWh: index % 30 }))),
    );
    assert.equal(new Set(numbers).size, 30);
    assert.deepEqual(numbers.slice(0, 30), numbers.slice(30));
  });

  it('go on above the last one after a restart, even when the clock was set back for years', async (t) => {
    const folder = folderOf(t);
    const before = await openStore(t, folder);
    const first = await before.store.beginCharge(newCharge());
    await before.store.close();
    const clock = new FakeClock('1970-01-01T00:00:10Z');
    clock.plausible = false;
    const after = await openStore(t, folder, { clock });
    assert.equal(await after.store.beginCharge(newCharge({ meterStartWh: 2 })), first + 1);
  });

  it('begin again from 1 past the last of 31 bits, also where a charger brought that one along', async (t) => {
    const { store } = await openStore(t, folderOf(t), { clock: new FakeClock('2088-01-19T03:14:06Z') });
    assert.equal(await store.beginCharge(newCharge()), LAST_NUMBER - 1);
    await store.adoptCharge(LAST_NUMBER, newCharge({ idTag: 'BROUGHT' }));
    assert.equal(await store.beginCharge(newCharge({ idTag: 'NEXT' })), 1);
  });

  it('are above all earlier ones after the file was lost, because time has passed', async (t) => {
    const early = await openStore(t, folderOf(t));
    const first = await early.store.beginCharge(newCharge());
    const late = await openStore(t, folderOf(t), { clock: new FakeClock('2026-06-21T10:05:00Z') });
    assert.ok((await late.store.beginCharge(newCharge())) > first);
  });

  it('without clock and file are below all that a clock can give', () => {
    const unset = { ...new FakeClock('1970-01-01T00:00:10Z').now(), wallClockPlausible: false };
    const first = nextNumber(0, new FakeClock('2026-01-01T00:00:00Z').now());
    for (let draw = 0; draw < 100; draw += 1) {
      const number = nextNumber(0, unset);
      assert.ok(number > 0 && number < first);
      assert.equal(nextNumber(number, unset), number + 1);
    }
  });

  it('stay within 31 bits when a clock is a century ahead', () => {
    assert.equal(nextNumber(500, new FakeClock('2126-01-01T00:00:00Z').now()), 501);
  });
});

describe('charge records', () => {
  it('carry what the manual wants of them (Hydra Cubus, 8.5.1-17)', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const number = await store.beginCharge(newCharge());
    store.progress({ number, energyWh: 100, solarWh: 60, gridWh: 40, peakW: 3000 });
    assert.equal(await store.endCharge(endOf(number)), true);
    assert.deepEqual(await store.query({ what: 'charges' }), [
      {
        number,
        chargerId: 'garage',
        connectorId: 1,
        idTag: 'HUB',
        startedAt: '2026-06-21T10:00:00.000Z',
        endedAt: '2026-06-21T12:00:00.000Z',
        startedBy: 'plug-in',
        stopReason: 'EVDisconnected',
        modeAtStart: 'ECO+',
        meterStartWh: 1000,
        meterStopWh: 6000,
        energyWh: 5000,
        solarWh: 4000,
        gridWh: 1000,
        peakW: 7400,
        batteryWh: 0,
        cost: null,
        saving: null,
        modeS: {},
        cardName: null,
        serialNumber: null,
      },
    ]);
  });

  it('end once: the second end and an unknown number change nothing', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const number = await store.beginCharge(newCharge());
    assert.equal(await store.endCharge(endOf(number)), true);
    assert.equal(await store.endCharge(endOf(number, { energyWh: 9, stopReason: 'Local' })), false);
    assert.equal(await store.endCharge(endOf(number + 1)), false);
    const rows = await store.query({ what: 'charges' });
    assert.deepEqual(
      rows.map((row) => [row['energyWh'], row['stopReason']]),
      [[5000, 'EVDisconnected']],
    );
  });

  it('do not move after their end, because late samples are late', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const number = await store.beginCharge(newCharge());
    await store.endCharge(endOf(number));
    store.progress({ number, energyWh: 1, solarWh: 1, gridWh: 0, peakW: 1 });
    assert.equal((await store.query({ what: 'charges' }))[0]?.['energyWh'], 5000);
  });

  it('take a number found on a charger once', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    assert.equal(await store.adoptCharge(77, newCharge()), true);
    assert.equal(await store.adoptCharge(77, newCharge()), false);
    assert.equal(await store.endCharge(endOf(77)), true);
    assert.notEqual(await store.beginCharge(newCharge({ idTag: 'ANNA' })), 77);
  });

  it('are given by range, charger and count, newest last', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const numbers: number[] = [];
    for (const minute of [0, 10, 20, 30])
      numbers.push(
        await store.beginCharge(
          newCharge({ startedAt: minutesAfter(minute), chargerId: minute === 20 ? 'carport' : 'garage' }),
        ),
      );
    const asked = async (query: object) =>
      (await store.query({ what: 'charges', ...query })).map((row) => numbers.indexOf(Number(row['number'])));
    assert.deepEqual(await asked({}), [0, 1, 2, 3]);
    assert.deepEqual(await asked({ from: minutesAfter(10), to: minutesAfter(30) }), [1, 2], 'starts in, ends out');
    assert.deepEqual(await asked({ charger: 'garage' }), [0, 1, 3]);
    assert.deepEqual(await asked({ last: 2 }), [2, 3]);
    assert.deepEqual(await asked({ last: 2, charger: 'garage' }), [1, 3]);
    assert.deepEqual(await asked({ charger: 'nowhere' }), []);
  });

  it('come whole when they are many', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    for (let index = 0; index < 600; index += 1) await store.beginCharge(newCharge({ meterStartWh: index }));
    const rows = await store.query({ what: 'charges' });
    assert.equal(rows.length, 600);
    assert.equal(new Set(rows.map((row) => row['number'])).size, 600);
  });

  it('are not asked for at no time: the error names the field', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    await assert.rejects(store.query({ what: 'charges', from: 'yesterday' }), {
      code: 'INVALID_INPUT',
      message: /from is "yesterday".*a time such as/,
    });
  });
});
