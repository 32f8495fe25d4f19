import type { MeterReading } from '../model/reading.js';
import { type Trouble, trouble } from './trouble.js';

/*
 * What is odd about a meter that still answers. Told, never a reason to stop using it:
 *  1. frozen: not one bit has changed for two minutes although something flows (mains voltage alone never stands still)
 *  2. sign: a roof that consumes more than its inverter's stand-by, for a while
 *  3. absurd: more watts on a phase than its volts and amperes can make, or next to none of many, for a while: ratio, scale
 *     (kW for W), or a swapped clamp
 */

const FROZEN_MS = 120_000;
const FLOWS_W = 50;
const STANDBY_W = 100;
const AWHILE = 30;
/** Room for the meter not taking power and current at the same instant. */
const POWER_FACTOR_ROOM = 1.2;
const POWER_ROOM_W = 150;
/**
 * What is told in kW is a thousandth. A battery that holds the grid at nothing, with a heat pump's reactive current beside
 * it, never holds it that well for so long.
 */
const MANY_VA = 1500;
const NEXT_TO_NONE = 0.0015;

/** What has been seen of a meter so far. Plain data: in with a reading, out with what to tell. */
interface Watched {
  readonly signature: string;
  readonly since: number;
  readonly negative: number;
  readonly impossible: number;
}

export const UNWATCHED: Watched = { signature: '', since: 0, negative: 0, impossible: 0 };

/** What to tell after this reading; `signature` is what the meter said, bit for bit. */
export function watch(
  before: Watched,
  reading: MeterReading,
  signature: string,
): { readonly watched: Watched; readonly remarks: readonly Trouble[] } {
  const same = signature === before.signature;
  const phase = impossiblePhase(reading);
  const watched: Watched = {
    signature,
    since: same ? before.since : reading.takenAt,
    negative: reading.role === 'solar' && reading.powerW < -STANDBY_W ? before.negative + 1 : 0,
    impossible: phase === undefined ? 0 : before.impossible + 1,
  };
  const remarks: Trouble[] = [];
  const stillMs = reading.takenAt - watched.since;
  if (stillMs >= FROZEN_MS && Math.abs(reading.powerW) > FLOWS_W) {
    remarks.push(trouble('frozen', `${Math.round(stillMs / 1000)} s`));
  }
  if (watched.negative >= AWHILE) remarks.push(trouble('sign', `${Math.round(reading.powerW)} W`));
  if (watched.impossible >= AWHILE && phase !== undefined) {
    remarks.push(trouble('absurd', `L${phase + 1}`, `${Math.round(reading.phaseW?.[phase] ?? 0)} W`));
  }
  return { watched, remarks };
}

function impossiblePhase({ phaseW, currentA, voltageV }: MeterReading): number | undefined {
  if (!phaseW || !currentA || !voltageV) return undefined;
  const found = phaseW.findIndex((power, i) => {
    const apparentVA = Math.abs(currentA[i] ?? 0) * (voltageV[i] ?? 0);
    const tooMany = Math.abs(power) > apparentVA * POWER_FACTOR_ROOM + POWER_ROOM_W;
    return tooMany || (apparentVA > MANY_VA && Math.abs(power) < apparentVA * NEXT_TO_NONE);
  });
  return found < 0 ? undefined : found;
}
