import type { StartReason } from '../model/charger.js';

/** Why OCPP 1.6 says a transaction ended (Reason, edition 2, 7.36); "Other" stands for what is not in this list. */
export const STOP_REASONS = [
  'Local',
  'Remote',
  'EVDisconnected',
  'DeAuthorized',
  'EmergencyStop',
  'UnlockCommand',
  'PowerLoss',
  'Reboot',
  'SoftReset',
  'HardReset',
  'Other',
] as const;
type StopReason = (typeof STOP_REASONS)[number];

/** Headings of exported columns; energies are in kWh, so that they fit a bill. */
const COLUMN_NAMES = [
  'number',
  'charger',
  'serialNumber',
  'startedAt',
  'endedAt',
  'durationMin',
  'startedBy',
  'stopReason',
  'idTag',
  'cardName',
  'mode',
  'minutesIn',
  'meterStartKWh',
  'meterStopKWh',
  'energyKWh',
  'solarKWh',
  'batteryKWh',
  'gridKWh',
  'solarPct',
  'peakKW',
  'cost',
  'saving',
  'amount',
  'period',
  'charges',
  'houseImportKWh',
  'houseExportKWh',
  'houseSolarKWh',
  'houseBatteryInKWh',
  'houseBatteryOutKWh',
  'houseUseKWh',
  'fault',
  'remedy',
  'errorCode',
  'vendorErrorCode',
  'at',
  'limitA',
  'because',
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** What exports say beside numbers. */
export interface RecordWords {
  readonly sheets: Readonly<Record<'charges' | 'faults' | 'statistics' | 'decisions' | 'report' | 'byCard', string>>;
  readonly columns: Readonly<Record<ColumnName, string>>;
  readonly startedBy: Readonly<Record<StartReason, string>>;
  readonly stopReasons: Readonly<Record<StopReason, string>>;
  /** A price list or forecast has run out. */
  readonly outdated: Readonly<Record<'prices' | 'forecast', string>>;
  /** Labels above, in and below the table of the monthly report. */
  readonly report: Readonly<
    Record<'title' | 'site' | 'from' | 'to' | 'createdAt' | 'ratePerKWh' | 'total' | 'withoutCard', string>
  >;
}
