import { SurplugError } from '../model/error.js';
import { type Told, ToldError } from '../model/error-texts.js';
import type { Language } from '../model/site.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';

/** A text of errors and of the log, in the language. */
export const toldIn = (language: Language, { text, values }: Told): string =>
  fill(language, CATALOGUES[language].errors[text], values);

/** The same error, told in the language where it has words in it, with itself as the cause; anything else as it came. */
export function errorIn(language: Language, error: unknown): unknown {
  if (!(error instanceof ToldError) || language === 'en') return error;
  return new SurplugError(error.code, toldIn(language, error), { cause: error });
}
