/**
 * From a message to a meter reading. Forms: a number (W); `{powerW}`; `{l1, l2, l3}` (W per phase); `{currentA: […]}` with
 * or without `{voltageV: […]}`; beside them registers `{importWh, exportWh}` and a battery's `{socPct}`. Text is read as a
 * number, with its unit behind it or without. What is not a finite number is refused: it
 * never becomes 0, because 0 W from the grid would be believed.
 */
import { type Language, METER_ROLES, type MeterRole, measured, type PushedReading } from '../../core/index.js';
import { parsed } from '../shared/parsed.js';
import { readNumber, refuse } from '../shared/read-number.js';
import type { Say } from '../shared/words.js';

interface Reading {
  /** A clamp turned round: the sign of power and current. */
  readonly invert: boolean;
  /** The numbers for power are kW. */
  readonly kW: boolean;
}

const KEYS = ['powerW', 'l1', 'l2', 'l3', 'phaseW', 'currentA', 'voltageV', 'importWh', 'exportWh', 'socPct'] as const;

/** Numbers whose sign and unit nobody turns round. */
const PLAIN = ['importWh', 'exportWh', 'socPct'] as const;

const listOf = (value: unknown, field: string, read: (one: unknown, field: string) => number): number[] =>
  (Array.isArray(value) ? value : [value]).map((one, at) => read(one, `${field}[${at}]`));

/** The reading a payload holds, in W, A and V with the signs of the core; or INVALID_INPUT with what would be right. */
export function readingOf(payload: unknown, { invert, kW }: Reading, say: Say): PushedReading {
  // `0 - x`: an inverted zero stays 0, not −0.
  const signed = (value: number): number => (invert ? 0 - value : value);
  const watts = (value: number): number => signed(kW ? value * 1000 : value);
  const power = (value: unknown, field: string): number => watts(readNumber(value, field, say, kW ? 'kW' : 'W'));
  const number = (value: unknown, field: string): number => readNumber(value, field, say);

  const given = parsed(payload);
  if (typeof given !== 'object' || given === null) return { powerW: power(given, 'payload') };
  if (!KEYS.some((key) => key in given)) throw refuse(say, 'form', { right: KEYS.join(', ') });

  const fields = given as Readonly<Record<string, unknown>>;
  const lines = ['l1', 'l2', 'l3'].filter((line) => line in given);
  const phaseW =
    lines.length > 0
      ? lines.map((line) => power(fields[line], line))
      : 'phaseW' in given
        ? listOf(fields['phaseW'], 'phaseW', power)
        : undefined;
  return {
    ...('powerW' in given ? { powerW: power(fields['powerW'], 'powerW') } : {}),
    ...(phaseW ? { phaseW } : {}),
    ...('currentA' in given ? { currentA: listOf(fields['currentA'], 'currentA', number).map(signed) } : {}),
    ...('voltageV' in given ? { voltageV: listOf(fields['voltageV'], 'voltageV', number) } : {}),
    ...Object.fromEntries(PLAIN.filter((key) => key in given).map((key) => [key, number(fields[key], key)])),
  };
}

/** The dialog's role, or what the last part of the topic names: "grid", "house/grid". */
export function roleOf(configured: string, topic: unknown, say: Say): MeterRole {
  const word =
    configured !== ''
      ? configured
      : String(topic ?? '')
          .split('/')
          .at(-1)
          ?.trim()
          .toLowerCase();
  const role = METER_ROLES.find((known) => known === word);
  if (role) return role;
  throw refuse(say, 'role', { value: String(topic ?? ''), right: METER_ROLES.join(', ') });
}

/** A reading in a few signs: "1230 W", "10 9,5 8 A". */
export function signsOf(reading: PushedReading, language: Language = 'en'): string {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const watts = reading.powerW ?? (reading.phaseW ? sum(reading.phaseW) : undefined);
  if (watts !== undefined) return measured(language, Math.round(watts), 'W');
  if (reading.currentA) return `${reading.currentA.map((value) => measured(language, value, '')).join(' ')} A`;
  return reading.socPct === undefined ? '' : measured(language, reading.socPct, '%');
}
