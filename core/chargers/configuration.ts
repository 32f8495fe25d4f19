import type { ChargerAbilities } from '../model/charger.js';
import type { Payload } from '../ports/charger-gateway.js';
import { field, listOf, numberIn, text } from './inbound/fields.js';
import type { ChargerModel } from './models.js';
import { withoutSecrets } from './trace.js';

/** A charger's own settings, found by key in any letter case. */
interface Setting {
  readonly key: string;
  readonly value: string;
  readonly readonly: boolean;
}
export type Configuration = ReadonlyMap<string, Setting>;

/** Reads the answer to GetConfiguration. */
export function readConfiguration(answer: Payload): Configuration {
  const settings = listOf(answer, 'configurationKey').flatMap((item): readonly Setting[] => {
    const key = text(item, 'key');
    if (key === undefined) return [];
    const fixed = field(item, 'readonly');
    return [{ key, value: text(item, 'value', 2000) ?? '', readonly: fixed === true || fixed === 'true' }];
  });
  return new Map(settings.map((setting) => [setting.key.toLowerCase(), setting]));
}

/** The same as they came, each with the `default` that the manual of its make lists, if it does. */
export function settingsShown(answer: Payload, { defaults }: ChargerModel): readonly Payload[] {
  const listed = new Map(Object.entries(defaults).map(([key, value]) => [key.toLowerCase(), value]));
  return listOf(answer, 'configurationKey').map((setting) => {
    const usual = listed.get((text(setting, 'key') ?? '').toLowerCase());
    return withoutSecrets({ ...setting, ...(usual !== undefined && { default: usual }) }) as Payload;
  });
}

/** Those that the hub makes something of. */
export const SETTINGS = [
  'MeterValuesSampledData',
  'MeterValueSampleInterval',
  'ClockAlignedDataInterval',
  'ChargingScheduleAllowedChargingRateUnit',
  'ChargeProfileMaxStackLevel',
  'MaxChargingProfilesInstalled',
  'ConnectorSwitch3to1PhaseSupported',
  'SupportedFeatureProfiles',
  'SendLocalListMaxLength',
] as const;

export const settingOf = (configuration: Configuration, key: string): Setting | undefined =>
  configuration.get(key.toLowerCase());

/** The words of a list value, without the spaces some put behind the commas (Hydra Cubus manual, 9.2). */
export const wordsOf = (value: string): readonly string[] =>
  value
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/**
 * What a charger's settings say of its abilities. A feature missing from SupportedFeatureProfiles is not held against
 * it: too many chargers leave out what they can do.
 */
export function abilitiesIn(configuration: Configuration, before: ChargerAbilities): Partial<ChargerAbilities> {
  const units = wordsOf(settingOf(configuration, 'ChargingScheduleAllowedChargingRateUnit')?.value ?? '').map((word) =>
    word.toLowerCase(),
  );
  const takesA = units.some((unit) => unit === 'a' || unit.startsWith('current') || unit.startsWith('amp'));
  const takesW = units.some((unit) => unit === 'w' || unit.startsWith('power') || unit.startsWith('watt'));
  const levels = Math.floor(numberIn(settingOf(configuration, 'ChargeProfileMaxStackLevel')?.value) ?? -1);
  const newLevels = levels >= 0 && levels !== before.toldStackLevel;
  const most = numberIn(settingOf(configuration, 'MaxChargingProfilesInstalled')?.value);
  const switches = settingOf(configuration, 'ConnectorSwitch3to1PhaseSupported')?.value.toLowerCase() === 'true';
  return {
    ...(takesA !== takesW && { rateUnit: takesA ? ('A' as const) : ('W' as const) }),
    ...(newLevels && { maxStackLevel: levels, toldStackLevel: levels }),
    ...(most !== undefined && most > 0 && { profilesMost: Math.floor(most) }),
    ...(switches && { phaseSwitching: 'told' as const }),
  };
}
