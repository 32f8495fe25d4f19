import type { ChargerEnergy, HouseEnergy, MinuteSample } from '../../model/record.js';
import type { Range } from '../range.js';
import type { Database } from './database.js';
import { instant, isoOf } from './instant.js';

const SPAN_MS = { minute: 60_000, quarter: 900_000 } as const;
type Span = keyof typeof SPAN_MS;

const DAY_MS = 86_400_000;

/** Sums of the house's columns as `HouseEnergy` names them; null where nothing was measured. */
export const HOUSE_SUMS = `sum(import_wh) AS importWh, sum(export_wh) AS exportWh, sum(solar_wh) AS solarWh,
  sum(battery_in_wh) AS batteryInWh, sum(battery_out_wh) AS batteryOutWh, sum(house_wh) AS houseWh`;

/** Adds a minute, or a part of one, to its minute and its quarter of an hour. */
export function addMinute(db: Database, sample: MinuteSample): void {
  const atMs = instant(sample.at);
  for (const span of ['minute', 'quarter'] as const) {
    const at = Math.floor(atMs / SPAN_MS[span]);
    if (sample.house) addHouse(db, span, at, sample.house);
    for (const charger of sample.chargers) addCharger(db, span, at, charger);
  }
}

export interface SamplesAsked extends Range {
  readonly every?: Span;
  readonly from?: string;
  readonly to?: string;
}

/** One row a minute or quarter: the house's energies, and each charger's by its id. */
export function samples(
  db: Database,
  asked: SamplesAsked,
  nowMs: number,
): readonly Readonly<Record<string, unknown>>[] {
  const span = asked.every === 'quarter' ? 'quarter' : 'minute';
  const ms = SPAN_MS[span];
  const toMs = asked.to === undefined ? nowMs : asked.toMs;
  const from = Math.ceil((asked.from === undefined ? toMs - DAY_MS : asked.fromMs) / ms);
  const to = Math.ceil(toMs / ms);
  const rows = new Map<number, Record<string, unknown>>();
  const rowAt = (at: unknown): Record<string, unknown> => {
    const key = Number(at);
    const row = rows.get(key) ?? { at: isoOf(key * ms), chargersWh: {} };
    rows.set(key, row);
    return row;
  };
  const between = `WHERE ${span} >= ? AND ${span} < ? GROUP BY ${span}`;
  for (const { at, ...house } of db.all(`SELECT ${span} AS at, ${HOUSE_SUMS} FROM house_${span}s ${between}`, from, to))
    Object.assign(rowAt(at), house);
  const chargers = `SELECT ${span} AS at, charger_id, sum(energy_wh) AS wh FROM charger_${span}s ${between}, charger_id`;
  for (const { at, charger_id, wh } of db.all(chargers, from, to))
    (rowAt(at)['chargersWh'] as Record<string, unknown>)[String(charger_id)] = wh;
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function addHouse(db: Database, span: Span, at: number, house: HouseEnergy): void {
  const columns = ['import_wh', 'export_wh', 'solar_wh', 'battery_in_wh', 'battery_out_wh', 'house_wh'];
  db.run(
    `INSERT INTO house_${span}s (${span}, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET ${columns.map(addedUp).join(', ')}`,
    at,
    house.importWh,
    house.exportWh,
    house.solarWh,
    house.batteryInWh,
    house.batteryOutWh,
    house.houseWh,
  );
}

function addCharger(db: Database, span: Span, at: number, charger: ChargerEnergy): void {
  const columns = ['energy_wh', 'solar_wh', 'battery_wh', 'grid_wh', 'cost', 'saving'];
  db.run(
    `INSERT INTO charger_${span}s (${span}, charger_id, id_tag, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET ${columns.map(addedUp).join(', ')}`,
    at,
    charger.chargerId,
    charger.idTag,
    charger.energyWh,
    charger.solarWh,
    charger.batteryWh,
    charger.gridWh,
    charger.cost,
    charger.saving,
  );
}

/** What was not measured adds nothing, and two times nothing stays nothing. */
const addedUp = (column: string): string =>
  `${column} = CASE WHEN ${column} IS NULL THEN excluded.${column}
     ELSE ${column} + coalesce(excluded.${column}, 0) END`;
