import { types } from 'node:util';

/** Bytes are the text they hold, and an object or a list that came as JSON text is taken apart; anything else as it is. */
export function parsed(value: unknown): unknown {
  // Also from a function node, whose bytes are of another realm.
  const given = types.isUint8Array(value) ? Buffer.from(value).toString() : value;
  if (typeof given !== 'string' || !/^\s*[[{]/.test(given)) return given;
  try {
    return JSON.parse(given) as unknown;
  } catch {
    return given;
  }
}
