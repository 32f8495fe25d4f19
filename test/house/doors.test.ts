import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { cruiseTree, ROOMS, RULES } from './doors.js';
import { projectRoot } from './project.js';

const FOLDERS = ['core', 'nodes', 'homebridge-plugin', 'examples'];

describe('the doors between the rooms', () => {
  it('nobody goes through a wall, type-only imports included', async () => {
    const { summary } = await cruiseTree(projectRoot, FOLDERS);
    const walls = summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
    assert.deepEqual(walls, []);
    assert.ok(
      summary.totalCruised > 100,
      `only ${summary.totalCruised} modules were cruised: the test looked at nothing`,
    );
  });

  it('every rule bites: a seeded violation of each is found', async () => {
    const tree = mkdtempSync(join(tmpdir(), 'surplug-doors-'));
    try {
      symlinkSync(join(projectRoot, 'node_modules'), join(tree, 'node_modules'));
      const seeded = seedViolations(tree);
      const { summary } = await cruiseTree(tree, FOLDERS);
      const bitten = new Set(summary.violations.map((violation) => violation.rule.name));
      assert.deepEqual(
        seeded.filter((name) => !bitten.has(name)),
        [],
      );
      assert.deepEqual(
        RULES.map((rule) => rule.name).filter((name) => !bitten.has(name)),
        [],
      );
    } finally {
      rmSync(tree, { recursive: true, force: true });
    }
  });
});

/** One bad file per rule of each room; answers the names of the rules that must bite. */
function seedViolations(tree: string): string[] {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  write('core/index.ts', 'export const door = 1;');
  write('core/secret/secret.ts', 'export type Secret = 1; export const secret = 1;');
  write('core/model/circle.ts', "import { square } from './square.js'; export const circle = () => square;");
  write('core/model/square.ts', "import { circle } from './circle.js'; export const square = () => circle;");
  write('core/ports/lost.ts', "import { gone } from './gone.js'; export const lost = gone;");
  const names = ['no circles', 'everything found', 'luxon: in the calendar only'];
  for (const { path, node } of ROOMS) {
    const up = '../'.repeat(path.split('/').length);
    const wall = path === 'core/site' ? 'nodes/wall.js' : 'core/secret/secret.js';
    write(`${path}/wall.ts`, `import type { Secret } from '${up}${wall}'; export type Wall = Secret;`);
    write(
      `${path}/library.ts`,
      "import { parse } from 'acorn'; import { DateTime } from 'luxon'; export const library = [parse, DateTime];",
    );
    names.push(`${path}: other rooms`, `${path}: outside libraries`);
    if (!node) {
      write(`${path}/node.ts`, "import { readFileSync } from 'node:fs'; export const node = readFileSync;");
      names.push(`${path}: no Node modules`);
    }
  }
  return names;
}
