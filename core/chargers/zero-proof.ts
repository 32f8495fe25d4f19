import { HOUR_MS } from '../model/units.js';
import type { StopTold } from './inbound/transaction.js';

/**
 * Whether 0 A stops a charger's current, by what is measured after it said yes to it.
 *
 * 1. Ten seconds after the yes, two samples running still show a car that charges, and is not on its way down.
 * 2. Not far above the least a charger can offer: that is what it makes of 0 A (EN+, evcc #25069).
 * 3. More than that: perhaps the limit is not in force at all, by a wrong clock for one. Only a yes in another form,
 *    without effect as well, convicts.
 * 4. A transaction that the charger ends by itself half a minute after the yes at the most was ended by 0 A (Huawei, evcc
 *    #29272; NEcharge, #33020). A card that ends one is named.
 * 5. Where nothing but the register is told: half a minute after the yes it goes on rising by more than a kilowatt would lift
 *    it, and by more than a register of tenths of a kWh may still owe (ocpp-virtual-charge-point).
 */
export interface ZeroProof {
  /** When it was first told so in this form, on the monotonic clock. */
  readonly toldAt: number;
  readonly form: string;
  /** Forms it said yes to since current was last offered. */
  readonly forms: number;
  /** Samples running that show current all the same. */
  readonly samples: number;
  /** What was measured last. */
  readonly lastA?: number;
  /** The first register since, once it had time to come to rest. */
  readonly register?: { readonly wh: number; readonly at: number };
}

const REACTS_MS = 10_000;
const CHARGES_A = 3;
const NEAR_LEAST_A = 1.5;
const FALLS_A = 0.5;

const ENDS_MS = 30_000;

const RESTS_MS = 30_000;
const OWES_WH = 100;
const CHARGES_W = 1000;

/** Whether it was 0 A that ended the transaction. */
export const endedBy = (proof: ZeroProof, stop: Pick<StopTold, 'reason' | 'idTag'>, at: number): boolean =>
  at - proof.toldAt <= ENDS_MS && (stop.reason === 'Other' || (stop.reason === 'Local' && stop.idTag === undefined));

/** 0 A was accepted; a renewal in the same form changes nothing. */
export const zeroTold = (before: ZeroProof | undefined, form: string, at: number): ZeroProof =>
  before?.form === form ? before : { toldAt: at, form, forms: (before?.forms ?? 0) + 1, samples: 0 };

/** A current measured since, A: the proof after it, and whether 0 A does not pause. */
export function flowed(
  proof: ZeroProof,
  currentA: number,
  takenAt: number,
  minA: number,
): { readonly proof: ZeroProof; readonly convicted: boolean } {
  if (takenAt < proof.toldAt + REACTS_MS) return { proof: { ...proof, lastA: currentA }, convicted: false };
  const falls = proof.lastA !== undefined && proof.lastA - currentA >= FALLS_A;
  const samples = currentA <= CHARGES_A ? 0 : proof.samples + (falls ? 0 : 1);
  const convicted = samples >= 2 && (currentA <= minA + NEAR_LEAST_A || proof.forms >= 2);
  return { proof: { ...proof, samples, lastA: currentA }, convicted };
}

/** A register told since, alone: the proof after it, and whether 0 A does not pause. */
export function rose(
  proof: ZeroProof,
  wh: number,
  takenAt: number,
): { readonly proof: ZeroProof; readonly convicted: boolean } {
  if (takenAt < proof.toldAt + RESTS_MS) return { proof, convicted: false };
  const { register = { wh, at: takenAt } } = proof;
  const roseWh = wh - register.wh;
  const convicted = roseWh > OWES_WH && roseWh * HOUR_MS > CHARGES_W * (takenAt - register.at);
  return { proof: { ...proof, register }, convicted };
}
