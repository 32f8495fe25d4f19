import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A compiled module, and what stands in its place. */
export interface Trial {
  readonly module: string;
  readonly script: string;
  /** Tests that take longer are not asked. */
  readonly withinMs: number;
}

/** The test that failed, or null where all passed. */
export interface Verdict {
  readonly failed: string | null;
}

/** How many tests there are, and one of them that fails before anything is changed. */
export interface Loaded {
  readonly count: number;
  readonly broken: string | null;
}

/** Beyond what all tests take; a loop without end counts as noticed. */
const HANGS_AFTER_MS = 10_000;
/** Properties are the last to be asked; some examples are enough for what a rule changes. */
const ENV = { ...process.env, SURPLUG_PROPERTY_RUNS: '40' };

/** Tries mutants, in a process that is begun anew when one does not come back. */
export class Bench {
  #child: ChildProcess | null = null;
  #tookMs = 0;

  constructor(private readonly tests: readonly string[]) {}

  /** The test that notices; null: none does. */
  async attempt(trial: Trial): Promise<string | null> {
    const child = this.#child ?? (await this.#begin());
    const late = setTimeout(() => child.kill('SIGKILL'), HANGS_AFTER_MS + this.#tookMs);
    child.send(trial);
    const verdict = await answer<Verdict>(child);
    clearTimeout(late);
    if (verdict) return verdict.failed;
    this.#child = null;
    return 'does not come back';
  }

  end(): void {
    this.#child?.disconnect();
  }

  async #begin(): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'trial.js'), { env: ENV, stdio: ['ignore', 'ignore', 2, 'ipc'] });
    const before = Date.now();
    child.send(this.tests);
    this.#child = child;
    const loaded = await answer<Loaded>(child);
    if (!loaded) throw new Error('the tests do not load');
    if (loaded.broken !== null) throw new Error(`a test fails before any rule is changed: ${loaded.broken}`);
    this.#tookMs = Date.now() - before;
    return child;
  }
}

/** The next message; null when the process ends instead. */
function answer<T>(child: ChildProcess): Promise<T | null> {
  return new Promise((resolve) => {
    const ended = (): void => resolve(null);
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}
