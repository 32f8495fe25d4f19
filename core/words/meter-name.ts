import type { Language } from '../model/language.js';
import { METER_ROLES } from '../model/reading.js';
import { CATALOGUES } from './catalogues.js';

/** A meter as its user calls it, who may have given it an id; without one its id is its role, told as a word. */
export function meterName(language: Language, meterId: string): string {
  const role = METER_ROLES.find((known) => known === meterId);
  return role === undefined ? meterId : CATALOGUES[language].meterRoles[role];
}
