import { ToldError } from '../model/error-texts.js';
import { demandNumber, PLAUSIBLE, type Span, shown } from '../model/outside-number.js';
import type { MeterReading } from '../model/reading.js';
import type { MonoMs } from '../model/units.js';
import type { Measured } from './measured.js';
import { type MeterPlace, readingOf } from './reading-of.js';

/*
 * A value pushed by a flow, at the door:
 *  1. a bare number (or a text that is one) is the power; otherwise an object with at least one known key
 *  2. every number may come as text; NaN, infinity and values no home has are refused, the field named
 *  3. a list has one value per phase of the supply; a bare number stands for a list of one
 *  4. without power, it is the sum of voltage × current; the nominal voltage where none is given
 */

const KEYS = ['powerW', 'phaseW', 'currentA', 'voltageV', 'importWh', 'exportWh', 'socPct'] as const;

/** A pushed value as a reading. Throws INVALID_INPUT saying which field, what came, and what would be right. */
export function pushedReading(input: unknown, place: MeterPlace, takenAt: MonoMs, nominalV: number): MeterReading {
  const composed = readingOf(measuredFrom(input, place.supplyPhases, nominalV), place, takenAt);
  if ('reading' in composed) return composed.reading;
  throw new ToldError('INVALID_INPUT', 'value-impossible', { detail: composed.trouble.detail });
}

function measuredFrom(input: unknown, phases: number, nominalV: number): Measured {
  if (typeof input === 'number' || typeof input === 'string' || typeof input === 'bigint') {
    return { powerW: demandNumber(input, 'powerW', PLAUSIBLE.powerW) };
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw noKnownKey(input);
  const given = input as Readonly<Record<string, unknown>>;
  const known = KEYS.filter((key) => given[key] !== undefined && given[key] !== null);
  if (known.length === 0) throw noKnownKey(input);

  const number = (key: (typeof KEYS)[number], span: Span) =>
    known.includes(key) ? demandNumber(given[key], key, span) : undefined;
  const list = (key: (typeof KEYS)[number], span: Span) =>
    known.includes(key) ? demandList(given[key], key, span, phases) : undefined;
  const powerW = number('powerW', PLAUSIBLE.powerW);
  const phaseW = list('phaseW', PLAUSIBLE.powerW);
  const currentA = list('currentA', PLAUSIBLE.currentA);
  const voltageV = list('voltageV', PLAUSIBLE.voltageV);
  const importWh = number('importWh', PLAUSIBLE.energyWh);
  const exportWh = number('exportWh', PLAUSIBLE.energyWh);
  const socPct = number('socPct', PLAUSIBLE.socPct);
  if (powerW === undefined && phaseW === undefined && currentA === undefined) {
    throw new ToldError('INVALID_INPUT', 'value-without-power', { names: known.join(', ') });
  }
  const apparentW = phaseW ?? currentA?.map((current, i) => current * (voltageV?.[i] ?? nominalV));
  return {
    ...(powerW !== undefined ? { powerW } : {}),
    ...(powerW === undefined && apparentW ? { phaseW: apparentW } : phaseW ? { phaseW } : {}),
    ...(currentA && { currentA }),
    ...(voltageV && { voltageV }),
    ...(importWh !== undefined && { importWh }),
    ...(exportWh !== undefined && { exportWh }),
    ...(socPct !== undefined && { socPct }),
  };
}

function demandList(value: unknown, key: string, span: Span, phases: number): readonly number[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length !== phases) {
    const [count, wanted] = [`${list.length}`, `${phases}`];
    throw new ToldError('INVALID_INPUT', 'values-not-per-phase', { field: key, count, phases: wanted });
  }
  return list.map((one, i) => demandNumber(one, `${key}[${i}]`, span));
}

function noKnownKey(input: unknown): ToldError {
  const value = shown(input).slice(0, 80);
  return new ToldError('INVALID_INPUT', 'no-meter-value', { value, choice: KEYS.join(', ') });
}
