import type { ChargerSample } from '../../model/reading.js';
import { amps, NOMINAL_V, volts, type WattHours, wattHours, watts } from '../../model/units.js';
import type { Placed } from './clock-sense.js';
import type { Measurand, MeasuredValue } from './meter-values.js';

/**
 * A charger's measured values as one sample.
 *
 * 1. A value named for a conductor stands before one that is not; one taken at the outlet before one taken elsewhere.
 * 2. A current without conductor flows in as many conductors as the power explains; without power, in all of them:
 *    for the fuse that is the worse case.
 * 3. Power is what was measured, in total or summed; else V × I of each conductor (Hydra Cubus manual, 9.2, sends none).
 */
export function sampleOf(
  values: readonly MeasuredValue[],
  placed: Placed,
  conductors: number,
  transactionId?: number,
): ChargerSample | undefined {
  const voltage = perConductor(values, 'voltage');
  const wholeVoltage = whole(values, 'voltage');
  const voltageAt = (at: number): number => voltage[at] ?? wholeVoltage ?? voltage[0] ?? NOMINAL_V;
  const power = whole(values, 'power') ?? sum(perConductor(values, 'power'));
  const current = currents(values, conductors, power, voltageAt(0));
  const powerW = power ?? sum(current?.map((each, at) => each * voltageAt(at)) ?? []);
  const energyWh = whole(values, 'energy') ?? sum(perConductor(values, 'energy'));
  const offered = whole(values, 'offered') ?? perConductor(values, 'offered')[0];
  const socPct = whole(values, 'soc');
  const temperatureC = hottest(values);
  const frequencyHz = whole(values, 'frequency') ?? perConductor(values, 'frequency')[0];
  const voltageV = voltage.length > 0 ? voltage : wholeVoltage === undefined ? [] : [wholeVoltage];
  const told = {
    ...(current && { currentA: current.map(amps) }),
    ...(voltageV.length > 0 && { voltageV: voltageV.map(volts) }),
    ...(powerW !== undefined && { powerW: watts(powerW) }),
    ...(energyWh !== undefined && { energyWh: wattHours(energyWh) }),
    ...(offered !== undefined && { offeredA: amps(offered) }),
    ...(socPct !== undefined && { socPct }),
    ...(temperatureC !== undefined && { temperatureC }),
    ...(frequencyHz !== undefined && { frequencyHz }),
  };
  if (Object.keys(told).length === 0) return undefined;
  return {
    takenAt: placed.takenAt,
    takenAtWall: placed.takenAtWall,
    ...told,
    ...(transactionId !== undefined && { transactionId }),
  };
}

/** The register out of a measurement, if it is there. */
export function registerOf(values: readonly MeasuredValue[]): WattHours | undefined {
  const energy = whole(values, 'energy') ?? sum(perConductor(values, 'energy'));
  return energy === undefined ? undefined : wattHours(energy);
}

function currents(
  values: readonly MeasuredValue[],
  conductors: number,
  power: number | undefined,
  voltage: number,
): readonly number[] | undefined {
  const named = perConductor(values, 'current');
  if (named.length > 0) return named;
  const one = whole(values, 'current');
  if (one === undefined) return undefined;
  const explained = power !== undefined && one > 0.5 ? Math.round(power / (one * voltage)) : conductors;
  const used = Math.min(conductors, Math.max(1, explained));
  return Array.from({ length: conductors }, (_, at) => (at < used ? one : 0));
}

/** Values by conductor, gaps as 0; empty when no conductor is named. */
function perConductor(values: readonly MeasuredValue[], what: Measurand): readonly number[] {
  const found: number[] = [];
  for (const each of preferred(values, what)) {
    if (each.conductor !== null) found[each.conductor] = each.value;
  }
  const voltageGap = what === 'voltage' ? found.find((value) => value !== undefined) : 0;
  return Array.from(found, (value) => value ?? voltageGap ?? 0);
}

function whole(values: readonly MeasuredValue[], what: Measurand): number | undefined {
  return preferred(values, what)
    .filter((each) => each.conductor === null)
    .at(-1)?.value;
}

/** What was taken at the outlet comes last and so wins. */
const preferred = (values: readonly MeasuredValue[], what: Measurand): readonly MeasuredValue[] =>
  values.filter((each) => each.what === what).sort((a, b) => Number(a.outlet) - Number(b.outlet));

const hottest = (values: readonly MeasuredValue[]): number | undefined => {
  const all = values.filter((each) => each.what === 'temperature').map((each) => each.value);
  return all.length > 0 ? Math.max(...all) : undefined;
};

const sum = (numbers: readonly number[]): number | undefined =>
  numbers.length > 0 ? numbers.reduce((total, each) => total + each, 0) : undefined;
