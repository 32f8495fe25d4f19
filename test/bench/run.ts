/**
 * The benchmarks: `npm run bench`, `npm run bench -- meters decide` for some, `-- --json` for JSON alone. Each runs in a
 * process of its own, so that none warms or burdens the next; progress goes to stderr. Nothing is asserted here: a
 * measurement is read beside what it was paired with.
 */
import { fork } from 'node:child_process';
import { chargersBench } from './chargers-bench.js';
import { decideBench } from './decide-bench.js';
import { type Bench, type Measure, table } from './measure.js';
import { metersBench } from './meters-bench.js';
import { recordsBench } from './records-bench.js';
import { whatIfBench } from './what-if-bench.js';

const BENCHES: Readonly<Record<string, Bench>> = {
  decide: decideBench,
  chargers: chargersBench,
  meters: metersBench,
  records: recordsBench,
  'what-if': whatIfBench,
};
const HERE = '--in-this-process';

const say = (progress: string): boolean => process.stderr.write(`${progress}\n`);

/** Runs one bench in a process of its own; what it prints is progress. */
function measured(name: string): Promise<readonly Measure[]> {
  return new Promise((resolve, reject) => {
    let measures: readonly Measure[] | undefined;
    const execArgv = ['--expose-gc', '--enable-source-maps'];
    const child = fork(__filename, [HERE, name], { execArgv, stdio: ['ignore', 2, 2, 'ipc'] });
    child.on('message', (message) => {
      measures = message as readonly Measure[];
    });
    child.on('error', reject);
    child.on('exit', () => (measures ? resolve(measures) : reject(new Error(`${name}: ended without a result`))));
  });
}

async function run(asked: readonly string[]): Promise<void> {
  const names = asked.filter((word) => word !== '--json');
  const unknown = names.find((name) => !BENCHES[name]);
  if (unknown) throw new Error(`no benchmark ${unknown}; there are ${Object.keys(BENCHES).join(', ')}`);
  const measures: Measure[] = [];
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    say(`${name} …`);
    measures.push(...(await measured(name)));
  }
  console.log(asked.includes('--json') ? JSON.stringify(measures, null, 2) : table(measures));
}

const failed = (error: unknown): void => {
  console.error(error);
  process.exitCode = 1;
};
const [word, name = ''] = process.argv.slice(2);
if (word === HERE)
  BENCHES[name]?.((progress) => say(`  ${progress}`))
    .then((measures) => process.send?.(measures, () => process.disconnect()))
    .catch(failed);
else run(process.argv.slice(2)).catch(failed);
