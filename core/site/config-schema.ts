import { z } from 'zod';
import { CHARGER_MODELS } from '../model/charger.js';
import { MODES, POLICIES, PRESETS } from '../model/mode.js';
import { CHARGER_SETTINGS, OCPP_SETTINGS, SITE_SETTINGS } from '../model/settings.js';
import { LANGUAGES } from '../model/site.js';
import { choice, loose, needed, number, optionalNumber, optionalText, phaseList, text } from './fields.js';
import { meterSchema } from './meter-schema.js';

/**
 * The shape of a configuration, one field a line, built from the settings table. A message is what would be right;
 * what is wrong is said by `parse-config`, which also holds the rules that join several fields.
 */

const charger = z.strictObject({
  id: text('the identity (CPID) the charger puts at the end of its URL').pipe(
    z.string().max(48, 'at most 48 characters'),
  ),
  name: optionalText('a name'),
  model: choice(CHARGER_MODELS, CHARGER_SETTINGS.model.default),
  connectorId: number(CHARGER_SETTINGS.connectorId),
  phases: phaseList.optional(),
  minA: number(CHARGER_SETTINGS.minA),
  maxA: number(CHARGER_SETTINGS.maxA),
  stepA: number(CHARGER_SETTINGS.stepA),
  safeA: number(CHARGER_SETTINGS.safeA),
  priority: number(CHARGER_SETTINGS.priority),
  mode: choice(MODES, CHARGER_SETTINGS.mode.default),
  access: choice(['free', 'cards'], CHARGER_SETTINGS.access.default),
  limitA: optionalNumber(CHARGER_SETTINGS.limitA),
  ecoPlusA: number(CHARGER_SETTINGS.ecoPlusA),
  phaseSwitching: choice(['auto', 'on', 'off'], CHARGER_SETTINGS.phaseSwitching.default),
  password: optionalText('a password'),
  clientCertificate: z.boolean('true or false').default(false),
});

export const configSchema = z.strictObject(
  {
    version: z.literal(1, '1').default(1),
    name: optionalText('a name').transform((name) => name || 'Home'),
    phases: z.preprocess(loose, z.literal([1, 3], '1 or 3: how many phases your supply has')),
    fuseA: needed(SITE_SETTINGS.fuseA),
    marginA: number(SITE_SETTINGS.marginA),
    reserveA: number(SITE_SETTINGS.reserveA),
    voltageV: number(SITE_SETTINGS.voltageV),
    policy: choice(POLICIES, SITE_SETTINGS.policy.default),
    preset: choice(PRESETS, SITE_SETTINGS.preset.default),
    balance: choice(['off', 'percent', 'spread'], SITE_SETTINGS.balance.default),
    spreadA: number(SITE_SETTINGS.spreadA),
    profileDurationS: number(SITE_SETTINGS.profileDurationS),
    writesPerHour: number(SITE_SETTINGS.writesPerHour),
    meterLostEcoPlus: choice(['pause', 'safe'], SITE_SETTINGS.meterLostEcoPlus.default),
    wakeUp: z.boolean('true or false').default(SITE_SETTINGS.wakeUp.default),
    timeZone: optionalText('an IANA time zone, e.g. "Europe/Rome"'),
    language: choice(LANGUAGES, 'en'),
    latitude: optionalNumber({ kind: 'number', from: -90, to: 90, step: 0.01, unit: 'degrees' }),
    longitude: optionalNumber({ kind: 'number', from: -180, to: 180, step: 0.01, unit: 'degrees' }),
    batteryPriority: z
      .union(
        [z.literal('car'), z.literal('battery'), z.strictObject({ aboveSocPct: z.number().min(0).max(100) })],
        '"car", "battery" or { "aboveSocPct": 0–100 }',
      )
      .default('car'),
    batteryHoldSocPct: optionalNumber(SITE_SETTINGS.batteryHoldSocPct),
    batteryStartSocPct: optionalNumber(SITE_SETTINGS.batteryStartSocPct),
    ocpp: z
      .strictObject({
        port: number(OCPP_SETTINGS.port),
        tlsPort: number(OCPP_SETTINGS.tlsPort),
        certFile: optionalText('a PEM file with the certificate of this hub'),
        keyFile: optionalText('a PEM file with the key to it'),
        caFile: optionalText("a PEM file with the authority that signs the chargers' certificates"),
        bind: optionalText('an address of this machine'),
        advertisedHost: optionalText('a host name or address the charger can reach'),
      })
      .prefault({}),
    link: z.strictObject({ token: optionalText('a token'), remote: z.boolean().default(false) }).prefault({}),
    meters: z.array(meterSchema, 'a list of meters').default([]),
    chargers: z.array(charger, 'a list of chargers').default([]),
    storage: text('a folder the records can be kept in'),
  },
  'an object with at least phases and fuseA',
);

/** A configuration with every default filled in. */
export type ResolvedConfig = z.output<typeof configSchema>;
export type ResolvedCharger = ResolvedConfig['chargers'][number];
export type ResolvedMeter = ResolvedConfig['meters'][number];
