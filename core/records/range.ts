import { momentsMeant } from '../model/calendar-moments.js';
import { ToldError } from '../model/error-texts.js';
import type { Language } from '../model/language.js';
import { shown } from '../model/outside-number.js';

/** A span of wall time; takes its start and leaves its end. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** For whom a question is read and answered: whose clock, and in which language. */
export interface Reader {
  readonly timeZone: string;
  readonly language: Language;
  readonly nowMs: number;
}

/**
 * The span a question names; open ends reach as far as there are records. A time that comes twice is the first of the two
 * as a start and the second as an end. INVALID_INPUT when it is no time at all.
 */
export function demandRange(asked: object, reader: Reader): Range {
  const { from, to } = asked as { readonly from?: unknown; readonly to?: unknown };
  return {
    fromMs: from === undefined ? Number.MIN_SAFE_INTEGER : (demandMoments(from, 'from', reader)[0] ?? 0),
    toMs: to === undefined ? Number.MAX_SAFE_INTEGER : (demandMoments(to, 'to', reader).at(-1) ?? 0),
  };
}

/** The moments a written time means, ms, at least one; INVALID_INPUT with the field's name when it is none. */
export function demandMoments(value: unknown, field: string, { timeZone, nowMs }: Reader): readonly number[] {
  const moments = typeof value === 'string' ? momentsMeant(value.trim(), timeZone, nowMs) : [];
  if (moments.length > 0) return moments;
  throw new ToldError('INVALID_INPUT', 'no-time', {
    field,
    value: shown(value),
    example: '"2026-06-21T10:00:00Z", "2026-06-21T14:10", "14:10"',
  });
}
