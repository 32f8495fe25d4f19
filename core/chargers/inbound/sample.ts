import type { ChargerSample } from '../../model/reading.js';
import { amps, LIVE_V, NOMINAL_V, volts, wattHours, watts } from '../../model/units.js';
import type { Placed } from './clock-sense.js';
import type { Measurand, MeasuredValue } from './meter-values.js';

/**
 * A charger's measured values as one sample.
 *
 * 1. A value named for a conductor stands before one that is not; one taken at the outlet before one taken elsewhere.
 * 2. A current without conductor flows in as many conductors as the power explains; without power, in all of them:
 *    for the fuse that is the worse case. One that is told of one conductor alone may flow in others that the power
 *    explains (Enercab, evcc #16523). One that the power explains as one may be of one conductor or the sum of all: it says
 *    no more than the power, until its charger has told a current of each (`toldOfEach`).
 *    The neutral carries what the phases tell; where it is told alone, one conductor is in use, unless the power says
 *    more (Injet, lbbrhzn/ocpp #1311).
 * 3. Power is what was measured, in total or summed; else V × I of each conductor (Hydra Cubus manual, 9.2, sends none).
 * 4. Where no current comes, it is reckoned from the power: of each conductor, or a total spread over all of them.
 * 5. A 0 that another value contradicts stands for "not measured": currents of 0 A beside kilowatts, 0 W beside amps, 0 V.
 */
export function sampleOf(
  values: readonly MeasuredValue[],
  placed: Placed,
  conductors: number,
  toldOfEach = true,
): ChargerSample | undefined {
  const { voltage, neutral, energy, soc, temperature, frequency, ...flows } = gathered(values);
  const { current, power } = withoutPlaceholders(flows);
  const voltages = withoutGaps(
    voltage?.named ?? [],
    voltage?.named.find((value) => value !== undefined),
  );
  const voltageAt = (at: number): number => live(voltages[at] ?? voltage?.whole ?? voltages[0] ?? NOMINAL_V);
  const measuredW = wholeOrSum(power);
  const told = currents(current, conductors, measuredW, voltageAt(0));
  const perhapsSum = !toldOfEach && conductors > 1 && current?.named.length === 0 && told?.[1] === 0 && told[0] !== 0;
  const currentA = (perhapsSum ? undefined : told) ?? ofNeutral(neutral, conductors, measuredW, voltageAt(0));
  const powerW = measuredW ?? sum(currentA?.map((each, at) => each * voltageAt(at)) ?? []);
  const energyWh = wholeOrSum(energy);
  const frequencyHz = frequency?.whole ?? frequency?.named[0];
  const voltageV = voltages.length > 0 ? voltages : voltage?.whole === undefined ? [] : [voltage.whole];
  const measured = {
    ...(currentA ? { currentA: currentA.map(amps) } : reckoned(power, conductors, voltageAt)),
    ...(voltageV.length > 0 && { voltageV: voltageV.map(volts) }),
    ...(powerW !== undefined && { powerW: watts(powerW) }),
    ...(energyWh !== undefined && { energyWh: wattHours(energyWh) }),
    ...(soc?.whole !== undefined && { socPct: soc.whole }),
    ...(temperature && { temperatureC: temperature.most }),
    ...(frequencyHz !== undefined && { frequencyHz }),
  };
  if (Object.keys(measured).length === 0) return undefined;
  return {
    takenAt: placed.takenAt,
    takenAtWall: placed.takenAtWall,
    ...measured,
  };
}

/** What was told of one measurand: without a conductor, by conductor (with gaps), and the largest of all. */
interface Gathered {
  whole?: number;
  readonly named: (number | undefined)[];
  most: number;
}

/** Values by measurand. What was taken at the outlet is read last and so wins. */
function gathered(values: readonly MeasuredValue[]): Partial<Record<Measurand, Gathered>> {
  const found: Partial<Record<Measurand, Gathered>> = {};
  for (const atOutlet of [false, true]) {
    for (const { what, value, conductor, outlet } of values) {
      if (outlet !== atOutlet) continue;
      found[what] ??= { named: [], most: value };
      const of = found[what];
      of.most = Math.max(of.most, value);
      if (conductor === null) of.whole = value;
      else of.named[conductor] = value;
    }
  }
  return found;
}

/** Beside so much current, or power, a 0 of the other is none. */
const FLOWS_A = 3;
const FLOWS_W = 500;

/** Some fill what they do not measure with zeros. */
function withoutPlaceholders({ current, power }: Partial<Record<'current' | 'power', Gathered>>) {
  const powerW = wholeOrSum(power);
  if (!current || powerW === undefined) return { current, power };
  if (current.most > FLOWS_A && powerW < 0.1 * current.most * NOMINAL_V) return { current, power: undefined };
  return { current: current.most <= 0 && powerW > FLOWS_W ? undefined : current, power };
}

const wholeOrSum = (of: Gathered | undefined): number | undefined => of && (of.whole ?? sum(withoutGaps(of.named)));

const withoutGaps = (named: readonly (number | undefined)[], gap = 0): readonly number[] =>
  Array.from(named, (value) => value ?? gap);

/** The current of each conductor, where one is told: rule 2. */
function currents(
  current: Gathered | undefined,
  conductors: number,
  powerW: number | undefined,
  voltageV: number,
): readonly number[] | undefined {
  if (!current) return undefined;
  const named = current.named.filter((value) => value !== undefined);
  const one = named.length > 0 ? named[0] : current.whole;
  if (one === undefined) return undefined;
  const unexplained = named.length > 0 ? 1 : conductors;
  const explained = powerW !== undefined && one > 0.5 ? Math.round(powerW / (one * voltageV)) : unexplained;
  if (named.length > 1 || (named.length === 1 && explained <= 1)) return withoutGaps(current.named);
  const used = Math.min(conductors, Math.max(1, explained));
  return Array.from({ length: conductors }, (_, at) => (at < used ? one : 0));
}

/** What the neutral alone tells: one conductor in use, unless the power says more. */
function ofNeutral(
  neutral: Gathered | undefined,
  conductors: number,
  powerW: number | undefined,
  voltageV: number,
): readonly number[] | undefined {
  const one = neutral?.whole;
  if (one === undefined || (powerW !== undefined && Math.round(powerW / (one * voltageV)) > 1)) return undefined;
  return Array.from({ length: conductors }, (_, at) => (at === 0 ? one : 0));
}

/** From power alone: of each conductor where they make up the whole, else the whole spread over all of them. */
function reckoned(
  power: Gathered | undefined,
  conductors: number,
  voltageAt: (at: number) => number,
): Pick<ChargerSample, 'currentA' | 'currentFrom'> {
  const wholeW = wholeOrSum(power);
  if (!power || wholeW === undefined) return {};
  const byPhase = power.named.length > 0 && (sum(withoutGaps(power.named)) ?? 0) >= 0.9 * wholeW;
  const each = byPhase ? withoutGaps(power.named) : new Array<number>(conductors).fill(wholeW / conductors);
  return {
    currentA: each.map((powerW, at) => amps(powerW / voltageAt(at))),
    currentFrom: byPhase ? 'phase-power' : 'power',
  };
}

const live = (voltage: number): number => (voltage > LIVE_V ? voltage : NOMINAL_V);

const sum = (numbers: readonly number[]): number | undefined =>
  numbers.length > 0 ? numbers.reduce((total, each) => total + each, 0) : undefined;
