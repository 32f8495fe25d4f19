import { ToldError } from '../../model/error-texts.js';
import type { Clock } from '../../ports/clock.js';
import { Bus } from './bus.js';
import type { Line } from './line.js';

/** The lines in use: meters on one line share one bus; the last to leave closes it. */
export class Buses {
  readonly #clock: Clock;
  readonly #buses = new Map<string, { readonly bus: Bus; readonly settings: string; users: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The bus on that line, made when nobody uses it yet. Throws BAD_CONFIG when it is in use with other settings. */
  join(line: Line): Bus {
    const there = this.#buses.get(line.where);
    if (there) {
      if (there.settings !== line.settings) {
        const { where, settings } = line;
        throw new ToldError('BAD_CONFIG', 'line-set-twice', { where, one: there.settings, other: settings });
      }
      there.users += 1;
      return there.bus;
    }
    const bus = new Bus(line, this.#clock);
    this.#buses.set(line.where, { bus, settings: line.settings, users: 1 });
    return bus;
  }

  /** The bus that reads that line already, and how its line is set. */
  inUse({ where }: Line): { readonly bus: Bus; readonly settings: string } | undefined {
    return this.#buses.get(where);
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
