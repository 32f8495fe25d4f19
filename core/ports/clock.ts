import type { Now } from '../model/units.js';

/** Time, and what is to happen later. Production has one; tests advance another. */
export interface Clock {
  now(): Now;
  /** Calls once after so many ms; the returned function calls it off. */
  after(delayMs: number, call: () => void): () => void;
}
