// Builds what Node-RED's editor loads, beside the runtime that tsc has compiled:
//   dist/nodes/<type>.html, dist/nodes/locales/<language>/<type>.{json,html}, dist/nodes/icons, dist/nodes/surplug-sidebar.html
// usage: node nodes/build.mjs [dist]      (after tsc, from the project root; exits 1 on any error)
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const nodes = import.meta.dirname;
const out = resolve(process.argv[2] ?? 'dist');
const require = createRequire(import.meta.url);
const core = require(join(out, 'core/index.js'));
const { OWN_MAP } = require(join(out, 'nodes/hub/site-config.js'));

const ROOMS = ['hub', 'control', 'state', 'meter-in'];
const LANGUAGES = readdirSync(join(nodes, 'shared/locales')).map((file) => file.replace('.json', ''));

// The dialogs take languages, ranges, defaults and units from the core's own tables.
const TABLES = {
  module: JSON.parse(readFileSync(join(nodes, '../package.json'), 'utf8')).name,
  languages: core.LANGUAGES,
  site: core.SITE_SETTINGS,
  charger: core.CHARGER_SETTINGS,
  circuit: core.CIRCUIT_SETTINGS,
  meter: core.METER_SETTINGS,
  ocpp: core.OCPP_SETTINGS,
  maps: core.METER_MAPS,
  ownMap: OWN_MAP,
  mqttPresets: core.MQTT_PRESETS.map(({ id }) => id),
};
// JSON would leave it out without a word.
for (const [name, table] of Object.entries(TABLES)) if (table === undefined) throw new Error(`no table "${name}"`);

const read = (...path) => readFileSync(join(nodes, ...path), 'utf8');
const readJson = (...path) => JSON.parse(read(...path));

function write(text, ...path) {
  const file = join(out, 'nodes', ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

async function script(room, type) {
  const { outputFiles } = await build({
    entryPoints: [join(nodes, room, `${type}.editor.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    define: { SURPLUG: JSON.stringify(TABLES) },
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

async function dialog(room) {
  const type = `surplug-${room}`;
  const form = read(room, `${type}.form.htm`);
  const html = `<script type="text/javascript">
${await script(room, type)}</script>

<script type="text/html" data-template-name="${type}">
<style>
${read('surplug-form.css')}</style>
<div class="surplug-form">
${form}</div>
</script>
`;
  write(html, `${type}.html`);
}

async function sidebar() {
  const type = 'surplug-sidebar';
  const html = `<style>
${read('surplug-sidebar.css')}</style>
<script type="text/javascript">
${await script('sidebar', type)}</script>
`;
  write(html, `${type}.html`);
}

function words(room, language) {
  const type = `surplug-${room}`;
  const own = readJson(room, 'locales', `${language}.json`);
  const catalogue = { surplug: readJson('shared/locales', `${language}.json`), [type]: own };
  write(`${JSON.stringify(catalogue, null, 2)}\n`, 'locales', language, `${type}.json`);
}

function help(room, language) {
  const type = `surplug-${room}`;
  const text = read(room, 'locales', `${language}.md`);
  write(
    `<script type="text/markdown" data-help-name="${type}">\n${text}</script>\n`,
    'locales',
    language,
    `${type}.html`,
  );
}

execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(nodes, 'tsconfig.editor.json')], {
  stdio: 'inherit',
});
for (const room of ROOMS) {
  await dialog(room);
  for (const language of LANGUAGES) help(room, language);
}
await sidebar();
for (const room of [...ROOMS, 'sidebar']) for (const language of LANGUAGES) words(room, language);
cpSync(join(nodes, 'icons'), join(out, 'nodes/icons'), { recursive: true });
