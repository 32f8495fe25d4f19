import type { Payload } from '../../ports/charger-gateway.js';

/*
 * How values are read out of a charger's payload. Chargers send numbers as strings, names in PascalCase, text longer than
 * the standard allows and null where an object belongs; each reader says what it could make of it, or undefined.
 */

/** The payload as an object, whatever came. */
export function payloadOf(value: unknown): Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {};
}

/** A field by its name; failing that, by the same name in other letter case. */
export function field(payload: Payload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  const wanted = name.toLowerCase();
  for (const key of Object.keys(payload)) {
    if (key.toLowerCase() === wanted) return payload[key];
  }
  return undefined;
}

/** Text without control characters and outer spaces, cut to `most`; undefined when nothing is left. */
export function text(payload: Payload, name: string, most = 255): string | undefined {
  const value = field(payload, name);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const clean = String(value)
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, most);
  return clean === '' ? undefined : clean;
}

/** Thousands set apart, by commas or points: `1,234.5`, `1.234,5`, `1,234,567`. */
const GROUPED = /^\s*[+-]?\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d|\1\d{3}(?!\d))/;

/** A finite number, also out of text such as "16,5", "1,234.5" or "230 V". */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const apart = GROUPED.exec(value)?.[1];
  const plain = apart ? value.replaceAll(apart, '') : value;
  const found = /^\s*([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?)/i.exec(plain);
  if (!found?.[1]) return undefined;
  const number = Number(found[1].replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

export function numberOf(payload: Payload, name: string): number | undefined {
  return numberIn(field(payload, name));
}

export function integerOf(payload: Payload, name: string): number | undefined {
  const number = numberOf(payload, name);
  return number === undefined || Math.abs(number) > Number.MAX_SAFE_INTEGER ? undefined : Math.round(number);
}

/** A list; a single object stands for a list of one. */
export function listOf(payload: Payload, name: string): readonly Payload[] {
  const value = field(payload, name);
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return items.map(payloadOf);
}
