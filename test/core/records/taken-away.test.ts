import assert from 'node:assert/strict';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { eventually } from '../../means/eventually.js';
import { endOf, folderOf, newCharge, openStore } from './means/store.js';
import { startedThreads } from './means/worker-of.js';

describe('records that are taken away', () => {
  it('while the site runs are told, and whole again with all that was in them', async (t) => {
    const folder = join(folderOf(t), 'the hub’s');
    const { store, log, clock } = await openStore(t, folder);
    const over = await store.beginCharge(newCharge());
    await store.endCharge(endOf(over));
    const running = await store.beginCharge(newCharge({ meterStartWh: 999 }));
    rmSync(folder, { recursive: true });
    await store.saveWishes({ ...NO_WISHES, policy: 'priority' });
    store.memory({});
    await clock.advance(10_000);
    await eventually('it is told', () => log.matching(/^error The file .*sqlite was removed/)[0]);
    await clock.advance(1_000);
    await eventually('it is well again', () => log.matching(/^info .*written again/)[0]);
    assert.equal(statSync(join(folder, 'surplug-records.sqlite')).mode & 0o777, 0o600);
    await store.close();
    const after = await openStore(t, folder);
    const kept = await after.store.load();
    assert.deepEqual([kept.wishes.policy, kept.openCharges.map(({ number }) => number)], ['priority', [running]]);
    const numbers = (await after.store.query({ what: 'charges' })).map((row) => row['number']);
    assert.deepEqual(numbers, [over, running]);
  });

  it('together with their thread begin anew with what the site knows', async (t) => {
    const threads = startedThreads(t);
    const folder = folderOf(t);
    const { store, log, clock } = await openStore(t, folder);
    await store.saveWishes({ ...NO_WISHES, policy: 'priority' });
    const number = await store.beginCharge(newCharge());
    await threads.at(-1)?.terminate();
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await clock.advance(1_000);
    await eventually('a new file', () => log.matching(/^info .*written again/)[0]);
    await store.close();
    const { wishes, openCharges } = await (await openStore(t, folder)).store.load();
    assert.deepEqual([wishes.policy, openCharges[0]?.number], ['priority', number]);
  });
});
