/**
 * What a message can ask of the records. A bare trigger (nothing, true, an Inject's timestamp) asks for the usual; every
 * other value is a word or an object of the query's own keys. Without a charger it is asked about all of them.
 */
import { EXPORTS, flagOf, LANGUAGES, type SiteQuery } from '../../core/index.js';
import { readNumber, refuse } from '../shared/read-number.js';
import { isNothing, isObject, type Read, readChoice, readObject, readText } from './read-value.js';

type Given = Readonly<Record<string, unknown>>;

const PERIODS = ['day', 'month', 'year'] as const;

/** The keys of a query beside `what` and how each is read. */
const KEYS = {
  from: readText,
  to: readText,
  at: readText,
  idTag: readText,
  last: readNumber,
  by: readChoice(PERIODS),
  split: readChoice(['charger', 'card']),
  of: readChoice(EXPORTS),
  as: readChoice(['xlsx', 'csv']),
  ratePerKWh: readNumber,
  language: readChoice(LANGUAGES),
  separator: readChoice([',', ';']),
  decimal: readChoice(['.', ',']),
} as const satisfies Readonly<Record<string, Read<unknown>>>;

type Key = keyof typeof KEYS;

interface Question {
  readonly keys: readonly Key[];
  /** The key that a bare word is meant for. */
  readonly word?: Key;
  readonly usual?: Given;
}

const FORMS = {
  charges: { keys: ['from', 'to', 'idTag', 'last'], word: 'from' },
  faults: { keys: ['from', 'to'], word: 'from' },
  statistics: { keys: ['by', 'from', 'to', 'idTag', 'split'], word: 'by', usual: { by: 'day' } },
  why: { keys: ['at'], word: 'at' },
  cards: { keys: [] },
  trace: { keys: [] },
  configuration: { keys: [] },
  storage: { keys: [] },
  'meter-search': { keys: [] },
  export: {
    keys: ['of', 'as', 'from', 'to', 'idTag', 'by', 'split', 'ratePerKWh', 'language', 'separator', 'decimal'],
    word: 'of',
    usual: { of: 'report' },
  },
} as const satisfies Readonly<Record<string, Question>>;

const bare = (value: unknown): boolean => isNothing(value) || typeof value === 'number' || flagOf(value) !== undefined;

/** `charger` is what the message or the dialog names, if anything. */
function reading(what: keyof typeof FORMS, charger: string | undefined): Read<SiteQuery> {
  const { keys, word, usual = {} }: Question = FORMS[what];
  return (value, field, say) => {
    if (flagOf(value) === false) throw refuse(say, 'only', { field, value: 'false', right: 'true' });
    const oneWord = word !== undefined && !isObject(value);
    const given: Given = bare(value)
      ? {}
      : oneWord
        ? { [word]: value }
        : readObject(value, field, say, [...keys, 'charger']);
    const read = keys.flatMap((key) =>
      isNothing(given[key]) ? [] : [[key, KEYS[key](given[key], oneWord ? field : `${field}.${key}`, say)]],
    );
    const about = isNothing(given['charger']) ? charger : readText(given['charger'], `${field}.charger`, say);
    return {
      ...usual,
      ...Object.fromEntries(read),
      what,
      ...(about !== undefined && about !== 'all' && { charger: about }),
    } as SiteQuery;
  };
}

/** Questions by the word they are asked with. */
export const QUESTIONS: Readonly<Record<string, (charger: string | undefined) => Read<SiteQuery>>> = Object.fromEntries(
  (Object.keys(FORMS) as (keyof typeof FORMS)[]).map((what) => [what, (charger) => reading(what, charger)]),
);
