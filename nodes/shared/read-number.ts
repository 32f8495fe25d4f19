import { numberOf, SurplugError, shown, unitOf } from '../../core/index.js';
import type { Say } from './words.js';

/** INVALID_INPUT, in a sentence of the node that says what would be right. */
export const refuse = (say: Say, sentence: string, blanks: Readonly<Record<string, string | number>>): SurplugError =>
  new SurplugError('INVALID_INPUT', say(`wrong.${sentence}`, blanks));

/**
 * A finite number, as the core reads one: also as text, with the unit of the field behind it. Anything else is refused and
 * never becomes 0. The range is for the core to judge.
 */
export function readNumber(value: unknown, field: string, say: Say, unit = unitOf(field)): number {
  const number = numberOf(value, unit);
  if (number !== undefined) return number;
  throw refuse(say, 'number', { field, value: shown(value) });
}
