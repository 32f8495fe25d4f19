import type { MeterReading } from '../../model/reading.js';
import { liveVoltage } from '../../model/units.js';
import type { SiteState } from '../site-state.js';

/** Signed current per phase of the supply; from power where the meter sends no currents, spread evenly from a total. */
export function phaseCurrents(state: SiteState, reading: MeterReading): readonly number[] {
  const { phases, voltageV } = state.facts;
  const given =
    reading.currentA ?? reading.phaseW?.map((power, k) => power / liveVoltage(reading.voltageV?.[k], voltageV));
  if (!given) return new Array<number>(phases).fill(reading.powerW / phases / voltageV);
  return Array.from({ length: phases }, (_, phase) => given[phase] ?? 0);
}
