import type { ChargerFacts } from '../model/charger.js';

/** The charger of that id, else those of that name, in any case. */
export function chargersNamed(chargers: readonly ChargerFacts[], name: string): readonly ChargerFacts[] {
  const byId = chargers.filter(({ id }) => id === name);
  if (byId.length > 0) return byId;
  const heard = String(name).trim().toLowerCase();
  return chargers.filter((charger) => charger.name.toLowerCase() === heard);
}
