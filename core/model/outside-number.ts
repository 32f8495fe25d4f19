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

/** The value itself, or an INVALID_INPUT error that names the field, what came and what would be right. */
export function demandNumber(value: unknown, field: string, span: Span): number {
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : value;
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
