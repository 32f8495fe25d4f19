import type { RunningTransaction } from '../model/charger.js';
import type { ChargeRecord } from '../model/record.js';
import { wallMs, wattHours } from '../model/units.js';
import type { ChargeEnd, ChargeProgress, NewCharge } from '../ports/record-store.js';
import { continued } from './charge-totals.js';

/** Ended charges remembered, so that a start told again is not taken for a new one. */
export const ENDED_KEPT = 200;
/** Another connection may lay a charger's timestamps elsewhere on our clocks, but by no more. */
const ELSEWHERE_MS = 60_000;

/** A charge that has just begun. */
export const openRecord = (number: number, charge: NewCharge): ChargeRecord => ({
  ...charge,
  number,
  endedAt: null,
  stopReason: null,
  meterStopWh: null,
  energyWh: 0,
  solarWh: 0,
  gridWh: 0,
  peakW: 0,
});

/** The transaction that a record is of. */
export const transactionOf = (record: ChargeRecord): RunningTransaction => ({
  transactionId: record.number,
  idTag: record.idTag,
  startedAt: wallMs(Date.parse(record.startedAt)),
  meterStartWh: wattHours(record.meterStartWh),
  startedBy: record.startedBy,
});

const sameConnector = (a: NewCharge, b: NewCharge): boolean =>
  a.chargerId === b.chargerId && (a.connectorId ?? 1) === (b.connectorId ?? 1);

/** By all but the time. */
const alike = (a: NewCharge, b: NewCharge): boolean =>
  sameConnector(a, b) && a.idTag === b.idTag && a.meterStartWh === b.meterStartWh;

/** Whether two starts are the same one, told twice. */
const sameStart = (a: NewCharge, b: NewCharge): boolean =>
  alike(a, b) && Date.parse(a.startedAt) === Date.parse(b.startedAt);

/**
 * Whether a start is that of a charge which is over, told once more: a connector has one at a time, and this one would lie
 * within it (steve #1294).
 */
export const liesWithin = (over: ChargeRecord, start: NewCharge): boolean => {
  const startMs = Date.parse(start.startedAt);
  const before = over.endedAt !== null && startMs < Date.parse(over.endedAt);
  return alike(over, start) && before && Math.abs(startMs - Date.parse(over.startedAt)) <= ELSEWHERE_MS;
};

/**
 * The charges that run, and those the disk has not taken yet, in memory: what the site stands on while the disk refuses.
 * A record stays until it has ended and is on disk.
 */
export class ChargeBook {
  readonly #charges = new Map<number, ChargeRecord>();
  readonly #unsaved = new Set<number>();
  /** Beginnings that the disk turned out to have, and what the register showed when memory took the charge over. */
  readonly #begun = new Map<number, { readonly before: ChargeRecord; readonly meterStartWh: number }>();

  /** Notes a charge that is on disk. */
  saved(number: number, charge: NewCharge): void {
    if (!this.#charges.has(number)) this.#charges.set(number, openRecord(number, charge));
  }

  /** Begins a charge that is nowhere else; the same start told twice gives its first number. */
  begin(charge: NewCharge, proposed: number): number {
    for (const known of this.#charges.values()) if (sameStart(known, charge)) return known.number;
    let number = proposed;
    while (this.#charges.has(number)) number += 1;
    this.#keep(openRecord(number, charge));
    return number;
  }

  adopt(number: number, charge: NewCharge): boolean {
    if (this.#charges.has(number)) return false;
    this.#keep(openRecord(number, charge));
    return true;
  }

  /**
   * The disk has the beginning of a charge that memory took over in its middle, since the disk could not be read: from now
   * on it is one. Returns how it stands; undefined when it is none of those in the book.
   */
  foundBegun(before: ChargeRecord): ChargeRecord | undefined {
    const known = this.#charges.get(before.number);
    if (!known || !sameConnector(known, before)) return undefined;
    const { meterStartWh, endedAt, stopReason, meterStopWh } = known;
    this.#begun.set(before.number, { before, meterStartWh });
    const whole = { ...before, ...continued(before, meterStartWh, known), endedAt, stopReason, meterStopWh };
    this.#keep(whole);
    return whole;
  }

  /** How a charge stands with what was before, where the site knows its second part alone. */
  whole<P extends ChargeProgress>(progress: P): P {
    const begun = this.#begun.get(progress.number);
    return begun ? { ...progress, ...continued(begun.before, begun.meterStartWh, progress) } : progress;
  }

  progress(progress: ChargeProgress): void {
    const known = this.#charges.get(progress.number);
    if (known && known.endedAt === null) this.#charges.set(progress.number, { ...known, ...progress });
  }

  /** Ends a charge the disk does not know to have ended. False when it is not in the book, or over. */
  end(end: ChargeEnd): boolean {
    const known = this.#charges.get(end.number);
    if (!known || known.endedAt !== null) return false;
    this.#keep({ ...known, ...end });
    return true;
  }

  /** The charge has ended, and the disk knows. */
  forget(number: number): void {
    this.#charges.delete(number);
    this.#unsaved.delete(number);
    this.#begun.delete(number);
  }

  has(number: number): boolean {
    return this.#charges.has(number);
  }

  all(): readonly ChargeRecord[] {
    return [...this.#charges.values()].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  }

  unsaved(): readonly ChargeRecord[] {
    return this.all().filter(({ number }) => this.#unsaved.has(number));
  }

  /** Every charge in the book counts as unwritten. */
  distrustDisk(): void {
    for (const number of this.#charges.keys()) this.#unsaved.add(number);
  }

  /** This is on disk now; if it has changed meanwhile, what it is now is not. */
  written(record: ChargeRecord): void {
    if (this.#charges.get(record.number) !== record) return;
    this.#unsaved.delete(record.number);
    if (record.endedAt !== null) this.forget(record.number);
  }

  #keep(record: ChargeRecord): void {
    this.#charges.set(record.number, record);
    this.#unsaved.add(record.number);
  }
}
