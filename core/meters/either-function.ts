import type { Answer } from './bus/line.js';

type FunctionCode = 3 | 4;

const ILLEGAL_FUNCTION = 1;

/**
 * Reads registers by one function, and by the other where a unit does not know that (exception 1): firmware of one name
 * differs in it (Chint). `otherAnswers` hears which one did instead; where neither does, the first refusal counts.
 */
export async function byEitherFunction(
  usual: FunctionCode,
  ask: (functionCode: FunctionCode) => Promise<Answer>,
  otherAnswers: (functionCode: FunctionCode) => void = () => undefined,
): Promise<Answer> {
  const first = await ask(usual);
  if ('words' in first || first.exception !== ILLEGAL_FUNCTION) return first;
  const other = usual === 3 ? 4 : 3;
  const second = await ask(other);
  if (!('words' in second)) return first;
  otherAnswers(other);
  return second;
}
