import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  CHARGER_SETTINGS,
  CIRCUIT_SETTINGS,
  METER_SETTINGS,
  OCPP_SETTINGS,
  type Setting,
  SITE_SETTINGS,
} from '../../core/model/settings.js';
import { form } from './config-form.js';
import { projectRoot, readProject } from './project.js';

const START = '<!-- settings: kept true by test/house/readme.test.ts -->\n';
const END = '<!-- /settings -->';

type Titled = Readonly<Record<string, { readonly title: string }>>;

type Rows = { readonly items: { readonly properties: Titled } };

/** What each is called in Homebridge's form. */
const FORM = (JSON.parse(readProject('config.schema.json')) as { schema: { properties: unknown } }).schema
  .properties as Titled & { ocpp: { properties: Titled }; meters: Rows; chargers: Rows; circuits: Rows };

function row(name: string, title: string | undefined, setting: Setting): string {
  const [byDefault, range] =
    setting.kind === 'number'
      ? [setting.default ?? '–', `${setting.from}–${setting.to}`]
      : setting.kind === 'choice'
        ? [setting.default, setting.of.join(', ')]
        : [setting.default ? 'on' : 'off', 'on, off'];
  return `| \`${name}\` | ${title} | ${byDefault} | ${range} |`;
}

const rows = (prefix: string, table: Readonly<Record<string, Setting>>, form: Titled): string[] =>
  Object.entries(table).map(([name, setting]) => row(prefix + name, form[name]?.title, setting));

const TABLE = [
  '| Setting | What it is | Default | Range |',
  '|---|---|---|---|',
  ...rows('', SITE_SETTINGS, FORM),
  ...rows('ocpp.', OCPP_SETTINGS, FORM.ocpp.properties),
  ...rows('meters[].', METER_SETTINGS, FORM.meters.items.properties),
  ...rows('chargers[].', CHARGER_SETTINGS, FORM.chargers.items.properties),
  ...rows('circuits[].', CIRCUIT_SETTINGS, FORM.circuits.items.properties),
  '',
].join('\n');

describe('the README', () => {
  const text = readProject('README.md');

  it('lists every setting with its default and range (SURPLUG_UPDATE=1 writes the table)', () => {
    const from = text.indexOf(START) + START.length;
    const to = text.indexOf(END);
    assert.ok(from > START.length && to > from, 'the table has its place');
    if (process.env['SURPLUG_UPDATE']) {
      writeFileSync(join(projectRoot, 'README.md'), text.slice(0, from) + TABLE + text.slice(to));
      return;
    }
    assert.doesNotMatch(TABLE, /undefined/);
    assert.equal(text.slice(from, to), TABLE);
  });

  it('names the two commands, and package.json has them', () => {
    const { scripts } = JSON.parse(readProject('package.json')) as { scripts: Record<string, string> };
    for (const [command, script] of [
      ['npm ci && npm start', 'start'],
      ['npm ci && npm test', 'test'],
    ] as const) {
      assert.ok(text.includes(command), command);
      assert.ok(scripts[script], script);
    }
  });

  it('calls the nodes as the palette does', () => {
    const named = [...readProject('README.md').matchAll(/\*\*([a-z ]+)\*\* node|node \*([a-z ]+)\*/g)];
    const palette = ['control', 'meter-in', 'state'].map(
      (node) => (JSON.parse(readProject(`nodes/${node}/locales/en-US.json`)) as { palette: string }).palette,
    );
    assert.ok(named.length >= 2);
    for (const [, bold, italic] of named) assert.ok(palette.includes(bold ?? italic ?? ''), bold ?? italic);
  });

  it('calls a choice of the hub’s dialog and a section of Homebridge’s form as they do', () => {
    const [, choice, section] =
      /in a\s+hub of Node-RED under \*([^*]+)\*, in the settings of Homebridge under \*([^*]+)\*/.exec(text) ?? [];
    const hub = JSON.parse(readProject('nodes/hub/locales/en-US.json')) as { site: Record<string, string> };
    assert.equal(choice, hub.site['attach']);
    assert.ok(
      form.layout.some(({ title }) => title === section),
      section,
    );
  });

  it('every script that CONTRIBUTING names exists', () => {
    const { scripts } = JSON.parse(readProject('package.json')) as { scripts: Record<string, string> };
    const named = [...readProject('CONTRIBUTING.md').matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(
      ([, name]) => name ?? '',
    );
    assert.ok(named.length >= 5);
    assert.deepEqual(
      named.filter((name) => !scripts[name]),
      [],
    );
  });
});
