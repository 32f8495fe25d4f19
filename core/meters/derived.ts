import type { MeterReading, MeterRole } from '../model/reading.js';
import { amps, monoMs, volts, watts } from '../model/units.js';
import type { MeterPlace } from './reading-of.js';

/*
 * A meter that is not there, computed from those that are: house = grid + solar + battery, solved for the one asked.
 * Phases too, where every meter in the sum has them; currents from power and voltage, so without reactive current.
 */

/** Roles in the balance of the house, with the sign each has in it. A load is part of the house. */
const BALANCE = { grid: 1, solar: 1, battery: 1, house: -1 } as const satisfies Partial<Record<MeterRole, 1 | -1>>;
type BalanceRole = keyof typeof BALANCE;

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

/** The reading of the missing meter, as old as the oldest it is made of; `undefined` while one is missing. */
export function derivedReading(
  place: MeterPlace,
  sources: readonly { readonly role: MeterRole; readonly last: MeterReading | undefined }[],
  nominalV: number,
): MeterReading | undefined {
  const { role } = place;
  if (!inBalance(role)) return undefined;
  const terms: { readonly factor: number; readonly last: MeterReading }[] = [];
  for (const { role: other, last } of sources) {
    if (other === role || !inBalance(other)) continue;
    if (!last) return undefined;
    terms.push({ factor: -BALANCE[other] * BALANCE[role], last });
  }
  if (!terms.some(({ last }) => last.role === INDISPENSABLE[role])) return undefined;
  const phaseW = place.supplyPhases === 1 ? undefined : summedPhases(terms);
  const voltageV = terms.find(({ last }) => last.voltageV)?.last.voltageV;
  const powerW = terms.reduce((sum, { factor, last }) => sum + factor * last.powerW, 0);
  const perPhase = place.supplyPhases === 1 ? [powerW] : phaseW;
  return {
    meterId: place.meterId,
    role,
    takenAt: monoMs(Math.min(...terms.map(({ last }) => last.takenAt))),
    powerW: watts(powerW),
    ...(perPhase && { phaseW: perPhase.map(watts) }),
    ...(perPhase && { currentA: perPhase.map((power, i) => amps(power / (voltageV?.[i] || nominalV))) }),
    ...(voltageV && { voltageV: voltageV.map(volts) }),
  };
}

function summedPhases(
  terms: readonly { readonly factor: number; readonly last: MeterReading }[],
): readonly number[] | undefined {
  if (!terms.every(({ last }) => last.phaseW?.length === 3)) return undefined;
  return [0, 1, 2].map((i) => terms.reduce((sum, { factor, last }) => sum + factor * (last.phaseW?.[i] ?? 0), 0));
}
