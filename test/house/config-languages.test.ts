import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MODELS } from '../../core/chargers/models.js';
import { LANGUAGES } from '../../core/index.js';
import { METER_MAPS } from '../../core/meters/maps/index.js';
import { MQTT_PRESETS } from '../../core/meters/maps/mqtt-presets.js';
import { LABELS } from '../../homebridge-plugin/words.js';
import { choicesOf, FORM_LANGUAGES, type Form, type FormLanguage, form, formIn, siteFields } from './config-form.js';
import { filesBelow, readProject } from './project.js';

type Words = Readonly<Record<string, string>>;
const readWords = (file: string): Words => JSON.parse(readProject(file)) as Words;
const CATALOGUES = 'homebridge-plugin/form';
const filesOf = (language: FormLanguage) => [`${CATALOGUES}/${language}-meters.json`, `${CATALOGUES}/${language}.json`];
const wordsIn = (language: FormLanguage): Words => Object.assign({}, ...filesOf(language).map(readWords)) as Words;

/** Keys of the form whose value a person reads. */
const TEXT = /^(title|description|placeholder|helpvalue|buttonText|headerDisplay|footerDisplay)$/;

/** Everything in a form that is no object or list, by its path. */
function* leaves(value: unknown, path: readonly string[] = []): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) yield [path.join('/'), value];
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}
const isText = ([path, value]: readonly [string, unknown]): boolean =>
  typeof value === 'string' && TEXT.test(path.slice(path.lastIndexOf('/') + 1));
const textsOf = (one: Form): Map<string, string> => new Map([...leaves(one)].filter(isText) as [string, string][]);
const restOf = (one: Form): (readonly [string, unknown])[] => [...leaves(one)].filter((leaf) => !isText(leaf));

const english = textsOf(form);

/** What reads the same in every language: products, addresses and examples, terminals, and each language in its own. */
const PRODUCTS = new Set<string>([...METER_MAPS, ...MQTT_PRESETS, ...Object.values(MODELS)].map(({ name }) => name));
const ENDONYMS = new Set(siteFields['language']?.oneOf?.map(({ title }) => title));
const sameEverywhere = (text: string): boolean =>
  PRODUCTS.has(text) ||
  ENDONYMS.has(text) ||
  /^(Hydra Cubus \(LINCHR H\)|MQTT|Modbus TCP)$/.test(text) ||
  /^(L?\d|[\w./:-]*[\d./]\w*|online|offline)$/.test(text);

/** What must not get lost: numbers, units in brackets, terms in capitals, addresses, signs, mark-up, `{{ … }}`. */
const kept = (text: string): readonly string[] =>
  text.match(
    /\{\{.*\}\}|<\/?p>|\([A-Za-z%°]{1,2}\)|\b[a-z]+:\/\/|\b[A-Z]{2,}\d*\+?|\d+(\.\d+)?|\b(surplug|dev)\/\w+|[%°−]/g,
  ) ?? [];

describe('config.schema.json in other languages', () => {
  it('is there in every language of the product, under the name that Homebridge UI has for it', () => {
    const { directories, files } = JSON.parse(readProject('package.json')) as {
      readonly directories: { readonly schemas: string };
      readonly files: readonly string[];
    };
    assert.equal(directories.schemas, 'dist/homebridge-plugin/form');
    assert.ok(files.some((folder) => directories.schemas.startsWith(folder)));
    assert.deepEqual(
      filesBelow(directories.schemas, '.json'),
      FORM_LANGUAGES.map((language) => `${directories.schemas}/config.schema.${language}.json`).toSorted(),
    );
    // `zh` would be no language of the UI: it says zh-CN and zh-TW.
    const languages = choicesOf(siteFields['language']).map((one) => (one === 'zh' ? 'zh-CN' : one));
    assert.deepEqual(languages, ['en', ...FORM_LANGUAGES]);
    assert.equal(languages.length, LANGUAGES.length);
  });

  it('its catalogues have every text, and none that the form has not', () => {
    assert.deepEqual(filesBelow(CATALOGUES, '.json'), FORM_LANGUAGES.flatMap(filesOf).toSorted());
    const texts = new Set(english.values());
    const wanted = Object.keys(wordsIn('de')).toSorted();
    assert.ok(wanted.length > 300, `only ${wanted.length} texts`);
    assert.deepEqual(
      wanted.filter((text) => !texts.has(text)),
      [],
    );
    assert.deepEqual(
      [...texts].filter((text) => !wanted.includes(text) && !sameEverywhere(text)),
      [],
    );
    for (const language of FORM_LANGUAGES) {
      const keys = filesOf(language).flatMap((file) => Object.keys(readWords(file)));
      assert.deepEqual(keys.toSorted(), wanted, language);
    }
  });

  for (const language of FORM_LANGUAGES) {
    describe(language, () => {
      const spoken = formIn(language);
      const texts = textsOf(spoken);
      const words = wordsIn(language);

      it('differs from the English form in its texts alone', () => {
        assert.deepEqual(restOf(spoken), restOf(form));
        assert.deepEqual([...texts.keys()], [...english.keys()]);
      });

      it('loses no number, unit, address or term', () => {
        const lost = [...english].flatMap(([path, text]) => {
          const there = [...kept(texts.get(path) ?? ''), 'URL'];
          return kept(text)
            .filter((token) => !there.includes(token))
            .map((token) => `${token}: ${texts.get(path)}`);
        });
        assert.deepEqual(lost, []);
      });

      it('ends as the English does: a label with no stop, a sentence with one', () => {
        for (const [path, text] of english) {
          assert.equal(/[.。]$/.test(texts.get(path) ?? ''), text.endsWith('.'), texts.get(path));
        }
      });

      it('tells apart within a level what the English tells apart', () => {
        const levelOf = (path: string) => path.replace(/[^/]+\/title$/, '*');
        for (const level of new Set([...english.keys()].map(levelOf))) {
          const told = (of: ReadonlyMap<string, string>) =>
            [...of].flatMap(([at, text]) => (levelOf(at) === level ? text : []));
          assert.equal(new Set(told(texts)).size, new Set(told(english)).size, told(texts).join(' | '));
        }
      });

      it('calls a section and Apple Home the same wherever it speaks of them', () => {
        for (const { title = '' } of form.layout.filter(({ title }) => title?.includes(' '))) {
          for (const [text, said] of Object.entries(words)) {
            if (text.includes(title)) assert.ok(said.includes(words[title] ?? title), said);
          }
        }
      });

      it('speaks of the accessories by the names that Apple Home gets', () => {
        const names = LABELS[language === 'zh-CN' ? 'zh' : language];
        const of = (start: string) => Object.entries(words).find(([text]) => text.startsWith(start))?.[1] ?? '';
        assert.equal(words['Car Charger'], names.charger);
        assert.equal(words['Boost'], names.boost);
        assert.equal(words['Solar surplus'], names.surplus);
        assert.ok(of('"Car Charger Boost"').includes(`${names.charger} ${names.boost}`));
        for (const name of [names.fast, names.eco, names.ecoPlus]) assert.ok(of('Switches for Fast').includes(name));
      });

      it('says what the dialog of Node-RED says where their English is one', () => {
        const dialog = (locale: string) =>
          [...leaves(JSON.parse(readProject(`nodes/hub/locales/${locale}.json`)))]
            // A tab is narrow.
            .filter(([path]) => !path.startsWith('tab/'))
            .map(([path, text]) => [path, String(text).toLowerCase().replace(/'/g, '’')] as const);
        const theirs = new Map(dialog(language === 'es' ? 'es-ES' : language));
        let compared = 0;
        for (const [text, said] of Object.entries(words)) {
          const paths = dialog('en-US').filter(([, their]) => their === text.toLowerCase());
          if (paths.length === 0) continue;
          assert.ok(
            paths.some(([path]) => theirs.get(path) === said.toLowerCase()),
            `${text}: ${said}, and in Node-RED ${paths.map(([path]) => theirs.get(path))}`,
          );
          compared++;
        }
        assert.ok(compared > 40, `only ${compared} compared`);
      });
    });
  }
});
