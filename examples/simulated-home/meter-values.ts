/** MeterValues as the Hydra's sister models send them (lbbrhzn/ocpp, issue 1705): phase and location spelt out. */
export interface Metered {
  readonly currentA: readonly number[];
  readonly voltageV: readonly number[];
  readonly offerA: number;
  readonly registerWh: number;
  readonly socPct: number | null;
}

type SampledValue = Readonly<Record<string, string>>;

/** The sampled values of the measurands asked for, in their order. */
export function sampledValues(measurands: readonly string[], metered: Metered, context: string): SampledValue[] {
  return measurands.flatMap((measurand) => valuesOf(measurand, metered, context));
}

function valuesOf(measurand: string, metered: Metered, context: string): SampledValue[] {
  const common = { context, format: 'Raw', measurand };
  const perPhase = (values: readonly number[], digits: number, location: string, unit: string): SampledValue[] =>
    values.map((value, at) => ({ value: value.toFixed(digits), ...common, phase: `L${at + 1}`, location, unit }));
  switch (measurand) {
    case 'Voltage':
      return perPhase(metered.voltageV, 1, 'Inlet', 'V');
    case 'Current.Import':
      return perPhase(metered.currentA, 2, 'Outlet', 'A');
    case 'Energy.Active.Import.Register':
      return [{ value: String(metered.registerWh), ...common, location: 'Outlet', unit: 'Wh' }];
    case 'Power.Active.Import': {
      const powerW = metered.currentA.reduce((sum, current, at) => sum + current * (metered.voltageV[at] ?? 0), 0);
      return [{ value: powerW.toFixed(0), ...common, location: 'Outlet', unit: 'W' }];
    }
    case 'Current.Offered':
      return [{ value: metered.offerA.toFixed(2), ...common, location: 'Outlet', unit: 'A' }];
    case 'SoC':
      return metered.socPct === null
        ? []
        : [{ value: metered.socPct.toFixed(0), ...common, location: 'EV', unit: 'Percent' }];
    default:
      return [];
  }
}
