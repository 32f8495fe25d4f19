import type { Because } from '../model/because.js';
import type { Language } from '../model/site.js';
import { CATALOGUES } from './catalogues.js';
import { faultText } from './fault-text.js';
import { fill } from './fill.js';

/**
 * The decision as one sentence, without a full stop: "Charging at 9 A: the sun leaves 2.1 kW". A fault is told by its
 * reason instead of its code.
 */
export function sentence(language: Language, because: Because): string {
  const template = CATALOGUES[language].sentences[because.code];
  if (because.code !== 'faulted') return fill(language, template, because.numbers);
  const { reason } = faultText(language, { errorCode: String(because.numbers['errorCode'] ?? '') });
  return fill(language, template, { errorCode: reason.replace(/[.。]$/, '') });
}

/** When another decision is possible; `time` as the reader's clock shows it, "14:32". */
export const nextChange = (language: Language, time: string): string =>
  fill(language, CATALOGUES[language].nextChange, { time });
