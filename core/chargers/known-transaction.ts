import type { WallMs, WattHours } from '../model/units.js';
import type { Placed } from './inbound/clock-sense.js';
import type { StartTold, StopTold } from './inbound/transaction.js';

/** A transaction between our id and the one the charger goes by. */
export interface Known {
  readonly transactionId: number;
  readonly theirs: number;
  readonly connectorId: number;
  readonly idTag: string;
  readonly startedAt: WallMs;
  readonly meterStartWh: WattHours;
}

/** What meter values tell of the charge they belong to. */
export interface SeenValues {
  readonly registerWh: WattHours | undefined;
  readonly currentA: number;
  readonly connectorId: number;
}

/** Older than this was queued while the charger was offline: it tells of the past and nothing of now. */
export const LATE_MS = 60_000;

/** What goes on after its record has ended: from here on, under the id its charger knows. */
export const anew = (known: Known, { takenAtWall }: Placed, registerWh: WattHours | undefined): Known => ({
  ...known,
  transactionId: 0,
  startedAt: takenAtWall,
  meterStartWh: registerWh ?? known.meterStartWh,
});

/** Whether a start is one that has no stop yet, told once more. */
export const toldAgain = (known: Known, told: StartTold, placed: Placed): boolean =>
  known.idTag === told.idTag &&
  known.meterStartWh === told.meterStartWh &&
  Math.abs(known.startedAt - placed.takenAtWall) <= LATE_MS;

/** The one start that a stop can mean, of those queued and the one believed to run; the records may believe a queued one. */
export function stopMeans(
  { transactionId, idTag }: StopTold,
  queued: readonly Known[],
  believed: Known | undefined,
  late: boolean,
): Known | undefined {
  const running = queued.some((each) => each.transactionId === believed?.transactionId) ? undefined : believed;
  const all = [...queued, ...(running ? [running] : [])];
  const exact = all.find((each) => each.theirs === transactionId || each.transactionId === transactionId);
  if (exact || transactionId > 0) return exact;
  const ofCard = (each: Known): boolean => idTag === undefined || each.idTag === idTag;
  const possible = all.filter(ofCard);
  if (possible.length === 1) return possible[0];
  // A connector has one at a time: what ended offline is the last that began there.
  return late ? queued.findLast(ofCard) : undefined;
}
