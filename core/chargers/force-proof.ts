/**
 * Whether a limit that was accepted is in force at all. An Absolute profile that begins in the future of a charger's
 * clock, or has ended in its past, leaves the car at the safe current, and nothing else tells it: no rule is broken.
 *
 * 1. Twenty seconds after a limit clearly above the safe current, three samples running lie at the safe current: the
 *    limit is written by another clock, once in a transaction.
 * 2. The draw rises: that was it. It stays: it is the car's own, and things go back to where they were.
 */
export interface ForceProof {
  readonly transactionId: number | undefined;
  /** Since when a limit above the safe current has stood; null: none does. */
  readonly since: number | null;
  /** Samples running at the safe current. */
  readonly near: number;
  readonly stage: 'watching' | 'tried' | 'settled';
}

const ABOVE_A = 1;
const REACTS_MS = 20_000;
const SAMPLES = 3;

/** A live limit was accepted. */
export function limitTold(
  before: ForceProof | undefined,
  told: { readonly transactionId: number | undefined; readonly limitA: number; readonly safeA: number },
  at: number,
): ForceProof {
  const { transactionId, limitA, safeA } = told;
  const same: ForceProof =
    before && before.transactionId === transactionId
      ? before
      : { transactionId, since: null, near: 0, stage: 'watching' };
  return limitA > safeA + ABOVE_A ? { ...same, since: same.since ?? at } : { ...same, since: null, near: 0 };
}

/** A current was measured: the proof after it, and whether the limit is to be written by the other clock from now on. */
export function drew(
  proof: ForceProof,
  currentA: number,
  safeA: number,
  takenAt: number,
): { readonly proof: ForceProof; readonly otherClock: boolean } {
  const { since, stage } = proof;
  if (stage === 'settled' || since === null || takenAt < since + REACTS_MS) return { proof, otherClock: false };
  if (currentA > safeA + ABOVE_A) return { proof: { ...proof, stage: 'settled' }, otherClock: false };
  const near = currentA >= safeA - ABOVE_A ? proof.near + 1 : 0;
  if (near < SAMPLES) return { proof: { ...proof, near }, otherClock: false };
  const next = stage === 'watching' ? 'tried' : 'settled';
  return { proof: { ...proof, since: null, near: 0, stage: next }, otherClock: true };
}
