import type { StartReason } from '../model/charger.js';
import type { Mode } from '../model/mode.js';
import type { ChargerSample } from '../model/reading.js';
import type { ChargeRecord } from '../model/record.js';
import { type WattHours, wallMs, wattHours } from '../model/units.js';
import type { TransactionStart, TransactionStop } from '../ports/charger-gateway.js';
import type { RecordStore } from '../ports/record-store.js';
import { booked, type ChargeAccount, openAccount, progress, reopenAccount, solarShareOf } from './charge-account.js';

/** What the ledger asks of the house when a charge begins or a register is read. */
export interface LedgerParts {
  readonly store: RecordStore;
  readonly mode: (chargerId: string) => Mode;
  readonly gridW: () => number | undefined;
  readonly chargersW: () => number;
}

/** Charges from their first watt-hour to their record. Ids and ends are on disk before they are answered. */
export class Ledger {
  /** Running charges by transaction id. */
  readonly #accounts = new Map<number, ChargeAccount>();
  readonly #open = new Map<number, ChargeRecord>();
  readonly #parts: LedgerParts;

  constructor(parts: LedgerParts, openCharges: readonly ChargeRecord[]) {
    this.#parts = parts;
    for (const charge of openCharges) {
      this.#open.set(charge.number, charge);
      this.#accounts.set(charge.number, reopenAccount(charge));
    }
  }

  /** The charge believed to be running at a charger: the newest open one. */
  running(chargerId: string):
    | {
        readonly transactionId: number;
        readonly idTag: string;
        readonly meterStartWh: WattHours;
        readonly startedAt: ReturnType<typeof wallMs>;
      }
    | undefined {
    const newest = [...this.#open.values()].filter((charge) => charge.chargerId === chargerId).at(-1);
    return (
      newest && {
        transactionId: newest.number,
        idTag: newest.idTag,
        meterStartWh: wattHours(newest.meterStartWh),
        startedAt: wallMs(Date.parse(newest.startedAt)),
      }
    );
  }

  account(transactionId: number): ChargeAccount | undefined {
    return this.#accounts.get(transactionId);
  }

  startedBy(transactionId: number): StartReason {
    return this.#open.get(transactionId)?.startedBy ?? 'unknown';
  }

  /** Opens a record and gives it its number, or finds the one this start already has. */
  async begin(start: TransactionStart, startedBy: StartReason): Promise<number> {
    const charge = {
      chargerId: start.chargerId,
      idTag: start.idTag,
      startedAt: new Date(start.startedAt).toISOString(),
      startedBy,
      modeAtStart: this.#parts.mode(start.chargerId),
      meterStartWh: start.meterStartWh,
    };
    const adopted = start.adopted?.transactionId;
    if (adopted !== undefined) await this.#parts.store.adoptCharge(adopted, charge);
    const number = adopted ?? (await this.#parts.store.beginCharge(charge));
    if (!this.#accounts.has(number)) {
      this.#accounts.set(number, openAccount(number, start.meterStartWh));
      this.#open.set(number, { ...charge, ...NOT_ENDED, number });
    }
    return number;
  }

  /** Books what the register says onto the charge it belongs to. */
  sample(chargerId: string, sample: ChargerSample): void {
    const transactionId = sample.transactionId ?? this.running(chargerId)?.transactionId;
    const account = transactionId === undefined ? undefined : this.#accounts.get(transactionId);
    if (!account || sample.energyWh === undefined) return;
    const share = solarShareOf(this.#parts.gridW(), this.#parts.chargersW());
    const next = booked(account, sample.energyWh, share, sample.powerW ?? 0);
    this.#accounts.set(account.number, next);
    this.#parts.store.progress(progress(next));
  }

  /** Closes the record. An id nobody knows is taken without complaint: the charger must not repeat it for ever. */
  async end(stop: TransactionStop): Promise<void> {
    const account = this.#accounts.get(stop.transactionId);
    if (!account) return;
    const last = booked(account, stop.meterStopWh);
    await this.#parts.store.endCharge({
      ...progress(last),
      endedAt: new Date(stop.stoppedAt).toISOString(),
      stopReason: stop.reason,
      meterStopWh: last.lastWh,
    });
    this.#accounts.delete(stop.transactionId);
    this.#open.delete(stop.transactionId);
  }
}

const NOT_ENDED = {
  endedAt: null,
  stopReason: null,
  meterStopWh: null,
  energyWh: 0,
  solarWh: 0,
  gridWh: 0,
  peakW: 0,
};
