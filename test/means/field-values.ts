import type { SiteCommand } from '../../core/index.js';

/**
 * How a charger of the field tells what flows: its power and no current, or beside it the sum of the currents or the current
 * of one conductor, without a phase; each conductor under its name between phase and neutral; its power, and zeros of each
 * conductor while it charges on one; zeros of each conductor always, beside nothing but its register.
 */
export type Tells = 'power' | 'power-and-sum' | 'power-and-one' | 'to-neutral' | 'zeros-on-one' | 'zeros';

/** What it measures: on which conductors the car draws, and how much. */
interface Drawn {
  readonly drawsA: number;
  readonly phases: number;
  readonly registerWh: number;
  readonly tells: Tells | undefined;
}

/** As `sampledValue` of OCPP. */
export function sampled({ drawsA, phases, registerWh, tells }: Drawn) {
  const power = { value: `${drawsA * phases * 230}`, measurand: 'Power.Active.Import', unit: 'W' };
  const current = (value: number, phase?: string) => ({
    value: `${value}`,
    measurand: 'Current.Import',
    unit: 'A',
    ...(phase && { phase }),
  });
  const register = { value: registerWh.toFixed(0), measurand: 'Energy.Active.Import.Register', unit: 'Wh' };
  if (tells === 'power') return [register, power];
  if (tells === 'power-and-sum') return [register, power, current(drawsA * phases)];
  if (tells === 'power-and-one') return [register, power, current(phases > 0 ? drawsA : 0)];
  const shownA = tells === 'zeros' || (tells === 'zeros-on-one' && phases === 1) ? 0 : drawsA;
  const name = tells === 'to-neutral' ? '-N' : '';
  const currents = ['L1', 'L2', 'L3'].map((phase, at) => current(at < phases ? shownA : 0, phase + name));
  return [register, ...(tells === 'zeros-on-one' ? [power] : []), ...currents];
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
