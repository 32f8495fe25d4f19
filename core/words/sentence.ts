import type { Because } from '../model/because.js';
import type { Language } from '../model/site.js';
import { PAUSED_CODES } from './catalogue.js';
import { CATALOGUES } from './catalogues.js';
import { type FaultWords, faultText } from './fault-text.js';
import { fill } from './fill.js';

/**
 * The decision as one sentence, without a full stop: "Charging at 9 A: the sun leaves 2.1 kW". A fault is told by its
 * reason instead of its code.
 * @param timeZone IANA name, for instants (ISO 8601) among the numbers; the machine's when not given
 */
export function sentence(language: Language, because: Because, timeZone?: string): string {
  const template = templateOf(language, because);
  if (because.code === 'external-limit') {
    const name = because.numbers['name'] || CATALOGUES[language].someoneElse;
    return fill(language, template, { ...because.numbers, name });
  }
  if (because.code !== 'faulted') return fill(language, template, because.numbers, timeZone);
  const { errorCode = '', ...own } = because.numbers as Readonly<Partial<Record<keyof FaultWords, string>>>;
  const { reason } = faultText(language, { errorCode, ...own });
  return fill(language, template, { errorCode: reason.replace(/[.。]$/, '') });
}

function templateOf(language: Language, { code, numbers }: Because): string {
  const paused = numbers['currentA'] === 0 ? PAUSED_CODES.find((one) => one === code) : undefined;
  // A record may come from another version, which had other reasons.
  return paused ? CATALOGUES[language].paused[paused] : (CATALOGUES[language].sentences[code] ?? code);
}
