import type { BecauseCode } from '../model/because.js';
import type { ErrorTexts } from '../model/error-texts.js';
import type { FindAdvice } from '../model/meter-find.js';
import type { MeterFact, MeterTrouble } from '../model/meter-trouble.js';
import type { MeterRole } from '../model/reading.js';
import type { BalanceState } from '../model/snapshot.js';
import type { config } from './catalogues/en-config.js';
import type { FaultName } from './fault-names.js';
import type { RecordWords } from './record-words.js';

/** What is wrong, and what the user can do about it: whole sentences. */
export interface FaultText {
  readonly reason: string;
  readonly remedy: string;
}

export type FaultTexts = Readonly<Record<FaultName, FaultText>>;

/** What can be wrong with a configuration, and what would be right: parts of a sentence. */
export type ConfigText = keyof typeof config;
export type ConfigTexts = Readonly<Record<ConfigText, string>>;

/** Values and switches of a charger, then of the house. */
export const ENTITY_NAMES = [
  'state',
  'because',
  'power',
  'offered',
  'energy',
  'chargeEnergy',
  'chargeSolar',
  'plugged',
  'online',
  'fault',
  'mode',
  'charge',
  'boost',
  'lock',
  'limit',
  'ecoPlus',
  'grid',
  'house',
  'surplus',
  'chargers',
  'solar',
  'battery',
  'batterySoc',
  'policy',
  'preset',
] as const;
export type EntityName = (typeof ENTITY_NAMES)[number];

/** Reasons that can also be why nothing flows. */
export const PAUSED_CODES = [
  'external-limit',
  'fast-user-limit',
  'takes-no-limits',
  'pace-raise',
  'car-idle',
  'no-meter-fast',
  'no-meter-eco',
] as const satisfies readonly BecauseCode[];
type PausedCode = (typeof PAUSED_CODES)[number];

/**
 * Everything a person reads, in one language. A text missing here does not compile; test/core/words checks the rest.
 *
 * Rules for the texts: plain words to a home user; what happens first, then who limits it, with the numbers.
 * `{name}` is a placeholder, filled with its unit (see numbers.ts). Sentences and labels end without a full stop, so that
 * a host can join them; reasons and remedies are whole sentences.
 */
export interface Catalogue {
  readonly sentences: Readonly<Record<BecauseCode, string>>;
  /** The same reasons when they leave no current at all: nobody charges at 0 A. */
  readonly paused: Readonly<Record<PausedCode, string>>;
  /** Who set a limit from outside without a name. */
  readonly someoneElse: string;
  /** How the imbalance rule stands. */
  readonly balance: Readonly<Record<BalanceState, string>>;
  readonly meterTroubles: Readonly<Record<MeterTrouble, string>>;
  /** What a meter is called that its user gave no id. */
  readonly meterRoles: Readonly<Record<MeterRole, string>>;
  /** What stands behind such a trouble; a number or a text may follow. */
  readonly meterFacts: Readonly<Record<MeterFact, string>>;
  /** What a home that finds the site at a broker calls its values and switches. */
  readonly entities: Readonly<Record<EntityName, string>>;
  /** What to try when a search for meters found none. */
  readonly findAdvice: Readonly<Record<FindAdvice, string>>;
  /** What to do when a charger's diagnostics did not reach the hub. */
  readonly diagnosticsByFtp: string;
  /** Said of a meter on RS485 in a house whose chargers may read one themselves. */
  readonly sharedLine: string;
  /** Appended to a reason when the charger sent a code of its own that nobody has explained. */
  readonly ownCode: string;
  readonly faults: FaultTexts;
  /** Headings and words of exports. */
  readonly records: RecordWords;
  /** What an error tells whoever asked: whole sentences. */
  readonly errors: ErrorTexts;
  readonly config: ConfigTexts;
  /** A complaint about one field, as a whole sentence. */
  readonly complaint: string;
}
