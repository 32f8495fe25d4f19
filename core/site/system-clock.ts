import { uptime } from 'node:os';
import { monoMs, type Now, plausibleWall, wallMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';

/** Less is the way the clocks go apart by themselves. */
const SLEPT_MS = 30_000;
/** A timer that is to wait longer goes off at once instead. */
const MOST_MS = 2 ** 31 - 1;

/** What the machine tells of time: since 1970, since something while it was awake, and since it was started. */
interface MachineTime {
  readonly wallMs: () => number;
  readonly awakeMs: () => number;
  readonly upMs: () => number;
}

const MACHINE: MachineTime = {
  wallMs: () => Date.now(),
  awakeMs: () => performance.now(),
  upMs: () => {
    try {
      return uptime() * 1000;
    } catch {
      // Some sandboxes do not tell.
      return performance.now();
    }
  },
};

/**
 * The clock of production. The monotonic side starts at the wall clock's value, so that a memory kept over a restart
 * still compares; from then on it never steps, but that it goes on while the machine sleeps.
 */
export function systemClock(machine: MachineTime = MACHINE): Clock {
  let ahead = machine.wallMs() - machine.awakeMs();
  let up = machine.upMs() - machine.awakeMs();
  let offset = ahead;
  return {
    now(): Now {
      const wall = wallMs(machine.wallMs());
      const awake = machine.awakeMs();
      // The wall clock was set, or the machine slept: asked only then, for a system call it costs.
      if (Math.abs(wall - awake - ahead) > SLEPT_MS) {
        ahead = wall - awake;
        const sleptMs = machine.upMs() - awake - up;
        if (sleptMs > SLEPT_MS) {
          up += sleptMs;
          offset += sleptMs;
        }
      }
      return { monoMs: monoMs(offset + awake), wallMs: wall, wallClockPlausible: plausibleWall(wall) };
    },
    after(delayMs, call) {
      let timer: NodeJS.Timeout;
      const wait = (restMs: number): void => {
        const next = restMs > MOST_MS ? () => wait(restMs - MOST_MS) : call;
        timer = setTimeout(next, Math.min(restMs, MOST_MS));
      };
      wait(delayMs);
      return () => clearTimeout(timer);
    },
  };
}
