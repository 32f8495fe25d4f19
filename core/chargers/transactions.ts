import type { RunningTransaction, StartReason } from '../model/charger.js';
import { type WallMs, type WattHours, wattHours } from '../model/units.js';
import type { AuthorizationStatus, ChargerHost } from '../ports/charger-gateway.js';
import type { Placed } from './inbound/clock-sense.js';
import type { StartTold, StopTold } from './inbound/transaction.js';

/**
 * The transactions of one charger, between what it says and what the records keep.
 *
 * 1. An id is ours, durable before the charger hears it, and never used twice. `theirs` is the id the charger goes by:
 *    the same, unless it lost ours (ocpp-rpc #82: some go on with 0).
 * 2. A start older than a minute was queued offline: recorded. It is taken for running only when something fresh shows
 *    that it still runs.
 * 3. After a reconnect the charger does not start again. Fresh meter values with an id, or a charging status, adopt what
 *    the records believe to run; an id nobody knows is adopted under that id.
 * 4. A stop is matched by id alone; −1 and 0 only with what started under no id. The rest is acknowledged and left to the
 *    records (dallmann-consulting/OCPP.Core #34: any id stopped the wrong one).
 * 5. A connector free again without a stop ends the transaction at the last register seen.
 */
interface Known extends RunningTransaction {
  readonly connectorId: number;
  readonly theirs: number;
}

const LATE_MS = 60_000;
/** A current that only a running charge explains. */
const CHARGING_A = 1;
/** Ids that ended lately: meter values trailing behind do not bring them back. */
const ENDED_MOST = 50;

export interface TransactionsOptions {
  readonly chargerId: string;
  /** Runs the work after what is already under way for this charger. */
  readonly inTurn: (work: () => Promise<void>) => void;
  readonly silentEndMs: number;
  /** Ends a charge that the house refused and the charger goes on with. */
  readonly stopRemotely: (theirs: number) => void;
}

export class Transactions {
  #running: Known | undefined;
  #told = false;
  /** Queued starts without their stop yet. */
  #waiting: readonly Known[] = [];
  #ended: readonly number[] = [];
  #registerWh: WattHours | undefined;
  #foreign: { readonly id: number; readonly count: number } | undefined;
  #callOffEnd: () => void = () => {};
  #callOffEnforcing: () => void = () => {};

  constructor(
    readonly host: ChargerHost,
    readonly options: TransactionsOptions,
  ) {}

  get running(): Known | undefined {
    return this.#running;
  }

  /** The id the charger goes by, for one of ours. */
  theirs(ours: number): number {
    return this.#running?.transactionId === ours ? this.#running.theirs : ours;
  }

  async start(
    told: StartTold,
    placed: Placed,
  ): Promise<{ readonly transactionId: number; readonly status: AuthorizationStatus; readonly after: () => void }> {
    const late = placed.ageMs > LATE_MS;
    const begun = await this.host.startTransaction({
      chargerId: this.options.chargerId,
      connectorId: told.connectorId,
      idTag: told.idTag,
      meterStartWh: told.meterStartWh,
      startedAt: placed.takenAtWall,
      late,
    });
    const { transactionId, status } = begun;
    const known: Known = {
      transactionId,
      theirs: transactionId,
      connectorId: told.connectorId,
      idTag: told.idTag,
      startedAt: placed.takenAtWall,
      meterStartWh: told.meterStartWh,
      startedBy: begun.startedBy,
    };
    if (this.#running?.transactionId !== transactionId && !this.#ended.includes(transactionId)) {
      if (late) this.#wait(known);
      else await this.#begin(known, told.meterStartWh);
    }
    if (status !== 'Accepted') this.#enforce(transactionId);
    return { transactionId, status, after: () => this.#tell() };
  }

  async stop(told: StopTold, placed: Placed): Promise<void> {
    const match = this.#matching(told);
    const persisted = this.host.runningTransaction(this.options.chargerId);
    const unnamed = told.transactionId <= 0 && match === undefined;
    const ours = match?.transactionId ?? (unnamed && persisted ? persisted.transactionId : told.transactionId);
    const believed = this.#running?.transactionId === ours || persisted?.transactionId === ours;
    const meterStopWh = told.meterStopWh ?? (believed ? this.#registerWh : undefined) ?? match?.meterStartWh;
    this.#tell();
    this.#callOffEnd();
    await this.host.stopTransaction({
      chargerId: this.options.chargerId,
      transactionId: ours,
      ...(told.idTag !== undefined && { idTag: told.idTag }),
      meterStopWh: meterStopWh ?? wattHours(0),
      stoppedAt: placed.takenAtWall,
      reason: told.reason,
      late: placed.ageMs > LATE_MS,
    });
    this.#forget(ours);
    if (believed) this.#observeEnd(ours, told.reason, meterStopWh);
  }

  /** Fresh meter values: what they say of a running transaction. */
  async heard(
    id: number | undefined,
    seen: { readonly registerWh: WattHours | undefined; readonly currentA: number; readonly connectorId: number },
    placed: Placed,
  ): Promise<void> {
    if (placed.ageMs > LATE_MS) return;
    if (seen.registerWh !== undefined) this.#registerWh = seen.registerWh;
    const running = this.#running;
    const draws = seen.currentA > CHARGING_A;
    if (id === undefined) {
      if (!running && draws) await this.#adoptBelieved(undefined);
      return;
    }
    if (running && (id === running.theirs || id === running.transactionId)) {
      this.#foreign = undefined;
      return;
    }
    if (this.#ended.includes(id)) return;
    if (running && id <= 0) {
      if (draws) this.#running = { ...running, theirs: id };
      return;
    }
    if (id <= 0 && !draws) return;
    // One stray value is no reason to end what runs.
    this.#foreign = { id, count: this.#foreign?.id === id ? this.#foreign.count + 1 : 1 };
    if (running && this.#foreign.count < 2) return;
    this.#foreign = undefined;
    if (await this.#adoptBelieved(id)) return;
    await this.#adoptUnknown(id, seen, placed);
  }

  /** A fresh status of the connector. */
  async status(status: string): Promise<void> {
    this.#callOffEnd();
    switch (status) {
      case 'Charging':
      case 'SuspendedEV':
      case 'SuspendedEVSE':
        if (!this.#running) await this.#adoptBelieved(undefined);
        return;
      case 'Available':
        return this.#endUnlessStopped(this.options.silentEndMs);
      case 'Preparing':
        return this.#endUnlessStopped(3 * this.options.silentEndMs);
    }
  }

  close(): void {
    this.#callOffEnd();
    this.#callOffEnforcing();
  }

  #matching({ transactionId, idTag }: StopTold): Known | undefined {
    const all = [...this.#waiting, ...(this.#running ? [this.#running] : [])];
    const exact = all.find((each) => each.theirs === transactionId || each.transactionId === transactionId);
    if (exact || transactionId > 0) return exact;
    const possible = all.filter((each) => idTag === undefined || each.idTag === idTag);
    return possible.length === 1 ? possible[0] : undefined;
  }

  /** What the records believe to run, or a queued start, becomes what runs. */
  async #adoptBelieved(id: number | undefined): Promise<boolean> {
    const waiting = this.#waiting.findLast((each) => id === undefined || id <= 0 || each.theirs === id);
    if (waiting) {
      await this.#begin({ ...waiting, theirs: id ?? waiting.theirs }, waiting.meterStartWh);
      this.#tell();
      return true;
    }
    const persisted = this.host.runningTransaction(this.options.chargerId);
    const fits = persisted && (id === undefined || id <= 0 || id === persisted.transactionId);
    if (!fits || persisted.transactionId === this.#running?.transactionId) return false;
    const known = { ...persisted, theirs: id ?? persisted.transactionId, connectorId: 1 };
    await this.#begin({ ...known, startedBy: 'unknown' satisfies StartReason }, persisted.meterStartWh);
    this.#tell();
    return true;
  }

  async #adoptUnknown(
    id: number,
    seen: { readonly registerWh: WattHours | undefined; readonly connectorId: number },
    placed: Placed,
  ): Promise<void> {
    const meterStartWh = seen.registerWh ?? this.#registerWh ?? wattHours(0);
    const { connectorId } = seen;
    const start = { chargerId: this.options.chargerId, connectorId, idTag: '', meterStartWh, late: false };
    const begun = await this.host.startTransaction({
      ...start,
      startedAt: placed.takenAtWall,
      ...(id > 0 && { adopted: { transactionId: id } }),
    });
    const { transactionId, startedBy } = begun;
    const startedAt = placed.takenAtWall;
    const known = { transactionId, theirs: id, connectorId, idTag: '', startedAt, meterStartWh, startedBy };
    await this.#begin(known, meterStartWh);
    this.#tell();
    if (begun.status !== 'Accepted') this.#enforce(transactionId);
  }

  async #begin(known: Known, registerWh: WattHours): Promise<void> {
    const before = this.#running;
    if (before) await this.#end(before, 'Other');
    this.#waiting = this.#waiting.filter((each) => each.transactionId !== known.transactionId);
    this.#registerWh = this.#registerWh !== undefined && this.#registerWh > registerWh ? this.#registerWh : registerWh;
    this.#running = known;
    this.#told = false;
  }

  /** Tells the house once; only after the charger has its id, so that no profile overtakes it. */
  #tell(): void {
    if (!this.#running || this.#told) return;
    this.#told = true;
    const { theirs: _, connectorId: __, ...transaction } = this.#running;
    this.host.observe({ kind: 'transaction-started', chargerId: this.options.chargerId, transaction });
  }

  #wait(known: Known): void {
    if (this.#waiting.some((each) => each.transactionId === known.transactionId)) return;
    this.#waiting = [...this.#waiting, known];
  }

  #endUnlessStopped(delayMs: number): void {
    const running = this.#running;
    if (!running) return;
    this.#callOffEnd = this.host.clock.after(delayMs, () =>
      this.options.inTurn(async () => {
        if (this.#running?.transactionId === running.transactionId) await this.#end(running, 'Other');
      }),
    );
  }

  async #end(running: Known, reason: string): Promise<void> {
    const meterStopWh = this.#registerWh ?? running.meterStartWh;
    this.#tell();
    await this.host.stopTransaction({
      chargerId: this.options.chargerId,
      transactionId: running.transactionId,
      meterStopWh,
      stoppedAt: this.host.clock.now().wallMs satisfies WallMs,
      reason,
      late: false,
    });
    this.#forget(running.transactionId);
    this.#observeEnd(running.transactionId, reason, meterStopWh);
  }

  #observeEnd(transactionId: number, reason: string, meterStopWh: WattHours | undefined): void {
    this.host.observe({
      kind: 'transaction-ended',
      chargerId: this.options.chargerId,
      transactionId,
      ...(meterStopWh !== undefined && { meterStopWh }),
      reason,
    });
  }

  #forget(ours: number): void {
    if (this.#running?.transactionId === ours) this.#running = undefined;
    this.#waiting = this.#waiting.filter((each) => each.transactionId !== ours);
    this.#ended = [...this.#ended, ours].slice(-ENDED_MOST);
  }

  /** The charger is to stop by itself (StopTransactionOnInvalidId); if it does not, it is told. */
  #enforce(ours: number): void {
    this.#callOffEnforcing = this.host.clock.after(this.options.silentEndMs, () => {
      if (this.#running?.transactionId === ours) this.options.stopRemotely(this.#running.theirs);
    });
  }
}
