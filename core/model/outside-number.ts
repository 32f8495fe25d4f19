import { ToldError } from './error-texts.js';
import { inOneLine } from './shortened.js';

/** A span an outside number must lie in. The ends belong to it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Spans beyond which a value from a meter or a charger is absurd in a home: far above any domestic supply. */
export const PLAUSIBLE = {
  currentA: { from: -2000, to: 2000 },
  powerW: { from: -1_500_000, to: 1_500_000 },
  voltageV: { from: 0, to: 1000 },
  energyWh: { from: -1e12, to: 1e12 },
  socPct: { from: 0, to: 100 },
} as const satisfies Record<string, Span>;

/** True when the value is a finite number within the span. The one door for numbers from outside. */
export function plausible(value: unknown, span: Span): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= span.from && value <= span.to;
}

/** Units as the end of a field's name has them, and as people write them. */
const UNITS: Readonly<Record<string, string>> = { W: 'W', Wh: 'Wh', A: 'A', V: 'V', Hz: 'Hz', Pct: '%' };

/** The unit of `powerW`, `currentA[0]`, `socPct`. */
export function unitOf(field: string): string | undefined {
  const [, end = ''] = /[a-z\d](Wh|W|A|V|Hz|Pct)(?:\[\d+\])?$/.exec(field) ?? [];
  return UNITS[end];
}

/**
 * A finite number: as such, as a bigint of whoever takes bytes apart, or as text, perhaps with the unit it is to be in behind
 * it (openHAB writes "1230 W"); in another unit, such as kW, it would be another number. Anything else is none, and never 0.
 */
export function numberOf(value: unknown, unit?: string): number | undefined {
  if (typeof value === 'string') return finite(withoutUnit(value.trim(), unit));
  return typeof value === 'bigint' || typeof value === 'number' ? finite(value) : undefined;
}

const withoutUnit = (text: string, unit: string | undefined): string =>
  unit !== undefined && text.endsWith(unit) ? text.slice(0, -unit.length).trimEnd() : text;

function finite(value: string | number | bigint): number | undefined {
  const number = value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The value itself, or an INVALID_INPUT error that names the field, what came and what would be right. */
export function demandNumber(value: unknown, field: string, span: Span): number {
  const number = numberOf(value, unitOf(field));
  if (plausible(number, span)) return number;
  const { from, to } = span;
  throw new ToldError('INVALID_INPUT', 'not-in-range', {
    field,
    value: shown(value),
    from: `${from}`,
    to: `${to}`,
  });
}

/** Whatever came, as text for whoever sent it, and no more of it than can be read. */
export function shown(value: unknown): string {
  return inOneLine(asText(value), SHOWN_MOST);
}
export const SHOWN_MOST = 120;

/** As JSON, but what JSON cannot tell, or calls null. */
function asText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value === 'object' ? '{…}' : String(value);
  }
}
