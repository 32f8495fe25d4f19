import { z } from 'zod';
import type { NumberSetting } from '../model/settings.js';
import type { ConfigText } from '../words/catalogue.js';

/** Fields of a configuration. Each says what would be right; what is wrong is said by `parse-config`. */

/** What would be right. It has words in six languages, and zod carries only a text along: hence JSON. */
interface Right {
  readonly text: ConfigText;
  readonly values: Readonly<Record<string, number | string>>;
}
export const right = (text: ConfigText, values: Right['values'] = {}): string => JSON.stringify({ text, values });
/** What a message of zod says; its own words are only left where something is no object at all. */
export function readRight(message: string): Right {
  return message.startsWith('{') ? (JSON.parse(message) as Right) : { text: 'object', values: {} };
}
const quoted = (example: string) => ({ example: JSON.stringify(example) });
export const like = (text: ConfigText, example: string): string => right(text, quoted(example));
export const oneOf = (of: readonly unknown[]): string => right('one-of', { choice: of.join(', ') });
export const TEXT = right('text');
export const FLAG = right('flag');
export const PEM_FILE = right('pem-file');

/** Hosts hand numbers over as text now and then, and an empty field as "". */
export const loose = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return undefined;
  return Number.isNaN(Number(text)) ? value : Number(text);
};
const blank = (value: unknown): unknown => (value === '' || value === null ? undefined : value);

const inRange = ({ from, to, unit }: NumberSetting) => {
  const within = unit ? right('number-of', { from: `${from}`, to: `${to}`, unit }) : numberWithin(from, to);
  return z.number(within).min(from, within).max(to, within);
};
/** As text: a range is told to the last digit. */
const numberWithin = (from: number, to: number): string => right('number', { from: `${from}`, to: `${to}` });
/** A whole number, such as a register's address. */
export const whole = (from: number, to: number) => {
  const within = numberWithin(from, to);
  return z.number(within).int(within).min(from, within).max(to, within);
};

/** A number with a default, one that may be left out, and one that must be given. */
export const number = (setting: NumberSetting & { readonly default: number }) =>
  z.preprocess(loose, inRange(setting).default(setting.default));
export const optionalNumber = (setting: NumberSetting) =>
  z.preprocess((value) => loose(value ?? undefined), inRange(setting).optional());
export const needed = (setting: NumberSetting) => z.preprocess(loose, inRange(setting));

/** One of some words; without one, the default. */
export const choice = <const T extends readonly [string, ...string[]]>(setting: {
  readonly of: T;
  readonly default: T[number];
}) => z.preprocess(blank, z.enum(setting.of, oneOf(setting.of)).default(setting.default as never));
export const optionalChoice = <const T extends readonly [string, ...string[]]>(of: T) =>
  z.preprocess(blank, z.enum(of, oneOf(of)).optional());
export const text = (wanted: string) => z.preprocess(blank, z.string(wanted).trim().min(1, wanted));
export const optionalText = (wanted: string) => z.preprocess(blank, z.string(wanted).trim().optional());
/** A text of a form; without one, the default. */
export const textOr = (byDefault: string, wanted: string, form: RegExp) =>
  z.preprocess(blank, z.string(wanted).trim().regex(form, wanted).default(byDefault));
/** The name or address of a machine alone: a pasted URL, or a port behind it, would be looked up as a name. */
export const host = (wanted: string) => text(wanted).refine(isHost, wanted).overwrite(bare);
export const optionalHost = (wanted: string) =>
  optionalText(wanted)
    .refine((given) => given === undefined || isHost(given), wanted)
    .overwrite((given) => given && bare(given));
const isHost = (given: string): boolean => !(/[/\s]/.test(given) || /^([^:]*|\[.*\]):\d+$/.test(given));
/** An IPv6 address out of a URL has brackets. */
const bare = (given: string): string => given.replace(/^\[(.*)\]$/, '$1');
export const flag = (byDefault: boolean) => z.boolean(FLAG).default(byDefault);
export const literal = <const T extends readonly number[]>(of: T) => z.preprocess(loose, z.literal(of, oneOf(of)));
export const optionalLiteral = <const T extends readonly number[]>(of: T) =>
  z.preprocess(loose, z.literal(of, oneOf(of)).optional());

export const phaseList = z
  .array(literal([1, 2, 3]), right('phase-list', { example: '[1, 2, 3]' }))
  .min(1, right('at-least-one'))
  .max(3, right('at-most', { count: 3 }));
