import type { Mode } from '../model/mode.js';
import type { ChargeRecord, ChargerEnergy } from '../model/record.js';
import { thousandth } from '../model/units.js';
import type { ChargeProgress } from '../ports/record-store.js';

/** What a running charge has taken so far, before it is rounded. */
export interface ChargeTotals {
  readonly number: number;
  readonly idTag: string;
  readonly energyWh: number;
  readonly solarWh: number;
  readonly batteryWh: number;
  readonly cost: number | null;
  readonly saving: number | null;
  readonly peakW: number;
  readonly modeS: Readonly<Partial<Record<Mode, number>>>;
}

/** A part of a charge, in the order it was booked. */
export interface BookedStep {
  readonly energyWh: number;
  readonly solarWh: number;
  readonly batteryWh: number;
  readonly cost: number | null;
  readonly saving: number | null;
}

export const totalsOf = (record: ChargeRecord): ChargeTotals => ({
  number: record.number,
  idTag: record.idTag,
  energyWh: record.energyWh,
  solarWh: record.solarWh,
  batteryWh: record.batteryWh ?? 0,
  cost: record.cost ?? null,
  saving: record.saving ?? null,
  peakW: record.peakW,
  modeS: record.modeS ?? {},
});

export const withStep = (totals: ChargeTotals, step: BookedStep): ChargeTotals => ({
  ...totals,
  energyWh: totals.energyWh + step.energyWh,
  solarWh: totals.solarWh + step.solarWh,
  batteryWh: totals.batteryWh + step.batteryWh,
  cost: addMoney(totals.cost, step.cost),
  saving: addMoney(totals.saving, step.saving),
});

/** As it is told and kept: sun and battery in whole Wh, the grid whatever makes them sum to the register. */
export function progressOf(totals: ChargeTotals): ChargeProgress {
  const energyWh = thousandth(totals.energyWh);
  const solarWh = Math.min(Math.round(totals.solarWh), Math.floor(energyWh));
  const batteryWh = Math.min(Math.round(totals.batteryWh), Math.floor(energyWh - solarWh));
  const { number, cost, saving } = totals;
  const modeS = Object.fromEntries(Object.entries(totals.modeS).map(([mode, time]) => [mode, Math.round(time)]));
  const gridWh = thousandth(energyWh - solarWh - batteryWh);
  return { number, energyWh, solarWh, batteryWh, gridWh, peakW: Math.round(totals.peakW), cost, saving, modeS };
}

/** What one charger took in some time, and where from. */
export type Energy = Omit<ChargerEnergy, 'chargerId' | 'idTag'>;

export const withEnergy = (a: Energy, b: Energy): Energy => ({
  energyWh: a.energyWh + b.energyWh,
  solarWh: a.solarWh + b.solarWh,
  batteryWh: a.batteryWh + b.batteryWh,
  gridWh: a.gridWh + b.gridWh,
  cost: addMoney(a.cost, b.cost),
  saving: addMoney(a.saving, b.saving),
});

/** What was not priced adds nothing, and nothing priced stays unknown. */
const addMoney = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);
