import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ChargerAbilities } from '../../../core/model/charger.js';
import type { ObservedEvent } from '../../../core/model/event.js';
import { monoMs } from '../../../core/model/units.js';
import { NO_WISHES, type Wishes } from '../../../core/model/wishes.js';
import { FakeClock } from '../../means/fake-clock.js';
import { endOf, folderOf, journalOf, minutesAfter, newCharge, openStore, wallAt } from './means/store.js';

const WISHES: Wishes = {
  ...NO_WISHES,
  policy: 'priority',
  cards: [{ idTag: 'ANNA', name: 'Anna', allowed: true }],
  chargers: { garage: { mode: 'FAST', locked: true } },
};

const ABILITIES: ChargerAbilities = {
  refuses: ['TriggerMessage'],
  smartCharging: true,
  rateUnit: 'A',
  maxStackLevel: 8,
  liveProfile: 'TxProfile',
  profileKind: 'Absolute',
  maxProfile: true,
  zeroPauses: true,
  resumesAfterZero: false,
  phaseSwitching: 'unknown',
};

const connected = (minute: number): ObservedEvent => ({
  kind: 'connected',
  chargerId: `charger-${minute}`,
  at: monoMs(minute),
  atWall: wallAt(minutesAfter(minute)),
});

describe('after a restart', () => {
  it('a new file holds nothing', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    assert.deepEqual(await store.load(), {
      wishes: NO_WISHES,
      abilities: {},
      memory: null,
      openCharges: [],
      endedCharges: [],
      openFaults: [],
      remarks: [],
    });
  });

  it('a new file can be read by its owner alone, because numbers of cards are in it', async (t) => {
    const folder = folderOf(t);
    const { store } = await openStore(t, folder);
    await store.beginCharge(newCharge());
    const files = readdirSync(folder).filter((name) => name.startsWith('surplug-records.sqlite'));
    assert.ok(files.length > 1, 'the file and its log');
    for (const name of files) assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name);
  });

  it('wishes, abilities, memory, open charges and open faults are there', async (t) => {
    const folder = folderOf(t);
    const { store } = await openStore(t, folder);
    await store.saveWishes({ ...WISHES, policy: 'equal' });
    await store.saveWishes(WISHES);
    await store.saveAbilities('garage', ABILITIES);
    store.memory({ version: 1, pause: [1, 2] });
    const number = await store.beginCharge(newCharge());
    const over = await store.beginCharge(newCharge({ meterStartWh: 5 }));
    await store.endCharge(endOf(over));
    store.progress({ number, energyWh: 10, solarWh: 4, gridWh: 6, peakW: 4000 });
    const fault = { chargerId: 'garage', startedAt: minutesAfter(1), endedAt: null, vendorErrorCode: null, info: null };
    store.faultBegan({ ...fault, errorCode: 'GroundFailure' });
    store.faultEnded('garage', minutesAfter(2));
    store.faultBegan({ ...fault, errorCode: 'OverVoltage' });
    await store.close();

    const kept = await (await openStore(t, folder)).store.load();
    assert.deepEqual(kept.wishes, WISHES);
    assert.deepEqual(kept.abilities, { garage: ABILITIES });
    assert.deepEqual(kept.memory, { version: 1, pause: [1, 2] });
    assert.deepEqual(
      kept.openCharges.map((charge) => [charge.number, charge.energyWh, charge.solarWh, charge.endedAt]),
      [[number, 10, 4, null]],
    );
    assert.deepEqual(
      kept.openFaults.map(({ errorCode }) => errorCode),
      ['OverVoltage'],
    );
    assert.deepEqual(kept.remarks, []);
  });

  it('the same start still has its number', async (t) => {
    const folder = folderOf(t);
    const { store } = await openStore(t, folder);
    const number = await store.beginCharge(newCharge());
    await store.close();
    assert.equal(await (await openStore(t, folder)).store.beginCharge(newCharge()), number);
  });

  it('nothing is taken any more from a store that was closed, and closing twice is no harm', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    await store.close();
    await store.close();
    await assert.rejects(store.beginCharge(newCharge()), { code: 'CLOSED' });
    await assert.rejects(store.query({ what: 'charges' }), { code: 'CLOSED' });
    store.memory({});
  });
});

describe('what may wait', () => {
  it('is on disk ten seconds later', async (t) => {
    const folder = folderOf(t);
    const { store, clock } = await openStore(t, folder);
    store.memory({ at: 'ten seconds' });
    await clock.advance(10_000);
    // Asked after the batch, so answered after it: the thread takes one thing after the other.
    await store.saveWishes(WISHES);
    await store.close();
    assert.deepEqual((await (await openStore(t, folder)).store.load()).memory, { at: 'ten seconds' });
  });

  for (const [when, folder] of [
    ['before it was written', folderOf],
    ['while the disk refuses', () => '/proc/surplug'],
  ] as const)
    it(`is seen by a question asked ${when}`, async (t) => {
      const { store } = await openStore(t, folder(t));
      const decision = {
        at: minutesAfter(3),
        chargerId: 'garage',
        limitA: 0,
        sources: ['minimum'],
        because: { code: 'eco-plus-waiting', numbers: { surplusW: 900, neededW: 1380 } },
      } as const;
      store.decision(decision);
      assert.deepEqual(await store.query({ what: 'decisions', charger: 'garage' }), [
        { ...decision, text: 'Waiting for more sun: 900\u00a0W of solar surplus, 1.4\u00a0kW needed' },
      ]);
      assert.deepEqual(await store.query({ what: 'decisions', charger: 'carport' }), []);
    });

  it('tells a fault once, however often the charger repeats it, and by its range', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const fault = { chargerId: 'garage', endedAt: null, errorCode: 'GroundFailure', vendorErrorCode: '7', info: 'PE' };
    store.faultBegan({ ...fault, startedAt: minutesAfter(0) });
    store.faultBegan({ ...fault, startedAt: minutesAfter(1) });
    store.faultEnded('garage', minutesAfter(2));
    store.faultBegan({ ...fault, startedAt: minutesAfter(10) });
    const rows = await store.query({ what: 'faults', to: minutesAfter(10) });
    const [{ text = '', remedy = '', ...told } = {}] = rows;
    assert.deepEqual(told, { ...fault, startedAt: minutesAfter(0), endedAt: minutesAfter(2) });
    assert.match(`${String(text)} ${String(remedy)}`, /earth .* says: 7\. .* electrician/);
    assert.equal(rows.length, 1);
    assert.equal((await store.query({ what: 'faults', charger: 'garage' })).length, 2);
  });
});

describe('the journal', () => {
  it('gives the events of a span back, byte for byte and in order, over batches and restarts', async (t) => {
    const folder = folderOf(t);
    const first = await openStore(t, folder);
    for (let minute = 0; minute < 400; minute += 1) {
      first.store.journal(connected(minute));
      if (minute % 2 === 0 || minute > 40) await first.store.settle();
    }
    await first.store.close();
    const { store } = await openStore(t, folder);
    store.journal(connected(400));
    const events = await journalOf(store, minutesAfter(3), minutesAfter(401));
    assert.deepEqual(
      events,
      Array.from({ length: 398 }, (_, index) => connected(index + 3)),
    );
  });

  it('is a ring: events older than its days go, and the oldest beyond its size', async (t) => {
    const folder = folderOf(t);
    const { store, clock } = await openStore(t, folder, { journalDays: 1, journalMaxBytes: 400 });
    for (let minute = 0; minute < 40; minute += 1) {
      store.journal(connected(minute));
      await store.settle();
    }
    assert.equal((await journalOf(store)).length, 40, 'tidied once an hour only');
    await store.close();
    const again = await openStore(t, folder, { journalDays: 1, journalMaxBytes: 400, clock });
    again.store.memory({});
    const left = await journalOf(again.store);
    assert.ok(left.length > 0 && left.length < 10, `${left.length} left of 400 bytes`);
    assert.deepEqual(left.at(-1), connected(39), 'the newest stays');
    await again.store.close();
    let events: readonly ObservedEvent[] = left;
    for (let halfDays = 0; halfDays < 3; halfDays += 1) {
      await clock.advance(12 * 3_600_000);
      const later = await openStore(t, folder, { journalDays: 1, clock });
      later.store.memory({});
      events = await journalOf(later.store);
      await later.store.close();
    }
    assert.deepEqual(events, []);
  });
});

describe('retention', () => {
  it('lets go of charges beyond its days, never of an open one', async (t) => {
    const folder = folderOf(t);
    const { store, clock } = await openStore(t, folder, { retentionDays: 5 });
    const ended = await store.beginCharge(newCharge());
    await store.endCharge(endOf(ended));
    const open = await store.beginCharge(newCharge({ meterStartWh: 9 }));
    store.memory({});
    await store.query({ what: 'charges' });
    await store.close();
    // A day an hour: the hub has to see the time pass.
    for (let hours = 0; hours < 9; hours += 1) {
      await clock.advance(24 * 3_600_000);
      const { store: later } = await openStore(t, folder, { retentionDays: 5, clock });
      later.memory({});
      await later.close();
    }
    const { store: last } = await openStore(t, folder, { retentionDays: 5, clock });
    assert.deepEqual(
      (await last.query({ what: 'charges' })).map((row) => row['number']),
      [open],
    );
  });

  it('loses nothing to a clock that is ten years ahead for a moment, nor to one that is not set', async (t) => {
    const folder = folderOf(t);
    const first = await openStore(t, folder, { retentionDays: 365 });
    await first.store.endCharge(endOf(await first.store.beginCharge(newCharge())));
    first.store.memory({});
    await first.store.close();
    for (const wrong of ['2036-06-21T10:00:00Z', '1970-01-01T00:01:00Z', '2026-06-22T10:00:00Z']) {
      const clock = new FakeClock(wrong);
      clock.plausible = !wrong.startsWith('1970');
      const { store } = await openStore(t, folder, { retentionDays: 365, clock });
      store.memory({});
      assert.equal((await store.query({ what: 'charges' })).length, 1, wrong);
      await store.close();
    }
  });
});
