import { phaseCurrents } from '../control/fuse/phase-currents.js';
import type { SiteState } from '../control/site-state.js';
import type { ObservedEvent } from '../model/event.js';
import type { HouseEnergy, MinuteSample } from '../model/record.js';
import { priceAt } from '../model/steps.js';
import { MINUTE_MS } from '../model/units.js';
import type { WhatIfCharge, WhatIfHouse } from '../model/what-if.js';
import type { Wishes } from '../model/wishes.js';
import { openRecord } from '../records/charge-book.js';
import { type Energy, withEnergy } from '../records/charge-totals.js';
import { EnergyLedger } from '../records/energy-ledger.js';

const NOTHING: Energy = { energyWh: 0, solarWh: 0, batteryWh: 0, gridWh: 0, cost: null, saving: null };

/** The honest ledger of one course of things, and its sums. */
export class Books {
  readonly #ledger: EnergyLedger;
  readonly #charges = new Map<string, Energy>();
  /** What all cars took, by minute since 1970, Wh. */
  readonly carsWh = new Map<number, number>();
  #house: Pick<HouseEnergy, 'importWh' | 'exportWh'> = { importWh: null, exportWh: null };
  #peakA = 0;
  #wishes: Wishes | undefined;

  constructor() {
    this.#ledger = new EnergyLedger({
      minute: (sample) => this.#minute(sample),
      price: (wallMs) => priceAt(this.#wishes?.prices ?? [], wallMs),
      mode: () => 'ECO+',
      leapt: () => undefined,
    });
  }

  observe(event: ObservedEvent, state: SiteState): void {
    this.#wishes = state.wishes;
    this.#ledger.observe(event);
    if (event.kind === 'transaction-started') {
      const { chargerId, transaction } = event;
      const { transactionId, startedAt, ...rest } = transaction;
      const started = {
        ...rest,
        chargerId,
        modeAtStart: 'ECO+',
        startedAt: new Date(startedAt).toISOString(),
      } as const;
      this.#ledger.begin(openRecord(transactionId, started));
    } else if (event.kind === 'transaction-ended') {
      if (event.meterStopWh !== undefined) this.#ledger.end(event.chargerId, event.meterStopWh);
    } else if (event.kind === 'reading' && event.reading.role === 'grid') {
      this.#peakA = Math.max(this.#peakA, ...phaseCurrents(state, event.reading));
    }
  }

  /** Sums up. A charger that tells power and no register is booked when its charge ends: so it ends here. */
  close(state: SiteState): void {
    for (const { facts, transaction, sample } of Object.values(state.chargers)) {
      if (transaction && sample?.energyWh === undefined) this.#ledger.end(facts.id, 0);
    }
    this.#ledger.flush();
  }

  charge(chargerId: string, starts: number): WhatIfCharge {
    const { cost, saving: _, ...energies } = this.#charges.get(chargerId) ?? NOTHING;
    return { ...rounded(energies), cost: cost === null ? null : round(cost, 100), starts };
  }

  house(): WhatIfHouse {
    return { ...rounded(this.#house), peakA: round(this.#peakA, 10) };
  }

  #minute({ at, house, chargers }: MinuteSample): void {
    const minute = Date.parse(at) / MINUTE_MS;
    for (const one of chargers) {
      this.#charges.set(one.chargerId, withEnergy(this.#charges.get(one.chargerId) ?? NOTHING, one));
      this.carsWh.set(minute, (this.carsWh.get(minute) ?? 0) + one.energyWh);
    }
    if (!house) return;
    const { importWh, exportWh } = this.#house;
    this.#house = { importWh: known(importWh, house.importWh), exportWh: known(exportWh, house.exportWh) };
  }
}

const known = (a: number | null, b: number | null): number | null => (b === null ? a : (a ?? 0) + b);
const round = (value: number, parts: number): number => Math.round(value * parts) / parts;
const rounded = <T extends Readonly<Record<string, number | null>>>(energies: T): T =>
  Object.fromEntries(Object.entries(energies).map(([key, wh]) => [key, wh === null ? null : Math.round(wh)])) as T;
