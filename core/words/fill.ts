import type { Language } from '../model/site.js';
import { numberInWords } from './numbers.js';

/** The template with every placeholder filled in for the language; a number that is missing reads as a dash. */
export const fill = (
  language: Language,
  template: string,
  numbers: Readonly<Record<string, number | string>>,
  timeZone?: string,
): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => numberInWords(language, name, numbers[name], timeZone));
