import { ToldError } from '../model/error-texts.js';
import { shown } from '../model/outside-number.js';
import type { SiteCommand } from '../model/site-command.js';
import type { Address } from './topics.js';

/** A price list of a week in quarters of an hour is 40 kB. */
const MAX_BYTES = 100_000;
const SITE_KEYS: readonly string[] = ['policy', 'preset', 'prices', 'forecast'];

/** What a message asks of the site. Whether it makes sense is judged there. Throws INVALID_INPUT. */
export function commandAt({ charger, key }: Extract<Address, { kind: 'command' }>, payload: string): SiteCommand {
  if (payload.length > MAX_BYTES) throw new ToldError('INVALID_INPUT', 'mqtt-too-long', { most: '100 kB' });
  const value = jsonOr(payload);
  const wish = key === null ? value : { [key]: value };
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish)) {
    throw new ToldError('INVALID_INPUT', 'mqtt-no-object', { value: shown(payload), example: '{"mode":"FAST"}' });
  }
  if (charger !== null) return { do: 'wish', charger, wish };
  const stray = Object.keys(wish).find((name) => !SITE_KEYS.includes(name));
  if (stray !== undefined) {
    const choice = SITE_KEYS.join(', ');
    throw new ToldError('INVALID_INPUT', 'not-one-of', { field: 'site', value: shown(stray), choice });
  }
  return { ...wish, do: 'site' };
}

/** JSON; what is none is a word, such as FAST. */
function jsonOr(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return payload.trim();
  }
}
