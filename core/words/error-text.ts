import { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import type { Language } from '../model/site.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';

/** The same error, told in the language where it has words in it; anything else as it came. */
export function errorIn(language: Language, error: unknown): unknown {
  if (!(error instanceof ToldError) || language === 'en') return error;
  const { code, text, values, cause } = error;
  return new SurplugError(code, fill(language, CATALOGUES[language].errors[text], values), { cause: cause ?? error });
}
