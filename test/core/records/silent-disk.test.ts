import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { RecordThread } from '../../../core/records/record-thread.js';
import type { HowToOpen } from '../../../core/records/thread-calls.js';
import { eventually } from '../../means/eventually.js';
import { FakeClock } from '../../means/fake-clock.js';
import { folderOf, newCharge, openStore } from './means/store.js';

/** Records of one charge, on a disk that does not answer: who opens the journal of the file waits for its other end. */
async function silent(t: TestContext): Promise<{ readonly folder: string; readonly answers: () => void }> {
  const folder = folderOf(t);
  const { store } = await openStore(t, folder);
  await store.beginCharge(newCharge());
  await store.close();
  const journal = join(folder, 'surplug-records.sqlite-journal');
  assert.equal(spawnSync('mkfifo', [journal]).status, 0);
  const answers = (): void => {
    closeSync(openSync(journal, constants.O_RDWR | constants.O_NONBLOCK));
    unlinkSync(journal);
  };
  return { folder, answers };
}

const howIn = (folder: string): HowToOpen => ({
  ...{ folder, retentionDays: 9, minuteDays: 9, journalDays: 9, journalMaxBytes: 1e6, timeZone: 'utc', language: 'en' },
});

const stillWaiting = async (work: Promise<unknown>): Promise<void> => {
  const longEnoughForAnyDisk = setTimeout(1000, 'waits');
  assert.equal(await Promise.race([work, longEnoughForAnyDisk]), 'waits');
};

describe('a disk that does not answer', () => {
  it('is not waited for at the start, and what it has joins what was kept, once it does', async (t) => {
    const { folder, answers } = await silent(t);
    const clock = new FakeClock();
    const opening = openStore(t, folder, { clock });
    await stillWaiting(opening);
    await clock.advance(30_000);
    const { store, log } = await opening;
    assert.match(log.matching(/^error/)[0] ?? '', /has not answered for 30 s.*network drive.*Charging goes on/);
    await store.beginCharge(newCharge({ idTag: 'MEANWHILE' }));
    answers();
    await eventually('all is well', async () => {
      await clock.advance(1000);
      return log.matching(/^info .*written again/)[0];
    });
    const charges = await store.query({ what: 'charges' });
    assert.deepEqual(charges.map((charge) => charge['idTag']).sort(), ['HUB', 'MEANWHILE']);
    assert.equal(log.matching(/^error/).length, 1);
  });

  it('is let go of at the end', async (t) => {
    const { folder, answers } = await silent(t);
    const clock = new FakeClock();
    const opening = openStore(t, folder, { clock });
    await stillWaiting(opening);
    await clock.advance(30_000);
    const closing = (await opening).store.close();
    await stillWaiting(closing);
    await clock.advance(5000);
    await closing;
    answers();
  });

  it('in time is as good as gone, and what waits is let go', async (t) => {
    const { folder, answers } = await silent(t);
    const gone: string[] = [];
    const thread = new RecordThread((error) => gone.push(error.message), 200);
    const opening = assert.rejects(thread.ask('open', howIn(folder)), { code: 'STORAGE' });
    await assert.rejects(thread.ask('query', { what: 'charges' }, 0), /no answer within 0\.2 s/);
    assert.equal(gone.length, 1);
    answers();
    await opening;
  });
});

describe('a host that stands still for longer than an answer may take', () => {
  it('hears the answer afterwards, and does not take the thread for lost', async (t) => {
    const gone: string[] = [];
    const thread = new RecordThread((error) => gone.push(error.message), 200);
    t.after(() => thread.stop());
    await thread.ask('open', howIn(folderOf(t)));
    const asked = thread.ask('begin', newCharge(), 7);
    await setImmediate();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
    assert.equal(await asked, 7);
    assert.deepEqual(gone, []);
  });
});
