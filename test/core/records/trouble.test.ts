import assert from 'node:assert/strict';
import { chmodSync, closeSync, openSync, readdirSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { SurplugError } from '../../../core/model/error.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { Database } from '../../../core/records/thread/database.js';
import { eventually } from '../../means/eventually.js';
import { inChild } from './means/in-child.js';
import { endOf, folderOf, newCharge, openStore } from './means/store.js';
import { startedThreads } from './means/worker-of.js';

const FILE = 'surplug-records.sqlite';

/** Records of forty charges and a wish, closed. Returns the charges' numbers. */
async function filled(t: TestContext, folder: string): Promise<number[]> {
  const { store } = await openStore(t, folder);
  const numbers: number[] = [];
  for (let index = 0; index < 40; index += 1)
    numbers.push(await store.beginCharge(newCharge({ meterStartWh: index, idTag: `CARD-${'x'.repeat(200)}` })));
  for (const number of numbers) await store.endCharge(endOf(number));
  await store.saveWishes({ ...NO_WISHES, policy: 'energy-fair' });
  await store.close();
  return numbers;
}

describe('a disk that refuses', () => {
  it('at the start is said once, and charges go on in memory with numbers of their own', async (t) => {
    const notAFolder = join(folderOf(t), 'file');
    writeFileSync(notAFolder, '');
    const told: (string | null)[] = [];
    const trouble = (error: SurplugError | null) => told.push(error?.code ?? null);
    const { store, log, clock } = await openStore(t, join(notAFolder, 'records'), { trouble });
    const first = await store.beginCharge(newCharge());
    const second = await store.beginCharge(newCharge({ meterStartWh: 2 }));
    assert.ok(second > first);
    assert.equal(await store.beginCharge(newCharge()), first, 'told twice, the same number');
    assert.equal(await store.adoptCharge(5, newCharge({ meterStartWh: 3 })), true);
    assert.equal(await store.adoptCharge(5, newCharge({ meterStartWh: 3 })), false);
    await store.saveWishes(NO_WISHES);
    store.progress({ number: second, energyWh: 7, solarWh: 7, gridWh: 0, peakW: 9 });
    assert.equal(await store.endCharge(endOf(first)), true);
    assert.equal(await store.endCharge(endOf(first)), false);
    assert.deepEqual(
      (await store.query({ what: 'charges', charger: 'garage' })).map((row) => [row['number'], row['energyWh']]),
      [
        [first, 5000],
        [second, 7],
        [5, 0],
      ],
    );
    await assert.rejects(store.query({ what: 'faults' }), { code: 'STORAGE' });
    await clock.advance(3_600_000);
    assert.equal(log.matching(/^error/).length, 1, 'once, not at every try');
    assert.match(log.matching(/^error/)[0] ?? '', /cannot be created.*storage folder.*Charging goes on/);
    const { remarks, wishesUnread } = await store.load();
    assert.deepEqual(remarks, [], 'it has been said');
    assert.equal(wishesUnread, true, 'who was adopted is not known');
    assert.deepEqual(told, ['STORAGE']);
  });

  it('that can make no folder at all (/proc) is told, not waited for', async (t) => {
    const { log } = await openStore(t, '/proc/surplug');
    assert.match(log.matching(/^error/)[0] ?? '', /The folder \/proc\/surplug cannot be created .*Charging goes on/);
  });

  it('because the folder may only be read says whose right is missing', async (t) => {
    // The superuser may write anywhere but in the kernel's own folders.
    let folder = '/sys/kernel';
    if (process.getuid?.() !== 0) {
      folder = folderOf(t);
      chmodSync(folder, 0o555);
    }
    const { log } = await openStore(t, folder);
    assert.match(log.matching(/^error/)[0] ?? '', /be written \(.+\)\. Give the user the hub runs as permission/);
  });

  it('in the middle of a life is no end: charges begin and end, and are told of', async (t) => {
    const child = inChild(t, 'overfill', [folderOf(t)], { fileBlocks: 1000 });
    assert.equal(await child.ended, 0, child.complaints());
    const { refused, ...rest } = JSON.parse(child.lines.at(-1) ?? '{}') as Record<string, unknown>;
    assert.match(String(refused), /^STORAGE The disk that holds .* (is full|reports errors) \(.+\)\. /);
    assert.deepEqual(rest, { after: 20, unique: true, lastIsThere: true, errors: 1 });
  });
});

// Each waits seconds for a lock: side by side.
describe('two processes on one folder', { concurrency: true }, () => {
  it('are one too many: the second is told, and takes over what it kept when the first is gone', async (t) => {
    const folder = folderOf(t);
    const first = inChild(t, 'holder', [folder]);
    await eventually('the first holds the records', () => first.lines[0]?.startsWith('holds'));
    const { store, log, clock } = await openStore(t, folder);
    assert.match(log.matching(/^error/)[0] ?? '', /in use by another program/);
    const number = await store.beginCharge(newCharge({ idTag: 'SECOND' }));
    await store.saveWishes({ ...NO_WISHES, chargers: { garage: { mode: 'FAST' } } });
    first.process.stdin?.end();
    assert.equal(await first.ended, 0);
    assert.equal(first.lines.at(-1), 'log []', 'the first noticed nothing');

    await clock.advance(60_000);
    await eventually('all is well', () => log.matching(/^info .*written again/)[0]);
    assert.equal(await store.endCharge(endOf(number)), true);
    const rows = await store.query({ what: 'charges' });
    assert.deepEqual(rows.map((row) => row['idTag']).sort(), ['HOLDER', 'SECOND']);
  });

  it('lose no wish: what was on disk unseen is kept under what was wished meanwhile', async (t) => {
    const folder = folderOf(t);
    const before = await openStore(t, folder);
    const adopted = [{ id: 'carport', name: 'Carport', model: 'generic', access: 'free' }] as const;
    await before.store.saveWishes({ ...NO_WISHES, adopted, chargers: { carport: { locked: true } } });
    const { store, log, clock } = await openStore(t, folder);
    await store.saveWishes({ ...NO_WISHES, policy: 'priority' });
    await before.store.close();
    await clock.advance(60_000);
    await eventually('all is well', () => log.matching(/^info .*written again/)[0]);
    await store.saveWishes({ ...NO_WISHES, policy: 'priority', chargers: { garage: { mode: 'ECO' } } });
    await store.close();
    assert.deepEqual((await (await openStore(t, folder)).store.load()).wishes, {
      ...NO_WISHES,
      policy: 'priority',
      adopted,
      chargers: { carport: { locked: true }, garage: { mode: 'ECO' } },
    });
  });
});

describe('a damaged file', () => {
  const damages: Record<string, (file: string) => void> = {
    'overwritten in the middle': (file) => {
      const size = statSync(file).size;
      const handle = openSync(file, 'r+');
      writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, Math.floor(size / 2 / 4096) * 4096);
      closeSync(handle);
    },
    'cut in half': (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
    'no database at all': (file) => writeFileSync(file, 'not a database '.repeat(500)),
  };
  for (const [what, damage] of Object.entries(damages))
    it(`${what} is put aside whole, said, and what can be read is taken over`, async (t) => {
      const folder = folderOf(t);
      const numbers = await filled(t, folder);
      damage(join(folder, FILE));
      const damagedSize = statSync(join(folder, FILE)).size;
      const { store, log } = await openStore(t, folder);
      const kept = await store.load();
      const remarks = kept.remarks.map(inEnglish);
      const aside = readdirSync(folder).find((name) => name.startsWith('damaged-')) ?? '';
      assert.match(
        remarks[0] ?? '',
        /The records were damaged\. The damaged file is kept as .*recovered from it: charges \(\d+\)/,
      );
      assert.deepEqual(log.lines, [], 'the site tells the remarks');
      assert.ok(statSync(join(folder, aside)).size >= damagedSize);
      const rows = await store.query({ what: 'charges' });
      const saved = Number(/charges \((\d+)\)/.exec(remarks[0] ?? '')?.[1]);
      assert.equal(rows.length, saved);
      if (what === 'overwritten in the middle') {
        assert.ok(saved >= 10, `${saved} of 40 charges`);
        assert.equal(kept.wishes.policy, 'energy-fair');
      }
      assert.equal(kept.wishesUnread, kept.wishes.policy === undefined ? true : undefined);
      const number = await store.beginCharge(newCharge({ meterStartWh: 999 }));
      if (saved > 0) assert.ok(!numbers.includes(number));
      await store.close();
      const again = await (await openStore(t, folder)).store.load();
      assert.deepEqual(again.remarks, [], 'said once');
      assert.equal(again.wishesUnread, kept.wishesUnread, 'until there are wishes again');
    });

  it('lost while the site runs is written anew from what the site knows', async (t) => {
    const threads = startedThreads(t);
    const folder = folderOf(t);
    const before = await openStore(t, folder);
    const first = await before.store.beginCharge(newCharge());
    await before.store.saveWishes({ ...NO_WISHES, policy: 'priority' });
    await before.store.close();
    const { store, log, clock } = await openStore(t, folder);
    const second = await store.beginCharge(newCharge({ meterStartWh: 2 }));
    await threads.at(-1)?.terminate();
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'no database '.repeat(1000));
    await clock.advance(1_000);
    await eventually('it is rebuilt', () => log.matching(/^info .*written again/)[0]);
    assert.equal(await store.endCharge(endOf(first)), true);
    assert.equal(await store.endCharge(endOf(second)), true);
    await store.close();
    const after = await openStore(t, folder);
    assert.equal((await after.store.load()).wishes.policy, 'priority');
    const numbers = (await after.store.query({ what: 'charges' })).map((row) => row['number']);
    assert.deepEqual(numbers, [first, second]);
  });

  it('too large to be read through is found out when it is read, and rebuilt within the same life', async (t) => {
    const folder = folderOf(t);
    const numbers = await filled(t, folder);
    const file = join(folder, FILE);
    const db = new Database(file);
    // Samples by the million, then noise over one of their pages.
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 900000)
      INSERT INTO house_minutes SELECT 29000000 + i, i / 3.0, i / 3.0, i / 3.0, i / 3.0, i / 3.0, i / 3.0 FROM n`);
    db.close();
    assert.ok(statSync(file).size > 40 * 2 ** 20, 'larger than what is checked whole');
    const handle = openSync(file, 'r+');
    for (let page = 1000; page < 9000; page += 500) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    closeSync(handle);
    const { store, log, clock } = await openStore(t, folder);
    assert.deepEqual(log.matching(/^(warn|error)/), [], 'nothing of value is damaged');
    const everything = { what: 'samples', from: '2000-01-01T00:00:00Z' } as const;
    await assert.rejects(store.query(everything), { code: 'STORAGE', message: /damaged/ });
    await clock.advance(1_000);
    await eventually('it is rebuilt', () => log.matching(/^info .*written again/)[0]);
    assert.match(log.matching(/^warn/)[0] ?? '', /from it: charges \(40\), faults \(0\) and what users had set/);
    assert.deepEqual(
      (await store.query({ what: 'charges' })).map((row) => row['number']),
      numbers,
    );
    assert.deepEqual(await store.query(everything), []);
  });

  it('written by a newer Surplug is left alone', async (t) => {
    const folder = folderOf(t);
    await filled(t, folder);
    const db = new Database(join(folder, FILE));
    db.exec('PRAGMA user_version = 9999');
    db.close();
    const { log, store } = await openStore(t, folder);
    assert.match(log.matching(/^error/)[0] ?? '', /written by a newer Surplug.*Update Surplug/);
    await store.close();
    const after = new Database(join(folder, FILE));
    assert.equal(after.first('SELECT count(*) AS n FROM charges')?.['n'], 40);
    after.close();
  });
});

describe('a thread that ends', () => {
  it('while it is asked leaves no promise open and no record unwritten', async (t) => {
    const threads = startedThreads(t);
    const folder = folderOf(t);
    const { store, log, clock } = await openStore(t, folder);
    const number = await store.beginCharge(newCharge());
    store.memory({ before: 'the crash' });
    const asked = [
      store.endCharge(endOf(number)),
      store.saveWishes({ ...NO_WISHES, policy: 'priority' }),
      store.beginCharge(newCharge({ meterStartWh: 2 })),
    ] as const;
    void threads.at(-1)?.terminate();
    const [, , second] = await Promise.all(asked);
    assert.ok(second > number);
    await eventually('the crash is noticed', () => log.matching(/^error .*writes the records has ended/)[0]);
    await clock.advance(1_000);
    await eventually('all is well', () => log.matching(/^info .*written again/)[0]);
    assert.equal(threads.length, 2);
    await store.close();
    const again = await openStore(t, folder);
    const kept = await again.store.load();
    assert.equal(kept.wishes.policy, 'priority');
    assert.deepEqual(kept.memory, { before: 'the crash' });
    assert.deepEqual(
      (await again.store.query({ what: 'charges' })).map((row) => [row['number'], row['energyWh']]),
      [
        [number, 5000],
        [second, 0],
      ],
    );
    assert.equal(log.matching(/^error/).length, 1);
  });

  it('and fails again is started anew with growing pauses: 1, 5, 30, 60, then 300 s', async (t) => {
    const threads = startedThreads(t);
    const notAFolder = join(folderOf(t), 'file');
    writeFileSync(notAFolder, '');
    const { clock } = await openStore(t, join(notAFolder, 'records'));
    for (const [tries, pauseS] of [1, 5, 30, 60, 300, 300].entries()) {
      const thread = threads[tries];
      assert.ok(thread);
      await eventually(`try ${tries} is over`, () => thread.threadId === -1);
      await clock.advance(pauseS * 1000 - 1);
      assert.equal(threads.length, tries + 1, `not before ${pauseS} s`);
      await clock.advance(1);
      assert.equal(threads.length, tries + 2, `after ${pauseS} s`);
    }
  });

  it('while nobody asks is noticed, and mended within a second each time', async (t) => {
    const threads = startedThreads(t);
    const { store, log, clock } = await openStore(t, folderOf(t));
    for (const life of [1, 2, 3]) {
      await threads.at(-1)?.terminate();
      await eventually('it is noticed', () => log.matching(/^error/).length === life);
      await clock.advance(1_000);
      await eventually('it is mended', () => log.matching(/^info/).length === life);
    }
    assert.equal((await store.query({ what: 'charges' })).length, 0);
  });
});
