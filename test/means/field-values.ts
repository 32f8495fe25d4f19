/** What a charger of the field measures: on which conductors the car draws, and how much. */
export interface Drawn {
  readonly drawsA: number;
  readonly phases: number;
  readonly registerWh: number;
  /** It tells its power and no current. */
  readonly powerOnly: true | undefined;
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
  return [register, ...(powerOnly ? [power] : currents)];
}
