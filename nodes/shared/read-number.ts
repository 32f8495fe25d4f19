import { SurplugError, shown } from '../../core/index.js';
import type { Say } from './words.js';

/** INVALID_INPUT, in a sentence of the node that says what would be right. */
export const refuse = (say: Say, sentence: string, blanks: Readonly<Record<string, string | number>>): SurplugError =>
  new SurplugError('INVALID_INPUT', say(`wrong.${sentence}`, blanks));

/**
 * A finite number, also as text, or as a bigint of a node that takes bytes apart. Anything else is refused and never
 * becomes 0. The range is for the core to judge.
 */
export function readNumber(value: unknown, field: string, say: Say): number {
  const worded = typeof value === 'string' && value.trim() !== '';
  const number = worded || typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw refuse(say, 'number', { field, value: shown(value) });
}
