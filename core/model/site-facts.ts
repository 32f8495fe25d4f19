import type { ChargerFacts } from './charger.js';
import type { Language } from './language.js';
import type { Policy, Preset } from './mode.js';
import type { PhaseCount } from './phases.js';
import type { MeterRole } from './reading.js';
import type { Amps, Seconds, Volts } from './units.js';

/** Chargers behind a fuse of their own, and nothing else with them: the feed of a garage. */
export interface Circuit {
  readonly name: string;
  /** Per phase. */
  readonly fuseA: Amps;
}

/** The installation as configured: what `decide` may know of it. Nothing here changes while the site is open but adoption. */
export interface SiteFacts {
  readonly name: string;
  readonly phases: PhaseCount;
  readonly voltageV: Volts;
  /** Main fuse, per phase. */
  readonly fuseA: Amps;
  /** Kept free below the fuse. */
  readonly marginA: Amps;
  /** Kept for the house when the grid meter is silent (static share = fuse − reserve). */
  readonly reserveA: Amps;
  readonly policy: Policy;
  readonly preset: Preset;
  /** Imbalance rule: off (as in the manual after opening), under 15 % where conditions permit, or a fixed spread in amps. */
  readonly balance: 'off' | 'percent' | 'spread';
  readonly spreadA: Amps;
  /** How long a live limit outlives the hub. */
  readonly profileDurationS: Seconds;
  /** Writes a charger may be asked for in any hour, renewals counted, reductions for the fuse exempt. */
  readonly writesPerHour: number;
  /** What ECO+ does when the grid meter is silent. */
  readonly meterLostEcoPlus: 'pause' | 'safe';
  /** Wake a car that does not draw by one pause and resume. */
  readonly wakeUp: boolean;
  readonly timeZone: string;
  readonly language: Language;
  /** The inverter feeds in no more than this, W, and holds back the sun above it. Absent: it feeds in all. */
  readonly exportLimitW?: number;
  /** Degrees; for the sun's position. */
  readonly latitude?: number;
  readonly longitude?: number;
  /** Roles that a configured meter serves; a role not listed is not waited for. */
  readonly meters: readonly { readonly meterId: string; readonly role: MeterRole; readonly periodS: Seconds }[];
  readonly circuits?: readonly Circuit[];
  readonly chargers: readonly ChargerFacts[];
  /** Car and house battery: who gets the sun first; `aboveSocPct` lets the car share from that state of charge on. */
  readonly batteryPriority: 'car' | 'battery' | { readonly aboveSocPct: number };
  /** From this state of charge on the house battery carries a charge at the minimum through a lull; null: never. */
  readonly batteryHoldSocPct: number | null;
  /** From this one on it may also begin a charge; null: never. */
  readonly batteryStartSocPct: number | null;
}
