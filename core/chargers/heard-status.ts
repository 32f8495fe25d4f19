import type { Now } from '../model/units.js';
import type { Payload } from '../ports/charger-gateway.js';
import type { Placed } from './inbound/clock-sense.js';
import { asOwn, readStatus } from './inbound/status.js';
import { LATE_MS } from './known-transaction.js';
import { type KnownStatus, placedOf, type ToldCharger } from './told-charger.js';

/** Some say nothing of it when a car comes and charges, or charges once more, not a word or not again: their charge tells. */
export function tellUnsaidCar(told: ToldCharger, placed: Placed, begins = false): void {
  const { status, transactions } = told;
  if (!status || status.unsaidCar || !transactions.running || transactions.toldFree) return;
  if (status.status !== 'Available' && !(begins && status.status === 'Finishing')) return;
  told.status = { ...status, unsaidCar: true };
  tellStatus(told, { ...status, status: 'Preparing' }, placed);
}

export function tellStatus({ host, id }: ToldCharger, { status, fault, connectorId }: KnownStatus, at: Placed): void {
  host.observe({ kind: 'status', chargerId: id, connectorId, status, fault, takenAt: at.takenAt });
}

/** A status of its connector, or of the charge point as a whole. */
export async function heardStatus(told: ToldCharger, payload: Payload, now: Now): Promise<void> {
  const { placed, status, fault, connectorId } = rememberStatus(told, payload, now);
  if (status === 'Unknown' && fault === null) return;
  tellStatus(told, { status, fault, connectorId }, placed);
  if (connectorId === told.facts?.connectorId && placed.ageMs <= LATE_MS) await told.transactions.status(status);
}

/** What it told, kept where it is fresh and of the connector that is steered. */
export function rememberStatus(told: ToldCharger, payload: Payload, now: Now) {
  const own = told.facts?.connectorId ?? 1;
  const read = asOwn(readStatus(payload), own, told.status?.underZero === true);
  const placed = placedOf(told, read.stamp, now);
  const fault = read.fault && { ...read.fault, since: placed.takenAtWall };
  const before = told.status?.connectorId === read.connectorId ? told.status.status : 'Unknown';
  const seen = { status: read.status === 'Unknown' ? before : read.status, fault, connectorId: read.connectorId };
  if (placed.ageMs <= LATE_MS && read.connectorId === own) told.status = { ...seen, underZero: read.underZero };
  return { ...seen, placed };
}
