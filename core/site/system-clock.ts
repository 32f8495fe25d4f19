import { monoMs, type Now, plausibleWall, wallMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';

/**
 * The clock of production. The monotonic side starts at the wall clock's value, so that a memory kept over a restart
 * still compares; from then on it never steps.
 */
export function systemClock(): Clock {
  const offset = Date.now() - performance.now();
  return {
    now(): Now {
      const wall = wallMs(Date.now());
      return {
        monoMs: monoMs(offset + performance.now()),
        wallMs: wall,
        wallClockPlausible: plausibleWall(wall),
      };
    },
    after(delayMs, call) {
      const timer = setTimeout(call, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
