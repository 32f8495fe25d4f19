import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Wishes } from '../../../core/model/wishes.js';
import { demandSqlite } from '../../../core/records/demand-sqlite.js';
import { eventually } from '../../means/eventually.js';
import { inChild } from './means/in-child.js';
import { endOf, folderOf, minutesAfter, newCharge, openStore } from './means/store.js';

describe('the version of Node.js', () => {
  for (const enough of ['22.14.0', '22.22.1', '23.4.0', '24.0.0', '26.1.0'])
    it(`${enough} has SQLite`, () => demandSqlite(enough));
  for (const old of ['18.20.0', '20.20.2', '22.9.0', '22.13.0', '23.0.0'])
    it(`${old} is too old, and the user is told which to install`, () => {
      assert.throws(() => demandSqlite(old), { code: 'NODE_TOO_OLD', message: /Install Node\.js 22\.14 or later/ });
    });
});

describe('the host', () => {
  it('may be started with any flags: the thread takes none of them over', async (t) => {
    const folder = folderOf(t);
    const preload = join(folder, 'preload.mjs');
    writeFileSync(preload, 'console.log("preloaded");');
    const child = inChild(t, 'holder', [join(folder, 'records')], {
      nodeArgs: ['--inspect=0', '--throw-deprecation', '--trace-warnings', '--title=hub', '--max-old-space-size=300'],
      env: { ...process.env, NODE_OPTIONS: `--import ${pathToFileURL(preload).href} --pending-deprecation` },
    });
    await eventually('it writes', () => child.lines.some((line) => line.startsWith('holds')));
    child.process.stdin?.end();
    assert.equal(await child.ended, 0);
    assert.equal(child.lines.at(-1), 'log []');
    assert.equal(child.lines.filter((line) => line === 'preloaded').length, 1, 'in the host only');
  });

  it('may forbid threads: then the records are in memory, and the log says why', async (t) => {
    const child = inChild(t, 'holder', [folderOf(t)], {
      nodeArgs: ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'],
    });
    await eventually('it goes on', () => child.lines.some((line) => line.startsWith('holds')));
    child.process.stdin?.end();
    assert.equal(await child.ended, 0, child.complaints());
    assert.match(child.lines.at(-1) ?? '', /^log .*(--allow-worker|restricted).*Charging goes on/);
  });

  it('hears nothing of SQLite being experimental, but every other warning', async (t) => {
    const script = join(folderOf(t), 'warns.cjs');
    const quiet = join(__dirname, '../../../core/records/thread/quiet-warnings.js');
    writeFileSync(
      script,
      `require(${JSON.stringify(quiet)});
       require('node:sqlite');
       process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
       process.emitWarning('Fetch is an experimental feature', 'ExperimentalWarning');
       process.emitWarning('SQLite index is large', 'Warning');`,
    );
    const { spawnSync } = await import('node:child_process');
    const { stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    assert.doesNotMatch(stderr, /SQLite is an experimental/);
    assert.match(stderr, /Fetch is an experimental/);
    assert.match(stderr, /SQLite index is large/);
  });

  it('that tells what no thread can take over gets an error of its own, and nothing else is disturbed', async (t) => {
    const { store, log, clock } = await openStore(t, folderOf(t));
    const strange = { version: 1, cards: [], adopted: [], chargers: {}, policy: () => 'equal' } as unknown as Wishes;
    await assert.rejects(store.saveWishes(strange), { code: 'INVALID_INPUT' });
    await assert.rejects(store.beginCharge(newCharge({ startedAt: 'noon' })), { code: 'INVALID_INPUT' });
    await assert.rejects(store.beginCharge(newCharge({ meterStartWh: Number.NaN })), { code: 'INVALID_INPUT' });
    assert.ok((await store.beginCharge(newCharge())) > 0);
    store.memory({});
    await clock.advance(20_000);
    assert.equal((await store.query({ what: 'charges' })).length, 1);
    assert.deepEqual(log.lines, []);
  });

  it('is not kept alive by records nobody closed', async (t) => {
    const script = join(folderOf(t), 'leaves.cjs');
    const open = join(__dirname, '../../../core/records/open-record-store.js');
    const clock = `{ now: () => ({ monoMs: 0, wallMs: Date.now(), wallClockPlausible: true }), after: () => () => {} }`;
    const log = '{ debug() {}, info() {}, warn() {}, error: console.error }';
    writeFileSync(
      script,
      `require(${JSON.stringify(open)})
         .openRecordStore(${JSON.stringify(folderOf(t))}, { clock: ${clock}, log: ${log} })
         .then((store) => store.saveWishes({ version: 1, cards: [], adopted: [], chargers: {} }))
         .then(() => console.log('saved'));`,
    );
    const { spawnSync } = await import('node:child_process');
    const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 60_000 });
    assert.deepEqual([stdout, stderr, status], ['saved\n', '', 0]);
  });

  it('goes round its event loop while the disk works: what is asked is answered by another thread', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    for (let index = 0; index < 300; index += 1) await store.beginCharge(newCharge({ meterStartWh: index }));
    let rounds = 0;
    let working = true;
    const turn = (): void => {
      rounds += 1;
      if (working) setImmediate(turn);
    };
    turn();
    const number = await store.beginCharge(newCharge({ startedAt: minutesAfter(5) }));
    const roundsForAStart = rounds;
    await store.endCharge(endOf(number));
    await store.query({ what: 'charges' });
    working = false;
    // A synchronous write would have been answered within the round it was asked in.
    assert.ok(roundsForAStart > 1, `${roundsForAStart} rounds`);
    const loaded = Object.keys(require.cache).filter((file) => file.includes(join('records', 'thread')));
    assert.deepEqual(loaded, [], "none of the thread's modules is loaded in the host's thread");
  });
});
