import type { ChargerSnapshot } from '../core/index.js';
import { LONGEST_NAME, legalName } from './legal-name.js';

/*
 * What a charger is called in Home, in order:
 *  1. its name, made legal; a charger without one is named by its id, and is then "Car Charger"
 *  2. where two would be called the same, by the ear, the later one carries its id
 *  3. where that does not tell them apart, a number
 */
export function chargerNames(
  chargers: readonly Pick<ChargerSnapshot, 'id' | 'name'>[],
  carCharger: string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of chargers) {
    const wished = name === id ? carCharger : legalName(name, carCharger);
    for (const candidate of candidates(wished, id)) {
      const heard = candidate.toLowerCase();
      if (taken.has(heard)) continue;
      taken.add(heard);
      names.set(id, candidate);
      break;
    }
  }
  return names;
}

function* candidates(wished: string, id: string): Generator<string> {
  yield wished;
  yield legalName(`${wished} ${id}`, wished);
  for (let n = 2; ; n++) yield legalName(`${wished.slice(0, LONGEST_NAME - 4)} ${n}`, wished);
}
