/**
 * The transactions of a charger: begun by a card or by the hub, metered on the way, ended by a card, the hub, the plug
 * or a fault. What happens is told in order, later if the hub is away (transaction-queue.ts).
 */
import type { ChargePointFacts } from './charge-point-options.js';
import type { ChargerMemory, IdTagInfo } from './charger-memory.js';
import type { ChargingProfile } from './charging-profiles.js';
import { sampledValues } from './meter-values.js';
import type { Payload } from './ocpp-wire.js';
import type { Socket } from './socket.js';
import { TransactionQueue } from './transaction-queue.js';

interface Transaction {
  /** As the hub gave it; null until it has answered. */
  id: number | null;
  readonly idTag: string;
  readonly startedMs: number;
}

interface Authorised {
  readonly idTag: string;
  readonly profile: ChargingProfile | null;
  readonly untilMs: number;
}

/** What a charge needs of its charger. */
export interface ChargeHost {
  readonly facts: ChargePointFacts;
  readonly memory: ChargerMemory;
  readonly socket: Socket;
  nowMs(): number;
  hubListens(): boolean;
  call(action: string, payload: Payload): Promise<Payload>;
  /** Something changed that the status may show. */
  changed(): void;
}

export class Charges {
  transaction: Transaction | null = null;
  /** Somebody may charge and has not plugged in yet. */
  authorised: Authorised | null = null;
  /** The transaction of this plug-in has ended: Finishing, not Preparing. */
  finished = false;
  readonly #host: ChargeHost;
  readonly #queue: TransactionQueue;
  #sampleIntervalS: number;
  #nextSampleMs = Number.POSITIVE_INFINITY;

  constructor(host: ChargeHost) {
    this.#host = host;
    this.#sampleIntervalS = host.facts.sampleIntervalS;
    this.#queue = new TransactionQueue(
      (action, payload) => host.call(action, payload),
      () => host.hubListens(),
      () => ({ attempts: host.memory.number('TransactionMessageAttempts', 3), retryMs: host.facts.retryMs }),
    );
  }

  get owed(): number {
    return this.#queue.length;
  }

  /** Begins now, or when the plug comes within ConnectionTimeOut. */
  startFor(idTag: string, profile: ChargingProfile | null): void {
    const { socket, memory } = this.#host;
    if (this.transaction || socket.fault) return;
    if (socket.plugged) {
      this.begin(idTag, profile);
      return;
    }
    // Hydra's default of 0 is read as "waits without end".
    const timeoutS = memory.number('ConnectionTimeOut', 0) || Number.POSITIVE_INFINITY;
    this.authorised = { idTag, profile, untilMs: this.#host.nowMs() + timeoutS * 1000 };
    this.#host.changed();
  }

  begin(idTag: string, profile: ChargingProfile | null): void {
    const { memory, socket, facts } = this.#host;
    this.authorised = null;
    if (this.finished && facts.faults.onePerPlug) return;
    const transaction: Transaction = { id: null, idTag, startedMs: this.#host.nowMs() };
    this.transaction = transaction;
    const reservation = memory.reservation ? { reservationId: memory.reservation.reservationId } : {};
    memory.reservation = null;
    if (profile) memory.profiles = [...memory.profiles, { connectorId: 1, profile }];
    this.#nextSampleMs = transaction.startedMs + this.#sampleIntervalS * 1000;
    const started = { connectorId: 1, idTag, meterStart: socket.registerWh, timestamp: this.#timestamp() };
    this.#queue.push({
      action: 'StartTransaction',
      payload: () => ({ ...started, ...reservation }),
      answered: (answer) => {
        transaction.id = Number(answer['transactionId']);
        const info = answer['idTagInfo'] as IdTagInfo | undefined;
        if (info?.status !== 'Accepted' && this.transaction === transaction) this.stop('DeAuthorized');
      },
    });
    this.#host.changed();
  }

  stop(reason: string, idTag?: string): void {
    const { transaction } = this;
    const { memory, socket } = this.#host;
    if (!transaction) return;
    const stopped = { meterStop: socket.registerWh, timestamp: this.#timestamp(), reason };
    this.transaction = null;
    this.finished = socket.plugged;
    this.#nextSampleMs = Number.POSITIVE_INFINITY;
    socket.open();
    // A TxProfile ends with its transaction (OCPP 1.6, 3.13.1).
    memory.profiles = memory.profiles.filter((one) => one.profile.chargingProfilePurpose !== 'TxProfile');
    this.#queue.push({
      action: 'StopTransaction',
      payload: () => ({
        transactionId: transaction.id ?? -1,
        ...stopped,
        ...(idTag === undefined ? {} : { idTag }),
      }),
    });
    this.#host.changed();
  }

  /** Sends what the meter shows now. */
  sample(context: 'Sample.Periodic' | 'Trigger'): void {
    const { facts, memory, socket } = this.#host;
    if (facts.faults.noMeterValues) return;
    const { transaction } = this;
    const sampledValue = sampledValues(memory.list('MeterValuesSampledData'), socket.metered, context);
    const meterValue = [{ timestamp: this.#timestamp(), sampledValue }];
    this.#queue.push({
      action: 'MeterValues',
      payload: () => ({
        connectorId: 1,
        ...(transaction ? { transactionId: transaction.id ?? -1 } : {}),
        meterValue,
      }),
    });
  }

  /** 0 ends the samples, as OCPP 1.6, 9.1.17 says. */
  sampleEvery(intervalS: number): void {
    this.#sampleIntervalS = intervalS > 0 ? intervalS : Number.POSITIVE_INFINITY;
    if (this.transaction) this.#nextSampleMs = this.#host.nowMs() + this.#sampleIntervalS * 1000;
  }

  /** Time has passed: a sample may be due, a wait for the plug may be over. */
  tick(): void {
    const nowMs = this.#host.nowMs();
    if (this.authorised && this.authorised.untilMs <= nowMs) this.authorised = null;
    if (!this.transaction || nowMs < this.#nextSampleMs) return;
    this.#nextSampleMs = Math.max(nowMs, this.#nextSampleMs + this.#sampleIntervalS * 1000);
    this.sample('Sample.Periodic');
  }

  /** The hub listens again. */
  deliver(): void {
    this.#queue.flush();
  }

  close(): void {
    this.#queue.close();
  }

  #timestamp(): string {
    return new Date(this.#host.nowMs()).toISOString();
  }
}
