import type { Language } from '../model/site.js';
import { numberInWords } from './numbers.js';

const PLACEHOLDER = /\{(\w+)\}/g;

/** The template with every placeholder filled in for the language; a number that is missing reads as a dash. */
export const fill = (
  language: Language,
  template: string,
  numbers: Readonly<Record<string, number | string>>,
  timeZone?: string,
): string => template.replace(PLACEHOLDER, (_, name: string) => numberInWords(language, name, numbers[name], timeZone));

/** Names of the placeholders of a template, each once, sorted. */
export const placeholders = (template: string): readonly string[] =>
  [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))].sort();
