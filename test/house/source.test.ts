import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BECAUSE } from '../../core/model/because.js';
import { LIMIT_SOURCES } from '../../core/model/limit.js';
import { filesBelow, readProject } from './project.js';

const SOURCES = ['core', 'nodes', 'homebridge-plugin', 'examples', 'test'].flatMap((folder) =>
  filesBelow(folder, '.ts'),
);

/** Lines that say when or by chance: a rule that needs them is in the wrong room. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\)|\bset(Timeout|Interval|Immediate)\b|\bMath\.random\b|\bperformance\b|\bprocess\./;

describe('the source', () => {
  it('is there to be looked at', () => {
    assert.ok(SOURCES.length > 120, `only ${SOURCES.length} files found`);
  });

  it('has no file over 300 lines, catalogues of words and maps apart', () => {
    const long = SOURCES.filter((file) => readProject(file).split('\n').length > 301);
    assert.deepEqual(long, []);
  });

  it('has no clock, timer or chance in the pure rooms', () => {
    const pure = SOURCES.filter((file) => /^core\/(model|control|words)\//.test(file));
    assert.ok(pure.length > 40, `only ${pure.length} pure files found`);
    const impure = pure.filter((file) => withoutComments(readProject(file)).some((line) => IMPURE.test(line)));
    assert.deepEqual(impure, []);
  });

  it('has no words of unfinished work', () => {
    const words = new RegExp(
      `\\b(${['TODO', 'FIXME', 'XXX', 'HACK', `not ${'implemented'} yet`, `being ${'built'}`].join('|')})\\b`,
    );
    const unfinished = SOURCES.filter((file) => words.test(readProject(file)) && !file.endsWith('source.test.ts'));
    assert.deepEqual(unfinished, []);
  });

  it('gives every reason and limit source that has a sentence', () => {
    const said = SOURCES.filter((file) => /^core\/(?!words\/)/.test(file))
      .flatMap((file) => withoutComments(readProject(file)))
      .filter((line) => !/^ {2}'?[\w-]+'?(: \[.*\])?,$/.test(line))
      .join('\n');
    const silent = [...Object.keys(BECAUSE), ...LIMIT_SOURCES].filter((code) => !said.includes(`'${code}'`));
    assert.deepEqual(silent, []);
  });

  it('names no path of a machine', () => {
    const paths = SOURCES.filter(
      (file) =>
        /["'` (](\/tmp|\/work|\/root|\/home)\/[a-z]/.test(readProject(file)) && !file.endsWith('source.test.ts'),
    );
    assert.deepEqual(paths, []);
  });
});

const withoutComments = (text: string): string[] =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, ''));
