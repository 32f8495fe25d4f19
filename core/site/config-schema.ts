import { z } from 'zod';
import { LANGUAGES } from '../model/language.js';
import { CHARGER_SETTINGS, CIRCUIT_SETTINGS, OCPP_SETTINGS, SITE_SETTINGS } from '../model/settings.js';
import { brokerSchema } from './broker-schema.js';
import {
  choice,
  flag,
  like,
  loose,
  needed,
  number,
  oneOf,
  optionalHost,
  optionalNumber,
  optionalText,
  PEM_FILE,
  phaseList,
  right,
  TEXT,
  text,
} from './config-fields.js';
import { meterSchema } from './meter-schema.js';

/**
 * The shape of a configuration, one field a line, built from the settings table. A field says what would be right;
 * what is wrong is said by `parse-config`, which also holds the rules that join several fields.
 */

const chargerFields = z.strictObject({
  id: text(right('identity'))
    .refine((id) => !id.includes('://'), right('identity'))
    .pipe(z.string().max(48, right('at-most-characters', { count: 48 }))),
  name: optionalText(TEXT),
  model: choice(CHARGER_SETTINGS.model),
  connectorId: number(CHARGER_SETTINGS.connectorId),
  phases: phaseList.optional(),
  circuit: optionalText(TEXT),
  minA: number(CHARGER_SETTINGS.minA),
  maxA: number(CHARGER_SETTINGS.maxA),
  stepA: number(CHARGER_SETTINGS.stepA),
  safeA: number(CHARGER_SETTINGS.safeA),
  priority: number(CHARGER_SETTINGS.priority),
  mode: choice(CHARGER_SETTINGS.mode),
  access: choice(CHARGER_SETTINGS.access),
  limitA: optionalNumber(CHARGER_SETTINGS.limitA),
  ecoPlusA: number(CHARGER_SETTINGS.ecoPlusA),
  phaseSwitching: choice(CHARGER_SETTINGS.phaseSwitching),
  password: optionalText(TEXT),
  clientCertificate: flag(false),
});

/** Where nothing is said of it, the safe current is the least the charger can give: of less, some take no notice. */
const charger = z.preprocess((given) => {
  if (typeof given !== 'object' || given === null || !('minA' in given)) return given;
  const least = chargerFields.shape.minA.safeParse(given.minA);
  const told = 'safeA' in given && loose(given.safeA) !== undefined;
  return least.success && !told ? { ...given, safeA: least.data } : given;
}, chargerFields);

const circuit = z.strictObject({
  name: text(TEXT).pipe(z.string().max(40, right('at-most-characters', { count: 40 }))),
  fuseA: needed(CIRCUIT_SETTINGS.fuseA),
});

export const configSchema = z.strictObject(
  {
    version: z.literal(1, oneOf([1])).default(1),
    name: optionalText(TEXT).transform((name) => name || 'Home'),
    phases: z.preprocess(loose, z.literal([1, 3], right('supply-phases'))),
    fuseA: needed(SITE_SETTINGS.fuseA),
    marginA: number(SITE_SETTINGS.marginA),
    reserveA: number(SITE_SETTINGS.reserveA),
    voltageV: number(SITE_SETTINGS.voltageV),
    policy: choice(SITE_SETTINGS.policy),
    preset: choice(SITE_SETTINGS.preset),
    balance: choice(SITE_SETTINGS.balance),
    spreadA: number(SITE_SETTINGS.spreadA),
    profileDurationS: number(SITE_SETTINGS.profileDurationS),
    writesPerHour: number(SITE_SETTINGS.writesPerHour),
    meterLostEcoPlus: choice(SITE_SETTINGS.meterLostEcoPlus),
    wakeUp: flag(SITE_SETTINGS.wakeUp.default),
    retentionYears: number(SITE_SETTINGS.retentionYears),
    monthlyReport: choice(SITE_SETTINGS.monthlyReport),
    timeZone: optionalText(like('time-zone', 'Europe/Rome')),
    language: choice({ of: LANGUAGES, default: 'en' }),
    latitude: optionalNumber({ kind: 'number', from: -90, to: 90, step: 0.01, unit: '°' }),
    longitude: optionalNumber({ kind: 'number', from: -180, to: 180, step: 0.01, unit: '°' }),
    exportLimitW: optionalNumber(SITE_SETTINGS.exportLimitW),
    batteryPriority: z
      .union(
        [
          z.literal('car'),
          z.literal('battery'),
          z.strictObject({ aboveSocPct: needed(SITE_SETTINGS.batteryHoldSocPct) }),
        ],
        oneOf(['"car"', '"battery"', '{ "aboveSocPct": 0–100 }']),
      )
      .default('car'),
    batteryHoldSocPct: optionalNumber(SITE_SETTINGS.batteryHoldSocPct),
    batteryStartSocPct: optionalNumber(SITE_SETTINGS.batteryStartSocPct),
    ocpp: z
      .strictObject({
        port: number(OCPP_SETTINGS.port),
        tlsPort: number(OCPP_SETTINGS.tlsPort),
        certFile: optionalText(PEM_FILE),
        keyFile: optionalText(PEM_FILE),
        caFile: optionalText(PEM_FILE),
        bind: optionalText(right('own-address')),
        advertisedHost: optionalHost(right('reachable-host')),
      })
      .prefault({}),
    link: z.strictObject({ token: optionalText(TEXT), remote: flag(false) }).prefault({}),
    mqtt: brokerSchema.optional(),
    meters: z.array(meterSchema, right('list')).default([]),
    circuits: z.array(circuit, right('list')).default([]),
    chargers: z.array(charger, right('list')).default([]),
    storage: text(right('folder')),
  },
  right('needs-site'),
);

/** A configuration with every default filled in. */
export type ResolvedConfig = z.output<typeof configSchema>;
export type ResolvedCharger = ResolvedConfig['chargers'][number];
