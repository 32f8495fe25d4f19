import type { ClampConfig } from '../model/config.js';
import { PLAUSIBLE, plausible, type Span } from '../model/outside-number.js';
import type { PhaseCount } from '../model/phases.js';
import type { MeterReading, MeterRole } from '../model/reading.js';
import { amps, type MonoMs, volts, wattHours, watts } from '../model/units.js';
import { type Measured, whole } from './measured.js';
import { type Trouble, trouble } from './trouble.js';

/*
 * From what a meter said to a reading of the house, in order:
 *  1. clamps: ratio and direction of each input, on power and current; on a total alone where all are alike
 *  2. power: the total; else import − export; else the parts; else the sum of the phases; with clamps the sum goes first;
 *     an inverter that says "not available" produces nothing: so they do at night
 *  3. a current takes the sign of its phase's power; where no phase power is measured it stays as the meter gave it
 *  4. `invert` turns everything round, but no current of a meter that gives them no sign: they count as import, so that the
 *     fuse is safe
 *  5. the meter's phases are laid on the supply's; a grid meter that does not see every phase tells no phase values
 *  6. the door: a value no home has refuses the whole reading, so that nothing is ever decided on half of one
 */

/** Where a meter sits in the house. */
export interface MeterPlace {
  readonly meterId: string;
  readonly role: MeterRole;
  readonly supplyPhases: PhaseCount;
  /** Supply phase of the meter's first, second, third phase. */
  readonly phases: readonly number[];
  readonly invert: boolean;
  readonly clamps: readonly ClampConfig[];
}

type Composed = { readonly reading: MeterReading } | { readonly trouble: Trouble };

type List = readonly number[];

/** Mains, with room for islands and generators: a wrong map, word order or protocol does not fall into it by chance. */
export const MAINS_V: Span = { from: 80, to: 300 };
export const MAINS_HZ: Span = { from: 45, to: 65 };

/** The reading, or why there is none. */
export function readingOf(said: Measured, place: MeterPlace, takenAt: MonoMs): Composed {
  const phaseW = clamped(whole(said.phaseW), place.clamps);
  const powerW = totalPower(said, phaseW, place.clamps) ?? (asleep(said, place) ? 0 : undefined);
  if (powerW === undefined) return { trouble: trouble('absurd', 'no power') };
  const turn = (value: number) => (place.invert ? 0 - value : value);
  const currentA = directed(said, place.clamps, phaseW, powerW, turn);
  const voltageV = whole(said.voltageV);
  const refused = refusal({ powerW, phaseW, currentA, voltageV, frequencyHz: said.frequencyHz ?? undefined });
  if (refused) return { trouble: refused };

  const [importWh, exportWh] = place.invert ? [said.exportWh, said.importWh] : [said.importWh, said.exportWh];
  const laidW = place.supplyPhases === 1 ? [turn(powerW)] : laid(phaseW?.map(turn), place);
  const laidA = laid(currentA, place);
  const laidV = laidVoltage(voltageV, place);
  return {
    reading: {
      meterId: place.meterId,
      role: place.role,
      takenAt,
      powerW: watts(turn(powerW)),
      ...(laidW && { phaseW: laidW.map(watts) }),
      ...(laidA && { currentA: laidA.map(amps) }),
      ...(laidV && { voltageV: laidV.map(volts) }),
      ...(plausible(importWh, PLAUSIBLE.energyWh) && { importWh: wattHours(importWh) }),
      ...(plausible(exportWh, PLAUSIBLE.energyWh) && { exportWh: wattHours(exportWh) }),
      ...(plausible(said.socPct, PLAUSIBLE.socPct) && { socPct: said.socPct }),
    },
  };
}

const sum = (list: List): number => list.reduce((total, value) => total + value, 0);

const clamped = (list: List | undefined, clamps: readonly ClampConfig[]): List | undefined =>
  list?.map((value, input) => value * clampFactor(clamps[input]));

const clampFactor = (clamp: ClampConfig | undefined): number => (clamp?.ratio ?? 1) * (clamp?.invert ? -1 : 1);

function totalPower(said: Measured, phaseW: List | undefined, clamps: readonly ClampConfig[]): number | undefined {
  if (clamps.length > 0 && phaseW) return sum(phaseW);
  const [first = 1, ...others] = clamps.map(clampFactor);
  const factor = others.every((other) => other === first) ? first : 1;
  if (typeof said.powerW === 'number') return said.powerW * factor;
  if (typeof said.importW === 'number' && typeof said.exportW === 'number') {
    return (said.importW - said.exportW) * factor;
  }
  const partsW = whole(said.partsW);
  return partsW ? sum(partsW) : phaseW && sum(phaseW);
}

const asleep = (said: Measured, place: MeterPlace): boolean => place.role === 'solar' && said.powerW === null;

/** Currents with their direction, as far as it is known. */
function directed(
  said: Measured,
  clamps: readonly ClampConfig[],
  phaseW: List | undefined,
  powerW: number,
  turn: (value: number) => number,
): List | undefined {
  const given = whole(said.currentA);
  const currentA = clamped(given, clamps);
  const signs = phaseW?.length === currentA?.length ? phaseW : currentA?.length === 1 ? [powerW] : undefined;
  if (signs) return currentA?.map((value, i) => turn(Math.abs(value) * ((signs[i] ?? 0) < 0 ? -1 : 1)));
  return given?.some((value) => value < 0) ? currentA?.map(turn) : currentA?.map(Math.abs);
}

/** Values of the meter's phases on those of the supply; `undefined` where that would claim what was not measured. */
function laid(list: List | undefined, place: MeterPlace): List | undefined {
  if (!list) return undefined;
  if (place.supplyPhases === 1) return [sum(list)];
  const supply: (number | undefined)[] = [undefined, undefined, undefined];
  list.forEach((value, i) => {
    const at = phaseOf(i, place) - 1;
    supply[at] = (supply[at] ?? 0) + value;
  });
  if (place.role === 'grid' && supply.includes(undefined)) return undefined;
  return supply.map((value) => value ?? 0);
}

function laidVoltage(list: List | undefined, place: MeterPlace): List | undefined {
  if (!list) return undefined;
  if (place.supplyPhases === 1) return list.slice(0, 1);
  const supply = [1, 2, 3].map((phase) => list[list.findIndex((_, i) => phaseOf(i, place) === phase)]);
  return supply.every((value) => value !== undefined) ? supply : undefined;
}

const phaseOf = (input: number, place: MeterPlace): number =>
  place.clamps[input]?.phase ?? place.phases[input] ?? input + 1;

interface Said {
  readonly powerW: number;
  readonly phaseW: List | undefined;
  readonly currentA: List | undefined;
  readonly voltageV: List | undefined;
  readonly frequencyHz: number | undefined;
}

function refusal(said: Said): Trouble | undefined {
  const absurd =
    outside('powerW', [said.powerW], PLAUSIBLE.powerW) ??
    outside('phaseW', said.phaseW, PLAUSIBLE.powerW) ??
    outside('currentA', said.currentA, PLAUSIBLE.currentA) ??
    outside('voltageV', said.voltageV, PLAUSIBLE.voltageV);
  if (absurd) return absurd;
  // One live phase is enough: the others may have lost theirs, or have no wire.
  if (said.voltageV && !said.voltageV.some((value) => plausible(value, MAINS_V))) {
    return trouble('absurd', `voltageV ${rounded(said.voltageV[0] ?? 0)}`);
  }
  if (said.frequencyHz !== undefined && !plausible(said.frequencyHz, MAINS_HZ)) {
    return trouble('absurd', `frequencyHz ${rounded(said.frequencyHz)}`);
  }
  return undefined;
}

function outside(field: string, list: List | undefined, span: Span): Trouble | undefined {
  const value = list?.find((one) => !plausible(one, span));
  return value === undefined ? undefined : trouble('absurd', `${field} ${rounded(value)}`);
}

const rounded = (value: number): number => Number(value.toPrecision(4));
