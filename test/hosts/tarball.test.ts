import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { projectRoot } from '../house/project.js';
import { hearOutput } from '../means/child-output.js';
import { eventually } from '../means/eventually.js';
import { HOMEBRIDGE_LINES, RunningHomebridge } from '../means/homebridge.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';
import { installPacked } from '../means/packed.js';

const NODE_REDS = { 'Node-RED 5': 'node-red', 'Node-RED 4.1': 'node-red-4' } as const;

interface NodeSet {
  readonly id: string;
  readonly module: string;
  readonly err?: string;
  readonly enabled: boolean;
}

/** Installed from the tarball, a copy and not a link: what is missing in `files` or `dependencies` is missing here. */
describe('the packed tarball', () => {
  const folder = temporaryFolder('tarball');
  let plugin = '';
  before(() => {
    plugin = installPacked(folder.path);
  });
  after(() => folder.remove());

  it('is a copy that declares what it needs', () => {
    assert.ok(!lstatSync(plugin).isSymbolicLink());
    assert.ok(!existsSync(join(plugin, 'dist/test')));
  });

  for (const [name, module] of Object.entries(NODE_REDS)) {
    it(`${name} loads every node of it without complaint`, async () => {
      const port = await freePort();
      writeFileSync(
        join(folder.path, 'package.json'),
        JSON.stringify({ name: 'user', private: true, dependencies: { '@surplug/homebridge-solar-charging': '*' } }),
      );
      writeFileSync(
        join(folder.path, 'settings.js'),
        `module.exports = { uiHost: '127.0.0.1', uiPort: ${port}, flowFile: '${module}.json', credentialSecret: 'test',
          telemetry: { enabled: false, updateNotification: false }, editorTheme: { tours: false },
          externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpload: false } } };`,
      );
      const child = spawn(
        process.execPath,
        [
          join(projectRoot, 'node_modules', module, 'red.js'),
          '--userDir',
          folder.path,
          '--settings',
          join(folder.path, 'settings.js'),
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder.path },
      );
      let said = '';
      hearOutput(child, (text) => {
        said += text;
      });
      try {
        await eventually('flows are started', () => said.includes('Started flows'));
        const answer = await fetch(`http://127.0.0.1:${port}/nodes`, { headers: { accept: 'application/json' } });
        const sets = ((await answer.json()) as NodeSet[]).filter(
          (set) => set.module === '@surplug/homebridge-solar-charging',
        );
        assert.ok(sets.length >= 4, said);
        assert.deepEqual(
          sets.filter((set) => set.err || !set.enabled).map((set) => `${set.id}: ${set.err}`),
          [],
        );
        assert.doesNotMatch(said, /surplug.*(error|warn)|ExperimentalWarning/i);
      } finally {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
    });
  }

  for (const line of HOMEBRIDGE_LINES) {
    it(`Homebridge ${line} loads it, opens the site and says where chargers call`, async () => {
      const port = await freePort();
      const platform = {
        platform: 'Surplug',
        phases: 3,
        fuseA: 25,
        ocpp: { port, bind: '127.0.0.1' },
        chargers: [{ id: 'CP1', name: 'Garage' }],
      };
      const homebridge = await RunningHomebridge.start({ line, platform, pluginFolder: plugin });
      try {
        await eventually('the site is open', () => homebridge.output.includes(`ws://127.0.0.1:${port}/`));
        assert.doesNotMatch(homebridge.output, /HAP-NodeJS WARNING|ERROR|ExperimentalWarning/);
      } finally {
        await homebridge.end();
      }
    });
  }
});
