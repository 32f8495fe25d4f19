import { ACCESSES, type BoostTimer, type ChargerWish, chargeOf, flagOf, shown } from '../../core/index.js';
import { readNumber, refuse } from '../shared/read-number.js';
import {
  isNothing,
  isObject,
  orNull,
  type Read,
  readChoice,
  readFlag,
  readList,
  readMode,
  readObject,
  readText,
} from './read-value.js';

/** The fields of an object that are there, each read by its reader. */
function fields<T>(
  object: Readonly<Record<string, unknown>>,
  read: { [K in keyof T]-?: (value: unknown) => T[K] },
): Partial<T> {
  const given = Object.entries(read).filter(([key]) => !isNothing(object[key]));
  return Object.fromEntries(
    given.map(([key, readField]) => [key, (readField as (value: unknown) => unknown)(object[key])]),
  ) as Partial<T>;
}

const readCharge: Read<'start' | 'stop'> = (value, field, say) => {
  const charge = chargeOf(value);
  if (charge === undefined) {
    throw refuse(say, 'choice', { field, value: shown(value), right: 'start, stop, pause, resume' });
  }
  return charge;
};

/** true and false switch, a number is minutes (1 is one minute, 0 ends it), an object says until when or for how much. */
const readBoost: Read<NonNullable<ChargerWish['boost']>> = (value, field, say) => {
  const spoken = typeof value === 'number' || (typeof value === 'string' && !isNothing(value));
  const minutes = spoken ? Number(value) : Number.NaN;
  if (Number.isFinite(minutes)) return minutes === 0 ? false : { minutes };
  const flag = flagOf(value);
  if (flag !== undefined) return flag;
  const keys = ['minutes', 'until', 'energyWh'];
  const object = isObject(value) ? readObject(value, field, say, keys) : {};
  if (Object.keys(object).length === 0)
    throw refuse(say, 'boost', { field, value: shown(value), right: keys.join(', ') });
  return fields<{ minutes: number; until: string; energyWh: number }>(object, {
    minutes: (minutes) => readNumber(minutes, `${field}.minutes`, say),
    until: (until) => readText(until, `${field}.until`, say),
    energyWh: (energyWh) => readNumber(energyWh, `${field}.energyWh`, say),
  });
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

const readLimit: Read<NonNullable<ChargerWish['limit']>> = (value, field, say) => {
  const object = readObject(value, field, say, ['amps', 'watts', 'ttlS', 'name'], ['ttlS']);
  if (isNothing(object['amps']) === isNothing(object['watts'])) throw refuse(say, 'amps-or-watts', { field });
  return {
    ttlS: readNumber(object['ttlS'], `${field}.ttlS`, say),
    ...fields<{ amps: number; watts: number; name: string }>(object, {
      amps: (amps) => readNumber(amps, `${field}.amps`, say),
      watts: (watts) => readNumber(watts, `${field}.watts`, say),
      name: (name) => readText(name, `${field}.name`, say),
    }),
  };
};

const readReserve: Read<NonNullable<ChargerWish['reserve']>> = (value, field, say) => {
  const object = readObject(value, field, say, ['idTag', 'until'], ['idTag', 'until']);
  return {
    idTag: readText(object['idTag'], `${field}.idTag`, say),
    until: readText(object['until'], `${field}.until`, say),
  };
};

const readReadyBy: Read<NonNullable<ChargerWish['readyBy']>> = (value, field, say) => {
  const object = readObject(value, field, say, ['time', 'energyWh'], ['time', 'energyWh']);
  return {
    time: readText(object['time'], `${field}.time`, say),
    energyWh: readNumber(object['energyWh'], `${field}.energyWh`, say),
  };
};

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
