import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { TestContext } from 'node:test';

/** Hears of every file that is flushed to the disk, and whether `file` was there at that moment. */
export async function flushes(t: TestContext, file: string): Promise<readonly boolean[]> {
  const heard: boolean[] = [];
  const any = await open(process.execPath);
  const handle = Object.getPrototypeOf(any) as { sync(): Promise<void> };
  await any.close();
  const { sync } = handle;
  t.mock.method(handle, 'sync', function (this: unknown) {
    heard.push(existsSync(file));
    return sync.call(this);
  });
  return heard;
}
