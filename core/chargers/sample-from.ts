import type { ChargerSample } from '../model/reading.js';
import { NOMINAL_V, watts } from '../model/units.js';
import type { Placed } from './inbound/clock-sense.js';
import type { MeasuredValue } from './inbound/meter-values.js';
import { paced } from './inbound/register-pace.js';
import { sampleOf } from './inbound/sample.js';
import type { ToldCharger } from './told-charger.js';

/** Less may be told by one that tells their sum, and what it takes for itself. */
const SOME_A = 0.5;
const SOME_W = 100;
/** Beside so much by its register, zeros of what flows are none. */
const FLOWS_W = 500;

/**
 * What it measures at a moment.
 *
 * 1. A charger that tells currents is not taken at its power in between, but where it tells zeros that its power contradicts:
 *    some do on one phase.
 * 2. From one that has never told what flows, its register tells it, and zeros beside one that rises are none.
 */
export function sampleFrom(
  told: ToldCharger,
  values: readonly MeasuredValue[],
  placed: Placed,
  transactionId: number | undefined,
): ChargerSample | undefined {
  const sample = sampleOf(values, placed, told.facts?.phases.length ?? 1, told.tellsCurrent);
  if (!sample) return undefined;
  const { currentA = [], currentFrom, ...rest } = sample;
  if (!currentFrom && Math.max(0, ...currentA) > SOME_A) told.tellsCurrent = true;
  if (told.tellsCurrent || (sample.powerW ?? 0) > SOME_W) told.pace = 'measured';
  if (told.pace !== 'measured') return byRegister(told, sample, transactionId);
  const toldNow = values.some(({ what }) => what === 'current');
  return currentFrom && told.tellsCurrent && !toldNow ? rest : sample;
}

/** With the power that the rise of the register tells. */
function byRegister(told: ToldCharger, sample: ChargerSample, transactionId: number | undefined): ChargerSample {
  const { facts } = told;
  const { energyWh: registerWh, takenAt: at } = sample;
  if (registerWh === undefined || !facts) return sample;
  const before = told.pace === 'measured' ? undefined : told.pace;
  const pace = paced(before, { transactionId, registerWh, at }, facts.maxA * facts.phases.length * NOMINAL_V);
  told.pace = pace;
  told.zerosAreNone ||= (pace.powerW ?? 0) > FLOWS_W;
  const { currentA: _none, currentFrom: _from, powerW: _zero, ...rest } = sample;
  const paceW = pace.powerW !== undefined && { powerW: watts(pace.powerW) };
  return told.zerosAreNone ? { ...rest, ...paceW } : { ...paceW, ...sample };
}
