import { type BelievedRegister, deliverable } from './believed-register.js';
import type { BookedStep, ChargeTotals } from './charge-totals.js';

/** What was watched in one minute since the register's last step. */
export interface Watched {
  wattHours: number;
  solarWh: number;
  batteryWh: number;
}

/** One charger, as the ledger watches it. */
export interface WatchedCharger {
  readonly chargerId: string;
  powerW: number;
  register: BelievedRegister | undefined;
  /** What its register is shown to be, and how often in a row it was told to be 0. */
  shownWh: number | undefined;
  zeros: number;
  /** The first register of the charge that comes out of an offline queue. */
  queuedWh: number | undefined;
  /** When the charge that runs began. */
  begunAt: number;
  /** What the charge that runs was told to begin with, and when by the wall clock. */
  start: { readonly registerWh: number; readonly wallMs: number } | undefined;
  /** Its samples have told another register than its start did. */
  tellsAnother: boolean;
  /** What it has told in this charge. */
  tells: 'nothing' | 'power' | 'register';
  sampledAt: number;
  /** Out of reach since; infinity: it is not. */
  lostAt: number;
  charge: ChargeTotals | undefined;
  readonly watched: Map<number, Watched>;
}

export const newlyWatched = (chargerId: string): WatchedCharger => ({
  chargerId,
  powerW: 0,
  register: undefined,
  shownWh: undefined,
  zeros: 0,
  queuedWh: undefined,
  begunAt: Number.NEGATIVE_INFINITY,
  start: undefined,
  tellsAnother: false,
  tells: 'nothing',
  sampledAt: Number.NEGATIVE_INFINITY,
  lostAt: Number.POSITIVE_INFINITY,
  charge: undefined,
  watched: new Map(),
});

/** What was watched since the register's last step, before it is priced. */
export function watchedIn(charger: WatchedCharger): BookedStep {
  const step = { energyWh: 0, solarWh: 0, batteryWh: 0, cost: null, saving: null };
  for (const { wattHours, solarWh, batteryWh } of charger.watched.values()) {
    step.energyWh += wattHours;
    step.solarWh += solarWh;
    step.batteryWh += batteryWh;
  }
  return step;
}

/** A register read nobody knows when was read in the charge that runs: a hub started anew believes no leap either. */
export function registerIn(register: BelievedRegister, { charge, start }: WatchedCharger, wallAheadMs: number) {
  return charge && start ? { ...register, atMs: register.atMs ?? start.wallMs - wallAheadMs } : register;
}

/** What start and stop say that is not booked yet, where the samples told another register. */
export function restIn(
  { charge, start, tellsAnother }: WatchedCharger,
  stopWh: number,
  wallMs: number,
): number | undefined {
  if (!charge || !start || !tellsAnother) return undefined;
  const wholeWh = stopWh - start.registerWh;
  const restWh = wholeWh - charge.energyWh;
  return restWh > 0 && deliverable(wholeWh, wallMs - start.wallMs) ? restWh : undefined;
}
