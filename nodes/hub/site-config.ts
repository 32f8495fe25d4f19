/**
 * From the hub's dialog to the configuration of the core. The dialog keeps what was typed (a number may be `${ENV}`, an
 * empty field means the default), so here text becomes numbers and empty fields fall away. What is right or wrong is for
 * `parseSiteConfig` to say: a field that is not a number goes on as it is.
 */
import { join } from 'node:path';
import { CHARGER_SETTINGS, CIRCUIT_SETTINGS, METER_SETTINGS, OCPP_SETTINGS, SITE_SETTINGS } from '../../core/index.js';
import type { Saved } from '../shared/migrate.js';
import { passwordField } from './passwords.js';

export type Credentials = Readonly<Record<string, string | undefined>>;

const NUMBERS: ReadonlySet<string> = new Set([
  ...[SITE_SETTINGS, CHARGER_SETTINGS, CIRCUIT_SETTINGS, METER_SETTINGS, OCPP_SETTINGS].flatMap((settings) =>
    Object.entries(settings).flatMap(([field, { kind }]) => (kind === 'number' ? [field] : [])),
  ),
  ...['phases', 'latitude', 'longitude', 'baudRate', 'stopBits', 'timeoutMs', 'device'],
]);

const SITE_FIELDS = [
  ...['name', 'phases', 'timeZone', 'language', 'latitude', 'longitude'],
  ...Object.keys(SITE_SETTINGS),
];

const OCPP_FIELDS = ['port', 'bind', 'advertisedHost', 'tlsPort', 'certFile', 'keyFile', 'caFile'] as const;

const BROKER_FIELDS = ['url', 'username', 'caFile', 'topic', 'commands', 'homeAssistant'] as const;

const empty = (value: unknown): boolean => value === undefined || value === null || value === '';

const numberOf = (value: unknown): unknown => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : value;
};

/** What was typed: trimmed, as a number where the field is one; `${ENV}` gives "true" where a box gives true. */
function typed(field: string, value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : value;
  if (NUMBERS.has(field)) return numberOf(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** The fields that say something. */
function filled(saved: Saved, fields: readonly string[]): Record<string, unknown> {
  const kept = fields.filter((field) => !empty(typed(field, saved[field])));
  return Object.fromEntries(kept.map((field) => [field, typed(field, saved[field])]));
}

/** What a text lists, with whatever signs between. */
const partsOf = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

/** "1,2,3" or [1, 2, 3] as a list of numbers; undefined for nothing. */
function phaseList(value: unknown): unknown {
  if (empty(value)) return undefined;
  const parts = typeof value === 'string' ? partsOf(value) : value;
  return Array.isArray(parts) ? parts.map(numberOf) : value;
}

const rows = (value: unknown): readonly Saved[] =>
  Array.isArray(value) ? value.filter((row): row is Saved => typeof row === 'object' && row !== null) : [];

const withPhases = (row: Saved): Record<string, unknown> => {
  const phases = phaseList(row['phases']);
  return phases === undefined ? {} : { phases };
};

const MODBUS_FIELDS = ['map', 'unitId', 'timeoutMs', 'device'] as const;
/** What a row says for each way of reading; fields left over from another way are not told. */
const METER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'modbus-tcp': ['host', 'port', ...MODBUS_FIELDS],
  'modbus-rtu-tcp': ['host', 'port', ...MODBUS_FIELDS],
  'modbus-rtu': ['path', 'baudRate', 'parity', 'stopBits', ...MODBUS_FIELDS],
  mqtt: ['url', 'username', 'caFile', 'topic', 'keepAlive'],
  charger: ['charger'],
};

/** The choice of map that stands for registers of the user's own, in a field beside it. The dialog has it from the build. */
export const OWN_MAP = 'own';

function meter(row: Saved, credentials: Credentials): Record<string, unknown> {
  const type = String(row['type']);
  const modbus = /^modbus/.test(type);
  const password = type !== 'mqtt' || empty(row['slot']) ? undefined : credentials[passwordField(row['slot'])];
  return {
    ...filled(row, ['id', 'role', 'type', ...(METER_FIELDS[type] ?? []), 'periodS', 'invert']),
    ...withPhases(row),
    ...(modbus && row['map'] === OWN_MAP && { map: asJson(row['ownMap']) }),
    ...((modbus || type === 'mqtt') && withClamps(row)),
    ...(type === 'mqtt' && !empty(row['mqttPreset']) && { preset: row['mqttPreset'] }),
    ...(type === 'mqtt' && !empty(row['points']) && { points: asJson(row['points']) }),
    ...(password !== undefined && { password }),
  };
}

/** JSON as it was typed; what is none goes on as text, for the core to complain of. */
function asJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** "100, -100, 100": a ratio per clamp, below zero where the clamp sits the wrong way round. */
function withClamps(row: Saved): Record<string, unknown> {
  if (empty(row['clamps'])) return {};
  return {
    clamps: partsOf(String(row['clamps'])).map((text) => {
      const ratio = numberOf(text);
      return typeof ratio === 'number' && ratio < 0 ? { ratio: -ratio, invert: true } : { ratio };
    }),
  };
}

const CHARGER_FIELDS = ['id', 'name', 'circuit', 'clientCertificate', ...Object.keys(CHARGER_SETTINGS)];

function charger(row: Saved, credentials: Credentials): Record<string, unknown> {
  const password = empty(row['slot']) ? undefined : credentials[passwordField(row['slot'])];
  return { ...filled(row, CHARGER_FIELDS), ...withPhases(row), ...(password ? { password } : {}) };
}

/** Fields of rows that had a password and have none any more: a charger would be open to anyone, a broker would refuse. */
export const passwordsLost = (saved: Saved, credentials: Credentials): readonly string[] =>
  ['meters', 'chargers'].flatMap((list) =>
    rows(saved[list]).flatMap(({ slot, type = 'mqtt' }, at) =>
      type !== 'mqtt' || empty(slot) || credentials[passwordField(slot)] ? [] : [`${list}[${at}].password`],
    ),
  );

/** Fields of meters that were typed as JSON and are none. */
export const noJson = (saved: Saved): readonly string[] =>
  rows(saved['meters']).flatMap(({ type, map, ownMap, points }, at) => [
    ...(/^modbus/.test(String(type)) && map === OWN_MAP && !isJson(ownMap) ? [`meters[${at}].map`] : []),
    ...(type === 'mqtt' && !empty(points) && !isJson(points) ? [`meters[${at}].points`] : []),
  ]);

const isJson = (value: unknown): boolean => typeof asJson(value) === 'object';

function batteryPriority(saved: Saved): Record<string, unknown> {
  if (empty(saved['batteryPriority'])) return {};
  if (saved['batteryPriority'] !== 'above') return { batteryPriority: saved['batteryPriority'] };
  return { batteryPriority: { aboveSocPct: numberOf(saved['batterySocPct']) } };
}

/** The broker the site is told to, where one is named. */
function broker(saved: Saved, credentials: Credentials): Record<string, unknown> {
  const fields = BROKER_FIELDS.map((field) => [field, saved[`mqtt${field[0]?.toUpperCase()}${field.slice(1)}`]]);
  const mqtt = filled(Object.fromEntries(fields), BROKER_FIELDS);
  const { mqttPassword: password } = credentials;
  return mqtt['url'] === undefined ? {} : { mqtt: { ...mqtt, ...(password ? { password } : {}) } };
}

/** The configuration a hub's dialog describes, still to be judged by `parseSiteConfig`. */
export function siteConfigOf(saved: Saved, credentials: Credentials, storage: string): Record<string, unknown> {
  const { ocppPort: port, ocppBind: bind } = saved;
  const ocpp = filled({ ...saved, port, bind }, OCPP_FIELDS);
  const token = credentials['linkToken'];
  return {
    version: 1,
    ...filled(saved, SITE_FIELDS),
    ...batteryPriority(saved),
    ocpp,
    ...(token ? { link: { token, remote: typed('remote', saved['linkRemote']) === true } } : {}),
    ...broker(saved, credentials),
    meters: rows(saved['meters']).map((row) => meter(row, credentials)),
    circuits: rows(saved['circuits']).map((row) => filled(row, ['name', 'fuseA'])),
    chargers: rows(saved['chargers']).map((row) => charger(row, credentials)),
    storage,
  };
}

/** Where a hub keeps its records: a folder of its own in Node-RED's. */
export const storageOf = (userDir: string | undefined, hubId: string): string =>
  join(userDir ?? process.cwd(), 'surplug', hubId.replace(/[^\w-]/g, '_'));
