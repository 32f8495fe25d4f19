import { SurplugError } from '../model/error.js';

/** A span of wall time; takes its start and leaves its end. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The span a question names; open ends reach as far as there are records. INVALID_INPUT when it is no time at all. */
export function demandRange(asked: object): Range {
  const { from, to } = asked as { readonly from?: unknown; readonly to?: unknown };
  return {
    fromMs: from === undefined ? Number.MIN_SAFE_INTEGER : demandInstant(from, 'from'),
    toMs: to === undefined ? Number.MAX_SAFE_INTEGER : demandInstant(to, 'to'),
  };
}

/** An ISO 8601 instant in ms; INVALID_INPUT with the field's name when it is none. */
export function demandInstant(value: unknown, field: string): number {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(ms)) return ms;
  throw new SurplugError(
    'INVALID_INPUT',
    `${field} is ${JSON.stringify(value)}; it must be an instant such as "2026-06-21T10:00:00Z".`,
  );
}
