import type { Payload } from '../../ports/charger-gateway.js';
import { field } from './fields.js';

/** An instant as a charger wrote it. Without a zone the digits are taken as UTC, and `zoned` says so. */
export interface Stamp {
  readonly ms: number;
  readonly zoned: boolean;
}

const FORM =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?$/i;

/** ISO 8601 as chargers write it: with a space, without a zone, "+02", slashes, or seconds since 1970 as a number. */
export function readStamp(value: unknown): Stamp | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const clean = value.trim();
  if (/^\d{9,13}$/.test(clean)) return fromEpoch(Number(clean));
  const found = FORM.exec(clean);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const ms = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Math.trunc(Number(`0.${fraction ?? 0}`) * 1000),
  );
  if (!Number.isFinite(ms) || Number(month) > 12 || Number(day) > 31) return undefined;
  return { ms: ms - zoneMinutes(zone) * 60_000, zoned: zone !== undefined };
}

export const stampOf = (payload: Payload): Stamp | undefined => readStamp(field(payload, 'timestamp'));

function fromEpoch(value: number): Stamp | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  return { ms: value < 1e11 ? value * 1000 : value, zoned: true };
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || /^(z|utc)$/i.test(zone)) return 0;
  const found = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
}
