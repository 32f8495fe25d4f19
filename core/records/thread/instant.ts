import type { SQLOutputValue } from 'node:sqlite';
import { ToldError } from '../../model/error-texts.js';
import { shown } from '../../model/outside-number.js';

/** An ISO instant as it is stored: ms since 1970 UTC. */
export function instant(iso: string): number {
  const ms = Date.parse(iso);
  if (Number.isFinite(ms)) return ms;
  throw new ToldError('INVALID_INPUT', 'no-instant', { value: shown(iso) });
}

/** A stored instant as it is told: ISO 8601 UTC. */
export const isoOf = (ms: SQLOutputValue | undefined): string => new Date(Number(ms)).toISOString();
