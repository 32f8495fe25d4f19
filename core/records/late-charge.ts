import type { ChargeRecord, ChargerEnergy, MinuteSample } from '../model/record.js';
import { QUARTER_MS } from '../model/units.js';
import { priced } from './charge-totals.js';

/**
 * The energies of a charge that was told only after it was over (the charger was offline): spread evenly over its time,
 * as grid, because nobody watched. One sample a quarter of an hour; they sum to the record's energy.
 */
export function samplesOfLateCharge(charge: ChargeRecord, price: (wallMs: number) => number | null): MinuteSample[] {
  const startMs = Date.parse(charge.startedAt);
  const endMs = Math.max(startMs + 1, Date.parse(charge.endedAt ?? charge.startedAt));
  const samples: MinuteSample[] = [];
  for (let fromMs = startMs; fromMs < endMs; ) {
    const toMs = Math.min(endMs, (Math.floor(fromMs / QUARTER_MS) + 1) * QUARTER_MS);
    const energyWh = (charge.energyWh * (toMs - fromMs)) / (endMs - startMs);
    samples.push({ at: new Date(fromMs).toISOString(), chargers: [asGrid(charge, energyWh, price(fromMs))] });
    fromMs = toMs;
  }
  return samples;
}

const asGrid = ({ chargerId, idTag }: ChargeRecord, energyWh: number, price: number | null): ChargerEnergy => ({
  chargerId,
  idTag,
  ...priced({ energyWh, solarWh: 0, batteryWh: 0, gridWh: energyWh }, price),
});
