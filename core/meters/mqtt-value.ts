import { telegramBroken, telegramSum } from './p1-telegram.js';

/*
 * A number out of an MQTT payload:
 *  1. with a path the payload is JSON; dots lead into objects, numbers into lists; a value that is not in this message is
 *     simply not told by it (partial updates are common)
 *  2. without one it is a plain number
 *  3. a list is summed: some firmwares give one number or one per phase under the same name
 *  4. the usual words for "not available" are null
 *  5. a path "obis:…" reads a P1 telegram instead
 */

const OBIS = 'obis:';

/** `undefined`: not in this message. `null`: not available. Text: why it cannot be read. */
export function payloadNumber(
  payload: string,
  path: string | undefined,
): number | null | undefined | { readonly unreadable: string } {
  const text = payload.trim();
  if (path === undefined || path === '') return asNumber(text);
  if (path.startsWith(OBIS)) {
    if (telegramBroken(payload)) return { unreadable: 'a P1 telegram that is not whole' };
    return telegramSum(payload, path.slice(OBIS.length));
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { unreadable: `not JSON: ${text.slice(0, 40)}` };
  }
  const found = path.split('.').reduce<unknown>((at, key) => stepInto(at, key), json);
  return found === undefined ? undefined : asNumber(found);
}

const stepInto = (at: unknown, key: string): unknown =>
  typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;

const ABSENT = /^(|null|none|nan|unknown|unavailable|offline)$/i;

function asNumber(value: unknown): number | null | { readonly unreadable: string } {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const list = value.map(asNumber);
    const numbers = list.filter((one) => typeof one === 'number');
    return numbers.length === list.length && list.length > 0 ? numbers.reduce((sum, one) => sum + one, 0) : null;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (text !== undefined && ABSENT.test(text)) return null;
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : { unreadable: `not a number: ${JSON.stringify(value)?.slice(0, 40)}` };
}
