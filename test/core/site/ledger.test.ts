import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inEnglish } from '../../../core/model/error-texts.js';
import { monoMs, wallMs, wattHours, watts } from '../../../core/model/units.js';
import type { TransactionStart } from '../../../core/ports/charger-gateway.js';
import type { RecordStore } from '../../../core/ports/record-store.js';
import { openRecordStore } from '../../../core/records/open-record-store.js';
import { Ledger } from '../../../core/site/ledger.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { temporaryFolder } from '../../means/open-hub.js';

describe('the ledger', () => {
  const folder = temporaryFolder('ledger');
  const clock = new FakeClock();
  const log = new KeptLog();
  let store: RecordStore;
  let ledger: Ledger;
  const parts = () => ({
    store,
    mode: () => 'ECO+' as const,
    prices: () => [],
    card: (idTag: string) => (idTag === 'CARD' ? 'Anna' : undefined),
    serialNumber: () => 'M-77',
    log,
    say: inEnglish,
  });
  before(async () => {
    store = await openRecordStore(folder.path, { log: new KeptLog(), say: inEnglish, clock, timeZone: 'utc' });
    ledger = new Ledger(parts(), (await store.load()).openCharges);
  });
  after(async () => {
    await store.close();
    folder.remove();
  });

  const start = (startedAt: string, rest: Partial<TransactionStart> = {}): TransactionStart => ({
    chargerId: 'CP1',
    connectorId: 1,
    idTag: 'CARD',
    meterStartWh: wattHours(1000),
    startedAt: wallMs(Date.parse(startedAt)),
    late: false,
    ...rest,
  });
  const stop = (transactionId: number, meterStopWh: number) => ({
    chargerId: 'CP1',
    transactionId,
    meterStopWh: wattHours(meterStopWh),
    stoppedAt: wallMs(Date.parse('2026-06-21T11:00:00Z')),
    reason: 'EVDisconnected',
    late: false,
  });
  const record = async (number: number) =>
    (await store.query({ what: 'charges' })).find((row) => row['number'] === number);

  it('gives a start told twice the same number, and does not run a charge that is over again', async () => {
    const first = await ledger.begin(start('2026-06-21T10:00:00Z'), 'plug-in');
    assert.deepEqual(await ledger.begin(start('2026-06-21T10:00:00Z'), 'plug-in'), first);
    await ledger.end(stop(first.number, 3500));
    const kept = await record(first.number);
    assert.deepEqual([kept?.['energyWh'], kept?.['cardName'], kept?.['serialNumber']], [2500, 'Anna', 'M-77']);
    assert.deepEqual(await ledger.begin(start('2026-06-21T10:00:00Z'), 'plug-in'), {
      number: first.number,
      runs: false,
    });
    assert.equal(ledger.running('CP1'), undefined);
  });

  it('a charge that was begun before the clock was set began that long ago; none ends before it begins', async () => {
    const set = (byMs: number, now: string) => {
      const atWall = wallMs(Date.parse(now));
      ledger.observe({ kind: 'clock-stepped', byMs, at: clock.now().monoMs, atWall });
    };
    const fromThe70s = await ledger.begin(start('1970-01-01T00:00:10Z'), 'plug-in');
    set(Date.parse('2026-06-21T10:30:00Z') - 60_000, '2026-06-21T10:30:00Z');
    assert.equal(ledger.running('CP1')?.startedAt, Date.parse('2026-06-21T10:29:10Z'));
    await ledger.end(stop(fromThe70s.number, 1100));
    assert.equal((await record(fromThe70s.number))?.['startedAt'], '2026-06-21T10:29:10.000Z');
    const setBack = await ledger.begin(start('2026-06-21T11:10:00Z'), 'plug-in');
    await ledger.end(stop(setBack.number, 1100));
    assert.equal((await record(setBack.number))?.['endedAt'], '2026-06-21T11:10:00.000Z');
  });

  it('a charge lasts as long as it did, whatever a plausible clock was set by in the middle of it', async () => {
    for (const [byMin, startedAt] of [
      [40, '2026-06-21T10:40:00.000Z'],
      [-40, '2026-06-21T09:20:00.000Z'],
    ] as const) {
      const openedAt = clock.now().monoMs;
      const after = (minutes: number) => monoMs(openedAt + minutes * 60_000);
      const wallAt = (minutes: number) => wallMs(Date.parse('2026-06-21T10:00:00Z') + minutes * 60_000);
      const ledger = new Ledger(parts(), []);
      ledger.observe({ kind: 'tick', at: after(-5), atWall: wallAt(-5) });
      const { number } = await ledger.begin(start('2026-06-21T10:00:00Z'), 'plug-in');
      const byMs = byMin * 60_000;
      ledger.observe({ kind: 'clock-stepped', byMs, at: after(60), atWall: wallAt(60 + byMin) });
      assert.equal(new Date(ledger.running('CP1')?.startedAt ?? 0).toISOString(), startedAt);
      await ledger.end(stop(number, 1100));
    }
  });

  it('takes an end nobody knows, and an end told twice, without complaint', async () => {
    await ledger.end(stop(4711, 9999));
    const { number } = await ledger.begin(start('2026-06-21T10:10:00Z'), 'card');
    await ledger.end(stop(number, 1500));
    await ledger.end(stop(number, 9999));
    assert.equal((await record(number))?.['energyWh'], 500);
  });

  it('books a late charge once whose end is told again before the first is answered', async () => {
    const late = await ledger.begin(start('2026-06-19T08:00:00Z', { late: true }), 'offline');
    const ended = { ...stop(late.number, 3000), stoppedAt: wallMs(Date.parse('2026-06-19T09:00:00Z')), late: true };
    await Promise.all([ledger.end(ended), ledger.end(ended)]);
    const day = { from: '2026-06-19T00:00Z', to: '2026-06-20T00:00Z' } as const;
    const [booked] = await store.query({ what: 'statistics', by: 'day', ...day });
    assert.equal(booked?.['energyWh'], 2000);
  });

  it('keeps the sun of a charge that ends only when the next has begun, and books it once', async () => {
    const at = (minute: number) => ({
      at: monoMs(5_000_000 + minute * 60_000),
      atWall: wallMs(NOON + minute * 60_000),
    });
    const NOON = Date.parse('2026-06-18T10:00:00Z');
    const sees = (minute: number, energyWh: number): void => {
      const { at: takenAt, atWall: takenAtWall } = at(minute);
      const reading = { meterId: 'grid', role: 'grid', powerW: watts(-100), takenAt } as const;
      ledger.observe({ kind: 'reading', reading, ...at(minute) });
      const sample = { takenAt, takenAtWall, energyWh: wattHours(energyWh), powerW: watts(6000) };
      ledger.observe({ kind: 'sample', chargerId: 'CP1', sample, ...at(minute) });
    };
    const lost = await ledger.begin(start('2026-06-18T10:00:00Z'), 'plug-in');
    for (let minute = 0; minute <= 10; minute += 1) sees(minute, 1000 + minute * 100);
    const next = await ledger.begin(start('2026-06-18T10:10:30Z', { meterStartWh: wattHours(2000) }), 'plug-in');
    await ledger.end({ ...stop(lost.number, 2000), stoppedAt: at(10).atWall });
    const row = await record(lost.number);
    assert.deepEqual([row?.['energyWh'], row?.['solarWh']], [1000, 1000]);
    sees(11, 2100);
    await ledger.end({ ...stop(next.number, 2100), stoppedAt: at(11).atWall });
    assert.equal((await record(next.number))?.['energyWh'], 100);
    ledger.flush();
    const day = { from: '2026-06-18T00:00Z', to: '2026-06-19T00:00Z' } as const;
    const [booked] = await store.query({ what: 'statistics', by: 'day', ...day });
    assert.equal(booked?.['energyWh'], 1100);
  });

  it('records a charge that came late as grid, and leaves the running one alone', async () => {
    const running = await ledger.begin(start('2026-06-21T10:20:00Z', { meterStartWh: wattHours(5000) }), 'plug-in');
    const late = await ledger.begin(start('2026-06-20T08:00:00Z', { late: true }), 'offline');
    assert.notEqual(late.number, running.number);
    await ledger.end({ ...stop(late.number, 2000), late: true });
    const row = await record(late.number);
    assert.deepEqual([row?.['energyWh'], row?.['solarWh'], row?.['gridWh']], [1000, 0, 1000]);
    assert.equal(ledger.progress('CP1', running.number)?.energyWh, 0);
    await ledger.end(stop(running.number, 6000));
    assert.equal((await record(running.number))?.['energyWh'], 1000);
  });

  it('lets no charger end, or take for its own, the charge of another, whatever number it names', async () => {
    const { number } = await ledger.begin(start('2026-06-21T10:35:00Z'), 'plug-in');
    await ledger.end({ ...stop(number, 5), chargerId: 'CP2' });
    assert.equal(ledger.running('CP1')?.transactionId, number);
    const taken = start('2026-06-21T10:36:00Z', { chargerId: 'CP2', adopted: { transactionId: number } });
    const own = await ledger.begin(taken, 'unknown');
    assert.notEqual(own.number, number);
    assert.equal(ledger.running('CP2')?.transactionId, own.number);
    await ledger.end({ ...stop(own.number, 1200), chargerId: 'CP2' });
    await ledger.end(stop(number, 1500));
    assert.deepEqual([(await record(number))?.['energyWh'], (await record(own.number))?.['energyWh']], [500, 200]);
  });

  it('books nothing for a late charge whose register no charger can have moved in its time', async () => {
    const late = await ledger.begin(start('2026-06-20T09:00:00Z', { late: true }), 'offline');
    const ended = { ...stop(late.number, 4_294_967_295), stoppedAt: wallMs(Date.parse('2026-06-20T10:00:00Z')) };
    await ledger.end({ ...ended, late: true });
    const row = await record(late.number);
    assert.deepEqual([row?.['energyWh'], row?.['meterStopWh']], [0, row?.['meterStartWh']]);
    assert.match(log.lines.at(-1) ?? '', /CP1: .*from 1000 Wh to 4294967295 Wh, which it cannot have delivered/);
  });

  it('believes a late charge whose charger had no clock: twelve kilowatt-hours in no time at all', async () => {
    const late = await ledger.begin(start('2026-06-20T10:00:00Z', { late: true }), 'offline');
    const ended = { ...stop(late.number, 13_000), stoppedAt: wallMs(Date.parse('2026-06-20T10:00:00Z')) };
    await ledger.end({ ...ended, late: true });
    assert.equal((await record(late.number))?.['energyWh'], 12_000);
  });

  it('has a record of its own for what goes on under the id of one that ended before a restart (lbbrhzn/ocpp #1749)', async () => {
    const first = await ledger.begin(start('2026-06-21T10:24:00Z', { meterStartWh: wattHours(7000) }), 'plug-in');
    await ledger.end(stop(first.number, 7500));
    const house = {
      mode: () => 'ECO' as const,
      prices: () => [],
      card: () => undefined,
      serialNumber: () => undefined,
    };
    const later = new Ledger({ store, log, say: inEnglish, ...house }, (await store.load()).openCharges);
    const goesOn = { meterStartWh: wattHours(7500), adopted: { transactionId: first.number } };
    const { number, runs } = await later.begin(start('2026-06-21T10:26:00Z', goesOn), 'unknown');
    assert.deepEqual([number === first.number, runs], [false, true]);
    await later.end(stop(number, 7700));
    assert.deepEqual([(await record(first.number))?.['energyWh'], (await record(number))?.['energyWh']], [500, 200]);
  });

  it('says once that samples tell another register, and takes start and stop for it (ABB Terra)', async () => {
    const fresh = new Ledger(parts(), []);
    for (const meterStartWh of [90_000, 90_700].map(wattHours)) {
      const startedAt = clock.now().wallMs;
      const told = { ...start(''), chargerId: 'ABB', meterStartWh, startedAt };
      const { number } = await fresh.begin(told, 'plug-in');
      for (const energyWh of [10, 300, 650].map(wattHours)) {
        await clock.advance(60_000);
        const { monoMs: takenAt, wallMs: takenAtWall } = clock.now();
        const sample = { takenAt, takenAtWall, energyWh };
        fresh.observe({ kind: 'sample', chargerId: 'ABB', sample, at: takenAt, atWall: takenAtWall });
      }
      await fresh.end({ ...stop(number, meterStartWh + 700), chargerId: 'ABB' });
      assert.equal((await record(number))?.['energyWh'], 700);
    }
    assert.equal(log.matching(/ABB: the energy register/).length, 2, 'that it leapt, and that it stays');
  });

  it('takes over an id found running on a charger that no record knows', async () => {
    const adopted = await ledger.begin(start('2026-06-21T10:30:00Z', { adopted: { transactionId: 77 } }), 'unknown');
    assert.deepEqual(adopted, { number: 77, runs: true });
    assert.equal(ledger.running('CP1')?.transactionId, 77);
    await ledger.end(stop(77, 1234));
    assert.equal((await record(77))?.['meterStopWh'], 1234);
  });
});
