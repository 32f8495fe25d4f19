import assert from 'node:assert/strict';
import type { Observation, ObservedEvent } from '../../../../core/model/event.js';
import type { ChargeRecord, MinuteSample } from '../../../../core/model/record.js';
import { monoMs, wallMs, wattHours, watts } from '../../../../core/model/units.js';
import type { ChargeProgress } from '../../../../core/ports/record-store.js';
import type { Leap } from '../../../../core/records/believed-register.js';
import { openRecord } from '../../../../core/records/charge-book.js';
import { EnergyLedger } from '../../../../core/records/energy-ledger.js';
import { newCharge } from './store.js';

/** A ledger driven by a clock of its own; everything it tells is kept. */
export class Told {
  readonly minutes: MinuteSample[] = [];
  readonly ended: { readonly record: ChargeRecord; readonly stopWh: number; readonly progress: ChargeProgress }[] = [];
  readonly leaps: Leap[] = [];
  readonly ledger: EnergyLedger;
  #at = 0;
  #setMs = 0;

  constructor(price: number | null = null) {
    this.ledger = new EnergyLedger({
      minute: (sample) => this.minutes.push(sample),
      price: () => price,
      mode: () => 'ECO+',
      leapt: (_, leap) => this.leaps.push(leap),
    });
  }

  pass(seconds: number): this {
    this.#at += seconds * 1000;
    return this;
  }

  /** The wall clock is set forwards. */
  setClock(seconds: number): this {
    this.#setMs += seconds * 1000;
    return this;
  }

  see(observation: Observation): this {
    const atWall = wallMs(Date.UTC(2026, 5, 21, 21, 50) + this.#at + this.#setMs);
    this.ledger.observe({ at: monoMs(this.#at), atWall, ...observation } as ObservedEvent);
    return this;
  }

  reading(role: 'grid' | 'solar' | 'battery', powerW: number): this {
    return this.see({
      kind: 'reading',
      reading: { meterId: role, role, powerW: watts(powerW), takenAt: monoMs(this.#at) },
    });
  }

  sample(chargerId: string, energyWh?: number, powerW?: number): this {
    const sample = {
      takenAt: monoMs(this.#at),
      takenAtWall: wallMs(0),
      ...(energyWh === undefined ? {} : { energyWh: wattHours(energyWh) }),
      ...(powerW === undefined ? {} : { powerW: watts(powerW) }),
    };
    return this.see({ kind: 'sample', chargerId, sample });
  }

  begin(number: number, chargerId: string, meterStartWh: number): ChargeRecord {
    const record = openRecord(number, newCharge({ chargerId, meterStartWh, idTag: `TAG-${number}` }));
    this.ledger.begin(record);
    return record;
  }

  end(record: ChargeRecord, stopWh: number): ChargeProgress {
    const progress = this.ledger.end(record.chargerId, stopWh);
    assert.ok(progress);
    this.ended.push({ record, stopWh, progress });
    return progress;
  }

  /** Energy told of a card, in minutes that pass a test. */
  wh(idTag: string, key: 'energyWh' | 'solarWh' | 'gridWh' | 'batteryWh', which = (_: string) => true): number {
    return this.minutes
      .filter(({ at }) => which(at))
      .flatMap(({ chargers }) => chargers)
      .filter((charger) => charger.idTag === idTag)
      .reduce((sum, charger) => sum + charger[key], 0);
  }
}
