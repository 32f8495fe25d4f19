import { type ConfigComplaint, configText, type Language } from '../core/index.js';
import { isRecord } from './is-record.js';

/** A flag, choice or number under `homekit` in the platform's block. */
type Option =
  | { readonly kind: 'flag'; readonly default: boolean }
  | { readonly kind: 'choice'; readonly default: string; readonly of: readonly string[] }
  | { readonly kind: 'number'; readonly default: number; readonly from: number; readonly to: number };

const flag = (byDefault: boolean) => ({ kind: 'flag', default: byDefault }) as const;
const choice = <const T extends readonly string[]>(byDefault: T[number], of: T) =>
  ({ kind: 'choice', default: byDefault, of }) as const;
const number = (byDefault: number, from: number, to: number) =>
  ({ kind: 'number', default: byDefault, from, to }) as const;

const SENSOR_KINDS = ['contact', 'occupancy', 'motion', 'none'] as const;
export type SensorKind = (typeof SENSOR_KINDS)[number];

/** How the chargers and the house look in Apple Home: every option with its default. config.schema.json is tested against it. */
export const HOMEKIT_OPTIONS = {
  /** Labels begin with the charger's name, so that Siri never meets two "Boost". */
  namePrefix: flag(true),
  modes: flag(true),
  boostAs: choice('switch', ['switch', 'valve', 'none']),
  lockAs: choice('lock', ['lock', 'switch', 'none']),
  /** A lamp obeys "turn off the lights" as well, hence the fan. */
  limitAs: choice('fan', ['fan', 'lightbulb', 'none']),
  cableAs: choice('contact', SENSOR_KINDS),
  chargingAs: choice('occupancy', SENSOR_KINDS),
  faultAs: choice('contact', SENSOR_KINDS),
  vehicle: flag(true),
  /** Lux for watts. */
  power: flag(false),
  /** Power, energy, voltage and current as the Eve app reads them. */
  eve: flag(true),
  surplusAs: choice('occupancy', SENSOR_KINDS),
  /** 6 A on one phase. */
  surplusW: number(1400, 100, 50_000),
  surplusHysteresisW: number(300, 0, 10_000),
  surplusHoldS: number(60, 0, 3600),
  surplusPower: flag(false),
  gridPower: flag(false),
  solarPower: flag(false),
  gridDirectionAs: choice('none', SENSOR_KINDS),
  limitedAs: choice('none', SENSOR_KINDS),
} as const satisfies Record<string, Option>;

type Table = typeof HOMEKIT_OPTIONS;
type ValueOf<O> = O extends { kind: 'flag' }
  ? boolean
  : O extends { kind: 'choice'; of: readonly (infer Word)[] }
    ? Word
    : number;
export type HomeKitOptions = { readonly [K in keyof Table]: ValueOf<Table[K]> };

/** The options with every default filled in, and what is wrong with them; a wrong one counts as its default. */
export function readOptions(
  input: unknown,
  language: Language,
): {
  readonly options: HomeKitOptions;
  readonly complaints: readonly ConfigComplaint[];
} {
  const given = isRecord(input) ? input : {};
  const complaints: ConfigComplaint[] = [];
  const is = (value: unknown): string => configText(language, 'is', { value: JSON.stringify(value) });
  if (input !== undefined && !isRecord(input)) {
    complaints.push({ field: 'homekit', wrong: is(input), right: configText(language, 'object') });
  }
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(HOMEKIT_OPTIONS, key)) continue;
    complaints.push({
      field: `homekit.${key}`,
      wrong: configText(language, 'no-setting', { names: `"${key}"` }),
      right: configText(language, 'one-of', { choice: Object.keys(HOMEKIT_OPTIONS).join(', ') }),
    });
  }
  const entries = Object.entries(HOMEKIT_OPTIONS).map(([key, option]) => {
    const value = given[key] ?? option.default;
    if (fits(option, value)) return [key, value];
    complaints.push({ field: `homekit.${key}`, wrong: is(value), right: wanted(option, language) });
    return [key, option.default];
  });
  return { options: Object.fromEntries(entries) as HomeKitOptions, complaints };
}

function fits(option: Option, value: unknown): boolean {
  switch (option.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return option.of.some((word) => word === value);
    case 'number':
      return typeof value === 'number' && value >= option.from && value <= option.to;
  }
}

function wanted(option: Option, language: Language): string {
  switch (option.kind) {
    case 'flag':
      return configText(language, 'flag');
    case 'choice':
      return configText(language, 'one-of', { choice: option.of.join(', ') });
    case 'number':
      return configText(language, 'number', { from: option.from, to: option.to });
  }
}
