import type { ConfigComplaint } from '../model/config.js';
import type { Language } from '../model/language.js';
import type { ConfigText } from '../words/catalogue.js';
import { configText } from '../words/config-text.js';

export type Words = readonly [text: ConfigText, values?: Readonly<Record<string, number | string>>];

/** A complaint that has not been put into words yet. */
export interface Finding {
  readonly field: string;
  readonly wrong: Words;
  readonly right: Words;
}

export const complaintOf = ({ field, wrong, right }: Finding, language: Language): ConfigComplaint => ({
  field,
  wrong: configText(language, ...wrong),
  right: configText(language, ...right),
});
