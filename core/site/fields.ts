import { z } from 'zod';
import type { NumberSetting } from '../model/settings.js';

/** Fields of a configuration. A message says what would be right; what is wrong is said by `parse-config`. */

/** Hosts hand numbers over as text now and then, and an empty field as "". */
export const loose = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return undefined;
  return Number.isNaN(Number(text)) ? value : Number(text);
};
const blank = (value: unknown): unknown => (value === '' || value === null ? undefined : value);

const inRange = (setting: NumberSetting) => {
  const right = `a number from ${setting.from} to ${setting.to}${setting.unit ? ` ${setting.unit}` : ''}`;
  return z.number(right).min(setting.from, right).max(setting.to, right);
};

/** A number with a default, one that may be left out, and one that must be given. */
export const number = (setting: NumberSetting & { readonly default: number }) =>
  z.preprocess(loose, inRange(setting).default(setting.default));
export const optionalNumber = (setting: NumberSetting) =>
  z.preprocess((value) => loose(value ?? undefined), inRange(setting).optional());
export const needed = (setting: NumberSetting) => z.preprocess(loose, inRange(setting));

export const choice = <const T extends readonly [string, ...string[]]>(of: T, byDefault: T[number]) =>
  z.preprocess(blank, z.enum(of, `one of ${of.join(', ')}`).default(byDefault as never));
export const optionalChoice = <const T extends readonly [string, ...string[]]>(of: T) =>
  z.preprocess(blank, z.enum(of, `one of ${of.join(', ')}`).optional());
export const text = (right: string) => z.preprocess(blank, z.string(right).trim().min(1, right));
export const optionalText = (right: string) => z.preprocess(blank, z.string(right).trim().optional());
export const flag = (byDefault: boolean) => z.boolean('true or false').default(byDefault);

export const phaseList = z
  .array(z.preprocess(loose, z.literal([1, 2, 3], 'phase 1, 2 or 3')), 'a list of phases, e.g. [1, 2, 3] or [2]')
  .min(1, 'at least one phase')
  .max(3, 'three phases at the most');
