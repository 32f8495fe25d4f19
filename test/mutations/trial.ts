/**
 * The process in which rules are tried. It loads every test once; then for each mutant it hangs the changed functions in
 * the place of the compiled ones and runs the tests until the first that fails, those first that noticed most so far.
 * Nothing of core/control or its tests outlives a test, so that one process serves for all.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import type { Loaded, Trial, Verdict } from './attempt.js';

interface Test {
  readonly file: string;
  readonly name: string;
  readonly run: () => unknown;
  tookMs: number;
  /** How often it noticed, by the module that was changed. */
  readonly noticed: Map<string, number>;
}

const tests: Test[] = [];
let file = '';

/** Tests are collected rather than run by Node. */
Object.assign(test, {
  describe: (_: string, body: () => void) => body(),
  it: (name: string, run: () => unknown) => tests.push({ file, name, run, tookMs: 0, noticed: new Map() }),
});
// The same examples each time, and no search for the smallest.
fc.configureGlobal({ seed: 1, endOnFailure: true });

/** dist/test/core/control/idle.test.js → core/control/idle */
const shortName = (path: string): string =>
  path
    .slice(join(__dirname, '..').length + 1)
    .replace(/\.test\.js$/, '')
    .replaceAll('\\', '/');

async function fails({ run }: Test): Promise<boolean> {
  try {
    await run();
    return false;
  } catch {
    return true;
  }
}

/** Loads and runs all as they are; the name of one that fails already. */
async function load(files: readonly string[]): Promise<Loaded> {
  for (const path of files) {
    file = shortName(path);
    require(path);
  }
  for (const one of tests) {
    const before = process.hrtime.bigint();
    if (await fails(one)) return { count: tests.length, broken: `${one.file}: ${one.name}` };
    one.tookMs = Number(process.hrtime.bigint() - before) / 1e6;
  }
  return { count: tests.length, broken: null };
}

async function attempt({ module, script, withinMs }: Trial): Promise<string | null> {
  const own = shortName(module).replace(/\.js$/, '');
  const noticed = (one: Test): number => (one.noticed.get(module) ?? 0) + (own.endsWith(one.file) ? 0.5 : 0);
  const asked = tests.filter((one) => one.tookMs <= withinMs);
  const inOrder = asked.toSorted((a, b) => noticed(b) - noticed(a) || a.tookMs - b.tookMs);
  const inPlace = require(module) as Record<string, unknown>;
  const before = { ...inPlace };
  const changed = {};
  try {
    new Function('exports', 'require', script)(changed, createRequire(module));
    Object.assign(inPlace, changed);
    for (const one of inOrder) {
      if (!(await fails(one))) continue;
      one.noticed.set(module, (one.noticed.get(module) ?? 0) + 1);
      return `${one.file}: ${one.name}`;
    }
    return null;
  } catch {
    return 'does not load';
  } finally {
    Object.assign(inPlace, before);
  }
}

process.on('message', async (asked: Trial | readonly string[]) => {
  const answer: Verdict | Loaded = 'module' in asked ? { failed: await attempt(asked) } : await load(asked);
  process.send?.(answer);
});
