import type { MeterTrouble } from '../model/meter-trouble.js';

/** What is wrong with a meter: a code for the words, and the bare facts behind it (where, unit, register, value). */
export interface Trouble {
  readonly code: MeterTrouble;
  readonly detail: string;
}

export const trouble = (code: MeterTrouble, ...facts: readonly (string | number)[]): Trouble => ({
  code,
  detail: facts.join(', '),
});

/** As the listener takes it: `code: detail`. */
export const whatOf = ({ code, detail }: Trouble): string => (detail === '' ? code : `${code}: ${detail}`);
