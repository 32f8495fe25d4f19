import { type WattHours, wattHours } from '../model/units.js';
import type { AuthorizationStatus, ChargerHost } from '../ports/charger-gateway.js';
import type { Placed } from './inbound/clock-sense.js';
import type { StartTold, StopTold } from './inbound/transaction.js';
import { anew, type Known, LATE_MS, type SeenValues, stopMeans } from './known-transaction.js';
import { StrayId } from './stray-id.js';
import { ToldStarts } from './told-starts.js';

/**
 * The transactions of one charger, between what it says and what the records keep.
 *
 * 1. An id is ours, durable before the charger hears it, and never used twice. `theirs` is the id the charger goes by:
 *    the same, unless it lost ours (ocpp-rpc #82: some go on with 0). A start whose answer was lost is told again, and
 *    another connection lays its timestamp elsewhere on our clocks: card, register and a near moment make it the same.
 * 2. A start older than a minute was queued offline: recorded. It is taken for running only when something fresh shows
 *    that it still runs.
 * 3. After a reconnect the charger does not start again. Fresh meter values with an id, or a charging status, adopt what
 *    the records believe to run; an id nobody knows is adopted under that id.
 * 4. A stop is matched by id alone; −1 and 0 only with the one start they can mean. The rest is acknowledged and left to the
 *    records (dallmann-consulting/OCPP.Core #34: any id stopped the wrong one).
 * 5. A connector free again without a stop ends the transaction at the last register seen, once no offline queue is
 *    coming in any more. Where it was free in word alone, what runs goes on, in a record of its own once one has ended.
 *
 * What the house must hear of starts and ends it hears through `startTransaction` and `stopTransaction`.
 */

/** A current that only a running charge explains. */
const CHARGING_A = 1;
const RUNS = ['Charging', 'SuspendedEV', 'SuspendedEVSE'];
/** Ids that ended lately: meter values trailing behind do not bring them back. */
const ENDED_MOST = 50;
/** So many that draw do not trail any more. */
const TRAILS = 3;

interface TransactionsOptions {
  readonly chargerId: string;
  /** Runs the work after what is already under way for this charger. */
  readonly inTurn: (work: () => Promise<void>) => void;
  readonly silentEndMs: number;
  /** The connector that is steered; charges elsewhere are recorded and nothing more. */
  readonly connectorId: () => number;
  /** Ends a charge that the house refused and the charger goes on with. */
  readonly stopRemotely: (theirs: number) => void;
}

export class Transactions {
  #running: Known | undefined;
  /** Queued starts without their stop yet. */
  #waiting: readonly Known[] = [];
  #ended: readonly number[] = [];
  #registerWh: WattHours | undefined;
  #status = '';
  readonly #stray = new StrayId();
  readonly #starts = new ToldStarts();
  /** When a message of an offline queue last came: its stop may still be behind it. */
  #queueSeenAt = Number.NEGATIVE_INFINITY;
  /** When the connector was last told to be free, or with a car alone: what was measured before is of a charge that is over. */
  #freeAt = Number.NEGATIVE_INFINITY;
  /** What was believed to run when the charger booted, unless it has shown since that it does. */
  #beforeBoot: number | undefined;
  /** The connector was told free while what runs ran: the house has let its car go. */
  #toldFree = false;
  /** The last that ended without a stop of its own. */
  #unstopped: Known | undefined;
  #callOffEnd: () => void = () => {};
  #callOffEnforcing: () => void = () => {};

  constructor(
    readonly host: ChargerHost,
    readonly options: TransactionsOptions,
  ) {}

  get running(): Known | undefined {
    return this.#running;
  }

  get toldFree(): boolean {
    return this.#toldFree;
  }

  /** The id the charger goes by, for one of ours. */
  theirs(ours: number): number {
    return this.#running?.transactionId === ours ? this.#running.theirs : ours;
  }

  async start(
    told: StartTold,
    placed: Placed,
  ): Promise<{ readonly transactionId: number; readonly status: AuthorizationStatus }> {
    const late = placed.ageMs > LATE_MS;
    const { connectorId, idTag, meterStartWh } = told;
    const before = this.#believed();
    const start = {
      chargerId: this.options.chargerId,
      connectorId,
      idTag,
      meterStartWh,
      startedAt: this.#starts.begunAt(told, placed, [...this.#waiting, ...(before ? [before] : [])]),
    };
    const { transactionId, status, over } = await this.host.startTransaction({ ...start, late });
    this.#starts.note(told, start.startedAt);
    const known: Known = { ...start, transactionId, theirs: transactionId };
    if (over || (connectorId > 0 && connectorId !== this.options.connectorId())) return { transactionId, status };
    if (this.#running?.transactionId !== transactionId && !this.#ended.includes(transactionId)) {
      if (late) this.#wait(known);
      else await this.#begin(known, before);
    }
    if (status !== 'Accepted') this.#enforce(transactionId);
    return { transactionId, status };
  }

  async stop(told: StopTold, placed: Placed, paused = false): Promise<void> {
    const match = stopMeans(told, this.#waiting, this.#believed(), placed.ageMs > LATE_MS);
    const ours = match?.transactionId ?? told.transactionId;
    const believed = [this.#running, this.#persisted()].some((each) => each?.transactionId === ours);
    const meterStopWh = told.meterStopWh ?? (believed ? this.#registerWh : undefined) ?? match?.meterStartWh;
    this.#callOffEnd();
    await this.host.stopTransaction({
      chargerId: this.options.chargerId,
      transactionId: ours,
      ...(told.idTag !== undefined && { idTag: told.idTag }),
      meterStopWh: meterStopWh ?? wattHours(0),
      ...(told.registerAtStartWh !== undefined && { registerAtStartWh: told.registerAtStartWh }),
      stoppedAt: placed.takenAtWall,
      reason: told.reason,
      ...(paused && { paused }),
      late: placed.ageMs > LATE_MS,
    });
    this.#forget(ours);
  }

  booted(): void {
    this.#beforeBoot = this.#believed()?.transactionId;
  }

  /** Fresh meter values: what they say of a running transaction. */
  async heard(id: number | undefined, seen: SeenValues, placed: Placed): Promise<void> {
    const late = placed.ageMs > LATE_MS;
    if (seen.registerWh !== undefined && !late) this.#registerWh = seen.registerWh;
    if (late || placed.takenAt < this.#freeAt) {
      this.#queueSeenAt = this.host.clock.now().monoMs;
      return;
    }
    const running = this.#running;
    const draws = seen.currentA > CHARGING_A;
    if (id === undefined) {
      if (!running && draws) await this.#adoptBelieved(undefined);
    } else if (id === running?.theirs || id === running?.transactionId) {
      this.#beforeBoot = undefined;
      if (this.#goesOn(id, draws) && this.#toldFree) await this.#adopt(running);
    } else if (this.#ended.includes(id)) {
      if (this.#goesOn(id, draws)) await this.#goesOnUnder(id, placed);
    } else if (running && id <= 0) {
      if (draws) this.#running = { ...running, theirs: id };
    } else if (draws || (id > 0 && RUNS.includes(this.#status))) {
      await this.#heardForeign(id, seen, placed);
    } else if (!running && id > 0 && this.#persisted()?.transactionId === id) {
      // No more than this of one that does not draw: EN+ goes on naming the last with no car there (evcc #14673).
      await this.#adoptBelieved(id);
    }
  }

  /** What runs, or what ended without a stop, goes on under an id whose record has ended. */
  async #goesOnUnder(id: number, placed: Placed): Promise<void> {
    if (this.#running) this.#running = { ...this.#running, theirs: id };
    else if (this.#unstopped?.theirs === id) await this.#adopt(anew(this.#unstopped, placed, this.#registerWh));
  }

  /** An id that is not known to run. One stray value is no reason to end what runs. */
  async #heardForeign(id: number, { connectorId, registerWh }: SeenValues, placed: Placed): Promise<void> {
    const times = this.#stray.heard(id);
    if (this.#running && times < 2) return;
    this.#stray.forget();
    if (await this.#adoptBelieved(id)) return;
    await this.#adopt({
      transactionId: id,
      theirs: id,
      connectorId,
      idTag: '',
      startedAt: placed.takenAtWall,
      meterStartWh: registerWh ?? this.#registerWh ?? wattHours(0),
    });
  }

  /** A fresh status of the connector. */
  async status(status: string): Promise<void> {
    const before = this.#status;
    this.#status = status;
    this.#stray.forget();
    this.#callOffEnd();
    if (['Available', 'Preparing'].includes(status)) this.#freeAt = this.host.clock.now().monoMs;
    if (RUNS.includes(status)) {
      if (!this.#running) await this.#adoptBelieved(undefined);
      else if (this.#toldFree && before === 'Available') await this.#adopt(this.#running);
    } else if (status === 'Available') {
      this.#toldFree = true;
      this.#endUnlessStopped(this.options.silentEndMs);
    } else if (status === 'Preparing') this.#endUnlessStopped(3 * this.options.silentEndMs);
  }

  /** It goes on drawing under an id of old: more than values that trail behind a stop (lbbrhzn/ocpp #1749). */
  #goesOn(id: number, draws: boolean): boolean {
    if (!draws) this.#stray.forget();
    const goesOn = draws && this.#stray.heard(id) >= TRAILS;
    if (goesOn) this.#callOffEnd();
    return goesOn;
  }

  /** The house lets the charger go: once it is taken in again, what runs is found running anew. */
  released(): void {
    this.#callOffEnd();
    this.#running = undefined;
  }

  close(): void {
    this.#callOffEnd();
    this.#callOffEnforcing();
  }

  /** What the records believe to run, or a queued start, becomes what runs. */
  async #adoptBelieved(id: number | undefined): Promise<boolean> {
    const persisted = this.#persisted();
    const candidates: readonly Known[] = [...this.#waiting, ...(persisted ? [persisted] : [])];
    const found = candidates.findLast((each) => id === undefined || id <= 0 || each.theirs === id);
    if (!found || found.transactionId === this.#running?.transactionId) return false;
    await this.#adopt({ ...found, theirs: id ?? found.theirs });
    return true;
  }

  async #adopt({ theirs, transactionId, ...start }: Known): Promise<void> {
    const adopted = transactionId > 0 ? { adopted: { transactionId } } : {};
    const { chargerId } = this.options;
    const begun = await this.host.startTransaction({ ...start, chargerId, late: false, ...adopted });
    await this.#begin({ ...start, theirs, transactionId: begun.transactionId }, this.#running, true);
    if (begun.status !== 'Accepted') this.#enforce(begun.transactionId);
  }

  /** What ran before has ended without a word: at the last register seen, or where the new one begins. */
  async #begin(known: Known, before: Known | undefined, adopted = false): Promise<void> {
    if (before && before.transactionId !== known.transactionId) await this.#end(before, known.meterStartWh);
    this.#waiting = this.#waiting.filter((each) => each.transactionId !== known.transactionId);
    this.#registerWh = adopted ? wattHours(Math.max(this.#registerWh ?? 0, known.meterStartWh)) : known.meterStartWh;
    this.#running = known;
    this.#toldFree = false;
  }

  #wait(known: Known): void {
    if (this.#waiting.some((each) => each.transactionId === known.transactionId)) return;
    this.#waiting = [...this.#waiting, known];
  }

  /** The records believe in a charge at the steered connector alone. */
  #persisted(): Known | undefined {
    const persisted = this.host.runningTransaction(this.options.chargerId);
    return persisted && { ...persisted, theirs: persisted.transactionId, connectorId: this.options.connectorId() };
  }

  #believed(): Known | undefined {
    return this.#running ?? this.#persisted();
  }

  #endUnlessStopped(delayMs: number): void {
    const running = this.#believed();
    if (!running) return;
    this.#callOffEnd = this.host.clock.after(delayMs, () =>
      this.options.inTurn(async () => {
        if (this.#believed()?.transactionId !== running.transactionId) return;
        if (this.host.clock.now().monoMs - this.#queueSeenAt < delayMs) this.#endUnlessStopped(delayMs);
        else await this.#end(running);
      }),
    );
  }

  async #end(running: Known, atWh?: WattHours): Promise<void> {
    await this.host.stopTransaction({
      chargerId: this.options.chargerId,
      transactionId: running.transactionId,
      meterStopWh: this.#registerWh ?? atWh ?? running.meterStartWh,
      stoppedAt: this.host.clock.now().wallMs,
      // Its power failed in the middle of it (evcc #33909): such a charge goes on.
      reason: running.transactionId === this.#beforeBoot ? 'Reboot' : 'Other',
      late: false,
    });
    this.#forget(running.transactionId);
    this.#unstopped = running;
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
