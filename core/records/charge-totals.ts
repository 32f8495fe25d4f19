import type { Mode } from '../model/mode.js';
import type { ChargeRecord, ChargerEnergy } from '../model/record.js';
import { thousandth } from '../model/units.js';
import type { ChargeProgress } from '../ports/record-store.js';

/** What one charger took in some time, and where from. */
export type Energy = Omit<ChargerEnergy, 'chargerId' | 'idTag'>;

/** The same without what the grid gave: the rest of it. */
export type BookedStep = Omit<Energy, 'gridWh'>;

/** What a running charge has taken so far, before it is rounded. */
export interface ChargeTotals extends BookedStep {
  readonly number: number;
  readonly idTag: string;
  readonly peakW: number;
  readonly modeS: Readonly<Partial<Record<Mode, number>>>;
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

export const withStep = (totals: ChargeTotals, step: BookedStep): ChargeTotals => ({ ...totals, ...sum(totals, step) });

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

/** A charge that goes on where its record stood; what flowed between the two came from nobody knows where: the grid. */
export function continued(before: ChargeRecord, meterStartWh: number, later: ChargeProgress): ChargeProgress {
  const unseenWh = Math.max(0, meterStartWh - before.meterStartWh - before.energyWh);
  const { solarWh, batteryWh = 0, cost = null, saving = null, modeS = {} } = later;
  const step = { energyWh: unseenWh + later.energyWh, solarWh, batteryWh, cost, saving };
  const whole = withStep(totalsOf(before), step);
  const modes = Object.entries(modeS).map(([mode, time]) => [mode, time + (whole.modeS[mode as Mode] ?? 0)]);
  const { startedAt } = before;
  const peakW = Math.max(before.peakW, later.peakW);
  return { ...progressOf({ ...whole, peakW, modeS: { ...whole.modeS, ...Object.fromEntries(modes) } }), startedAt };
}

export const withEnergy = (a: Energy, b: Energy): Energy => ({ ...sum(a, b), gridWh: a.gridWh + b.gridWh });

const sum = (a: BookedStep, b: BookedStep): BookedStep => ({
  energyWh: a.energyWh + b.energyWh,
  solarWh: a.solarWh + b.solarWh,
  batteryWh: a.batteryWh + b.batteryWh,
  cost: addMoney(a.cost, b.cost),
  saving: addMoney(a.saving, b.saving),
});

/** What was not priced adds nothing, and nothing priced stays unknown. */
const addMoney = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);

/** What the grid part cost, and what the rest would have, by the price of a kWh; null: none is known. */
export function priced(energy: Omit<Energy, 'cost' | 'saving'>, price: number | null): Energy {
  const worth = (wh: number): number | null => (price === null ? null : (wh * price) / 1000);
  return { ...energy, cost: worth(energy.gridWh), saving: worth(energy.solarWh + energy.batteryWh) };
}
