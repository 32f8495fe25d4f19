import type { Language } from '../model/language.js';

/** Languages that set no space before the percent sign. */
const TIGHT_PERCENT: readonly Language[] = ['en', 'it', 'zh'];

/** Makes each once: that takes a hundred times as long as using it, and a list of decisions has many lines. */
function madeOnce<O, F>(make: (language: Language, of: O) => F): (language: Language, of: O) => F {
  const made = new Map<string, F>();
  return (language, of) => {
    const key = `${language} ${of}`;
    const known = made.get(key) ?? make(language, of);
    made.set(key, known);
    return known;
  };
}

const numberFormat = madeOnce(
  (language, digits: number) => new Intl.NumberFormat(language, { maximumFractionDigits: digits, useGrouping: false }),
);

const written = (language: Language, value: number, digits: number): string =>
  numberFormat(language, digits)
    .format(value)
    // -0 and what rounds to it.
    .replace(/^-(?=0$)/, '');

const percent = (language: Language): string => (TIGHT_PERCENT.includes(language) ? '%' : ' %');

/** A value to a tenth, or finer, in the unit it has: "1230 W", "9,5 A". */
export const measured = (language: Language, value: number, unit: string, digits = 1): string =>
  written(language, value, digits) + (unit === '%' ? percent(language) : ` ${unit}`.trimEnd());

/** 850 W, 2.1 kW. Power that is left over is told from zero up: "−400 W of surplus" says nothing to anybody. */
export const power = (language: Language, value: number, digits = 1): string => {
  const powerW = Math.max(0, Math.round(value));
  return powerW < 1000 ? `${powerW} W` : `${written(language, powerW / 1000, digits)} kW`;
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** With its day, since a sentence does not know which day it is read on. */
const instantFormat = madeOnce(
  (language, timeZone: string | undefined) =>
    new Intl.DateTimeFormat(language, {
      ...(timeZone === undefined ? {} : { timeZone }),
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
);

/** What a word says; an instant as the reader's clock shows it, everything else as it came. */
function word(language: Language, value: string, timeZone: string | undefined): string {
  if (value.trim() === '') return '–';
  const at = INSTANT.test(value) ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? value : instantFormat(language, timeZone).format(at);
}

/**
 * A number as its sentence shows it, decimal comma where the language has one; the unit is read from the end of its
 * name. Words (a time, a name, a charger's answer) stay as they are, instants (ISO 8601) are told in the time zone.
 */
export function numberInWords(
  language: Language,
  name: string,
  value: number | string | undefined,
  timeZone?: string,
): string {
  if (typeof value === 'string') return word(language, value, timeZone);
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (name.endsWith('KWh')) return `${written(language, value, 1)} kWh`;
  if (name.endsWith('Wh')) return `${written(language, value / 1000, 1)} kWh`;
  if (name.endsWith('W')) return power(language, value);
  if (name.endsWith('A')) return measured(language, value, 'A');
  if (name.endsWith('Pct')) return written(language, value, 0) + percent(language);
  if (name === 'price') return written(language, value, 4);
  if (name === 'phase') return `L${value}`;
  return written(language, value, 1);
}
