import { monoMs, type Now, wallMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';

/** Earlier than this no Surplug existed: a hub without a battery clock that has not heard from NTP yet. */
const FIRST_PLAUSIBLE = Date.UTC(2026, 0, 1);

/**
 * The clock of production. The monotonic side starts at the wall clock's value, so that a memory kept over a restart
 * still compares; from then on it never steps.
 */
export function systemClock(): Clock {
  const offset = Date.now() - performance.now();
  return {
    now(): Now {
      const wall = Date.now();
      return {
        monoMs: monoMs(offset + performance.now()),
        wallMs: wallMs(wall),
        wallClockPlausible: wall >= FIRST_PLAUSIBLE,
      };
    },
    after(delayMs, call) {
      const timer = setTimeout(call, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
