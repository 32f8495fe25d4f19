import type { MeterReading, MeterRole } from '../model/reading.js';
import type { HouseEnergy } from '../model/record.js';
import { thousandth } from '../model/units.js';
import type { HousePower } from './shares.js';

/** A meter that has not spoken for so long says nothing about now. The slowest period a meter may have is 60 s. */
const STALE_MS = 90_000;

interface Seen {
  readonly role: MeterRole;
  readonly powerW: number;
  readonly at: number;
}

/** What the meters last said, and the energies of the minute that runs, integrated from it. */
export class HouseWatch {
  readonly #meters = new Map<string, Seen>();
  #energy: Record<keyof HouseEnergy, number | null> = nothingYet();

  read(reading: MeterReading, at: number): void {
    this.#meters.set(reading.meterId, { role: reading.role, powerW: reading.powerW, at });
  }

  /** A meter that is in trouble says nothing until its next reading. */
  forget(meterId: string): void {
    const seen = this.#meters.get(meterId);
    if (seen) this.#meters.set(meterId, { ...seen, at: Number.NEGATIVE_INFINITY });
  }

  /** Powers now; several meters of one role add up, and one of them silent makes their sum unknown. */
  power(at: number): HousePower {
    const sums: { -readonly [K in keyof HousePower]: HousePower[K] } = {};
    for (const key of ['grid', 'solar', 'battery', 'house'] as const) {
      const meters = [...this.#meters.values()].filter(({ role }) => role === key);
      if (meters.length === 0) continue;
      const silent = meters.some((meter) => at - meter.at > STALE_MS);
      sums[`${key}W`] = silent ? null : meters.reduce((sum, meter) => sum + meter.powerW, 0);
    }
    return sums;
  }

  /** Adds a stretch of so many hours at these powers. */
  add(power: HousePower, carsW: number, hours: number): void {
    const { gridW, solarW, batteryW } = power;
    // Known by itself, or as what is left of all that comes in. Without a solar meter nobody knows what the panels gave.
    const known = typeof gridW === 'number' && typeof solarW === 'number' && batteryW !== null;
    const rest = known ? gridW + solarW + (batteryW ?? 0) - carsW : null;
    this.#book('importWh', gridW, 1, hours);
    this.#book('exportWh', gridW, -1, hours);
    this.#book('solarWh', solarW, 1, hours);
    this.#book('batteryOutWh', batteryW, 1, hours);
    this.#book('batteryInWh', batteryW, -1, hours);
    this.#book('houseWh', power.houseW ?? rest, 1, hours);
  }

  /** The minute's energies, to the thousandth; the next minute begins. */
  take(): HouseEnergy | undefined {
    const energy = this.#energy;
    this.#energy = nothingYet();
    const known = Object.entries(energy).map(([key, wh]) => [key, wh === null ? null : thousandth(wh)]);
    return known.some(([, wh]) => wh !== null) ? (Object.fromEntries(known) as HouseEnergy) : undefined;
  }

  #book(key: keyof HouseEnergy, powerW: number | null | undefined, sign: 1 | -1, hours: number): void {
    if (typeof powerW === 'number') this.#energy[key] = (this.#energy[key] ?? 0) + Math.max(0, sign * powerW) * hours;
  }
}

const nothingYet = (): Record<keyof HouseEnergy, number | null> => ({
  importWh: null,
  exportWh: null,
  solarWh: null,
  batteryInWh: null,
  batteryOutWh: null,
  houseWh: null,
});
