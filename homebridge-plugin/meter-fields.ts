import { type ConfigComplaint, configText, type Language, type MeterConfig } from '../core/index.js';
import { isRecord } from './is-record.js';

/*
 * A meter of the form as a meter of the site, in order:
 *  1. fields of other types go: a form keeps what a hidden field held
 *  2. `map` "own" stands for the registers under `ownMap`
 *  3. a form has rows where the site has points by name; a row without a name, or a name in two rows, is complained of
 *  4. a clamp stands for an input by its place: only those at the end that say nothing go
 */

/** The choice of `map` that is no register map of ours. */
const OWN_MAP = 'own';

const MODBUS = ['map', 'ownMap', 'unitId', 'timeoutMs', 'clamps', 'device'];
const NETWORK = ['host', 'port', ...MODBUS];

/** Fields beyond those every meter has. */
const FIELDS: Readonly<Record<MeterConfig['type'], readonly string[]>> = {
  'modbus-tcp': NETWORK,
  'modbus-rtu-tcp': NETWORK,
  'modbus-rtu': ['path', 'baudRate', 'parity', 'stopBits', ...MODBUS],
  mqtt: ['url', 'username', 'password', 'caFile', 'preset', 'topic', 'points', 'availability', 'keepAlive', 'clamps'],
  derived: [],
  charger: ['charger'],
  pushed: [],
};
const OF_SOME_TYPE = new Set(Object.values(FIELDS).flat());

/** Shapes a meter of the form; what is none stays as it is, for the core to complain of. */
export function meterFields(meter: unknown): unknown {
  if (!isRecord(meter)) return meter;
  const { ownMap, points, clamps, ...fields } = ofItsType(meter);
  const own = fields['map'] === OWN_MAP && { ...(isRecord(ownMap) ? ownMap : {}) };
  return {
    ...fields,
    ...(own && { map: { ...own, points: byName(own['points']) } }),
    ...(points !== undefined && { points: byName(points) }),
    ...clampsThatSay(clamps),
  };
}

/** A complaint of the core about registers of one's own, or the state of charge above which a battery shares, as in the form. */
export function asInForm(complaint: ConfigComplaint, meters: unknown): ConfigComplaint {
  if (complaint.field === 'batteryPriority.aboveSocPct') return { ...complaint, field: 'batteryAboveSocPct' };
  const [, i, rest] = /^meters\[(\d+)\]\.map\.(.*)$/.exec(complaint.field) ?? [];
  const meter: unknown = Array.isArray(meters) && i !== undefined ? meters[Number(i)] : undefined;
  if (!isRecord(meter) || meter['map'] !== OWN_MAP) return complaint;
  return { ...complaint, field: `meters[${i}].ownMap.${rest}` };
}

/** What is wrong with the rows of a meter of the form; the rest is for the core to find. */
export function* rowComplaints(meter: unknown, field: string, language: Language): Generator<ConfigComplaint> {
  if (!isRecord(meter)) return;
  const { ownMap, points } = ofItsType(meter);
  yield* wrongRows(points, `${field}.points`, language);
  if (!isRecord(ownMap) || meter['map'] !== OWN_MAP) return;
  const registers = `${field}.ownMap.points`;
  if (ownMap['points'] === undefined) {
    const right = configText(language, 'rows-of-points', POWER);
    yield { field: registers, wrong: configText(language, 'no-register'), right };
  }
  yield* wrongRows(ownMap['points'], registers, language);
}

function ofItsType(meter: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = Object.entries(FIELDS).find(([type]) => type === meter['type'])?.[1];
  if (!own) return meter;
  return Object.fromEntries(Object.entries(meter).filter(([key]) => !OF_SOME_TYPE.has(key) || own.includes(key)));
}

/** Points written by name already, by hand, stay so. */
function byName(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows ?? {};
  return Object.fromEntries(
    rows.flatMap((row) => {
      const { point, ...rest } = isRecord(row) ? row : {};
      return typeof point === 'string' ? [[point, rest] as const] : [];
    }),
  );
}

const POWER = { example: '"powerW"' };

function* wrongRows(rows: unknown, field: string, language: Language): Generator<ConfigComplaint> {
  const seen = new Set<unknown>();
  for (const [i, row] of (Array.isArray(rows) ? rows : []).entries()) {
    const point = isRecord(row) ? row['point'] : undefined;
    if (typeof point !== 'string') {
      const right = configText(language, 'a-point', POWER);
      yield { field: `${field}[${i}]`, wrong: configText(language, 'no-point'), right };
    } else if (seen.has(point)) {
      const wrong = configText(language, 'twice', { value: `"${point}"` });
      yield { field: `${field}[${i}]`, wrong, right: configText(language, 'point-each') };
    }
    seen.add(point);
  }
}

function clampsThatSay(clamps: unknown): { readonly clamps?: unknown } {
  if (!Array.isArray(clamps)) return clamps === undefined ? {} : { clamps };
  const last = clamps.findLastIndex(saysSomething);
  return last < 0 ? {} : { clamps: clamps.slice(0, last + 1) };
}

/** A checkbox nobody touched is false. */
const saysSomething = (clamp: unknown): boolean =>
  !isRecord(clamp) || Object.entries(clamp).some(([key, value]) => key !== 'invert' || value !== false);
