/**
 * How fast a charger is listened to. A burst is read at once (a queue filled while offline); beyond it, reading waits:
 * nothing is lost, and nobody else is kept waiting. A long message counts as many.
 */
interface MessageRate {
  readonly left: number;
  readonly at: number;
}

/** Seconds of the steady rate that may come at once. */
const BURST_S = 10;
/** As long as one message is in a home. */
const MESSAGE_LENGTH = 4096;

export const freshRate = (perSecond: number, nowMs: number): MessageRate => ({ left: perSecond * BURST_S, at: nowMs });

/** Counts one message of this length; `waitMs` above 0 says how long to stop reading. */
export function counted(
  rate: MessageRate,
  perSecond: number,
  nowMs: number,
  length: number,
): { readonly rate: MessageRate; readonly waitMs: number } {
  const refilled = Math.min(perSecond * BURST_S, rate.left + ((nowMs - rate.at) / 1000) * perSecond);
  const left = refilled - Math.ceil((length + 1) / MESSAGE_LENGTH);
  return { rate: { left, at: nowMs }, waitMs: left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1000) + 100 };
}
