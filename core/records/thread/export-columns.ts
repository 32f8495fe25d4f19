import { cardNumber } from '../../model/charger.js';
import type { Language } from '../../model/language.js';
import { MODES } from '../../model/mode.js';
import type { ChargeRecord } from '../../model/record.js';
import type { Row } from '../../model/site-query.js';
import type { ExportHouse } from '../../ports/record-store.js';
import { columnHeading, reportLabel, startedByText, stopReasonText } from '../../words/record-names.js';
import type { ColumnName } from '../../words/record-words.js';
import type { CellKind, CellValue, Column } from './sheet.js';
import { money } from './statistics.js';

type Value = (row: Row) => CellValue;

const kwh = (wh: unknown): number | null => (typeof wh === 'number' ? Math.round(wh * 1000) / 1e6 : null);
const house = (row: Row, key: string): number | null => kwh((row['house'] as Row | undefined)?.[key]);

interface Shape {
  readonly kind: CellKind;
  readonly value: Value;
  readonly digits?: number;
  readonly summed?: boolean;
}

const textOf = (value: Value): Shape => ({ kind: 'text', value });
const asIs = (key: string): Shape => textOf((row) => row[key] as CellValue);
const instant = (key: string): Shape => ({ kind: 'instant', value: (row) => row[key] as CellValue });
const count = (value: Value, rest: Partial<Shape> = {}): Shape => ({ kind: 'number', value, ...rest });
const energy = (key: string, summed = true): Shape => count((row) => kwh(row[key]), { digits: 3, summed });
const ofHouse = (key: string): Shape => count((row) => house(row, key), { digits: 3, summed: true });
const price = (key: string): Shape => count((row) => money(row[key]), { digits: 2, summed: true });

/** Where each column takes its value from. Energies leave in kWh, powers in kW. */
function shapes(language: Language, { chargers, cards }: ExportHouse, ratePerKWh: number): Record<ColumnName, Shape> {
  const names = new Map(Object.entries(cards).map(([idTag, name]) => [idTag.toLowerCase(), name]));
  const minutesOf = ({ startedAt, endedAt }: Partial<ChargeRecord>): number | null =>
    startedAt && endedAt ? Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 6000) / 10 : null;
  return {
    number: count((row) => row['number'] as number),
    charger: textOf((row) => chargers[String(row['chargerId'])]?.name ?? (row['chargerId'] as string)),
    serialNumber: textOf(
      (row) => (row['serialNumber'] as string | null) ?? chargers[String(row['chargerId'])]?.serialNumber,
    ),
    startedAt: instant('startedAt'),
    endedAt: instant('endedAt'),
    // On the clock alone a charge over the autumn change would seem an hour shorter.
    durationMin: count(minutesOf, { digits: 1 }),
    startedBy: textOf((row) => startedByText(language, String(row['startedBy']))),
    stopReason: textOf((row) =>
      row['stopReason'] === null ? null : stopReasonText(language, String(row['stopReason'])),
    ),
    idTag: textOf((row) => cardNumber(String(row['idTag']))),
    cardName: textOf(
      (row) =>
        (row['cardName'] as string | null | undefined) ??
        names.get(String(row['idTag']).toLowerCase()) ??
        (cardNumber(String(row['idTag'])) === '' ? reportLabel(language, 'withoutCard') : null),
    ),
    mode: asIs('modeAtStart'),
    minutesIn: count(() => null),
    meterStartKWh: energy('meterStartWh', false),
    meterStopKWh: energy('meterStopWh', false),
    energyKWh: energy('energyWh'),
    solarKWh: energy('solarWh'),
    batteryKWh: energy('batteryWh'),
    gridKWh: energy('gridWh'),
    solarPct: count(
      ({ energyWh, solarWh }) => (Number(energyWh) > 0 ? (100 * Number(solarWh)) / Number(energyWh) : null),
      {
        digits: 1,
      },
    ),
    peakKW: count((row) => kwh(row['peakW']), { digits: 2 }),
    cost: price('cost'),
    saving: price('saving'),
    amount: count((row) => money((Number(row['energyWh']) / 1000) * ratePerKWh), { digits: 2, summed: true }),
    period: { kind: 'period', value: (row) => row['period'] as string },
    charges: count((row) => row['charges'] as number, { summed: true }),
    houseImportKWh: ofHouse('importWh'),
    houseExportKWh: ofHouse('exportWh'),
    houseSolarKWh: ofHouse('solarWh'),
    houseBatteryInKWh: ofHouse('batteryInWh'),
    houseBatteryOutKWh: ofHouse('batteryOutWh'),
    houseUseKWh: ofHouse('houseWh'),
    fault: asIs('text'),
    remedy: asIs('remedy'),
    errorCode: asIs('errorCode'),
    vendorErrorCode: asIs('vendorErrorCode'),
    at: instant('at'),
    limitA: count((row) => row['limitA'] as number, { digits: 1 }),
    because: asIs('text'),
  };
}

/** The columns in one language, for a house whose chargers and cards have names. */
export function columnsIn(language: Language, of: ExportHouse, ratePerKWh = 0) {
  const shape = shapes(language, of, ratePerKWh);
  return {
    named: (names: readonly ColumnName[]): readonly Column[] =>
      names.map((name) => ({ heading: columnHeading(language, name), ...shape[name] })),
    /** Minutes in each mode. */
    modes: MODES.map(
      (mode): Column => ({
        heading: columnHeading(language, 'minutesIn', mode),
        ...count((row) => minutesIn(row, mode), { digits: 1 }),
      }),
    ),
  };
}

function minutesIn(row: Row, mode: (typeof MODES)[number]): number | null {
  const seconds = (row['modeS'] as ChargeRecord['modeS'])?.[mode];
  return seconds === undefined ? null : Math.round(seconds / 6) / 10;
}
