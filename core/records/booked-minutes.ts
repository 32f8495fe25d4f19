import type { ChargerEnergy, HouseEnergy, MinuteSample } from '../model/record.js';
import { MINUTE_MS } from '../model/units.js';
import { type Energy, withEnergy } from './charge-totals.js';

/** Booked and not yet told: by minute, and in it by charger and card. */
export class BookedMinutes {
  readonly #minutes = new Map<number, Map<string, ChargerEnergy>>();

  add(minute: number, chargerId: string, idTag: string, step: Energy): void {
    const chargers = this.#minutes.get(minute) ?? new Map<string, ChargerEnergy>();
    const key = `${chargerId} ${idTag}`;
    const had = chargers.get(key);
    chargers.set(key, { chargerId, idTag, ...(had ? withEnergy(had, step) : step) });
    this.#minutes.set(minute, chargers);
  }

  /** Everything before a minute, and the one that has just ended, which `house` belongs to. */
  take(before: number, ended: number, house: HouseEnergy | undefined): readonly MinuteSample[] {
    if (house && !this.#minutes.has(ended)) this.#minutes.set(ended, new Map());
    const taken = [...this.#minutes].filter(([minute]) => minute < before || minute === ended);
    return taken
      .sort(([a], [b]) => a - b)
      .map(([minute, chargers]) => {
        this.#minutes.delete(minute);
        const sample = { at: new Date(minute * MINUTE_MS).toISOString(), chargers: [...chargers.values()] };
        return house && minute === ended ? { ...sample, house } : sample;
      });
  }
}
