import type { Clock } from '../../ports/clock.js';
import { Bus } from './bus.js';
import type { Line } from './line.js';

/** The lines in use: meters on one line share one bus; the last to leave closes it. */
export class Buses {
  readonly #clock: Clock;
  readonly #buses = new Map<string, { readonly bus: Bus; users: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The bus on that line, made when nobody uses it yet. */
  join(line: Line): Bus {
    const there = this.#buses.get(line.where);
    if (there) {
      there.users += 1;
      return there.bus;
    }
    const bus = new Bus(line, this.#clock);
    this.#buses.set(line.where, { bus, users: 1 });
    return bus;
  }

  async leave(bus: Bus): Promise<void> {
    const there = this.#buses.get(bus.where);
    if (!there || there.bus !== bus) return;
    there.users -= 1;
    if (there.users > 0) return;
    this.#buses.delete(bus.where);
    await bus.close();
  }
}
