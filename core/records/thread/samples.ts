import type { ChargerEnergy, HouseEnergy, MinuteSample } from '../../model/record.js';
import type { Row } from '../../model/site-query.js';
import { DAY_MS, MINUTE_MS, QUARTER_MS } from '../../model/units.js';
import type { Range } from '../range.js';
import type { Database } from './database.js';
import { instant, isoOf } from './instant.js';

const SPAN_MS = { minute: MINUTE_MS, quarter: QUARTER_MS } as const;
type Span = keyof typeof SPAN_MS;

/** Sums of the house's columns as `HouseEnergy` names them; null where nothing was measured. */
export const HOUSE_SUMS = `sum(import_wh) AS importWh, sum(export_wh) AS exportWh, sum(solar_wh) AS solarWh,
  sum(battery_in_wh) AS batteryInWh, sum(battery_out_wh) AS batteryOutWh, sum(house_wh) AS houseWh`;

/** Adds a minute, or a part of one, to its minute and its quarter of an hour. */
export function addMinute(db: Database, sample: MinuteSample): void {
  const atMs = instant(sample.at);
  for (const span of ['minute', 'quarter'] as const) {
    const at = Math.floor(atMs / SPAN_MS[span]);
    if (sample.house) add(db, `house_${span}s`, { [span]: at }, ofHouse(sample.house));
    for (const { chargerId, idTag, ...energy } of sample.chargers)
      add(db, `charger_${span}s`, { [span]: at, charger_id: chargerId, id_tag: idTag }, ofCharger(energy));
  }
}

interface SamplesAsked extends Range {
  readonly every?: Span;
  readonly from?: string;
  readonly to?: string;
}

/** Read so many at once: of two years of minutes there are a million. */
const AT_ONCE = 500;

/** One row a minute or quarter, oldest first: the house's energies, and each charger's by its id. */
export function* samples(db: Database, asked: SamplesAsked, nowMs: number): Generator<Row> {
  const span = asked.every === 'quarter' ? 'quarter' : 'minute';
  const ms = SPAN_MS[span];
  const toMs = asked.to === undefined ? nowMs : asked.toMs;
  const to = Math.ceil(toMs / ms);
  let from = Math.ceil((asked.from === undefined ? toMs - DAY_MS : asked.fromMs) / ms);
  const known = (table: string): string =>
    `SELECT ${span} AS at FROM ${table} WHERE ${span} >= :from AND ${span} < :to`;
  const next = `${known(`house_${span}s`)} UNION ${known(`charger_${span}s`)} ORDER BY at LIMIT ${AT_ONCE}`;
  for (;;) {
    const last = db.all(next, { from, to }).at(-1);
    if (!last) return;
    const end = Number(last['at']) + 1;
    yield* rowsBetween(db, span, from, end);
    from = end;
  }
}

function rowsBetween(db: Database, span: Span, from: number, to: number): Iterable<Row> {
  const rows = new Map<number, Record<string, unknown>>();
  const rowAt = (at: unknown): Record<string, unknown> => {
    const key = Number(at);
    const row = rows.get(key) ?? { at: isoOf(key * SPAN_MS[span]), chargersWh: {} };
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

type Values = Readonly<Record<string, number | null>>;

const ofHouse = (house: HouseEnergy): Values => ({
  import_wh: house.importWh,
  export_wh: house.exportWh,
  solar_wh: house.solarWh,
  battery_in_wh: house.batteryInWh,
  battery_out_wh: house.batteryOutWh,
  house_wh: house.houseWh,
});

const ofCharger = (energy: Omit<ChargerEnergy, 'chargerId' | 'idTag'>): Values => ({
  energy_wh: energy.energyWh,
  solar_wh: energy.solarWh,
  battery_wh: energy.batteryWh,
  grid_wh: energy.gridWh,
  cost: energy.cost,
  saving: energy.saving,
});

/** Adds to the row of that key, or makes it. */
function add(db: Database, table: string, key: Readonly<Record<string, number | string>>, values: Values): void {
  const columns = [...Object.keys(key), ...Object.keys(values)];
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT DO UPDATE SET ${Object.keys(values).map(addedUp).join(', ')}`,
    ...Object.values(key),
    ...Object.values(values),
  );
}

/** What was not measured adds nothing, and two times nothing stays nothing. */
const addedUp = (column: string): string =>
  `${column} = CASE WHEN ${column} IS NULL THEN excluded.${column}
     ELSE ${column} + coalesce(excluded.${column}, 0) END`;
