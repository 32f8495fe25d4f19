import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { MODELS } from '../../core/chargers/models.js';
import { ERROR_CODES, MQTT_PRESETS } from '../../core/index.js';
import { CHARGER_STATES } from '../../core/model/snapshot.js';
import { COMMANDS } from '../../nodes/control/command-of.js';
import { filesBelow, projectRoot, readProject } from './project.js';

const manifest = JSON.parse(readProject('package.json')) as {
  readonly name: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly repository?: unknown;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly 'node-red': { readonly version: string; readonly nodes: Readonly<Record<string, string>> };
};
const sets = Object.entries(manifest['node-red'].nodes);
const built = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const htmlOf = (file: string): string => built(file.replace(/\.js$/, '.html'));

/** Types as the Flow Library finds them: a literal registerType with an inline object that begins with its category. */
const typesIn = (html: string): [string, string][] => {
  const scripts = [...html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g)].map(([, code]) => code);
  const found = scripts.join('\n').matchAll(/registerType\(\s*["']([^"']+)["'],\s*\{\s*category:\s*["']([^"']+)["']/g);
  return [...found].map(([, type = '', category = '']) => [type, category]);
};

const TRANSLATED = ['en-US', 'de', 'it', 'fr', 'es-ES', 'zh-CN'];

/** Leaves of a catalogue by their path. */
const leaves = (value: object, path = ''): Map<string, string> =>
  new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null
        ? [...leaves(inner, `${path}${key}.`)]
        : [[path + key, String(inner)] as const],
    ),
  );
const catalogue = (set: string, language: string): Map<string, string> =>
  leaves(JSON.parse(built(`dist/nodes/locales/${language}/${set}.json`)) as object);
const blanks = (text: string): string[] => (text.match(/__\w+__/g) ?? []).sort();

describe('the Flow Library’s scorecard, its rules that need no internet', () => {
  it('P01, P03–P05: licence, repository, a name in a scope, the keyword', () => {
    assert.ok(manifest.license && manifest.repository);
    assert.match(manifest.name, /^@[a-z\d][\w-.]+\/[a-z\d][\w-.]*$/);
    assert.ok(manifest.keywords.includes('node-red'));
  });

  it('P06, P07: the versions of Node-RED and of Node.js, whose least must be accepted', () => {
    assert.equal(manifest['node-red'].version, '>=4.1.0');
    assert.equal(manifest.engines.node, '>=22.9.0');
  });

  it('N01: every set registers its own type, as a literal', () => {
    assert.ok(sets.length >= 4);
    for (const [set, file] of sets) {
      assert.ok(existsSync(join(projectRoot, file)), file);
      assert.deepEqual(
        typesIn(htmlOf(file)).map(([type]) => type),
        [set],
      );
    }
  });

  it('N02: every node of a flow is in an example', () => {
    const nodes = sets.flatMap(([, file]) => typesIn(htmlOf(file))).filter(([, category]) => category !== 'config');
    assert.ok(nodes.length >= 3);
    const used = new Set(
      filesBelow('examples', '.json').flatMap((file) =>
        (JSON.parse(readProject(file)) as { type: string }[]).map(({ type }) => type),
      ),
    );
    for (const [type] of nodes) assert.ok(used.has(type), type);
  });

  it('D01: six dependencies at the most', () => {
    assert.ok(Object.keys(manifest.dependencies).length <= 6);
  });

  it('no script from elsewhere stands in a dialog, or the nodes stay grey while it loads', () => {
    for (const [, file] of sets) assert.doesNotMatch(htmlOf(file), /<script[^>]+src=|https?:\/\/(?!www\.w3)/);
  });
});

describe('the example flows', () => {
  const core =
    /^(tab|comment|inject|debug|function|change|switch|catch|http in|http response|http request|mqtt in|mqtt out|mqtt-broker|delay|trigger|rbe|template|json|status|group|global-config|link in|link out|split|join|batch|file|csv)$/;
  // Those of another module stay in a folder of their own, and say which it is.
  const dashboard = /^ui-(base|theme|page|group|text|gauge|chart|button-group|switch|slider|notification|template)$/;
  const ours = new Set(sets.map(([set]) => set));
  const examples = filesBelow('examples', '.json');

  it('are numbered, and there are several', () => {
    assert.ok(examples.length >= 5, examples.join());
    for (const file of examples) assert.match(file, /^examples\/(\w+\/)?\d\d-[a-z0-9-]+\.json$/);
  });

  for (const file of examples) {
    const flow = JSON.parse(readProject(file)) as Readonly<Record<string, unknown>>[];
    it(`${file}: a flow of known types whose wires all lead somewhere`, () => {
      assert.ok(Array.isArray(flow));
      const ids = new Set(flow.map(({ id }) => id));
      assert.equal(ids.size, flow.length, 'ids are unique');
      for (const node of flow) {
        const type = String(node['type']);
        const foreign = file.startsWith('examples/dashboard/') && dashboard.test(type);
        assert.ok(core.test(type) || ours.has(type) || foreign, type);
        for (const wire of ((node['wires'] ?? []) as string[][]).flat()) assert.ok(ids.has(wire), wire);
        for (const key of ['hub', 'ui', 'theme', 'page', 'group']) {
          if (node[key]) assert.ok(ids.has(node[key]), `${key} of ${String(node['id'])}`);
        }
        if (ours.has(type)) assert.equal(node['schema'], 1, `${type} says its schema`);
      }
    });

    it(`${file}: no node stands on the status of another`, () => {
      const placed = flow.filter(({ type, y }) => y !== undefined && type !== 'group');
      for (const { id, x, y } of placed.filter(({ type }) => ours.has(String(type)) || /^mqtt /.test(String(type)))) {
        const below = placed.filter((one) => Math.abs(Number(one['x']) - Number(x)) < 110);
        const gaps = below.map((one) => Number(one['y']) - Number(y)).filter((gap) => gap > 0);
        assert.ok(Math.min(...gaps) >= 50, `below ${String(id)}`);
      }
    });
  }
});

describe('the page for Dashboard 2.0', () => {
  const flow = JSON.parse(readProject('examples/dashboard/14-dashboard.json')) as Readonly<Record<string, unknown>>[];

  it('names the module it needs: Node-RED’s import then says that it is missing; so does a comment', () => {
    const needed = flow.find(({ type }) => type === 'global-config')?.['modules'] as Readonly<Record<string, string>>;
    assert.deepEqual(Object.keys(needed), ['@flowfuse/node-red-dashboard']);
    const comment = String(flow.find(({ type }) => type === 'comment')?.['name']);
    assert.match(comment, /@flowfuse\/node-red-dashboard.*\/dashboard$/);
  });

  it('does without code of its own', () => {
    assert.deepEqual(
      flow.filter(({ type }) => type === 'function'),
      [],
    );
  });
});

describe('the texts of the nodes', () => {
  it('come in the six languages', () => {
    assert.deepEqual(readdirSync(join(projectRoot, 'dist/nodes/locales')).sort(), [...TRANSLATED].sort());
  });

  for (const [set, file] of sets) {
    const english = catalogue(set, 'en-US');

    it(`${set}: every language has every text, with the same blanks`, () => {
      assert.ok(english.size > 30);
      for (const language of TRANSLATED) {
        const texts = catalogue(set, language);
        assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort(), language);
        for (const [key, text] of texts) {
          assert.ok(text.trim() !== '', `${language} ${key}`);
          assert.deepEqual(blanks(text), blanks(english.get(key) ?? ''), `${language} ${key}`);
        }
      }
    });

    it(`${set}: the dialog asks for no text that is missing`, () => {
      const keys = [...htmlOf(file).matchAll(/data-i18n="([^"]+)"/g)].flatMap(([, list = '']) =>
        list.split(';').map((one) => one.replace(/^\[[^\]]+\]/, '')),
      );
      for (const key of keys) assert.ok(english.has(key), key);
      const spoken = [...htmlOf(file).matchAll(/\b(?:_|this\._)\("((?:surplug)[\w.+-]+)"/g)].map(([, key = '']) => key);
      for (const key of spoken) assert.ok(english.has(key), key);
      assert.ok(keys.length + spoken.length > 5);
    });

    it(`${set}: the help is told in full in every language`, () => {
      const help = (language: string): string => built(`dist/nodes/locales/${language}/${set}.html`);
      const shape = (text: string) => ({
        headings: (text.match(/^### /gm) ?? []).length,
        properties: (text.match(/^: \w+/gm) ?? []).sort(),
        items: (text.match(/^(-|\d\.) /gm) ?? []).length,
        words: [...new Set(text.match(/`[^`]*`/g) ?? [])].length,
      });
      for (const language of TRANSLATED) {
        assert.match(help(language), new RegExp(`data-help-name="${set}"`));
        assert.deepEqual(shape(help(language)), shape(help('en-US')), language);
      }
    });
  }

  it('the sidebar has every text in every language, with the same blanks', () => {
    const english = catalogue('surplug-sidebar', 'en-US');
    for (const [, key = ''] of built('dist/nodes/surplug-sidebar.html').matchAll(/\bsay\w*\("([^"]+)"/g))
      assert.ok(english.has(key.startsWith('surplug.') ? key : `surplug-sidebar.${key}`), key);
    for (const language of TRANSLATED) {
      const texts = catalogue('surplug-sidebar', language);
      assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort(), language);
      const palette = catalogue('surplug-control', language).get('surplug-control.palette') ?? '–';
      assert.ok(texts.get('surplug-sidebar.none')?.includes(palette), `${language} calls the node ${palette}`);
      for (const [key, text] of texts)
        assert.deepEqual(blanks(text), blanks(english.get(key) ?? ''), `${language} ${key}`);
    }
  });

  it('there is a word for every error, every state and every command', () => {
    const control = catalogue('surplug-control', 'en-US');
    for (const code of Object.keys(ERROR_CODES)) assert.ok(control.has(`surplug.error.${code}`), code);
    for (const state of CHARGER_STATES) assert.ok(control.has(`surplug.state.${state}`), state);
    for (const command of COMMANDS) assert.ok(control.has(`surplug-control.command.${command}`), command);
  });

  it('the hub’s dialog calls the chargers as the rest of the product does', () => {
    for (const [id, { name }] of Object.entries(MODELS).filter(([id]) => id !== 'generic')) {
      for (const language of TRANSLATED)
        assert.equal(catalogue('surplug-hub', language).get(`surplug-hub.model.${id}`), name);
    }
  });

  it('the hub’s dialog calls a product that speaks MQTT in English as everywhere, and else in words of its language', () => {
    for (const { id, name } of MQTT_PRESETS) {
      assert.equal(catalogue('surplug-hub', 'en-US').get(`surplug-hub.mqttPreset.${id}`), name);
    }
  });

  it('a word below a node is short', () => {
    for (const language of TRANSLATED) {
      for (const [key, text] of catalogue('surplug-state', language)) {
        if (/^surplug\.(status|error|state)\./.test(key)) assert.ok(text.length < 20, `${language} ${key}: ${text}`);
      }
    }
  });

  it('the help of the control node names every error in every language', () => {
    for (const language of TRANSLATED) {
      const help = built(`dist/nodes/locales/${language}/surplug-control.html`);
      for (const code of Object.keys(ERROR_CODES)) assert.ok(help.includes(code), `${language}: ${code}`);
    }
  });

  it('the help of the control node names every command', () => {
    const help = built('dist/nodes/locales/en-US/surplug-control.html');
    for (const command of COMMANDS) assert.ok(help.includes(`\`${command}\``), command);
  });
});
