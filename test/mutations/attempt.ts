import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface Trial {
  /** Compiled module and what stands in for it; null: the tests as they are. */
  readonly mutant: { readonly module: string; readonly script: string } | null;
  readonly tests: readonly string[];
}

/** Where the verdict is written. */
export const VERDICT_FD = 4;

export interface Verdict {
  readonly failed: string | null;
}

const HANGS_AFTER_MS = 40_000;
/** Enough for what a rule changes; a tenth of the usual. */
const ENV = { ...process.env, SURPLUG_PROPERTY_RUNS: '100' };

/** Runs the tests in a process of its own; one that does not come back was noticed too. */
export function attempt(trial: Trial): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'] as const;
    const child = fork(join(__dirname, 'trial.js'), { env: ENV, stdio: [...stdio] });
    let told = '';
    child.stdio[VERDICT_FD]?.on('data', (chunk) => {
      told += chunk;
    });
    let hangs = false;
    const late = setTimeout(() => {
      hangs = child.kill('SIGKILL');
    }, HANGS_AFTER_MS);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(late);
      const ended = hangs ? 'does not come back' : `ends with ${signal ?? code}`;
      resolve(told ? (JSON.parse(told) as Verdict).failed : ended);
    });
    child.send(trial);
  });
}
