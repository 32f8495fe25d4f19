// Builds the settings form in the other languages of Homebridge UI, which looks for them in `directories.schemas`:
//   dist/homebridge-plugin/form/config.schema.<language>.json
// config.schema.json is the form, and its English; form/<language>*.json say each English text in another language.
// usage: node homebridge-plugin/build.mjs [dist]      (exits 1 on any error)
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const catalogues = join(import.meta.dirname, 'form');
const out = join(resolve(process.argv[2] ?? 'dist'), 'homebridge-plugin/form');
const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Keys of the form whose value is read by a person. */
const TEXTS = ['title', 'description', 'placeholder', 'helpvalue', 'buttonText', 'headerDisplay', 'footerDisplay'];

/** The form with its texts in other words; a text without a word of its own, a product or an address, stays. */
const translated = (form, words) =>
  JSON.parse(JSON.stringify(form), (key, value) =>
    typeof value === 'string' && TEXTS.includes(key) ? (words[value] ?? value) : value,
  );

const form = readJson(import.meta.dirname, '../config.schema.json');
const words = {};
for (const file of readdirSync(catalogues)) {
  const language = file.replace(/(-meters)?\.json$/, '');
  words[language] = { ...words[language], ...readJson(catalogues, file) };
}
mkdirSync(out, { recursive: true });
for (const [language, said] of Object.entries(words)) {
  writeFileSync(join(out, `config.schema.${language}.json`), JSON.stringify(translated(form, said)));
}
