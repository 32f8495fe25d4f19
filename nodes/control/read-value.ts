/**
 * From what flows send (text, numbers, words of buttons and dashboards) to what the core takes. Forgiving in form, strict
 * in meaning: a value that cannot be meant is refused with a sentence that says what would be right.
 */
import { types } from 'node:util';
import { flagOf, MODES, type Mode, modeOf, plain, shown } from '../../core/index.js';
import { parsed } from '../shared/parsed.js';
import { refuse } from '../shared/read-number.js';
import type { Say } from '../shared/words.js';

/** Reads one value, or throws INVALID_INPUT. `field` is the word the user wrote. */
export type Read<T> = (value: unknown, field: string, say: Say) => T;

export const isNothing = (value: unknown): boolean =>
  ['', 'null', 'none', null, undefined].includes(plain(value) as never);

/** An object, or the JSON text of one; an instant is none. */
export const isObject = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.trim().startsWith('{')
    : typeof value === 'object' && value !== null && !types.isDate(value);

/** A text that stands for itself. */
export const isWord = (value: unknown): value is string => typeof value === 'string' && !isObject(value);

export const readFlag: Read<boolean> = (value, field, say) => {
  const flag = flagOf(value);
  if (flag === undefined) throw refuse(say, 'flag', { field, value: shown(value) });
  return flag;
};

export const readMode: Read<Mode> = (value, field, say) => {
  const mode = modeOf(value);
  if (!mode) throw refuse(say, 'choice', { field, value: shown(value), right: MODES.join(', ') });
  return mode;
};

/**
 * An instant may come as a Date, of a function node's own realm too. A number that is too long to be exact, such as a card's of
 * 16 digits, is none: it would name another.
 */
export const readText: Read<string> = (value, field, say) => {
  const instant = types.isDate(value) && !Number.isNaN(value.getTime());
  const exact = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  const text = exact ? String(value) : instant ? value.toISOString() : value;
  if (typeof text !== 'string' || text.trim() === '') throw refuse(say, 'text', { field, value: shown(value) });
  return text.trim();
};

/** One of the words, in any case. */
export const readChoice =
  <T extends string>(of: readonly T[]): Read<T> =>
  (value, field, say) => {
    const word = of.find((choice) => choice === plain(value));
    if (word === undefined) throw refuse(say, 'choice', { field, value: shown(value), right: of.join(', ') });
    return word;
  };

/** The value, or null for nothing: null, "", "none". A property that is not there is a mistake, and takes nothing away. */
export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value, field, say) => {
    if (value === undefined) throw refuse(say, 'missing', { field });
    return isNothing(value) ? null : read(value, field, say);
  };

/** An object (also as JSON text) with these keys and no others; the keys in `needed` must be there. */
export function readObject(
  value: unknown,
  field: string,
  say: Say,
  keys: readonly string[],
  needed: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const object = parsed(value);
  if (typeof object !== 'object' || object === null || Array.isArray(object) || types.isDate(object))
    throw refuse(say, 'object', { field, value: shown(value), right: keys.join(', ') });
  const strange = Object.keys(object).find((key) => !keys.includes(key));
  if (strange !== undefined)
    throw refuse(say, 'unknown', {
      field: `${field}.${strange}`,
      right: keys.map((key) => `${field}.${key}`).join(', '),
    });
  const missing = needed.find((key) => isNothing((object as Record<string, unknown>)[key]));
  if (missing !== undefined) throw refuse(say, 'missing', { field: `${field}.${missing}` });
  return object as Readonly<Record<string, unknown>>;
}

type Readers = Readonly<Record<string, Read<unknown>>>;
type Values<R extends Readers> = { readonly [K in keyof R]: ReturnType<R[K]> };

/** An object of these fields and no others: all of the first, and of the second those that say something. */
export const readFields =
  <N extends Readers, O extends Readers = Record<never, never>>(
    needed: N,
    others?: O,
  ): Read<Values<N> & Partial<Values<O>>> =>
  (value, field, say) => {
    const readers = Object.entries<Read<unknown>>({ ...needed, ...others });
    const keys = readers.map(([key]) => key);
    const given = readObject(value, field, say, keys, Object.keys(needed));
    const said = readers.filter(([key]) => !isNothing(given[key]));
    const read = said.map(([key, readOne]) => [key, readOne(given[key], `${field}.${key}`, say)]);
    return Object.fromEntries(read) as Values<N> & Partial<Values<O>>;
  };

/** A list (also as JSON text), each item read; nothing is an empty one. */
export const readList =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, field, say) => {
    if (value === undefined) throw refuse(say, 'missing', { field });
    const list = isNothing(value) ? [] : parsed(value);
    if (!Array.isArray(list)) throw refuse(say, 'list', { field, value: shown(value) });
    return list.map((item, at) => read(item, `${field}[${at}]`, say));
  };
