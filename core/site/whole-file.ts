import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all: beside the place, flushed, then into it. After a power cut there is the old file or the
 * new one, never a half or an empty one, and whoever fetches it meanwhile gets one of them. Rejects as the disk does.
 */
export async function writeWhole(file: string, data: string | Uint8Array, mode?: number): Promise<void> {
  const beside = `${file}.half`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(beside, data, { flush: true, ...(mode !== undefined && { mode }) });
  await rename(beside, file);
}
