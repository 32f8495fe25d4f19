import type { Now } from '../model/units.js';
import type { Payload } from '../ports/charger-gateway.js';
import { tellUnsaidCar } from './heard-status.js';
import { type MeasuredValue, readMeterValues } from './inbound/meter-values.js';
import type { Stamp } from './inbound/timestamp.js';
import { sampleFrom } from './sample-from.js';
import { placedOf, type ToldCharger } from './told-charger.js';

/** One moment told in pieces; a clock that stands tells the same moment for ever. */
const SAME_MOMENT_MS = 2_000;

/** Values of one moment: 3 conductors of 8 measurands and as much again. */
const VALUES_MOST = 64;

/** Meter values of its connector, and of the charge point as a whole until there are any. */
export async function heardValues(told: ToldCharger, payload: Payload, now: Now): Promise<void> {
  const { connectorId, transactionId, measurements } = readMeterValues(payload);
  const own = connectorId === told.facts?.connectorId;
  if (!own && (connectorId !== 0 || told.ownSamples)) return;
  told.ownSamples ||= own;
  for (const { stamp, values: newest } of measurements) {
    const { placed, values } = withSameMoment(told, stamp, newest, now);
    const sample = sampleFrom(told, values, placed, transactionId);
    const currentA = Math.max(0, ...(sample?.currentA ?? []));
    await told.transactions.heard(transactionId, { registerWh: sample?.energyWh, currentA, connectorId }, placed);
    const { running } = told.transactions;
    tellUnsaidCar(told, placed);
    const ours = running && transactionId === running.theirs ? running.transactionId : undefined;
    if (!sample) continue;
    if (told.facts) told.limits.measured(sample, told.facts);
    told.host.observe({
      kind: 'sample',
      chargerId: told.id,
      sample: { ...sample, ...(ours !== undefined && { transactionId: ours }) },
    });
  }
}

/** With what other messages told of the same moment. */
function withSameMoment(told: ToldCharger, stamp: Stamp | undefined, newest: readonly MeasuredValue[], now: Now) {
  const last = told.lastMeasured;
  const placed = placedOf(told, stamp, now);
  const same = last?.stampMs === stamp?.ms && last && placed.takenAt - last.placed.takenAt < SAME_MOMENT_MS;
  if (!stamp || !same) {
    told.lastMeasured = stamp && { stampMs: stamp.ms, placed, values: newest };
    return { placed, values: newest };
  }
  told.lastMeasured = { ...last, values: [...last.values, ...newest].slice(-VALUES_MOST) };
  return told.lastMeasured;
}
