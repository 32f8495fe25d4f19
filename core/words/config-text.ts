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

/** A complaint whose setting is called as its form does, from the outermost label in, with its name in a configuration behind. */
export function labelled(language: Language, labels: readonly string[], complaint: ConfigComplaint): ConfigComplaint {
  if (labels.length === 0) return complaint;
  const { field } = complaint;
  const named = language === 'zh' ? `${labels.join('，')}（${field}）` : `${labels.join(', ')} (${field})`;
  return { ...complaint, field: named };
}

/** A complaint as one line for a log; its parts are in that language already. */
export const complaintLine = (language: Language, { field, wrong, right }: ConfigComplaint): string =>
  fill(language, CATALOGUES[language].complaint, { field, wrong, right });
