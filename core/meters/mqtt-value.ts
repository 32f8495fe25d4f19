import { numberOf, shown } from '../model/outside-number.js';
import { telegramBroken, telegramSum } from './p1-telegram.js';

/*
 * A number out of an MQTT payload:
 *  1. with a path the payload is JSON; dots lead into objects, numbers into lists, and a name may have dots of its own
 *     ("1-0:16.7.0"); a value that is not in this message is simply not told by it (partial updates are common)
 *  2. without one it is a plain number; the unit it is to be in may stand behind it, no other
 *  3. a list is summed: some firmwares give one number or one per phase under the same name
 *  4. the usual words for "not available" are null, in place of the JSON too; Victron sends nothing at all for what has gone
 *  5. a path "obis:…" reads a P1 telegram instead
 */

const OBIS = 'obis:';

/** `undefined`: not in this message. `null`: not available. Text: why it cannot be read. */
export function payloadNumber(
  payload: string,
  path: string | undefined,
  unit?: string,
): number | null | undefined | { readonly unreadable: string } {
  const text = payload.trim();
  if (path === undefined || path === '') return asNumber(text, unit);
  if (path.startsWith(OBIS)) {
    if (telegramBroken(payload)) return { unreadable: 'a P1 telegram that is not whole' };
    return telegramSum(payload, path.slice(OBIS.length));
  }
  if (ABSENT.test(text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { unreadable: `not JSON: ${text.slice(0, 40)}` };
  }
  const found = stepInto(json, path.split('.'));
  return found === undefined ? undefined : asNumber(found, unit);
}

function stepInto(at: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0 || typeof at !== 'object' || at === null) return keys.length === 0 ? at : undefined;
  for (let taken = 1; taken <= keys.length; taken += 1) {
    const key = keys.slice(0, taken).join('.');
    const found = Object.hasOwn(at, key)
      ? stepInto((at as Record<string, unknown>)[key], keys.slice(taken))
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const ABSENT = /^(|null|none|nan|unknown|unavailable|offline)$/i;

function asNumber(value: unknown, unit: string | undefined): number | null | { readonly unreadable: string } {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const list = value.map((one) => (Array.isArray(one) ? null : asNumber(one, unit)));
    const numbers = list.filter((one) => typeof one === 'number');
    return numbers.length === list.length && list.length > 0 ? numbers.reduce((sum, one) => sum + one, 0) : null;
  }
  if (typeof value === 'string' && ABSENT.test(value.trim())) return null;
  const number = numberOf(value, unit);
  if (number !== undefined) return number;
  return typeof value === 'number' ? null : { unreadable: `not a number: ${shown(value).slice(0, 40)}` };
}
