import type { ChargerSample } from '../model/reading.js';
import { NOMINAL_V, watts } from '../model/units.js';
import type { Placed } from './inbound/clock-sense.js';
import type { MeasuredValue } from './inbound/meter-values.js';
import { paced } from './inbound/register-pace.js';
import { sampleOf } from './inbound/sample.js';
import type { ToldCharger } from './told-charger.js';

/** Less may be told by one that tells their sum, and what it takes for itself. */
const SOME_A = 0.5;

/**
 * What it measures at a moment. A charger that tells currents is not taken at its power in between, but where it tells zeros
 * that its power contradicts: some do on one phase.
 */
export function sampleFrom(
  told: ToldCharger,
  values: readonly MeasuredValue[],
  placed: Placed,
): ChargerSample | undefined {
  const sample = sampleOf(values, placed, told.facts?.phases.length ?? 1, told.tellsCurrent);
  if (!sample?.currentA) return sample;
  if (!sample.currentFrom && Math.max(...sample.currentA) > SOME_A) told.tellsCurrent = true;
  const toldNow = values.some(({ what }) => what === 'current');
  if (!sample.currentFrom || !told.tellsCurrent || toldNow) return sample;
  const { currentA: _reckoned, currentFrom: _from, ...rest } = sample;
  return rest;
}

/** With the power that the rise of the register tells, where the charger does not tell it. */
export function withPace(told: ToldCharger, sample: ChargerSample, transactionId: number | undefined): ChargerSample {
  const { facts } = told;
  const { powerW, energyWh: registerWh, takenAt: at } = sample;
  if (powerW !== undefined) told.pace = 'measured';
  if (told.pace === 'measured' || registerWh === undefined || !facts) return sample;
  told.pace = paced(told.pace, { transactionId, registerWh, at }, facts.maxA * facts.phases.length * NOMINAL_V);
  return told.pace.powerW === undefined ? sample : { ...sample, powerW: watts(told.pace.powerW) };
}
