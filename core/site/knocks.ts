import type { PendingCharger } from '../model/snapshot.js';

/**
 * Which unknown chargers have news: that they have come, and once more when they first say what they are. They may come and go,
 * and say it, many times a second.
 */
export class Knocks {
  /** Whether it has said what it is, by its identity. */
  #known: ReadonlyMap<string, boolean> = new Map();

  /** Of those that wait now. */
  news(waiting: readonly PendingCharger[]): readonly PendingCharger[] {
    const before = this.#known;
    const named = ({ id, identity }: PendingCharger): boolean =>
      before.get(id) === true || Object.keys(identity).length > 0;
    this.#known = new Map(waiting.map((one) => [one.id, named(one)]));
    return waiting.filter((one) => before.get(one.id) !== this.#known.get(one.id));
  }
}
