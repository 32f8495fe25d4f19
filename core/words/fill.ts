import type { Language } from '../model/language.js';
import { numberInWords } from './numbers.js';

/** The template with every placeholder filled in for the language; a number that is missing reads as a dash. */
export function fill(
  language: Language,
  template: string,
  numbers: Readonly<Record<string, number | string>>,
  timeZone?: string,
): string {
  const parts = template
    .split(/\{(\w+)\}/)
    .map((part, i) => (i % 2 === 0 ? part : numberInWords(language, part, numbers[part], timeZone)));
  return language === 'zh' ? parts.reduce(joinChinese) : parts.join('');
}

/** Chinese sets a space beside "9 A" or "Garage", but none between its own words, such as the name of a charger. */
function joinChinese(before: string, after: string): string {
  if (/^\p{Script=Han}/u.test(after)) return before.replace(/(?<=\p{Script=Han}) $/u, '') + after;
  return before + (/\p{Script=Han}$/u.test(before) ? after.replace(/^ (?=\p{Script=Han})/u, '') : after);
}
