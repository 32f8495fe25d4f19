import {
  ACCESSES,
  CHARGER_MODELS,
  type ChargerWish,
  type GivenCard,
  POLICIES,
  PRESETS,
  type SiteCommand,
} from '../../core/index.js';
import { readNumber, refuse } from '../shared/read-number.js';
import { CHARGER_WISHES } from './charger-wishes.js';
import { readFindMeters } from './find-meters.js';
import { isNothing, isWord, type Read, readChoice, readFlag, readList, readObject, readText } from './read-value.js';
import { UPKEEP } from './upkeep.js';
import { readWhatIf } from './what-if.js';

type SiteWish = Omit<Extract<SiteCommand, { do: 'site' }>, 'do'>;

const readPrice: Read<{ start: string; price: number }> = (value, field, say) => {
  const { start, price } = readObject(value, field, say, ['start', 'price'], ['start', 'price']);
  return { start: readText(start, `${field}.start`, say), price: readNumber(price, `${field}.price`, say) };
};

const readForecast: Read<{ start: string; powerW: number }> = (value, field, say) => {
  const { start, powerW } = readObject(value, field, say, ['start', 'powerW'], ['start', 'powerW']);
  return { start: readText(start, `${field}.start`, say), powerW: readNumber(powerW, `${field}.powerW`, say) };
};

/** Wishes for the whole site; several may come together. */
export const SITE_WISHES: { readonly [K in keyof SiteWish]-?: Read<NonNullable<SiteWish[K]>> } = {
  policy: readChoice(POLICIES),
  preset: readChoice(PRESETS),
  prices: readList(readPrice),
  forecast: readList(readForecast),
};

const readCard: Read<GivenCard> = (value, field, say) => {
  if (isWord(value)) {
    const idTag = readText(value, field, say);
    return { idTag, name: idTag, allowed: true };
  }
  const card = readObject(value, field, say, ['idTag', 'name', 'allowed', 'expiresAt', 'parentIdTag'], ['idTag']);
  const idTag = readText(card['idTag'], `${field}.idTag`, say);
  return {
    idTag,
    name: isNothing(card['name']) ? idTag : readText(card['name'], `${field}.name`, say),
    allowed: readFlag(card['allowed'] ?? true, `${field}.allowed`, say),
    ...(isNothing(card['expiresAt']) ? {} : { expiresAt: readText(card['expiresAt'], `${field}.expiresAt`, say) }),
    ...(isNothing(card['parentIdTag'])
      ? {}
      : { parentIdTag: readText(card['parentIdTag'], `${field}.parentIdTag`, say) }),
  };
};

const readLearn: Read<{ name: string; seconds?: number }> = (value, field, say) => {
  if (isWord(value)) return { name: readText(value, field, say) };
  const { name, seconds } = readObject(value, field, say, ['name', 'seconds'], ['name']);
  return {
    name: readText(name, `${field}.name`, say),
    ...(isNothing(seconds) ? {} : { seconds: readNumber(seconds, `${field}.seconds`, say) }),
  };
};

const readRfid: Read<SiteCommand> = (value, field, say) => {
  const { add, remove, learn } = readObject(value, field, say, ['add', 'remove', 'learn']);
  if ([add, remove, learn].filter((one) => !isNothing(one)).length !== 1) throw refuse(say, 'add-or-remove', { field });
  if (!isNothing(learn)) return { do: 'card', learn: readLearn(learn, `${field}.learn`, say) };
  return isNothing(add)
    ? { do: 'card', remove: readText(remove, `${field}.remove`, say) }
    : { do: 'card', add: readCard(add, `${field}.add`, say) };
};

const readAdopt: Read<SiteCommand> = (value, field, say) => {
  if (isWord(value)) return { do: 'adopt', id: readText(value, field, say) };
  const keys = ['id', 'name', 'access', 'model', 'phases', 'circuit', 'maxA', 'safeA'];
  const given = readObject(value, field, say, keys, ['id']);
  const has = (key: string): boolean => !isNothing(given[key]);
  return {
    do: 'adopt',
    id: readText(given['id'], `${field}.id`, say),
    ...(has('name') ? { name: readText(given['name'], `${field}.name`, say) } : {}),
    ...(has('access') ? { access: readChoice(ACCESSES)(given['access'], `${field}.access`, say) } : {}),
    ...(has('model') ? { model: readChoice(CHARGER_MODELS)(given['model'], `${field}.model`, say) } : {}),
    ...(has('phases') ? { phases: readList(readNumber)(given['phases'], `${field}.phases`, say) } : {}),
    ...(has('circuit') ? { circuit: readText(given['circuit'], `${field}.circuit`, say) } : {}),
    ...(has('maxA') ? { maxA: readNumber(given['maxA'], `${field}.maxA`, say) } : {}),
    ...(has('safeA') ? { safeA: readNumber(given['safeA'], `${field}.safeA`, say) } : {}),
  };
};

const WITH_DEFAULT = ['all', ...(Object.keys(CHARGER_WISHES) as (keyof ChargerWish)[])] as const;

/** Commands that stand alone in a message. `charger` is asked only by those about one. */
export const LONE_COMMANDS: Readonly<Record<string, (charger: () => string) => Read<SiteCommand>>> = {
  adopt: () => readAdopt,
  forget: () => (value, field, say) => ({ do: 'forget', id: readText(value, field, say) }),
  rfid: () => readRfid,
  findMeters: () => readFindMeters,
  whatIf: (charger) => readWhatIf(charger),
  ...UPKEEP,
  default: (charger) => (value, field, say) => ({
    do: 'default',
    charger: charger(),
    what:
      WITH_DEFAULT.find((key) => key === value) ??
      readChoice(WITH_DEFAULT)(isNothing(value) ? 'all' : value, field, say),
  }),
};
