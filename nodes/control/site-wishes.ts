import {
  ACCESSES,
  CHARGER_MODELS,
  type ChargerWish,
  type CommandOf,
  type GivenCard,
  POLICIES,
  PRESETS,
  type SiteCommand,
} from '../../core/index.js';
import { readNumber, refuse } from '../shared/read-number.js';
import { CHARGER_WISHES } from './charger-wishes.js';
import { readFindMeters } from './find-meters.js';
import {
  isNothing,
  isWord,
  type Read,
  readChoice,
  readFields,
  readFlag,
  readList,
  readObject,
  readText,
} from './read-value.js';
import { UPKEEP } from './upkeep.js';
import { readWhatIf } from './what-if.js';

type SiteWish = Omit<CommandOf<'site'>, 'do'>;

/** Wishes for the whole site; several may come together. */
export const SITE_WISHES: { readonly [K in keyof SiteWish]-?: Read<NonNullable<SiteWish[K]>> } = {
  policy: readChoice(POLICIES),
  preset: readChoice(PRESETS),
  prices: readList(readFields({ start: readText, price: readNumber })),
  forecast: readList(readFields({ start: readText, powerW: readNumber })),
};

const readCard: Read<GivenCard> = (value, field, say) => {
  if (isWord(value)) {
    const idTag = readText(value, field, say);
    return { idTag, allowed: true };
  }
  const card = readObject(value, field, say, ['idTag', 'name', 'allowed', 'expiresAt', 'parentIdTag'], ['idTag']);
  const idTag = readText(card['idTag'], `${field}.idTag`, say);
  return {
    idTag,
    ...(isNothing(card['name']) ? {} : { name: readText(card['name'], `${field}.name`, say) }),
    allowed: readFlag(card['allowed'] ?? true, `${field}.allowed`, say),
    ...(isNothing(card['expiresAt']) ? {} : { expiresAt: readText(card['expiresAt'], `${field}.expiresAt`, say) }),
    ...(isNothing(card['parentIdTag'])
      ? {}
      : { parentIdTag: readText(card['parentIdTag'], `${field}.parentIdTag`, say) }),
  };
};

const readLearned = readFields({ name: readText }, { seconds: readNumber });

const readLearn: Read<{ name: string; seconds?: number }> = (value, field, say) =>
  isWord(value) ? { name: readText(value, field, say) } : readLearned(value, field, say);

const readRfid: Read<SiteCommand> = (value, field, say) => {
  const { add, remove, learn } = readObject(value, field, say, ['add', 'remove', 'learn']);
  if ([add, remove, learn].filter((one) => !isNothing(one)).length !== 1) throw refuse(say, 'add-or-remove', { field });
  if (!isNothing(learn)) return { do: 'card', learn: readLearn(learn, `${field}.learn`, say) };
  return isNothing(add)
    ? { do: 'card', remove: readText(remove, `${field}.remove`, say) }
    : { do: 'card', add: readCard(add, `${field}.add`, say) };
};

const readAdopted = readFields(
  { id: readText },
  {
    name: readText,
    access: readChoice(ACCESSES),
    model: readChoice(CHARGER_MODELS),
    phases: readList(readNumber),
    circuit: readText,
    maxA: readNumber,
    safeA: readNumber,
  },
);

const readAdopt: Read<SiteCommand> = (value, field, say) => ({
  do: 'adopt',
  ...(isWord(value) ? { id: readText(value, field, say) } : readAdopted(value, field, say)),
});

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
