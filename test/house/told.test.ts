/**
 * What a person reads comes from the catalogues of six languages, so no error, log line, status or meter's trouble is
 * written where it is made. Left out on purpose: what goes to a machine as the body of an HTTP refusal or as the
 * description of an OCPP error, and the search for a mistake in what is not ours (a system's or library's own message).
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { METER_FACTS, METER_TROUBLES } from '../../core/model/meter-trouble.js';
import { filesBelow, readProject } from './project.js';

/** Sentences in English that stay, by file, each with the reason why no user reads it. */
const STAYS: Readonly<Record<string, readonly string[]>> = {
  // Only where the installation itself is broken.
  'core/chargers/outbound/operations.ts': ['The OCPP 1.6 schemas are missing from ocpp-rpc.'],
  // The dialog's own requests: only another program can get them wrong.
  'nodes/hub/site-routes.ts': [
    'Send {"adopt": id, "access": "free" or "cards"}, {"forget": id}, {"charger": id, "wish": {…}} or {"whatIf": {…}}.',
  ],
  'nodes/hub/meter-routes.ts': ['Send {"find": {"line": …}} or {"cancel": true}.'],
};

const SOURCES = ['core', 'nodes', 'homebridge-plugin']
  .flatMap((folder) => filesBelow(folder, '.ts'))
  .filter((file) => !/^core\/words\/|words\.ts$/.test(file))
  .map((file) => [file, withoutComments(readProject(file))] as const);

const TEXT = String.raw`(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|${'`'}((?:[^${'`'}\\]|\\.)*)${'`'})`;
const ERROR = new RegExp(String.raw`new (?!ToldError)\w*Error\(\s*(?:'[A-Z_]+',\s*)?(?!'[A-Z_]+')${TEXT}`, 'g');
const LOG = new RegExp(String.raw`\b\w*[lL]og\.(?:debug|info|warn|error)\(\s*${TEXT}`, 'g');
const ONCE = new RegExp(String.raw`\.(?:wrong|well)\([^,()]+,\s*${TEXT}`, 'g');
const STATUS = new RegExp(String.raw`\btext:\s*${TEXT}`, 'g');
const TROUBLE = /\btrouble\(('[^;]*?\))[;,} ]/g;

/** Texts of a source that a pattern finds, without what is filled in. */
const texts = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map(([, a, b, c]) => (a ?? b ?? c ?? '').replace(/\$\{[^}]*\}/g, ''));

/** Two letters in a row: a word, and not the unit of a number. */
const WORDS = /[a-z]{2}/i;

function found(pattern: RegExp, of = SOURCES): string[] {
  return of.flatMap(([file, source]) =>
    texts(source, pattern)
      .filter((text) => WORDS.test(text) && !STAYS[file]?.includes(text))
      .map((text) => `${file}: ${text}`),
  );
}

describe('what a person reads', () => {
  it('is looked for where it would be', () => {
    assert.ok(SOURCES.length > 200, `only ${SOURCES.length} files found`);
    const sample = "throw new SurplugError('STORAGE', `None there.`); this.#log.warn('Oh no'); once.wrong(id, `Oh`);";
    assert.deepEqual(
      [ERROR, LOG, ONCE].flatMap((pattern) => texts(sample, pattern)),
      ['None there.', 'Oh no', 'Oh'],
    );
    for (const [file, stays] of Object.entries(STAYS)) {
      const [, source = ''] = SOURCES.find(([name]) => name === file) ?? [];
      for (const text of stays) assert.ok(texts(source, ERROR).includes(text), `${file} says no more: ${text}`);
    }
  });

  it('is in no error as it is made', () => assert.deepEqual(found(ERROR), []));
  it('is in no line of the log as it is written', () => assert.deepEqual(found(LOG), []));
  it('is in no trouble that is told once', () => assert.deepEqual(found(ONCE), []));

  it('is in no status of a node, but as a key for words', () => {
    const nodes = SOURCES.filter(([file]) => /^nodes\/(?!.*\.editor\.ts$)/.test(file));
    assert.deepEqual(
      found(STATUS, nodes).filter((line) => !/: surplug\.[\w.-]+$/.test(line)),
      [],
    );
  });

  it('is in no trouble of a meter, but as a fact that has words', () => {
    const meters = SOURCES.filter(([file]) => file.startsWith('core/meters/'));
    const told = meters.flatMap(([, source]) => [...source.matchAll(TROUBLE)].map(([, inside = '']) => inside));
    assert.ok(told.length > 25, `only ${told.length} troubles found`);
    const facts = told
      .flatMap((inside) => texts(inside, new RegExp(TEXT, 'g')))
      .map((fact) => fact.replace(/[:→]?\s*$/, '').trim())
      .filter((fact) => WORDS.test(fact));
    // Names of values are told as they are set, units as they are.
    const known: readonly string[] = [...METER_TROUBLES, ...METER_FACTS, 'voltageV', 'frequencyHz', 'ms'];
    assert.deepEqual(
      facts.filter((fact) => !known.includes(fact)),
      [],
    );
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
