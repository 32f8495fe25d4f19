import { type CommandOf, flagOf, type SiteCommand } from '../../core/index.js';
import { refuse } from '../shared/read-number.js';
import type { Say } from '../shared/words.js';
import {
  isNothing,
  isObject,
  type Read,
  readChoice,
  readFields,
  readFlag,
  readObject,
  readText,
} from './read-value.js';

/** What is done to one charger itself, beside its charging. */
type Upkeep = (charger: () => string) => Read<SiteCommand>;

const readReset: Read<{ type: 'Soft' | 'Hard'; force: boolean }> = (value, field, say) => {
  const given: Readonly<Record<string, unknown>> = isObject(value)
    ? readObject(value, field, say, ['type', 'force'], ['type'])
    : { type: value };
  const word = readChoice(['soft', 'hard'])(given['type'], field, say);
  return {
    type: word === 'soft' ? 'Soft' : 'Hard',
    force: !isNothing(given['force']) && readFlag(given['force'], `${field}.force`, say),
  };
};

type Firmware = Pick<CommandOf<'firmware'>, 'url' | 'file' | 'at' | 'force'>;

const readImage = readFields({}, { url: readText, file: readText, at: readText, force: readFlag });

/** A URL or path as it is, or an object. */
const readFirmware: Read<Firmware> = (value, field, say) => {
  if (isObject(value)) return readImage(value, field, say);
  const words = readText(value, field, say);
  return /^[a-z]+:\/\//i.test(words) ? { url: words } : { file: words };
};

/** Any operation of OCPP 1.6, as the charger gets it; the site itself judges it. Its name alone where it needs no more. */
const readOcpp: Read<Pick<CommandOf<'ocpp'>, 'action' | 'payload' | 'force'>> = (value, field, say) => {
  if (!isObject(value)) return { action: readText(value, field, say), payload: {} };
  const given = readObject(value, field, say, ['action', 'payload', 'force'], ['action']);
  return {
    action: readText(given['action'], `${field}.action`, say),
    payload: (given['payload'] ?? {}) as Readonly<Record<string, unknown>>,
    ...(isNothing(given['force']) ? {} : { force: readFlag(given['force'], `${field}.force`, say) }),
  };
};

/** Any message triggers it, but for one that says no. */
const triggered = (value: unknown, field: string, say: Say): void => {
  if (flagOf(value) === false) throw refuse(say, 'only', { field, value: 'false', right: 'true' });
};

export const UPKEEP: Readonly<Record<string, Upkeep>> = {
  unlock: (charger) => (value, field, say) => {
    triggered(value, field, say);
    return { do: 'ocpp', charger: charger(), action: 'UnlockConnector', payload: {} };
  },
  available: (charger) => (value, field, say) => ({
    do: 'ocpp',
    charger: charger(),
    action: 'ChangeAvailability',
    payload: { type: readFlag(value, field, say) ? 'Operative' : 'Inoperative' },
  }),
  reset: (charger) => (value, field, say) => {
    const { type, force } = readReset(value, field, say);
    return { do: 'ocpp', charger: charger(), action: 'Reset', payload: { type }, ...(force && { force }) };
  },
  firmware: (charger) => (value, field, say) => ({
    do: 'firmware',
    charger: charger(),
    ...readFirmware(value, field, say),
  }),
  forgetCar: (charger) => (value, field, say) => {
    triggered(value, field, say);
    return { do: 'forget-car', charger: charger() };
  },
  diagnostics: (charger) => (value, field, say) => {
    triggered(value, field, say);
    return { do: 'diagnostics', charger: charger() };
  },
  ocpp: (charger) => (value, field, say) => ({ do: 'ocpp', charger: charger(), ...readOcpp(value, field, say) }),
};
