import type { ChargerSnapshot } from '../core/index.js';
import { legalName } from './legal-name.js';

/*
 * What a charger is called in Home, in order:
 *  1. its name, made legal; a charger without one is named by its id, and is then "Car Charger"
 *  2. where two would be called the same, the later one carries its id
 */
export function chargerNames(
  chargers: readonly Pick<ChargerSnapshot, 'id' | 'name'>[],
  carCharger: string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of chargers) {
    const wished = name === id ? carCharger : legalName(name, carCharger);
    const unique = taken.has(wished) ? legalName(`${wished} ${id}`, `${wished} ${taken.size + 1}`) : wished;
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}
