import type { Language } from '../model/language.js';

const NO_BREAK = '\u00a0';

/** What belongs together stays on one line: a number and its unit; in French also a colon and the word before it. */
export function unbroken(language: Language, text: string): string {
  const numbers = text.replace(/(?<=\d) (?=(?:[mk]?[AVW]h?|°C|%)(?![\p{L}\d]))/gu, NO_BREAK);
  return language === 'fr' ? numbers.replace(/ (?=[:;!?»])|(?<=«) /g, NO_BREAK) : numbers;
}
