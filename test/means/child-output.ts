import type { ChildProcess } from 'node:child_process';

/** Tells what a process writes, on either stream. */
export function hearOutput({ stdout, stderr }: ChildProcess, told: (text: string) => void): void {
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk: Buffer) => told(chunk.toString()));
}
