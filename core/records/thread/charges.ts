import type { SQLInputValue } from 'node:sqlite';
import { ToldError } from '../../model/error-texts.js';
import type { ChargeRecord } from '../../model/record.js';
import type { ChargeEnd, ChargeProgress, NewCharge } from '../../ports/record-store.js';
import { ENDED_KEPT, openRecord } from '../charge-book.js';
import { LAST_NUMBER } from '../charge-number.js';
import type { Range } from '../range.js';
import { bumpCounter, counter } from './counters.js';
import type { Database, SqlRow } from './database.js';
import { instant, isoOf } from './instant.js';

/** Columns by the names a record has for them, instants as ms; before them its number. */
const COLUMNS = {
  chargerId: 'charger_id',
  connectorId: 'connector_id',
  idTag: 'id_tag',
  startedMs: 'started_ms',
  endedMs: 'ended_ms',
  startedBy: 'started_by',
  stopReason: 'stop_reason',
  modeAtStart: 'mode_at_start',
  meterStartWh: 'meter_start_wh',
  meterStopWh: 'meter_stop_wh',
  energyWh: 'energy_wh',
  solarWh: 'solar_wh',
  gridWh: 'grid_wh',
  peakW: 'peak_w',
  batteryWh: 'battery_wh',
  cost: 'cost',
  saving: 'saving',
  modeS: 'mode_s',
  cardName: 'card_name',
  serialNumber: 'serial_number',
} as const;
type Column = keyof typeof COLUMNS;
const KEYS = Object.keys(COLUMNS) as Column[];

const SELECTED = ['number', ...KEYS.map((key) => `${COLUMNS[key]} AS ${key}`)].join(', ');
const UPSERT = `INSERT OR REPLACE INTO charges (number, ${Object.values(COLUMNS).join(', ')})
  VALUES (?${', ?'.repeat(KEYS.length)})`;
const TOTALS = `energy_wh = ?, solar_wh = ?, grid_wh = ?, peak_w = ?, battery_wh = coalesce(?, battery_wh),
  cost = coalesce(?, cost), saving = coalesce(?, saving), mode_s = coalesce(?, mode_s)`;

/** The number of a charge: the one this start already has, else the proposed one or the next that is free. */
export function begin(db: Database, charge: NewCharge, proposed: number): number {
  const known = sameStart(db, charge);
  if (known !== undefined) return known;
  const number = freeNumber(db, Math.max(proposed, counter(db, 'charge') + 1));
  bumpCounter(db, 'charge', number);
  upsert(db, openRecord(number, charge));
  return number;
}

export function adopt(db: Database, number: number, charge: NewCharge): boolean {
  if (!Number.isSafeInteger(number)) throw new ToldError('INVALID_INPUT', 'no-charge-number', { value: `${number}` });
  if (exists(db, number)) return false;
  upsert(db, openRecord(number, charge));
  return true;
}

export function end(db: Database, ended: ChargeEnd): boolean {
  moveStart(db, ended);
  const changed = db.run(
    `UPDATE charges SET ended_ms = ?, stop_reason = ?, meter_stop_wh = ?, ${TOTALS} WHERE number = ? AND ended_ms IS NULL`,
    instant(ended.endedAt),
    ended.stopReason,
    ended.meterStopWh,
    ...totals(ended),
    ended.number,
  );
  return changed === 1;
}

export function progress(db: Database, charge: ChargeProgress): void {
  moveStart(db, charge);
  db.run(`UPDATE charges SET ${TOTALS} WHERE number = ? AND ended_ms IS NULL`, ...totals(charge), charge.number);
}

/** Where the clock was set. Not with the totals: there its index would be written with every batch. */
function moveStart(db: Database, { number, startedAt }: ChargeProgress): void {
  if (startedAt === undefined) return;
  const startedMs = instant(startedAt);
  const moved = 'number = ? AND ended_ms IS NULL AND started_ms <> ?';
  db.run(`UPDATE charges SET started_ms = ? WHERE ${moved}`, startedMs, number, startedMs);
}

/**
 * A whole record as memory kept it. The charger was told this number; one that the same start got here, when the answer
 * was lost on its way, was told to nobody and goes. A number that another charge has is not taken from it.
 */
export function keep(db: Database, record: ChargeRecord): void {
  const twin = sameStart(db, record);
  if (twin !== undefined && twin !== record.number) db.run('DELETE FROM charges WHERE number = ?', twin);
  const foreign = twin !== record.number && exists(db, record.number);
  const number = foreign ? freeNumber(db, counter(db, 'charge') + 1) : record.number;
  bumpCounter(db, 'charge', number);
  upsert(db, { ...record, number });
}

export function openCharges(db: Database): readonly ChargeRecord[] {
  return db.all(`SELECT ${SELECTED} FROM charges WHERE ended_ms IS NULL ORDER BY started_ms, number`).map(recordOf);
}

/** So many that ended last, as far as anything may still be told of them. */
export function endedCharges(db: Database): readonly ChargeRecord[] {
  return db
    .all(
      `SELECT ${SELECTED} FROM charges WHERE ended_ms IS NOT NULL ORDER BY started_ms DESC, number DESC LIMIT ?`,
      ENDED_KEPT,
    )
    .reverse()
    .map(recordOf);
}

interface ChargesAsked extends Range {
  readonly charger?: string;
  readonly idTag?: string;
  readonly last?: number;
  /** Those that ended in the span, where otherwise those are meant that began in it. */
  readonly ended?: boolean;
}

/** Oldest first; with `last`, the newest so many. */
export function charges(db: Database, asked: ChargesAsked): readonly ChargeRecord[] {
  const { fromMs, toMs, charger = null, idTag = null, last = -1, ended } = asked;
  const atMs = ended ? 'ended_ms' : 'started_ms';
  return db
    .all(
      `SELECT ${SELECTED} FROM charges WHERE ${atMs} >= :fromMs AND ${atMs} < :toMs
       AND (:charger IS NULL OR charger_id = :charger) AND (:idTag IS NULL OR id_tag = :idTag COLLATE NOCASE)
       ORDER BY started_ms DESC, number DESC LIMIT :last`,
      { fromMs, toMs, charger, idTag, last },
    )
    .reverse()
    .map(recordOf);
}

function sameStart(db: Database, charge: NewCharge): number | undefined {
  const row = db.first(
    `SELECT number FROM charges WHERE started_ms = ? AND charger_id = ? AND connector_id = ? AND id_tag = ?
       AND meter_start_wh = ?`,
    instant(charge.startedAt),
    charge.chargerId,
    charge.connectorId ?? 1,
    charge.idTag,
    charge.meterStartWh,
  );
  return row && Number(row['number']);
}

function freeNumber(db: Database, from: number): number {
  let number = from;
  while (number > LAST_NUMBER || exists(db, number)) number = number < LAST_NUMBER ? number + 1 : 1;
  return number;
}

const exists = (db: Database, number: number): boolean =>
  db.first('SELECT 1 FROM charges WHERE number = ?', number) !== undefined;

function upsert(db: Database, record: ChargeRecord): void {
  const values = valuesOf(record);
  db.run(UPSERT, record.number, ...KEYS.map((key) => values[key]));
}

const totals = (charge: ChargeProgress): SQLInputValue[] => [
  charge.energyWh,
  charge.solarWh,
  charge.gridWh,
  charge.peakW,
  charge.batteryWh ?? null,
  charge.cost ?? null,
  charge.saving ?? null,
  charge.modeS ? JSON.stringify(charge.modeS) : null,
];

const valuesOf = (record: ChargeRecord): Readonly<Record<Column, SQLInputValue>> => ({
  ...record,
  connectorId: record.connectorId ?? 1,
  startedMs: instant(record.startedAt),
  endedMs: record.endedAt === null ? null : instant(record.endedAt),
  batteryWh: record.batteryWh ?? 0,
  cost: record.cost ?? null,
  saving: record.saving ?? null,
  modeS: record.modeS ? JSON.stringify(record.modeS) : null,
  cardName: record.cardName ?? null,
  serialNumber: record.serialNumber ?? null,
});

function recordOf({ startedMs, endedMs, modeS, ...rest }: SqlRow): ChargeRecord {
  return {
    ...(rest as unknown as ChargeRecord),
    startedAt: isoOf(startedMs),
    endedAt: endedMs === null ? null : isoOf(endedMs),
    modeS: modeS === null ? {} : (JSON.parse(String(modeS)) as NonNullable<ChargeRecord['modeS']>),
  };
}
