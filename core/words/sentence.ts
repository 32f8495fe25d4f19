import type { Because } from '../model/because.js';
import type { Language } from '../model/language.js';
import { PAUSED_CODES } from './catalogue.js';
import { CATALOGUES } from './catalogues.js';
import { type FaultWords, faultText } from './fault-text.js';
import { fill } from './fill.js';
import { power } from './numbers.js';
import { unbroken } from './unbroken.js';

/**
 * The decision as one sentence, without a full stop: "Charging at 9 A: 2.1 kW of solar surplus". A fault is told by its
 * reason instead of its code.
 * @param timeZone IANA name, for instants (ISO 8601) among the numbers; the machine's when not given
 */
export const sentence = (language: Language, because: Because, timeZone?: string): string =>
  unbroken(language, fill(language, templateOf(language, because), numbersOf(language, because), timeZone));

function numbersOf(language: Language, { code, numbers }: Because): Because['numbers'] {
  if (code === 'external-limit') return { ...numbers, name: numbers['name'] || CATALOGUES[language].someoneElse };
  if (code !== 'faulted') return toldApart(language, numbers);
  const { errorCode = '', ...own } = numbers as Readonly<Partial<Record<keyof FaultWords, string>>>;
  const { reason } = faultText(language, { errorCode, ...own });
  return { errorCode: reason.replace(/[.。]$/, '') };
}

/** A surplus that just does not reach what is needed: 1.36 of 1.38 kW, where both would read as 1.4 kW. */
function toldApart(language: Language, numbers: Because['numbers']): Because['numbers'] {
  const { surplusW, neededW } = numbers;
  if (typeof surplusW !== 'number' || typeof neededW !== 'number') return numbers;
  if (power(language, surplusW) !== power(language, neededW)) return numbers;
  return { ...numbers, surplusW: power(language, surplusW, 2), neededW: power(language, neededW, 2) };
}

function templateOf(language: Language, { code, numbers }: Because): string {
  const paused = numbers['currentA'] === 0 ? PAUSED_CODES.find((one) => one === code) : undefined;
  // A record may come from another version, which had other reasons.
  return paused ? CATALOGUES[language].paused[paused] : (CATALOGUES[language].sentences[code] ?? code);
}
