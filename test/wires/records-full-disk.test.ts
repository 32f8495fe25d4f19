import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NO_WISHES } from '../../core/model/wishes.js';
import { inChild } from '../core/records/means/in-child.js';
import { endOf, newCharge, openStore } from '../core/records/means/store.js';
import { eventually } from '../means/eventually.js';

/** A file system of two megabytes, for as long as something is done on it. */
async function onASmallDisk(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'surplug-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  try {
    await act(folder);
  } finally {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a file system that may only be read (a worn memory card)', () => {
  it('is told as such, read all the same, and taken up again', async (t) => {
    await onASmallDisk(async (folder) => {
      const remount = (how: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${how}`, folder]);
      const before = await openStore(t, folder);
      const number = await before.store.beginCharge(newCharge());
      await before.store.saveWishes({ ...NO_WISHES, policy: 'priority' });
      await before.store.close();
      remount('ro');
      const { store, log, clock } = await openStore(t, folder);
      const readOnly = /^error The disk that holds .* can only be read \(EROFS: read-only file system/;
      assert.match(log.lines[0] ?? '', readOnly);
      const { wishes, openCharges, wishesUnread } = await store.load();
      assert.deepEqual([wishes.policy, openCharges[0]?.number, wishesUnread], ['priority', number, undefined]);
      await store.beginCharge(newCharge({ meterStartWh: 5 }));
      await store.saveWishes({ ...NO_WISHES, policy: 'energy-fair' });
      assert.equal(await store.endCharge(endOf(number)), true);
      remount('rw');
      await clock.advance(1_000);
      await eventually('it is written again', () => log.matching(/^info .*written again/)[0]);
      const ended = (await store.query({ what: 'charges' })).map((row) => row['endedAt']);
      assert.deepEqual(ended, [endOf(number).endedAt, null]);
      await store.close();
      assert.equal((await (await openStore(t, folder)).store.load()).wishes.policy, 'energy-fair');
    });
  });

  it('after a power cut is read as it stood some minutes before, and nobody’s adopted charger is lost', async (t) => {
    await onASmallDisk(async (folder) => {
      const [aside, live] = [join(folder, 'aside'), join(folder, 'live')];
      const card = { idTag: 'C1', name: 'Anna', allowed: true };
      const before = await openStore(t, aside);
      await before.store.saveWishes({ ...NO_WISHES, policy: 'priority' });
      await before.store.close();
      const cut = await openStore(t, aside);
      await cut.store.saveWishes({ ...NO_WISHES, policy: 'priority', cards: [card] });
      cpSync(aside, live, { recursive: true });
      await cut.store.close();
      execFileSync('mount', ['-o', 'remount,ro', folder]);
      const { store, log, clock } = await openStore(t, live);
      const { wishes, wishesUnread } = await store.load();
      assert.deepEqual([wishes.policy, wishes.cards, wishesUnread], ['priority', [], true]);
      await store.saveWishes({ ...wishes, chargers: { garage: { mode: 'FAST' } } });
      execFileSync('mount', ['-o', 'remount,rw', folder]);
      await clock.advance(1_000);
      await eventually('it is written again', () => log.matching(/^info .*written again/)[0]);
      await store.close();
      const after = (await (await openStore(t, live)).store.load()).wishes;
      assert.deepEqual([after.cards, after.chargers], [[card], { garage: { mode: 'FAST' } }]);
    });
  });
});

describe('a disk that is full when the hub starts (a restart does not help)', () => {
  it('is read all the same: what was wished and what runs is known, and written on when there is room', async (t) => {
    await onASmallDisk(async (folder) => {
      const before = await openStore(t, folder);
      const number = await before.store.beginCharge(newCharge());
      await before.store.saveWishes({ ...NO_WISHES, policy: 'priority' });
      await before.store.close();
      const filler = join(folder, 'filler');
      execFileSync('sh', ['-c', `cat /dev/zero > ${filler} || true`], { stdio: 'ignore' });
      const { store, log, clock } = await openStore(t, folder);
      const { wishes, openCharges, wishesUnread } = await store.load();
      assert.deepEqual([wishes.policy, openCharges[0]?.number, wishesUnread], ['priority', number, undefined]);
      assert.deepEqual(log.lines, []);
      assert.equal(await store.endCharge(endOf(number)), true);
      assert.match(log.lines[0] ?? '', /^error The disk that holds .* is full/);
      rmSync(filler);
      await clock.advance(1_000);
      await eventually('it is written again', () => log.matching(/^info .*written again/)[0]);
      assert.equal((await store.query({ what: 'charges' }))[0]?.['endedAt'], endOf(number).endedAt);
      await store.close();
    });
  });
});

describe('a disk that is really full (tmpfs of 2 MB; needs root, as the continuous integration has it)', () => {
  it('is told as full, and charges begin, end and are told of all the same', async (t) => {
    assert.equal(process.getuid?.(), 0, 'only root may mount');
    await onASmallDisk(async (folder) => {
      const child = inChild(t, 'overfill', [folder]);
      assert.equal(await child.ended, 0, child.complaints());
      const told = JSON.parse(child.lines.at(-1) ?? '{}') as Readonly<Record<string, unknown>>;
      assert.match(String(told['refused']), /^STORAGE The disk that holds .* is full \(.+\)\. Free some space\./);
      assert.deepEqual([told['after'], told['unique'], told['lastIsThere'], told['errors']], [20, true, true, 1]);
    });
  });
});
