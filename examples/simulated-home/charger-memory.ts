/** What a charger keeps through a power failure: settings, profiles, local list, availability, reservation. */

import type { ChargerModel } from './charger-models.js';
import type { Installed } from './charging-profiles.js';

export interface IdTagInfo {
  readonly status: string;
  readonly expiryDate?: string;
  readonly parentIdTag?: string;
}

interface HeldReservation {
  readonly reservationId: number;
  readonly idTag: string;
  readonly parentIdTag?: string;
  readonly untilMs: number;
}

export class ChargerMemory {
  readonly configuration: Map<string, string>;
  profiles: readonly Installed[] = [];
  readonly localList = new Map<string, IdTagInfo>();
  localListVersion = 0;
  readonly cache = new Map<string, IdTagInfo>();
  operative = true;
  reservation: HeldReservation | null = null;

  /** `sampleIntervalS` is how the charger was set up before the hub ever called, where it has a key for it. */
  constructor(model: ChargerModel, sampleIntervalS: number) {
    this.configuration = new Map(Object.entries(model.configuration).map(([key, { value }]) => [key, value]));
    if (!this.configuration.has('MeterValueSampleInterval')) return;
    this.configuration.set('MeterValueSampleInterval', String(Math.max(1, Math.round(sampleIntervalS))));
  }

  /** A flag of the configuration, or what the charger does where it has no such key. */
  flag(key: string, otherwise: boolean): boolean {
    const value = this.configuration.get(key);
    return value === undefined ? otherwise : value.toLowerCase() === 'true';
  }

  number(key: string, otherwise: number): number {
    const value = Number(this.configuration.get(key));
    return Number.isFinite(value) ? value : otherwise;
  }

  list(key: string): readonly string[] {
    return measurandsOf(this.configuration.get(key) ?? '');
  }

  /** A card known without asking the hub: local list first, then the cache. */
  known(idTag: string, nowMs: number): IdTagInfo | null {
    const info = this.localList.get(idTag) ?? this.cache.get(idTag);
    if (!info) return null;
    const expired = info.expiryDate !== undefined && Date.parse(info.expiryDate) <= nowMs;
    return expired ? { ...info, status: 'Expired' } : info;
  }

  /** Whether a card may start under the reservation in force. */
  reservedFor(idTag: string, nowMs: number): boolean {
    const held = this.reservation;
    if (!held || held.untilMs <= nowMs || held.idTag === idTag) return true;
    const parent = this.known(idTag, nowMs)?.parentIdTag;
    return parent !== undefined && parent === held.parentIdTag;
  }
}

/** "Voltage, Current.Import" with or without the spaces of the Hydra manual. */
export const measurandsOf = (csv: string): readonly string[] =>
  csv
    .split(',')
    .map((measurand) => measurand.trim())
    .filter((measurand) => measurand !== '');
