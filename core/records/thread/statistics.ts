import { type Period, type PeriodKind, periodsBefore, periodsBetween } from '../../model/calendar-days.js';
import type { HouseEnergy, StatisticsRow } from '../../model/record.js';
import { QUARTER_MS, thousandth } from '../../model/units.js';
import type { Range } from '../range.js';
import type { Database, SqlRow } from './database.js';
import { isoOf } from './instant.js';
import { HOUSE_SUMS } from './samples.js';

/*
 * Statistics by the site's calendar (Hydra Cubus manual, 8.5.1-11: each day of the last month, each month of the last
 * year). Summed from quarters of an hour, so that they are right in any time zone, over daylight saving and after the
 * zone was changed. A charge counts where it began; its energy counts where it flowed.
 */

interface StatisticsAsked extends Range {
  readonly by: PeriodKind;
  readonly from?: string;
  readonly to?: string;
  readonly charger?: string;
  readonly idTag?: string;
  readonly split?: 'charger' | 'card';
}

const ENERGY_SUMS = `sum(energy_wh) AS energyWh, sum(solar_wh) AS solarWh, sum(battery_wh) AS batteryWh,
  sum(cost) AS cost, sum(saving) AS saving`;

/** Every period of the span, oldest first, those without a charge included. */
export function statistics(
  db: Database,
  asked: StatisticsAsked,
  nowMs: number,
  zone: string,
): readonly StatisticsRow[] {
  const toMs = asked.to === undefined ? nowMs : asked.toMs;
  const fromMs = asked.from === undefined ? usualStart(db, asked.by, toMs, zone) : asked.fromMs;
  return periodsBetween(asked.by, fromMs, toMs, zone).flatMap((period) => rowsOf(db, asked, period));
}

/** Where a span begins that names no start. */
function usualStart(db: Database, by: PeriodKind, toMs: number, zone: string): number {
  switch (by) {
    case 'day':
      return periodsBefore('day', 30, toMs, zone);
    case 'month':
      return periodsBefore('month', 11, toMs, zone);
    case 'year': {
      const first = db.first('SELECT min(started_ms) AS ms FROM charges')?.['ms'];
      return first === null || first === undefined ? periodsBefore('year', 0, toMs, zone) : Number(first);
    }
  }
}

function rowsOf(db: Database, asked: StatisticsAsked, period: Period): readonly StatisticsRow[] {
  const { split, charger = null, idTag = null } = asked;
  const key = split === 'charger' ? 'charger_id' : split === 'card' ? 'lower(id_tag)' : "''";
  // Readers differ in the case they tell a card in: it is one all the same.
  const shown = split === 'card' ? 'min(id_tag)' : key;
  const wanted = '(:charger IS NULL OR charger_id = :charger) AND (:idTag IS NULL OR id_tag = :idTag COLLATE NOCASE)';
  const grouped = (sums: string, table: string, at: string, from: number, to: number): ReadonlyMap<string, SqlRow> => {
    const sql = `SELECT ${key} AS who, ${shown} AS shown, ${sums} FROM ${table}
      WHERE ${at} >= :from AND ${at} < :to AND ${wanted} GROUP BY who`;
    return new Map(db.all(sql, { from, to, charger, idTag }).map((row) => [String(row['who']), row]));
  };
  const { fromMs, toMs } = period;
  const charges = grouped('count(*) AS charges', 'charges', 'started_ms', fromMs, toMs);
  const energies = grouped(ENERGY_SUMS, 'charger_quarters', 'quarter', fromMs / QUARTER_MS, toMs / QUARTER_MS);
  const everybody = split ? [...new Set([...charges.keys(), ...energies.keys()])].sort() : [''];
  const wholeHouse = !split && charger === null && idTag === null;
  return everybody.map((name) => {
    const sums = energies.get(name);
    const counted = charges.get(name);
    return {
      period: period.name,
      from: isoOf(fromMs),
      to: isoOf(toMs),
      ...(split === 'charger' ? { chargerId: name } : {}),
      ...(split === 'card' ? { idTag: String((counted ?? sums)?.['shown']) } : {}),
      charges: Number(counted?.['charges'] ?? 0),
      ...energiesOf(sums),
      ...(wholeHouse ? { house: houseOf(db, period) } : {}),
    };
  });
}

function energiesOf(sums: SqlRow | undefined) {
  const wh = (column: string): number => thousandth(Number(sums?.[column] ?? 0));
  const [energyWh, solarWh, batteryWh] = [wh('energyWh'), wh('solarWh'), wh('batteryWh')];
  return {
    energyWh,
    solarWh,
    batteryWh,
    gridWh: thousandth(energyWh - solarWh - batteryWh),
    solarShare: energyWh > 0 ? thousandth(solarWh / energyWh) : null,
    cost: money(sums?.['cost']),
    saving: money(sums?.['saving']),
  };
}

function houseOf(db: Database, period: Period): HouseEnergy {
  const sums = db.first(
    `SELECT ${HOUSE_SUMS} FROM house_quarters WHERE quarter >= ? AND quarter < ?`,
    period.fromMs / QUARTER_MS,
    period.toMs / QUARTER_MS,
  );
  const wh = (column: keyof HouseEnergy): number | null => {
    const sum = sums?.[column];
    return sum === null || sum === undefined ? null : thousandth(Number(sum));
  };
  return {
    importWh: wh('importWh'),
    exportWh: wh('exportWh'),
    solarWh: wh('solarWh'),
    batteryInWh: wh('batteryInWh'),
    batteryOutWh: wh('batteryOutWh'),
    houseWh: wh('houseWh'),
  };
}

/** To the hundredth of a cent; null: no price was known. */
export const money = (value: unknown): number | null =>
  typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : null;
