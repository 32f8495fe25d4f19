import type { Language } from './language.js';

export const EXPORTS = ['charges', 'faults', 'statistics', 'decisions', 'report'] as const;
type ExportKind = (typeof EXPORTS)[number];

/**
 * What is to be in a file. `report`: the charges of a month with the readings of the register, who charged and where, and
 * their sums, as a company wants it for a refund; default: the last month that is over.
 */
export interface ExportQuery {
  readonly what: 'export';
  readonly of: ExportKind;
  /** Default: xlsx. */
  readonly as?: 'xlsx' | 'csv';
  readonly from?: string;
  readonly to?: string;
  readonly charger?: string;
  readonly idTag?: string;
  /** Of statistics; default: day. */
  readonly by?: 'day' | 'month' | 'year';
  readonly split?: 'charger' | 'card';
  /** Of a report: what a kWh is refunded with. */
  readonly ratePerKWh?: number;
  /** Default: the site's. */
  readonly language?: Language;
  /** Of csv; default: as spreadsheets of the language read it. */
  readonly separator?: ',' | ';';
  readonly decimal?: '.' | ',';
}

export interface ExportedFile {
  /** "surplug-report-2026-10.xlsx" */
  readonly name: string;
  readonly mime: string;
  readonly base64: string;
}
