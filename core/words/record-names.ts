import type { StartReason } from '../model/charger.js';
import type { Language } from '../model/language.js';
import { MODES, type Mode } from '../model/mode.js';
import { CATALOGUES } from './catalogues.js';
import { fill } from './fill.js';
import { type ColumnName, type RecordWords, STOP_REASONS } from './record-words.js';

export const sheetTitle = (language: Language, sheet: keyof RecordWords['sheets']): string =>
  CATALOGUES[language].records.sheets[sheet];

export const reportLabel = (language: Language, label: keyof RecordWords['report']): string =>
  CATALOGUES[language].records.report[label];

/** That a list has run out, and what follows; `endedAt` as an instant. */
export const outdatedText = (
  language: Language,
  list: keyof RecordWords['outdated'],
  endedAt: string,
  timeZone: string,
): string => fill(language, CATALOGUES[language].records.outdated[list], { endedAt }, timeZone);

/** The heading of a column; `mode` for the one with the minutes in it. */
export const columnHeading = (language: Language, column: ColumnName, mode: Mode = MODES[0]): string =>
  fill(language, CATALOGUES[language].records.columns[column], { mode });

/** Who started a charge, in words; a word nobody knows stays as it is. */
export const startedByText = (language: Language, startedBy: string): string =>
  CATALOGUES[language].records.startedBy[startedBy as StartReason] ?? startedBy;

/** Why a charge ended, in words; a reason of the charger's own stays as it is. */
export function stopReasonText(language: Language, reason: string): string {
  const known = STOP_REASONS.find((one) => one === reason);
  return known === undefined ? reason : CATALOGUES[language].records.stopReasons[known];
}
