import { ACCESSES, type BoostTimer, type ChargerWish, chargeOf, flagOf, shown } from '../../core/index.js';
import { readNumber, refuse } from '../shared/read-number.js';
import {
  isNothing,
  isObject,
  orNull,
  type Read,
  readChoice,
  readFields,
  readFlag,
  readList,
  readMode,
  readObject,
  readText,
} from './read-value.js';

const readCharge: Read<'start' | 'stop'> = (value, field, say) => {
  const charge = chargeOf(value);
  if (charge === undefined) {
    throw refuse(say, 'choice', { field, value: shown(value), right: 'start, stop, pause, resume' });
  }
  return charge;
};

const BOOST = { minutes: readNumber, until: readText, energyWh: readNumber };
const readBoosted = readFields({}, BOOST);

/** true and false switch, a number is minutes (1 is one minute, 0 ends it), an object says until when or for how much. */
const readBoost: Read<NonNullable<ChargerWish['boost']>> = (value, field, say) => {
  const spoken = typeof value === 'number' || (typeof value === 'string' && !isNothing(value));
  const minutes = spoken ? Number(value) : Number.NaN;
  if (Number.isFinite(minutes)) return minutes === 0 ? false : { minutes };
  const flag = flagOf(value);
  if (flag !== undefined) return flag;
  const boost = isObject(value) ? readBoosted(value, field, say) : {};
  if (Object.keys(boost).length > 0) return boost;
  throw refuse(say, 'boost', { field, value: shown(value), right: Object.keys(BOOST).join(', ') });
};

const readTimer: Read<BoostTimer> = (value, field, say) => {
  const object = readObject(value, field, say, ['start', 'end', 'repeat', 'enabled', 'day'], ['start', 'end']);
  return {
    start: readText(object['start'], `${field}.start`, say),
    end: readText(object['end'], `${field}.end`, say),
    repeat: readChoice(['daily', 'once'])(object['repeat'] ?? 'daily', `${field}.repeat`, say),
    enabled: readFlag(object['enabled'] ?? true, `${field}.enabled`, say),
    ...(isNothing(object['day']) ? {} : { day: readText(object['day'], `${field}.day`, say) }),
  };
};

const readLimited = readFields({ ttlS: readNumber }, { amps: readNumber, watts: readNumber, name: readText });

const readLimit: Read<NonNullable<ChargerWish['limit']>> = (value, field, say) => {
  const limit = readLimited(value, field, say);
  if ((limit.amps === undefined) === (limit.watts === undefined)) throw refuse(say, 'amps-or-watts', { field });
  return limit;
};

const readReserve = readFields({ idTag: readText, until: readText });

const readReadyBy = readFields({ time: readText, energyWh: readNumber });

/** Every wish for a charger, and how its value is read. */
export const CHARGER_WISHES: { readonly [K in keyof ChargerWish]-?: Read<NonNullable<ChargerWish[K]> | null> } = {
  mode: readMode,
  current: orNull(readNumber),
  ecoPlusA: readNumber,
  charge: readCharge,
  boost: readBoost,
  lock: readFlag,
  access: readChoice(ACCESSES),
  priority: readNumber,
  timers: readList(readTimer),
  readyBy: orNull(readReadyBy),
  cheapUpTo: orNull(readNumber),
  limit: orNull(readLimit),
  reserve: orNull(readReserve),
};
