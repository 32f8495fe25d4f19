import type { RunningTransaction, StartReason } from '../model/charger.js';
import { type Say, type Told, told } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { Mode } from '../model/mode.js';
import type { ChargeRecord } from '../model/record.js';
import { priceAt } from '../model/steps.js';
import { afterSetting, DAY_MS, type MonoMs, wallMs } from '../model/units.js';
import type { PriceStep } from '../model/wishes.js';
import type { TransactionStart, TransactionStop } from '../ports/charger-gateway.js';
import type { Log } from '../ports/log.js';
import type { ChargeProgress, RecordStore } from '../ports/record-store.js';
import { inWholeKWh, type Leap, readOn } from '../records/believed-register.js';
import { ENDED_KEPT, liesWithin, openRecord, transactionOf } from '../records/charge-book.js';
import { progressOf, totalsOf, withStep } from '../records/charge-totals.js';
import { EnergyLedger } from '../records/energy-ledger.js';
import { samplesOfLateCharge } from '../records/late-charge.js';

/** What the ledger asks of the house. */
interface LedgerParts {
  readonly store: RecordStore;
  readonly mode: (chargerId: string) => Mode;
  readonly prices: () => readonly PriceStep[];
  /** What a card is called. */
  readonly card: (idTag: string) => string | undefined;
  /** Of what counts a charger's energy. */
  readonly serialNumber: (chargerId: string) => string | undefined;
  readonly log: Log;
  readonly say: Say;
}

/** No charge lasts as long: one that is said to was begun by a clock that is years behind. */
export const LONGEST_MS = 366 * DAY_MS;

/** Charges from their first watt-hour to their record. Ids and ends are on disk before they are answered. */
export class Ledger {
  readonly #open = new Map<number, ChargeRecord>();
  readonly #ended = new Map<number, ChargeRecord>();
  readonly #leapsSaid = new Set<string>();
  #openedAt: MonoMs | undefined;
  readonly #energy: EnergyLedger;
  readonly #parts: LedgerParts;

  constructor(parts: LedgerParts, openCharges: readonly ChargeRecord[], endedCharges: readonly ChargeRecord[] = []) {
    this.#parts = parts;
    this.#energy = new EnergyLedger({
      minute: (sample) => parts.store.minute(sample),
      price: this.#price,
      mode: parts.mode,
      leapt: this.#leapt,
    });
    for (const charge of endedCharges) this.#ended.set(charge.number, charge);
    for (const charge of openCharges) {
      this.#open.set(charge.number, charge);
      this.#energy.begin(charge);
    }
  }

  /** The charge believed to be running at a charger's steered connector: the newest open one. */
  running(chargerId: string, connectorId = 1): RunningTransaction | undefined {
    const newest = [...this.#open.values()].findLast(
      (charge) => charge.chargerId === chargerId && [0, connectorId].includes(charge.connectorId ?? connectorId),
    );
    return newest && transactionOf(newest);
  }

  /** How a running charge stands; undefined when it does not run any more. */
  progress(chargerId: string, transactionId: number): ChargeProgress | undefined {
    const charge = this.#energy.charge(chargerId);
    return charge?.number === transactionId ? charge : undefined;
  }

  /** The energy register of a charger, as it is shown. */
  shownWh(chargerId: string): number | undefined {
    return this.#energy.shownWh(chargerId);
  }

  /** How it stands; undefined too when the charger has told nothing of it yet. */
  told(chargerId: string, transactionId: number): ChargeProgress | undefined {
    return this.#energy.tells(chargerId) ? this.progress(chargerId, transactionId) : undefined;
  }

  startedBy(transactionId: number): StartReason {
    return this.#open.get(transactionId)?.startedBy ?? 'unknown';
  }

  /**
   * Opens a record and gives it its number, or finds the one this start already has. `runs` is false when that charge is
   * over: the charger has only told its start again. A late one is watched only once it is found running.
   * One at a connector that is not steered is recorded, and not watched.
   */
  async begin(
    start: TransactionStart,
    startedBy: StartReason,
    steered = true,
  ): Promise<{ readonly number: number; readonly runs: boolean }> {
    const charge = {
      chargerId: start.chargerId,
      connectorId: start.connectorId,
      idTag: start.idTag,
      startedAt: new Date(start.startedAt).toISOString(),
      startedBy,
      modeAtStart: this.#parts.mode(start.chargerId),
      meterStartWh: start.meterStartWh,
      cardName: this.#parts.card(start.idTag) ?? null,
      serialNumber: this.#parts.serialNumber(start.chargerId) ?? null,
    };
    const named = start.adopted?.transactionId;
    const over = named === undefined && [...this.#ended.values()].findLast((each) => liesWithin(each, charge));
    if (over) return { number: over.number, runs: false };
    const adopted = this.#isAnothers(named, start.chargerId) ? undefined : named;
    const opened = adopted !== undefined && (await this.#parts.store.adoptCharge(adopted, charge));
    // A record that has ended, before a restart maybe, takes nothing more: what goes on under its number has one of its own.
    const taken = adopted !== undefined && (opened || this.#open.has(adopted)) ? adopted : undefined;
    const number = taken ?? (await this.#parts.store.beginCharge(charge));
    if (this.#ended.has(number)) return { number, runs: false };
    const record = begunAnew(this.#open.get(number) ?? openRecord(number, charge), charge);
    this.#open.set(number, record);
    const watched = this.progress(start.chargerId, number) !== undefined;
    if (steered && !watched && (!start.late || named !== undefined)) {
      this.#overtake(start);
      this.#energy.begin(record);
    } else if (steered && !watched) this.#energy.queued(start.chargerId);
    return { number, runs: true };
  }

  /** Books what flows; hears of everything that is observed. */
  observe(event: ObservedEvent): void {
    this.#energy.observe(event);
    this.#openedAt ??= event.at;
    if (event.kind === 'clock-stepped') this.#clockSet(event, this.#openedAt);
    if (event.kind !== 'sample') return;
    const charge = this.#energy.charge(event.chargerId);
    const startedAt = charge && this.#open.get(charge.number)?.startedAt;
    if (charge) this.#parts.store.progress({ ...charge, ...(startedAt !== undefined && { startedAt }) });
  }

  /**
   * Closes the record. An id nobody knows, or of another charger's charge, is taken without complaint: the charger must not
   * repeat it for ever.
   */
  async end(stop: TransactionStop): Promise<void> {
    const record = this.#open.get(stop.transactionId);
    if (!record || this.#isAnothers(record.number, stop.chargerId)) return;
    const watched = this.progress(record.chargerId, record.number) !== undefined;
    const unseenWh = watched ? 0 : this.#unseenWh(record, stop);
    const taken = (watched && this.#energy.end(record.chargerId, stop.meterStopWh)) || withGrid(record, unseenWh);
    const { startedAt } = record;
    // By a clock that was set back, or a charger's own, it may have ended before it began.
    const endedAt = new Date(Math.max(stop.stoppedAt, Date.parse(startedAt))).toISOString();
    const ended = await this.#parts.store.endCharge({
      ...taken,
      startedAt,
      endedAt,
      stopReason: stop.reason,
      meterStopWh: record.meterStartWh + taken.energyWh,
    });
    // Told twice at once, by a charger that did not wait for the answer: its energy is booked already.
    if (ended && !watched) {
      const late = samplesOfLateCharge({ ...record, energyWh: unseenWh, endedAt }, this.#price);
      for (const sample of late) this.#parts.store.minute(sample);
    }
    this.#open.delete(record.number);
    this.#ended.set(record.number, { ...record, startedAt, endedAt });
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > ENDED_KEPT && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** Tells the minute that runs; before the records are closed, or may be. */
  flush(): void {
    this.#energy.flush();
  }

  /** A charge that was begun by the wrong clock was begun that long ago all the same. */
  #clockSet(step: Extract<ObservedEvent, { kind: 'clock-stepped' }>, openedAt: MonoMs): void {
    for (const [number, record] of this.#open) {
      const startedMs = afterSetting(wallMs(Date.parse(record.startedAt)), step, openedAt);
      this.#open.set(number, { ...record, startedAt: new Date(startedMs).toISOString() });
    }
  }

  /** Under which name a charger began the charge of that number, where it has had another since: by its serial number. */
  renamedFrom(number: number, chargerId: string): string | undefined {
    const record = this.#open.get(number);
    if (!record?.serialNumber || record.serialNumber !== this.#parts.serialNumber(chargerId)) return undefined;
    return record.chargerId === chargerId ? undefined : record.chargerId;
  }

  /** Whether the charge of that number runs at another charger. */
  #isAnothers(number: number | undefined, chargerId: string): boolean {
    const record = number === undefined ? undefined : this.#open.get(number);
    return record !== undefined && record.chargerId !== chargerId;
  }

  /** The charge before has ended without a word: what was watched of it, up to where this one begins, is put by for its end. */
  #overtake({ chargerId, meterStartWh }: TransactionStart): void {
    const before = this.#energy.charge(chargerId);
    const record = before && this.#open.get(before.number);
    const taken = record && this.#energy.end(chargerId, meterStartWh);
    if (!taken) return;
    this.#open.set(record.number, { ...record, ...taken });
    this.#parts.store.progress(taken);
  }

  /**
   * What a charge took while nobody watched: known from the register, its source is not. What no charger can have delivered
   * in its time is no energy; within a day its own clock is not argued with.
   */
  #unseenWh({ chargerId, meterStartWh, energyWh, startedAt }: ChargeRecord, stop: TransactionStop): number {
    const atMs = stop.stoppedAt - Math.max(DAY_MS, stop.stoppedAt - Date.parse(startedAt));
    // Some tell start and stop in kWh, and their register in Wh.
    const unit = inWholeKWh(meterStartWh, this.#energy.shownWh(chargerId)) ? 1000 : 1;
    const toWh = unit * stop.meterStopWh;
    const since = (registerWh: number) => readOn({ registerWh, atMs }, toWh, stop.stoppedAt);
    let fromWh = unit * meterStartWh + energyWh;
    const { leap } = since(fromWh);
    // Some start at 0 whatever their register shows: what else was told of their beginning stands for it.
    if (leap) fromWh = stop.registerAtStartWh ?? this.#energy.queuedWh(chargerId) ?? fromWh;
    const { stepWh, leap: still } = since(fromWh);
    if (still) this.#leapt(chargerId, still);
    else this.#energy.passed(chargerId, fromWh, toWh);
    return Math.round(stepWh);
  }

  /** One that tells two registers leaps in every charge: said once. */
  readonly #leapt = (chargerId: string, leap: Leap): void => {
    const { log, say } = this.#parts;
    const leaps = `${chargerId} ${leap.stays}`;
    if (!this.#leapsSaid.has(leaps)) log.warn(say(leapText(chargerId, leap)));
    this.#leapsSaid.add(leaps);
  };

  readonly #price = (at: number): number | null => priceAt(this.#parts.prices(), at);
}

/** A charge that runs, with the start that is told of it now where the one before was years off. */
const begunAnew = (record: ChargeRecord, { startedAt }: Pick<ChargeRecord, 'startedAt'>): ChargeRecord =>
  Date.parse(startedAt) - Date.parse(record.startedAt) > LONGEST_MS ? { ...record, startedAt } : record;

/** How a charge stands with so much more from the grid. */
const withGrid = (record: ChargeRecord, energyWh: number): ChargeProgress =>
  progressOf(withStep(totalsOf(record), { energyWh, solarWh: 0, batteryWh: 0, cost: null, saving: null }));

function leapText(charger: string, { stays, fromWh, toWh }: Leap): Told {
  const wh = (energyWh: number): string => `${Math.round(energyWh)} Wh`;
  return told(stays ? 'register-leapt-on' : 'register-leapt', { charger, from: wh(fromWh), to: wh(toWh) });
}
