import { authorization, startReason } from '../control/permit/authorization.js';
import type { SiteState } from '../control/site-state.js';
import type { RunningTransaction } from '../model/charger.js';
import { detailIn, type Say, told } from '../model/error-texts.js';
import type { Observation } from '../model/event.js';
import type { ChargerHost, TransactionStart, TransactionStop } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { type Ledger, LONGEST_MS } from './ledger.js';

/** What of the running site they touch. */
export interface TransactionParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly ledger: Ledger;
  readonly state: () => SiteState;
  readonly observe: (observation: Observation) => void;
}

/** Transactions as chargers tell them: written down first, then observed, then answered. */
export class HeardTransactions {
  readonly #parts: TransactionParts;

  constructor(parts: TransactionParts) {
    this.#parts = parts;
  }

  /** The one believed to be running at the connector that is steered. */
  running(chargerId: string): Omit<RunningTransaction, 'startedBy'> | undefined {
    return this.#parts.ledger.running(chargerId, this.#connectorOf(chargerId));
  }

  async start(given: TransactionStart): ReturnType<ChargerHost['startTransaction']> {
    const { clock, ledger, state } = this.#parts;
    const { chargerId, idTag, adopted } = given;
    const now = clock.now();
    const believed = adopted ? ledger.startedBy(adopted.transactionId) : undefined;
    const startedBy = believed ?? (given.late ? 'offline' : startReason(state(), chargerId, idTag, now));
    const status = adopted ? 'Accepted' : authorization(state(), chargerId, idTag, now);
    // It runs: what says that it has for years is a clock that was not set yet.
    const yearsOff = adopted !== undefined && now.wallMs - given.startedAt > LONGEST_MS;
    const start = await this.#withoutFormerName(yearsOff ? { ...given, startedAt: now.wallMs } : given);
    // A charge at another connector than the one that is steered is recorded, and nothing more.
    const steered = start.connectorId <= 0 || start.connectorId === this.#connectorOf(chargerId);
    const { number: transactionId, runs } = await ledger.begin(start, startedBy, steered);
    if (runs && steered && (!start.late || adopted)) this.#observeStart({ transactionId, startedBy }, start);
    return { transactionId, status, startedBy, ...(!runs && { over: true as const }) };
  }

  async stop(stop: TransactionStop): Promise<void> {
    const { ledger, log, observe, say } = this.#parts;
    const { transactionId, meterStopWh, reason, paused } = stop;
    const before = ledger.renamedFrom(transactionId, stop.chargerId);
    if (before) log.warn(say(told('charger-renamed', { charger: stop.chargerId, before })));
    const chargerId = before ?? stop.chargerId;
    try {
      await ledger.end({ ...stop, chargerId });
    } catch (error) {
      const detail = detailIn(say, error);
      log.error(say(told('charge-end-not-kept', { number: `${transactionId}`, detail })));
      throw error;
    }
    observe({ kind: 'transaction-ended', chargerId, transactionId, meterStopWh, reason, ...(paused && { paused }) });
  }

  /** A charge that was begun under another name ends there, where it goes on under this one. */
  async #withoutFormerName({ adopted, ...start }: TransactionStart): Promise<TransactionStart> {
    const { chargerId, meterStartWh: meterStopWh, startedAt: stoppedAt, late } = start;
    if (!adopted || !this.#parts.ledger.renamedFrom(adopted.transactionId, chargerId))
      return { ...start, ...(adopted && { adopted }) };
    await this.stop({ ...adopted, chargerId, meterStopWh, stoppedAt, reason: 'Other', late });
    return start;
  }

  #observeStart(
    { transactionId, startedBy }: Pick<RunningTransaction, 'transactionId' | 'startedBy'>,
    { chargerId, idTag, startedAt, ...start }: TransactionStart,
  ): void {
    const known = this.running(chargerId);
    const meterStartWh = known?.transactionId === transactionId ? known.meterStartWh : start.meterStartWh;
    const transaction = { transactionId, idTag, startedAt, meterStartWh, startedBy };
    this.#parts.observe({ kind: 'transaction-started', chargerId, transaction });
  }

  #connectorOf(chargerId: string): number {
    return this.#parts.state().chargers[chargerId]?.facts.connectorId ?? 1;
  }
}
