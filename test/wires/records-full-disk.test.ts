import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inChild } from '../core/records/means/in-child.js';

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
