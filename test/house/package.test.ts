import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../means/open-hub.js';
import { packedFiles, wouldPack } from '../means/packed.js';
import { FORM_LANGUAGES } from './config-form.js';
import { projectRoot, readProject } from './project.js';

interface Manifest {
  readonly name: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly directories: { readonly schemas: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly 'node-red': { readonly nodes: Readonly<Record<string, string>> };
}

describe('the package', () => {
  const manifest = JSON.parse(readProject('package.json')) as Manifest;

  it('has the names both hosts load, and the licence', () => {
    assert.match(manifest.name, /^@[\w-]+\/homebridge-[\w-]+$/);
    assert.ok(manifest.keywords.includes('homebridge-plugin') && manifest.keywords.includes('node-red'));
    assert.equal(manifest.license, 'Apache-2.0');
    assert.match(readProject('LICENSE'), /Apache License\s+Version 2\.0/);
  });

  it('has at most six dependencies, and no host among them', () => {
    const names = Object.keys(manifest.dependencies);
    assert.ok(names.length <= 6, names.join());
    for (const host of ['homebridge', 'node-red']) assert.ok(!names.includes(host), host);
    assert.equal(manifest.peerDependenciesMeta['node-red']?.optional, true);
    // Who checks plugins for Homebridge lets it be no peer either, not even an optional one (homebridge/plugins, plugin-checks).
    assert.deepEqual(Object.keys({ ...manifest.peerDependencies, ...manifest.peerDependenciesMeta }), ['node-red']);
  });

  it('says of every install script whether it may run, so that npm need not ask', () => {
    const lock = JSON.parse(readProject('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
    };
    const scripted = Object.entries(lock.packages)
      .filter(([path, { hasInstallScript }]) => hasInstallScript && path !== '')
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    assert.deepEqual([...new Set(scripted)].sort(), Object.keys(manifest.allowScripts).sort());
  });

  it('ships what runs, and no test, source or map of the machine', () => {
    const files = packedFiles();
    const needed = [
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'config.schema.json',
      'dist/core/index.js',
      'dist/core/index.d.ts',
      'dist/homebridge-plugin/index.js',
      ...FORM_LANGUAGES.map((language) => `${manifest.directories.schemas}/config.schema.${language}.json`),
      ...Object.values(manifest['node-red'].nodes).flatMap((js) => [js, js.replace(/js$/, 'html')]),
    ];
    assert.deepEqual(
      needed.filter((file) => !files.includes(file)),
      [],
    );
    assert.deepEqual(
      files.filter(
        (file) => /^(test|dist\/test|dist\/examples|\.ci|node_modules)\//.test(file) || /tsbuildinfo|\.map$/.test(file),
      ),
      [],
    );
  });

  it('is packed from a build of its own: a file whose source is gone stays at home', (t) => {
    const { path, remove } = temporaryFolder('pack');
    t.after(remove);
    const { prepack } = manifest.scripts;
    const prepare = `node -e "fs.mkdirSync('dist'); fs.writeFileSync('dist/built.js', '')"`;
    const small = { name: 'small', version: '1.0.0', files: ['dist'], scripts: { prepack, prepare } };
    writeFileSync(join(path, 'package.json'), JSON.stringify(small));
    mkdirSync(join(path, 'dist'));
    writeFileSync(join(path, 'dist/former.js'), '');
    assert.deepEqual(wouldPack(path).sort(), ['dist/built.js', 'package.json']);
  });

  it('publint finds nothing wrong; that hosts look for `default` in CommonJS is how Homebridge loads', async () => {
    const { publint } = await import('publint');
    const { messages } = await publint({ pkgDir: projectRoot, pack: false });
    assert.deepEqual(
      messages.filter(({ code }) => code !== 'CJS_WITH_ESMODULE_DEFAULT_EXPORT'),
      [],
    );
  });
});
