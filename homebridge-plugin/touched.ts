import { CHARGER_SETTINGS, METER_SETTINGS } from '../core/index.js';
import { isRecord } from './is-record.js';
import { meterFields } from './meter-fields.js';

/*
 * What a form saves though nobody touched it, in order:
 *  1. null, "" and [] where nothing was typed: not given
 *  2. one row of each list, with the defaults it was shown with: no row (homebridge-config-ui-x cannot show an empty list)
 *  3. a broker without more than the defaults it was shown with: no broker
 */

/** Where a row stands in the list it was typed into: those before it may count as not given. */
export type RowPlaces = WeakMap<object, number>;

/** The value without what is empty in it. In a list of clamps the place counts, so an empty one stays. */
export function withoutEmpty(value: unknown, places: RowPlaces, key = ''): unknown {
  if (Array.isArray(value)) {
    const list = value
      .map((item, i) => placed(withoutEmpty(item, places) ?? (key === 'clamps' ? {} : undefined), places, i))
      .filter((item) => item !== undefined);
    return list.length > 0 ? list : undefined;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value)
      .map(([name, item]) => [name, withoutEmpty(item, places, name)] as const)
      .filter(([, item]) => item !== undefined);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  return value === null || value === '' ? undefined : value;
}

function placed(item: unknown, places: RowPlaces, at: number): unknown {
  if (isRecord(item)) places.set(item, at);
  return item;
}

/** The name of a field with the places its rows have where they were typed. */
export function asTyped(field: string, fields: Fields, places: RowPlaces): string {
  let at: unknown = fields;
  return field.replace(/\[(\d+)\]|\.?([^.[\]]+)/g, (step, row?: string, name?: string) => {
    at = Array.isArray(at) ? at[Number(row)] : isRecord(at) ? at[name ?? ''] : undefined;
    const place = row !== undefined && isRecord(at) ? places.get(at) : undefined;
    return place === undefined ? step : `[${place}]`;
  });
}

type Fields = Readonly<Record<string, unknown>>;

const UNTOUCHED_CHARGER: Fields = { ...defaultsOf(CHARGER_SETTINGS), clientCertificate: false };
const UNTOUCHED_BROKER: Fields = { topic: 'surplug', commands: true, homeAssistant: true };
const UNTOUCHED_METER: Fields = { ...defaultsOf(METER_SETTINGS), role: 'grid', type: 'modbus-tcp', invert: false };

/** The site without rows nobody touched, nor such a broker. */
export const touched = ({ mqtt, ...site }: Fields): Fields => ({
  ...site,
  ...(mqtt !== undefined && differs(mqtt, UNTOUCHED_BROKER) && { mqtt }),
  ...rowsOf(site, 'chargers', (charger) => differs(charger, UNTOUCHED_CHARGER)),
  ...rowsOf(site, 'meters', (meter) => differs(meterFields(meter), UNTOUCHED_METER)),
});

function rowsOf(site: Fields, key: string, counts: (row: unknown) => boolean): Fields {
  const rows = site[key];
  return Array.isArray(rows) ? { [key]: rows.filter(counts) } : {};
}

const differs = (row: unknown, shown: Fields): boolean =>
  !isRecord(row) || Object.entries(row).some(([key, value]) => value !== shown[key]);

function defaultsOf(settings: Readonly<Record<string, object>>): Fields {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, setting]) => ('default' in setting ? [[key, setting.default]] : [])),
  );
}
