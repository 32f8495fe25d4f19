import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { eventually } from '../../means/eventually.js';
import { endOf, folderOf, minutesAfter, newCharge, openStore } from './means/store.js';

const FILE = 'surplug-records.sqlite';

describe('a charge that ran when the hub started, with records it could not read', () => {
  it('is one charge: its record goes on from where it stood', async (t) => {
    const folder = folderOf(t);
    const before = await openStore(t, folder);
    const number = await before.store.beginCharge(newCharge());
    before.store.progress({ number, energyWh: 500, solarWh: 300, gridWh: 200, peakW: 7000, modeS: { 'ECO+': 60 } });
    await before.store.close();
    renameSync(join(folder, FILE), join(folder, 'elsewhere'));
    mkdirSync(join(folder, FILE));

    const { store, log, clock } = await openStore(t, folder);
    assert.match(log.lines[0] ?? '', /^error The records cannot be written: EISDIR: .*sqlite'\. Charging goes on/);
    const second = newCharge({ startedBy: 'unknown', startedAt: minutesAfter(5), meterStartWh: 1600 });
    assert.equal(await store.adoptCharge(number, second), true);
    const sample = { number, startedAt: minutesAfter(5), peakW: 3000, modeS: { 'ECO+': 9 } };
    store.progress({ ...sample, energyWh: 20, solarWh: 20, gridWh: 0 });
    rmdirSync(join(folder, FILE));
    renameSync(join(folder, 'elsewhere'), join(folder, FILE));
    await clock.advance(60_000);
    await eventually('all is well', () => log.matching(/^info .*written again/)[0]);

    const told = async () =>
      (await store.query({ what: 'charges' })).map((row) => [
        ...[row['number'], row['startedAt'], row['startedBy'], row['meterStartWh'], row['endedAt'] !== null],
        ...[row['energyWh'], row['solarWh'], row['gridWh'], row['peakW'], row['modeS']],
      ]);
    const start = [number, minutesAfter(0), 'plug-in', 1000] as const;
    // 100 Wh flowed while nobody looked.
    assert.deepEqual(await told(), [[...start, false, 620, 320, 300, 7000, { 'ECO+': 69 }]]);
    store.progress({ ...sample, energyWh: 50, solarWh: 50, gridWh: 0 });
    assert.deepEqual(await told(), [[...start, false, 650, 350, 300, 7000, { 'ECO+': 69 }]]);
    const over = { energyWh: 60, solarWh: 60, gridWh: 0, meterStopWh: 1660, peakW: 8000, modeS: { 'ECO+': 12 } };
    assert.equal(await store.endCharge(endOf(number, over)), true);
    assert.deepEqual(await told(), [[...start, true, 660, 360, 300, 8000, { 'ECO+': 72 }]]);
  });
});
