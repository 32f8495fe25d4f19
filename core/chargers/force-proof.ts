/**
 * Whether a limit that was accepted is in force at all. An Absolute profile that begins in the future of a charger's
 * clock, or has ended in its past, leaves the car at the safe current, and so does one on a stack level that its charger
 * takes and ignores. Nothing else tells it: no rule is broken.
 *
 * 1. Twenty seconds after a limit clearly above the safe current, three samples running lie at the safe current: the
 *    limit is written by another clock and on level 0, once in a transaction.
 * 2. The draw rises: that was it. It stays: it is the car's own, and things go back to where they were.
 */
import { flipped } from './outbound/profile-forms.js';
import type { ProfileForm } from './outbound/profiles.js';

export interface ForceProof {
  readonly transactionId: number | undefined;
  /** Since when a limit above the safe current has stood; null: none does. */
  readonly since: number | null;
  /** Samples running at the safe current. */
  readonly near: number;
  readonly stage: 'watching' | 'tried' | 'settled';
  /** How the first of these limits was written. */
  readonly form: ProfileForm;
}

/** How limits are to be written from now on. */
interface Turned {
  readonly profileKind: ProfileForm['kind'];
  readonly maxStackLevel?: number;
}

const ABOVE_A = 1;
const REACTS_MS = 20_000;
const SAMPLES = 3;

/** A live limit was accepted. */
export function limitTold(
  before: ForceProof | undefined,
  told: { readonly transactionId: number | undefined; readonly limitA: number; readonly safeA: number },
  form: ProfileForm,
  at: number,
): ForceProof {
  const { transactionId, limitA, safeA } = told;
  const same: ForceProof =
    before && before.transactionId === transactionId
      ? before
      : { transactionId, since: null, near: 0, stage: 'watching', form };
  return limitA > safeA + ABOVE_A ? { ...same, since: same.since ?? at } : { ...same, since: null, near: 0 };
}

/** A current was measured: the proof after it, and how limits are to be written from now on, where otherwise. */
export function drew(
  proof: ForceProof,
  currentA: number,
  safeA: number,
  takenAt: number,
): { readonly proof: ForceProof; readonly turned?: Turned } {
  const { since, stage, form } = proof;
  if (stage === 'settled' || since === null || takenAt < since + REACTS_MS) return { proof };
  if (currentA > safeA + ABOVE_A) return { proof: { ...proof, stage: 'settled' } };
  const near = currentA >= safeA - ABOVE_A ? proof.near + 1 : 0;
  if (near < SAMPLES) return { proof: { ...proof, near } };
  const anew = { ...proof, since: null, near: 0 };
  return stage === 'watching'
    ? { proof: { ...anew, stage: 'tried' }, turned: turnedTo({ ...form, kind: flipped(form.kind), stackLevel: 0 }) }
    : { proof: { ...anew, stage: 'settled' }, turned: turnedTo(form) };
}

/** On level 0 a TxDefaultProfile would take the place of the safe limit. */
const turnedTo = ({ purpose, kind, stackLevel }: ProfileForm): Turned => ({
  profileKind: kind,
  ...(purpose === 'TxProfile' && { maxStackLevel: stackLevel }),
});
