import type { SiteCommand } from '../../core/index.js';

/** What a charger of the field measures: on which conductors the car draws, and how much. */
interface Drawn {
  readonly drawsA: number;
  readonly phases: number;
  readonly registerWh: number;
  /** It tells its power and no current, or beside it the sum of the currents. */
  readonly powerOnly: true | 'and-sum' | undefined;
}

/** As `sampledValue` of OCPP. */
export function sampled({ drawsA, phases, registerWh, powerOnly }: Drawn) {
  const power = { value: `${drawsA * phases * 230}`, measurand: 'Power.Active.Import', unit: 'W' };
  const currents = ['L1', 'L2', 'L3'].map((phase, at) => ({
    value: `${at < phases ? drawsA : 0}`,
    measurand: 'Current.Import',
    phase,
    unit: 'A',
  }));
  const register = { value: registerWh.toFixed(0), measurand: 'Energy.Active.Import.Register', unit: 'Wh' };
  const sum = { value: `${drawsA * phases}`, measurand: 'Current.Import', unit: 'A' };
  if (powerOnly === 'and-sum') return [register, power, sum];
  return [register, ...(powerOnly ? [power] : currents)];
}

/** What the meters of a home show: the grid's, and the solar one's where the inverter may feed in only so much. */
export function metered(
  {
    houseA,
    drawsA,
    solarA,
    feedsInA,
  }: Record<'houseA' | 'drawsA' | 'solarA', number> & { feedsInA: number | undefined },
  phases: number,
): readonly SiteCommand[] {
  const takenA = [0, 1, 2].map((at) => houseA + (at < phases ? drawsA : 0));
  const givenA = Math.min(solarA, (feedsInA ?? solarA) + Math.min(...takenA));
  const phaseW = takenA.map((currentA) => (currentA - givenA) * 230);
  const grid: SiteCommand = { do: 'reading', role: 'grid', reading: { phaseW } };
  const solar: SiteCommand = { do: 'reading', role: 'solar', reading: { powerW: 3 * givenA * 230 } };
  return feedsInA === undefined ? [grid] : [grid, solar];
}
