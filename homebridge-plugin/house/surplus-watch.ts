import type { HomeKitOptions } from '../options.js';

/*
 * Surplus as a yes or no an automation can rely on:
 *  1. not measured: what was last known stands
 *  2. yes from the threshold on, no below threshold − hysteresis, between them no change
 *  3. a change counts once it has held for the hold time without a break
 */
export type SurplusSettings = Pick<HomeKitOptions, 'surplusW' | 'surplusHysteresisW' | 'surplusHoldS'>;

export interface SurplusWatch {
  readonly detected: boolean;
  /** Since when the opposite has held; null: it does not. */
  readonly changingSinceMs: number | null;
}

/** The watch after a look at the surplus. `nowMs` is monotonic. */
export function watchSurplus(
  watch: SurplusWatch,
  surplusW: number | null,
  nowMs: number,
  settings: SurplusSettings,
): SurplusWatch {
  if (surplusW === null) return { detected: watch.detected, changingSinceMs: null };
  const { surplusW: thresholdW, surplusHysteresisW, surplusHoldS } = settings;
  const other = watch.detected ? surplusW < thresholdW - surplusHysteresisW : surplusW >= thresholdW;
  if (!other) return { detected: watch.detected, changingSinceMs: null };
  const since = watch.changingSinceMs ?? nowMs;
  if (nowMs - since < surplusHoldS * 1000) return { detected: watch.detected, changingSinceMs: since };
  return { detected: !watch.detected, changingSinceMs: null };
}
