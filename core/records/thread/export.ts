import { cardNumber } from '../../model/charger.js';
import { ToldError } from '../../model/error-texts.js';
import type { ExportedFile, ExportQuery } from '../../model/export.js';
import type { Language } from '../../model/language.js';
import type { Row } from '../../model/site-query.js';
import type { ExportHouse } from '../../ports/record-store.js';
import { reportLabel, sheetTitle } from '../../words/record-names.js';
import type { ColumnName } from '../../words/record-words.js';
import { exportName, exportSpan } from '../export-span.js';
import type { Range, Reader } from '../range.js';
import type { FilePart } from '../thread-calls.js';
import { answer } from './answer.js';
import { charges } from './charges.js';
import { type CsvStyle, csvOf } from './csv.js';
import type { Database } from './database.js';
import { columnsIn } from './export-columns.js';
import type { Cell, Sheet } from './sheet.js';
import { xlsxOf } from './xlsx.js';

/*
 * Records as files to save. A .csv holds the first sheet alone.
 * A report has the charges that ended in its month: one that runs over the month's end is whole in the next.
 * The columns of charges are the manuals' (Cabur PLUS EV, 8.1.2-7; Hydra Cubus, 8.5.1-17), and what is known beyond them.
 */

const MIME = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

const SHARES = ['energyKWh', 'solarKWh', 'batteryKWh', 'gridKWh'] as const satisfies readonly ColumnName[];

const CHARGE: readonly ColumnName[] = [
  'number',
  'charger',
  'startedAt',
  'endedAt',
  'durationMin',
  'startedBy',
  'stopReason',
  'idTag',
  'cardName',
  'meterStartKWh',
  'meterStopKWh',
  ...SHARES,
  'solarPct',
  'peakKW',
  'cost',
  'saving',
  'mode',
];
const FAULT: readonly ColumnName[] = [
  'charger',
  'startedAt',
  'endedAt',
  'durationMin',
  'fault',
  'remedy',
  'errorCode',
  'vendorErrorCode',
];
const HOUSE: readonly ColumnName[] = [
  'houseImportKWh',
  'houseExportKWh',
  'houseSolarKWh',
  'houseBatteryInKWh',
  'houseBatteryOutKWh',
  'houseUseKWh',
];
const REPORT: readonly ColumnName[] = [
  'number',
  'cardName',
  'idTag',
  'charger',
  'serialNumber',
  'startedAt',
  'endedAt',
  'durationMin',
  'meterStartKWh',
  'meterStopKWh',
  ...SHARES,
  'cost',
];

/** Where the comma stands in a number, so that a list needs another sign between its values. */
const COMMA_DECIMAL: readonly Language[] = ['de', 'it', 'fr', 'es'];

/** So large a file is still made of a year or two, and still handed on by a host with little memory. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Handed on at once. */
const PART_BYTES = 16 * 1024;

/** A file on its way out: each part is made when it is asked for. */
interface FileInParts extends Omit<ExportedFile, 'base64'> {
  readonly parts: Iterator<FilePart>;
}

export function fileInParts(db: Database, asked: ExportQuery, house: ExportHouse, given: Reader): FileInParts {
  const reader = { ...given, language: asked.language ?? given.language };
  const range = exportSpan(asked, reader);
  const sheets = sheetsOf(asked, rowsOf(db, asked, range, reader), range, house, reader);
  const as = asked.as ?? 'xlsx';
  const parts =
    as === 'csv' ? csvOf(sheets[0], styleOf(asked, reader.language), reader.timeZone) : xlsxOf(sheets, reader.timeZone);
  return { name: exportName(asked, reader), mime: MIME[as], parts: partsOf(parts) };
}

function* partsOf(pieces: Iterable<string | Uint8Array>): Generator<FilePart> {
  let part: Buffer[] = [];
  let bytes = 0;
  let before = 0;
  for (const piece of pieces) {
    const buffer = Buffer.from(piece);
    part.push(buffer);
    bytes += buffer.length;
    if (bytes > MOST_BYTES) throw new ToldError('INVALID_INPUT', 'export-too-large');
    if (bytes - before < PART_BYTES) continue;
    yield { bytes: Buffer.concat(part) };
    part = [];
    before = bytes;
  }
  yield { bytes: Buffer.concat(part) };
}

function rowsOf(db: Database, asked: ExportQuery, { fromMs, toMs }: Range, reader: Reader): Iterable<Row> {
  const { of, charger, idTag } = asked;
  const who = { ...(charger !== undefined && { charger }), ...(idTag !== undefined && { idTag }) };
  switch (of) {
    case 'report':
      return charges(db, { fromMs, toMs, ended: true, ...who }) as unknown as readonly Row[];
    case 'charges':
    case 'faults':
    case 'decisions':
      return answer(db, { what: of, ...spanned(fromMs, toMs), ...who }, reader);
    case 'statistics': {
      const { split, by = 'day', from, to } = asked;
      const span = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      return answer(db, { what: of, by, ...span, ...who, ...(split !== undefined && { split }) }, reader);
    }
  }
}

const FIRST_MS = Date.UTC(1970);
const LAST_MS = Date.UTC(9999);
const spanned = (fromMs: number, toMs: number) => ({
  from: new Date(Math.max(fromMs, FIRST_MS)).toISOString(),
  to: new Date(Math.min(toMs, LAST_MS)).toISOString(),
});

function sheetsOf(
  asked: ExportQuery,
  rows: Iterable<Row>,
  range: Range,
  house: ExportHouse,
  reader: Reader,
): readonly [Sheet, ...Sheet[]] {
  const { language } = reader;
  const { named, modes } = columnsIn(language, house, asked.ratePerKWh);
  const name = sheetTitle(language, asked.of);
  switch (asked.of) {
    case 'charges':
      return [{ name, columns: [...named(CHARGE), ...modes], rows }];
    case 'faults':
      return [{ name, columns: named(FAULT), rows }];
    case 'decisions':
      return [{ name, columns: named(['at', 'charger', 'limitA', 'because']), rows }];
    case 'statistics': {
      const { split } = asked;
      const who: readonly ColumnName[] =
        split === 'charger' ? ['charger'] : split === 'card' ? ['cardName', 'idTag'] : [];
      const whole = split || asked.charger !== undefined || asked.idTag !== undefined ? [] : HOUSE;
      const columns = named(['period', ...who, 'charges', ...SHARES, 'solarPct', 'cost', 'saving', ...whole]);
      return [{ name, columns, rows }];
    }
    case 'report':
      return reportSheets(asked, [...rows], range, house, reader);
  }
}

function reportSheets(
  { ratePerKWh }: ExportQuery,
  rows: readonly Row[],
  { fromMs, toMs }: Range,
  house: ExportHouse,
  { language, nowMs }: Reader,
): readonly [Sheet, Sheet] {
  const { named } = columnsIn(language, house, ratePerKWh);
  const label = (name: Parameters<typeof reportLabel>[1]): string => reportLabel(language, name);
  const instant = (ms: number): Cell => ({ kind: 'instant', value: new Date(ms).toISOString() });
  const amount: readonly ColumnName[] = ratePerKWh === undefined ? [] : ['amount'];
  const total = label('total');
  const above: [string, Cell][] = [
    [label('title'), { kind: 'text', value: '' }],
    [label('site'), { kind: 'text', value: house.site }],
    [label('from'), instant(fromMs)],
    [label('to'), instant(toMs)],
    [label('createdAt'), instant(nowMs)],
    ...(ratePerKWh === undefined
      ? []
      : [[label('ratePerKWh'), { kind: 'number', value: ratePerKWh, digits: 4 }] satisfies [string, Cell]]),
  ];
  return [
    { name: sheetTitle(language, 'report'), above, columns: named([...REPORT, ...amount]), rows, total },
    {
      name: sheetTitle(language, 'byCard'),
      columns: named(['cardName', 'idTag', 'charges', ...SHARES, 'cost', ...amount]),
      rows: sumsByCard(rows),
      total,
    },
  ];
}

/** One row a card, in the order they first charged. */
function sumsByCard(rows: readonly Row[]): readonly Row[] {
  const cards = new Map<string, Record<string, unknown>>();
  for (const charge of rows) {
    const idTag = String(charge['idTag']);
    const card = cardNumber(idTag).toLowerCase();
    const sums = cards.get(card) ?? { idTag, cardName: charge['cardName'], charges: 0, cost: null };
    sums['charges'] = Number(sums['charges']) + 1;
    for (const key of ['energyWh', 'solarWh', 'batteryWh', 'gridWh'])
      sums[key] = Number(sums[key] ?? 0) + Number(charge[key] ?? 0);
    if (typeof charge['cost'] === 'number') sums['cost'] = Number(sums['cost'] ?? 0) + charge['cost'];
    cards.set(card, sums);
  }
  return [...cards.values()];
}

const styleOf = ({ separator, decimal }: ExportQuery, language: Language): CsvStyle => {
  const comma = COMMA_DECIMAL.includes(language);
  return { separator: separator ?? (comma ? ';' : ','), decimal: decimal ?? (comma ? ',' : '.') };
};
