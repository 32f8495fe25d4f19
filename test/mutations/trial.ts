/**
 * The process in which one mutant is tried: it stands in for the compiled module, and the first test that fails ends it.
 * Told over IPC; writes down the test that failed, or null where all passed.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { run } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { type Trial, VERDICT_FD, type Verdict } from './attempt.js';

/** Written at once: tests that never wait leave no moment for a message. */
function tell(failed: string | null): never {
  writeSync(VERDICT_FD, JSON.stringify({ failed } satisfies Verdict));
  process.exit();
}

function begin({ mutant, tests }: Trial): void {
  if (mutant) {
    const url = pathToFileURL(mutant.module).href;
    registerHooks({
      load: (at, context, next) =>
        at === url ? { format: 'commonjs', source: mutant.script, shortCircuit: true } : next(at, context),
    });
  }
  // The same examples each time, and no search for the smallest.
  fc.configureGlobal({ seed: 1, endOnFailure: true });
  const results = run({ files: [...tests], isolation: 'none' });
  results.on('test:fail', ({ name, file = '', details }) => {
    if (details.type !== 'suite') tell(`${testName(file)}: ${name}`);
  });
  results.on('end', () => tell(null));
  results.resume();
}

/** dist/test/core/control/idle.test.js → core/control/idle */
const testName = (file: string): string =>
  file
    .slice(join(__dirname, '..').length + 1)
    .replace(/\.test\.js$/, '')
    .replaceAll('\\', '/');

process.once('message', (trial) => begin(trial as Trial));
process.on('uncaughtException', (error) => tell(`does not load: ${error.message}`));
