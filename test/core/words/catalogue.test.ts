import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BECAUSE, type BecauseCode } from '../../../core/model/because.js';
import { ERROR_TEXTS } from '../../../core/model/error-texts.js';
import { LANGUAGES, type Language } from '../../../core/model/language.js';
import { FIND_ADVICE } from '../../../core/model/meter-find.js';
import { METER_TROUBLES } from '../../../core/model/meter-trouble.js';
import { ENTITY_NAMES, PAUSED_CODES } from '../../../core/words/catalogue.js';
import { CATALOGUES } from '../../../core/words/catalogues.js';
import { FAULT_NAMES } from '../../../core/words/fault-names.js';

/** Every text of a catalogue under its dotted name. */
function texts(branch: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof branch === 'string') return new Map([[path, branch]]);
  assert.ok(typeof branch === 'object' && branch !== null, `${path} is neither a text nor a group of texts`);
  return new Map(
    Object.entries(branch).flatMap(([key, below]) => [...texts(below, path === '' ? key : `${path}.${key}`)]),
  );
}

const english = texts(CATALOGUES.en);
const others = LANGUAGES.filter((language) => language !== 'en');

/** Texts that read the same as in English, each with the reason. */
const SAME_AS_ENGLISH: Readonly<Record<string, Partial<Record<Language, string>>>> = {
  'records.columns.limitA': { de: 'the word in every other German text' },
  'records.report.total': among(['fr', 'es'], 'the word of the language too'),
  'entities.boost': among(['de', 'it', 'fr', 'es'], 'the name of the button, which the app has in English'),
  'entities.mode': { fr: 'the French word' },
  'entities.plugged': { es: 'the Spanish word' },
  'meterRoles.solar': among(['de', 'es'], 'the word of the language too'),
};

function among(languages: readonly Language[], reason: string): Partial<Record<Language, string>> {
  return Object.fromEntries(languages.map((language) => [language, reason]));
}

describe('a catalogue is complete', () => {
  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['sentences', Object.keys(BECAUSE)],
    ['paused', PAUSED_CODES],
    ['meterTroubles', METER_TROUBLES],
    ['entities', ENTITY_NAMES],
    ['findAdvice', FIND_ADVICE],
    ['faults', FAULT_NAMES],
    ['errors', Object.keys(ERROR_TEXTS)],
  ];
  for (const language of LANGUAGES) {
    it(`${language} has a text for everything that can be said, and none for what cannot`, () => {
      const catalogue: Readonly<Record<string, unknown>> = { ...CATALOGUES[language] };
      for (const [group, keys] of groups) {
        const entries = catalogue[group];
        assert.ok(typeof entries === 'object' && entries !== null);
        assert.deepEqual(Object.keys(entries).sort(), [...keys].sort(), group);
      }
      assert.deepEqual([...texts(catalogue).keys()].sort(), [...english.keys()].sort());
    });

    it(`${language} has no empty text, no double space and no space at an end`, () => {
      for (const [name, text] of texts(CATALOGUES[language])) {
        assert.match(text, /\S/, name);
        if (name !== 'ownCode') assert.equal(text, text.trim(), name);
        assert.doesNotMatch(text, /\s{2}/, name);
      }
    });

    it(`${language}: a label or sentence has no full stop, so that hosts can join it; reason, remedy, error and complaint have one`, () => {
      for (const [name, text] of texts(CATALOGUES[language])) {
        if (/^(faults|errors)\./.test(name) || name === 'ownCode' || name === 'complaint')
          assert.match(text, /[.。]$/, name);
        else assert.doesNotMatch(text, /[.。!！]$/, name);
      }
    });
  }
});

/** Names of the placeholders of a template, each once, sorted. */
const placeholders = (template: string): readonly string[] =>
  [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();

describe('placeholders', () => {
  for (const language of LANGUAGES) {
    it(`${language} shows every number of a reason, because a decision is told with its numbers`, () => {
      for (const code of Object.keys(BECAUSE) as BecauseCode[]) {
        assert.deepEqual(placeholders(CATALOGUES[language].sentences[code]), [...BECAUSE[code]].sort(), code);
      }
    });

    it(`${language} has the placeholders of English in every other text`, () => {
      for (const [name, text] of texts(CATALOGUES[language])) {
        assert.deepEqual(placeholders(text), placeholders(english.get(name) ?? ''), name);
      }
    });

    it(`${language} has no brace beside a placeholder`, () => {
      for (const [name, text] of texts(CATALOGUES[language])) {
        assert.doesNotMatch(text.replace(/\{\w+\}/g, ''), /[{}]/, name);
      }
    });
  }
});

describe('a language is a language', () => {
  for (const language of others) {
    it(`${language} says nothing in English but what is listed with a reason`, () => {
      for (const [name, text] of texts(CATALOGUES[language])) {
        const same = text.toLowerCase() === english.get(name)?.toLowerCase();
        assert.equal(same, SAME_AS_ENGLISH[name]?.[language] !== undefined, `${name}: ${text}`);
      }
    });
  }

  it('Chinese is written in Chinese', () => {
    for (const [name, text] of texts(CATALOGUES.zh)) {
      assert.match(text, /\p{Script=Han}/u, name);
    }
  });

  it('only Chinese has Chinese signs', () => {
    for (const language of LANGUAGES.filter((other) => other !== 'zh')) {
      for (const [name, text] of texts(CATALOGUES[language])) {
        assert.doesNotMatch(text, /\p{Script=Han}|[：，。（）]/u, `${language} ${name}`);
      }
    }
  });

  it('a sentence fits a phone: 130 signs at most', () => {
    for (const language of LANGUAGES) {
      const { sentences, paused } = CATALOGUES[language];
      for (const [code, text] of [...Object.entries(sentences), ...Object.entries(paused)]) {
        assert.ok(text.length <= 130, `${language} ${code}: ${text.length}`);
      }
    }
  });
});
