import type { Language } from '../model/language.js';
import type { FindAdvice } from '../model/meter-find.js';
import { METER_FACTS, METER_TROUBLES } from '../model/meter-trouble.js';
import type { BalanceState } from '../model/snapshot.js';
import type { EntityName } from './catalogue.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';
import { meterName } from './meter-name.js';
import { unbroken } from './unbroken.js';

export const entityName = (language: Language, entity: EntityName): string => CATALOGUES[language].entities[entity];

/** How the imbalance rule stands, in a sentence. */
export const balanceText = (
  language: Language,
  state: BalanceState,
  numbers: { readonly imbalancePct: number },
): string => unbroken(language, fill(language, CATALOGUES[language].balance[state], numbers));

/** What is wrong with a meter: the sentence of a `MeterTrouble`, with the detail behind `code: `; other words as they are. */
export function meterTroubleText(language: Language, what: string): string {
  const [code = '', ...rest] = what.split(': ');
  const trouble = METER_TROUBLES.find((known) => known === code);
  if (trouble === undefined) return what;
  const text = CATALOGUES[language].meterTroubles[trouble];
  if (rest.length === 0) return text;
  const facts = rest
    .join(': ')
    .split(', ')
    .map((fact) => factText(language, fact));
  return language === 'zh' ? `${text}（${facts.join('，')}）` : `${text} (${facts.join(', ')})`;
}

/** Where it is not written as in English. */
const COLON: Readonly<Partial<Record<Language, string>>> = { fr: ' : ', zh: '：' };

/** A fact in words: `exception 2`, `not JSON: hello`; a meter by its name; an address or a number as it is. */
export function factText(language: Language, fact: string): string {
  const known = METER_FACTS.find((one) => fact === one || fact.startsWith(`${one} `) || fact.startsWith(`${one}: `));
  if (known === undefined) return meterName(language, fact);
  const rest = fact.slice(known.length).replace(/^: /, COLON[language] ?? ': ');
  return CATALOGUES[language].meterFacts[known] + rest;
}

/** What to do when a charger's diagnostics did not reach the hub. */
export const diagnosticsAdvice = (language: Language): string => CATALOGUES[language].diagnosticsByFtp;

/** What to try when a search for meters found none. */
export const findAdviceText = (language: Language, advice: FindAdvice): string =>
  CATALOGUES[language].findAdvice[advice];

/** Whose bus is it: a charger with a meter of its own is the master of that line. */
export const sharedLineText = (language: Language, meter: string): string =>
  fill(language, CATALOGUES[language].sharedLine, { meter: meterName(language, meter) });
