import type { MeterConfig } from './config.js';
import type { MeterRole } from './reading.js';

/** An answer as it came: a block of registers, words of 16 bits. */
export interface RegisterBlock {
  readonly functionCode: number;
  readonly address: number;
  readonly words: readonly number[];
}

/** What a meter says just now: for the dialog's view, and for a bug report. Plain JSON; `null`: not known. */
export interface MeterRow {
  readonly meterId: string;
  readonly role: MeterRole;
  /** How it is read; `charger`: from what the chargers say. */
  readonly type: MeterConfig['type'];
  /** The line, as a user knows it. */
  readonly where: string | null;
  readonly ok: boolean;
  /** What is wrong, or only odd, and what to do: in the language of the site. */
  readonly trouble: string | null;
  readonly remarks: readonly string[];
  /** How old the reading is. */
  readonly ageS: number | null;
  readonly heardAt: string | null;
  readonly polls: number | null;
  /** Failed polls by kind: silent, unreachable, refused, garbled, absurd. */
  readonly failures: Readonly<Record<string, number>>;
  readonly registers: readonly RegisterBlock[];
  readonly messages: readonly { readonly topic: string; readonly payload: string; readonly ageS: number }[];
  /** What these mean, by point. */
  readonly values: Readonly<Record<string, number | null>>;
  /** What became of it: laid on the phases of the supply, in the sign of the role. */
  readonly reading: Readonly<Record<string, number | readonly number[]>> | null;
}
