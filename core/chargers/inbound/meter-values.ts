import { PLAUSIBLE, plausible, type Span } from '../../model/outside-number.js';
import type { Payload } from '../../ports/charger-gateway.js';
import { field, integerOf, listOf, numberIn, text } from './fields.js';
import { type Stamp, stampOf } from './timestamp.js';

/** One measured value in base units (A, V, W, Wh, %, °C, Hz). `conductor` counts from 0; null: none named. */
export interface MeasuredValue {
  readonly what: Measurand;
  readonly value: number;
  readonly conductor: number | null;
  readonly outlet: boolean;
}

export type Measurand = 'current' | 'neutral' | 'voltage' | 'power' | 'energy' | 'soc' | 'temperature' | 'frequency';

/** The values a charger took at one moment. */
interface Measurement {
  readonly stamp: Stamp | undefined;
  readonly values: readonly MeasuredValue[];
}

interface MeterValuesTold {
  readonly connectorId: number;
  readonly transactionId?: number;
  readonly measurements: readonly Measurement[];
}

/** No plain object: a charger may ask for `constructor`. */
const MEASURANDS: ReadonlyMap<string, Measurand> = new Map([
  ['current.import', 'current'],
  ['current', 'current'],
  ['voltage', 'voltage'],
  ['power.active.import', 'power'],
  ['energy.active.import.register', 'energy'],
  ['energy.active.import', 'energy'],
  ['soc', 'soc'],
  ['temperature', 'temperature'],
  ['frequency', 'frequency'],
]);

const SPANS: Readonly<Record<Measurand, Span>> = {
  current: PLAUSIBLE.currentA,
  neutral: PLAUSIBLE.currentA,
  voltage: PLAUSIBLE.voltageV,
  power: PLAUSIBLE.powerW,
  energy: PLAUSIBLE.energyWh,
  soc: PLAUSIBLE.socPct,
  temperature: { from: -100, to: 300 },
  frequency: { from: 0, to: 100 },
};

export function readMeterValues(payload: Payload): MeterValuesTold {
  const transactionId = integerOf(payload, 'transactionId');
  return {
    connectorId: integerOf(payload, 'connectorId') ?? 1,
    ...(transactionId !== undefined && { transactionId }),
    measurements: joined(
      listOr(payload, 'meterValue').map((item) => ({
        stamp: stampOf(item),
        values: ofNow(listOr(item, 'sampledValue')).flatMap(readValue),
      })),
    ),
  };
}

/** In OCPP 1.5 both lists were called `values` (npm charger-simulator). */
function listOr(payload: Payload, name: string): readonly Payload[] {
  const list = listOf(payload, name);
  return list.length > 0 ? list : listOf(payload, 'values');
}

/** Some tell with each sample what the register was when the transaction began (Project EV, evcc #15768). */
function ofNow(items: readonly Payload[]): readonly Payload[] {
  const now = items.filter((item) => field(item, 'context') !== 'Transaction.Begin');
  return now.length > 0 ? now : items;
}

function readValue(item: Payload): readonly MeasuredValue[] {
  const raw = numberIn(field(item, 'value'));
  const labels = raw === undefined ? undefined : labelsOf(item);
  if (raw === undefined || labels === undefined) return [];
  const { what, conductor, outlet } = labels;
  const value = labels.inBase(raw);
  return plausible(value, SPANS[what]) ? [{ what, value, conductor, outlet }] : [];
}

/** What stands beside a value: what it measures, where, and how it becomes one in base units. */
interface Labels {
  readonly what: Measurand;
  readonly conductor: number | null;
  readonly outlet: boolean;
  readonly inBase: (raw: number) => number;
}

/** A charger sends the same few labels all its life, so that each is read once. Bounded: strangers may invent some. */
const READ = new Map<string, Labels | undefined>();
const READ_MOST = 1000;

function labelsOf(item: Payload): Labels | undefined {
  let words = '';
  for (const name in item) {
    if (name === 'value') continue;
    const label = item[name];
    if (typeof label !== 'string' || words.length > 300) return readLabels(item);
    words += `${name}\n${label}\n`;
  }
  let labels = READ.get(words);
  if (labels === undefined && !READ.has(words)) {
    if (READ.size >= READ_MOST) READ.clear();
    labels = readLabels(item);
    READ.set(words, labels);
  }
  return labels;
}

function readLabels(item: Payload): Labels | undefined {
  if (/^signed/i.test(text(item, 'format') ?? '')) return undefined;
  // Alfen sends its current limit in a context of its own (lbbrhzn/ocpp #361).
  if (/^currentmax$/i.test(text(item, 'context') ?? '')) return undefined;
  const name = (text(item, 'measurand') ?? byUnit(text(item, 'unit') ?? '')).toLowerCase().replace(/\s/g, '');
  // Some write the phase behind the measurand: Power.Active.Import.L1.
  const behind = /^(.*)\.(l[123](?:-(?:n|l[123]))?|n)$/.exec(name);
  const measured = MEASURANDS.get(behind?.[1] ?? name);
  const phase = (text(item, 'phase') ?? behind?.[2] ?? '').toUpperCase();
  const what = measured === 'current' && phase === 'N' ? 'neutral' : measured;
  if (what === undefined || (phase === 'N' && what !== 'neutral')) return undefined;
  const conductor = /^L([123])/.exec(phase);
  const scale = scaleOf(what, (text(item, 'unit') ?? '').toLowerCase());
  const between = what === 'voltage' && /^L[123]-?L[123]$/.test(phase);
  const location = text(item, 'location');
  return {
    what,
    conductor: conductor ? Number(conductor[1]) - 1 : null,
    outlet: location === undefined || /^outlet$/i.test(location),
    inBase: between ? (raw) => scale(raw) / Math.sqrt(3) : scale,
  };
}

/** What a value without a measurand is: by its unit, else the register (OCPP 1.6, 7.45). */
function byUnit(unit: string): string {
  if (/^m?a$/i.test(unit)) return 'Current.Import';
  if (/^[mk]?v$/i.test(unit)) return 'Voltage';
  if (/^k?w$/i.test(unit)) return 'Power.Active.Import';
  return 'Energy.Active.Import.Register';
}

/** Into base units. A missing or unknown unit is the base unit (OCPP 1.6, 7.45: Wh for energy). */
function scaleOf(what: Measurand, unit: string): (raw: number) => number {
  switch (what) {
    case 'temperature':
      if (unit.startsWith('f')) return (raw) => ((raw - 32) * 5) / 9;
      return unit.startsWith('k') ? (raw) => raw - 273.15 : (raw) => raw;
    case 'soc':
    case 'frequency':
      return (raw) => raw;
    default:
      if (/^m(a|v)$/.test(unit)) return (raw) => raw / 1000;
      if (unit.startsWith('k')) return (raw) => raw * 1000;
      return unit === 'mwh' || unit === 'mw' ? (raw) => raw * 1_000_000 : (raw) => raw;
  }
}

/** Values of one moment told in several pieces become one measurement; oldest first. */
function joined(pieces: readonly Measurement[]): readonly Measurement[] {
  if (pieces.length <= 1) return pieces;
  const byMoment = new Map<number | undefined, Measurement>();
  for (const piece of pieces) {
    const before = byMoment.get(piece.stamp?.ms);
    byMoment.set(piece.stamp?.ms, before ? { ...before, values: [...before.values, ...piece.values] } : piece);
  }
  return [...byMoment.values()].sort((a, b) => (a.stamp?.ms ?? Infinity) - (b.stamp?.ms ?? Infinity));
}
