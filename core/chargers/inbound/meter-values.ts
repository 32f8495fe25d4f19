import { PLAUSIBLE, plausible, type Span } from '../../model/outside-number.js';
import { field, integerOf, listOf, numberIn, type Payload, text } from './fields.js';
import { type Stamp, stampOf } from './timestamp.js';

/** One measured value in base units (A, V, W, Wh, %, °C, Hz). `conductor` counts from 0; null: none named. */
export interface MeasuredValue {
  readonly what: Measurand;
  readonly value: number;
  readonly conductor: number | null;
  readonly outlet: boolean;
}

export type Measurand = 'current' | 'voltage' | 'power' | 'energy' | 'offered' | 'soc' | 'temperature' | 'frequency';

/** The values a charger took at one moment. */
export interface Measurement {
  readonly stamp: Stamp | undefined;
  readonly values: readonly MeasuredValue[];
}

export interface MeterValuesTold {
  readonly connectorId: number;
  readonly transactionId?: number;
  readonly measurements: readonly Measurement[];
}

const MEASURANDS: Readonly<Record<string, Measurand>> = {
  'current.import': 'current',
  current: 'current',
  voltage: 'voltage',
  'power.active.import': 'power',
  'energy.active.import.register': 'energy',
  'energy.active.import': 'energy',
  'current.offered': 'offered',
  soc: 'soc',
  temperature: 'temperature',
  frequency: 'frequency',
};

const SPANS: Readonly<Record<Measurand, Span>> = {
  current: PLAUSIBLE.currentA,
  voltage: PLAUSIBLE.voltageV,
  power: PLAUSIBLE.powerW,
  energy: PLAUSIBLE.energyWh,
  offered: PLAUSIBLE.currentA,
  soc: { from: 0, to: 100 },
  temperature: { from: -100, to: 300 },
  frequency: { from: 0, to: 100 },
};

export function readMeterValues(payload: Payload): MeterValuesTold {
  const transactionId = integerOf(payload, 'transactionId');
  return {
    connectorId: integerOf(payload, 'connectorId') ?? 1,
    ...(transactionId !== undefined && { transactionId }),
    measurements: joined(
      listOf(payload, 'meterValue').map((item) => ({
        stamp: stampOf(item),
        values: listOf(item, 'sampledValue').flatMap(readValue),
      })),
    ),
  };
}

function readValue(item: Payload): readonly MeasuredValue[] {
  if (/^signed/i.test(text(item, 'format') ?? '')) return [];
  // Alfen sends its current limit in a context of its own (lbbrhzn/ocpp #361).
  if (/^currentmax$/i.test(text(item, 'context') ?? '')) return [];
  const name = (text(item, 'measurand') ?? byUnit(text(item, 'unit') ?? '')).toLowerCase().replace(/\s/g, '');
  // Some write the phase behind the measurand: Power.Active.Import.L1.
  const behind = /^(.*)\.(l[123](?:-(?:n|l[123]))?|n)$/.exec(name);
  const what = MEASURANDS[behind?.[1] ?? name];
  const raw = numberIn(field(item, 'value'));
  const phase = (text(item, 'phase') ?? behind?.[2] ?? '').toUpperCase();
  // The neutral carries what the phases already told.
  if (what === undefined || raw === undefined || phase === 'N') return [];
  const conductor = /^L([123])/.exec(phase);
  const between = what === 'voltage' && /^L[123]-?L[123]$/.test(phase);
  const value = scaled(raw, what, (text(item, 'unit') ?? '').toLowerCase()) / (between ? Math.sqrt(3) : 1);
  if (!plausible(value, SPANS[what])) return [];
  const location = text(item, 'location');
  return [
    {
      what,
      value,
      conductor: conductor ? Number(conductor[1]) - 1 : null,
      outlet: location === undefined || /^outlet$/i.test(location),
    },
  ];
}

/** What a value without a measurand is: by its unit, else the register (OCPP 1.6, 7.45). */
function byUnit(unit: string): string {
  if (/^m?a$/i.test(unit)) return 'Current.Import';
  if (/^[mk]?v$/i.test(unit)) return 'Voltage';
  if (/^k?w$/i.test(unit)) return 'Power.Active.Import';
  return 'Energy.Active.Import.Register';
}

/** Into base units. A missing or unknown unit is the base unit (OCPP 1.6, 7.45: Wh for energy). */
function scaled(raw: number, what: Measurand, unit: string): number {
  switch (what) {
    case 'temperature':
      if (unit.startsWith('f')) return ((raw - 32) * 5) / 9;
      return unit.startsWith('k') ? raw - 273.15 : raw;
    case 'soc':
    case 'frequency':
      return raw;
    default:
      if (/^m(a|v)$/.test(unit)) return raw / 1000;
      if (unit.startsWith('k')) return raw * 1000;
      return unit === 'mwh' || unit === 'mw' ? raw * 1_000_000 : raw;
  }
}

/** Values of one moment told in several pieces become one measurement; oldest first. */
function joined(pieces: readonly Measurement[]): readonly Measurement[] {
  const byMoment = new Map<number | undefined, Measurement>();
  for (const piece of pieces) {
    const before = byMoment.get(piece.stamp?.ms);
    byMoment.set(piece.stamp?.ms, before ? { ...before, values: [...before.values, ...piece.values] } : piece);
  }
  return [...byMoment.values()].sort((a, b) => (a.stamp?.ms ?? Infinity) - (b.stamp?.ms ?? Infinity));
}
