import { SurplugError } from '../model/error.js';
import { inWords, type Told } from '../model/error-texts.js';
import type { Language } from '../model/language.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';
import { meterName } from './meter-name.js';

/** Blanks that hold meters or their roles. */
const METERS: readonly string[] = ['meter', 'role', 'needed', 'roles'];

/** A text of errors and of the log, in the language. */
export function toldIn(language: Language, { text, values }: Told): string {
  const named = Object.entries(values).map(([blank, value]) => [
    blank,
    METERS.includes(blank)
      ? value
          .split(', ')
          .map((one) => meterName(language, one))
          .join(', ')
      : value,
  ]);
  return fill(language, CATALOGUES[language].errors[text], Object.fromEntries(named));
}

/** The same error, told in the language; in English it is as it is made. */
export function errorIn(language: Language, error: unknown): unknown {
  if (!(error instanceof SurplugError) || language === 'en') return error;
  return inWords((told) => toldIn(language, told), error);
}
