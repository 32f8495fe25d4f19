import type { ConfigComplaint } from '../model/config.js';
import type { Language } from '../model/language.js';
import type { ConfigText } from './catalogue.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';

/** What is wrong with a setting, or what would be right, in words; part of a sentence. */
export const configText = (
  language: Language,
  text: ConfigText,
  values: Readonly<Record<string, number | string>> = {},
): string => fill(language, CATALOGUES[language].config[text], values);

/** A setting by what its form calls it, from the outermost label in, and by its name in a configuration. */
export const labelled = (language: Language, labels: readonly string[], field: string): string =>
  language === 'zh' ? `${labels.join('，')}（${field}）` : `${labels.join(', ')} (${field})`;

/** A complaint as one line for a log; its parts are in that language already. */
export const complaintLine = (language: Language, { field, wrong, right }: ConfigComplaint): string =>
  fill(language, CATALOGUES[language].complaint, { field, wrong, right });
