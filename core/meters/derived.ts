import type { ChargersDraw, MeterReading, MeterRole } from '../model/reading.js';
import { amps, liveVoltage, monoMs, volts, watts } from '../model/units.js';
import type { MeterPlace } from './reading-of.js';

/*
 * A meter that is not there, computed from those that are: grid + solar + battery = house + chargers, solved for the one
 * asked. The house is the house without the chargers; what these draw is what their own meters say. Phases too, where
 * every part of the sum has them; currents from power and voltage, so without reactive current.
 */

/** Roles in the balance of the house, with the sign each has in it. A load is part of the house. */
const BALANCE = { grid: 1, solar: 1, battery: 1, house: -1 } as const satisfies Partial<Record<MeterRole, 1 | -1>>;
type BalanceRole = keyof typeof BALANCE;
const CHARGERS = -1;

/** The one meter without which the sum would be a guess. */
const INDISPENSABLE: Readonly<Record<BalanceRole, BalanceRole>> = {
  grid: 'house',
  house: 'grid',
  solar: 'house',
  battery: 'house',
};

export const inBalance = (role: MeterRole): role is BalanceRole => role in BALANCE;

/** What must be measured for the role to be derived; `undefined` when it cannot be. */
export const indispensable = (role: MeterRole): MeterRole | undefined =>
  inBalance(role) ? INDISPENSABLE[role] : undefined;

/** What is known of one part of the sum. */
type Part = Pick<MeterReading, 'powerW' | 'phaseW' | 'voltageV' | 'takenAt'>;

interface Term {
  readonly factor: number;
  readonly part: Part;
}

/**
 * The reading of the missing meter, as old as the oldest meter it is made of; `undefined` while one is missing.
 * `chargers` is what the chargers draw now; absent: nothing.
 */
export function derivedReading(
  place: MeterPlace,
  sources: readonly { readonly role: MeterRole; readonly last: Part | undefined }[],
  nominalV: number,
  chargers?: ChargersDraw,
): MeterReading | undefined {
  const { role } = place;
  if (!inBalance(role)) return undefined;
  const terms: Term[] = [];
  let known = false;
  for (const { role: other, last } of sources) {
    if (other === role || !inBalance(other)) continue;
    if (!last) return undefined;
    known ||= other === INDISPENSABLE[role];
    terms.push({ factor: -BALANCE[other] * BALANCE[role], part: last });
  }
  if (!known) return undefined;
  const takenAt = monoMs(Math.min(...terms.map(({ part }) => part.takenAt)));
  if (chargers) terms.push({ factor: -CHARGERS * BALANCE[role], part: chargers });
  const phaseW = place.supplyPhases === 1 ? undefined : summedPhases(terms);
  const voltageV = terms.find(({ part }) => part.voltageV)?.part.voltageV;
  const powerW = terms.reduce((sum, { factor, part }) => sum + factor * part.powerW, 0);
  const perPhase = place.supplyPhases === 1 ? [powerW] : phaseW;
  return {
    meterId: place.meterId,
    role,
    takenAt,
    powerW: watts(powerW),
    ...(perPhase && { phaseW: perPhase.map(watts) }),
    ...(perPhase && { currentA: perPhase.map((power, i) => amps(power / liveVoltage(voltageV?.[i], nominalV))) }),
    ...(voltageV && { voltageV: voltageV.map(volts) }),
  };
}

function summedPhases(terms: readonly Term[]): readonly number[] | undefined {
  if (!terms.every(({ part }) => part.phaseW?.length === 3)) return undefined;
  return [0, 1, 2].map((i) => terms.reduce((sum, { factor, part }) => sum + factor * (part.phaseW?.[i] ?? 0), 0));
}
