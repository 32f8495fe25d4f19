import type { Language } from '../model/site.js';

/** Languages that set no space before the percent sign. */
const TIGHT_PERCENT: readonly Language[] = ['en', 'it', 'zh'];

const written = (language: Language, value: number, digits: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits, useGrouping: false })
    .format(value)
    // -0 and what rounds to it.
    .replace(/^-(?=0$)/, '');

/** 850 W, 2.1 kW. Power that is left over is told from zero up: "the sun leaves −400 W" says nothing to anybody. */
const power = (language: Language, value: number): string => {
  const powerW = Math.max(0, Math.round(value));
  return powerW < 1000 ? `${powerW} W` : `${written(language, powerW / 1000, 1)} kW`;
};

/**
 * A number as its sentence shows it, decimal comma where the language has one; the unit is read from the end of its
 * name. Words (a time, a name, a charger's answer) stay as they are.
 */
export function numberInWords(language: Language, name: string, value: number | string | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (name.endsWith('KWh')) return `${written(language, value, 1)} kWh`;
  if (name.endsWith('Wh')) return `${written(language, value / 1000, 1)} kWh`;
  if (name.endsWith('W')) return power(language, value);
  if (name.endsWith('A')) return `${written(language, value, 1)} A`;
  if (name.endsWith('Pct')) return `${written(language, value, 0)}${TIGHT_PERCENT.includes(language) ? '' : ' '}%`;
  if (name === 'phase') return `L${value}`;
  return written(language, value, 1);
}
