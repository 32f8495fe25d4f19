import type { PointName } from '../model/config.js';
import { type Block, type PollWays, pollWays } from './poll-plan.js';
import type { Points, RegisterMap } from './register-map.js';

/*
 * How a meter is asked for its points, as far as that has been learned. The rules:
 *  1. fewest requests first; a way that it refuses gives place to the next, down to each value by itself, and then to the first
 *  2. slow points that it refuses even so are left out; so are live ones that nothing depends on, once it has refused them three
 *     times while it told the others: voltages, the currents and the total of a meter that tells its phases' power. All of a
 *     kind go together, or the second phase would count as the first; and the fewest requests go first again
 *  3. one that has never been heard may be silent because too much was asked at once: the next way is tried after two
 *     failures. It may as well have been away: when it is heard at last, the first way is tried once more
 */

const REFUSED_FOR_GOOD = 3;
const FAILED_SO = 2;

export class Asking {
  #points: Points;
  readonly #map: RegisterMap;
  #ways: PollWays;
  #way = { live: 0, slow: 0 };
  #slow: readonly Block[];
  #refusals = 0;
  #failures = 0;
  #guessing = false;
  /** The way it answered to while the first is tried once more. */
  #proven: number | undefined;

  constructor(points: Points, map: RegisterMap) {
    this.#points = points;
    this.#map = map;
    this.#ways = pollWays(points, map);
    this.#slow = this.#ways.slow[0] ?? [];
  }

  get live(): readonly Block[] {
    return this.#ways.live[this.#way.live] ?? [];
  }

  get slow(): readonly Block[] {
    return this.#slow;
  }

  /** The live points were refused as they were asked for. */
  refused(): void {
    this.#refusals = 0;
    this.#next();
  }

  /** Nothing came of the live points; nothing ever has, where `never`. */
  failed(never: boolean): void {
    if (this.#proven !== undefined) {
      this.#way.live = this.#proven;
      this.#proven = undefined;
    } else if (never) {
      this.#failures += 1;
      if (this.#failures % FAILED_SO !== 0) return;
      this.#guessing = true;
      this.#next();
    }
  }

  /** The live points were told. */
  heard(): void {
    this.#proven = this.#guessing && this.#way.live > 0 ? this.#way.live : undefined;
    if (this.#proven !== undefined) this.#way.live = 0;
    this.#guessing = false;
    this.#refusals = 0;
  }

  /** Whether a reading can do without what is in that block, asked for as finely as can be. */
  canDoWithout({ points }: Block): boolean {
    const finest = this.#way.live === this.#ways.live.length - 1;
    return finest && points.every(({ name }) => this.#spare(name));
  }

  /** These were refused, and all else was told. */
  withoutLive(refused: readonly Block[]): void {
    this.#refusals += 1;
    if (this.#refusals < REFUSED_FOR_GOOD) return;
    const kinds = new Set(refused.flatMap(({ points }) => points.map(({ name }) => kindOf(name))));
    this.#points = Object.fromEntries(
      Object.entries(this.#points).filter(([name]) => !kinds.has(kindOf(name as PointName))),
    );
    this.#ways = { ...this.#ways, live: pollWays(this.#points, this.#map).live };
    this.#way.live = 0;
    this.#refusals = 0;
  }

  /** Slow ones that were refused: true when they are asked for in another way now. */
  withoutSlow(refused: readonly Block[]): boolean {
    this.#way.slow += 1;
    const next = this.#ways.slow[this.#way.slow];
    this.#slow = next ?? this.#slow.filter((block) => !refused.includes(block));
    return next !== undefined;
  }

  leaveOut(block: Block): void {
    this.#slow = this.#slow.filter((one) => one !== block);
  }

  #next(): void {
    this.#way.live = (this.#way.live + 1) % this.#ways.live.length;
  }

  #spare(name: PointName): boolean {
    const { phase1W, powerW } = this.#points;
    switch (kindOf(name)) {
      case 'voltageV':
        return true;
      case 'currentA':
        return phase1W !== undefined || (this.#map.phases === 1 && powerW !== undefined);
      case 'powerW':
        return phase1W !== undefined;
      default:
        return false;
    }
  }
}

const kindOf = (name: PointName): string => name.replace(/\d/, '');
