import { SurplugError } from '../model/error.js';
import { inWords, type Told } from '../model/error-texts.js';
import type { Language } from '../model/language.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';

/** A text of errors and of the log, in the language. */
export const toldIn = (language: Language, { text, values }: Told): string =>
  fill(language, CATALOGUES[language].errors[text], values);

/** The same error, told in the language; in English it is as it is made. */
export function errorIn(language: Language, error: unknown): unknown {
  if (!(error instanceof SurplugError) || language === 'en') return error;
  return inWords((told) => toldIn(language, told), error);
}
