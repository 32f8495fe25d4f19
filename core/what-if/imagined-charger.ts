import type { CarTraits } from '../control/car/learned-car.js';
import { type ChargerState, plugged } from '../control/site-state.js';
import { cardOf, HUB_ID_TAG, type OcppStatus, type RunningTransaction, type StartReason } from '../model/charger.js';
import { type Command, type CommandOutcome, OFFLINE } from '../model/command.js';
import type { Observation, ObservedEvent } from '../model/event.js';
import { amps, type Now, volts, wattHours, watts } from '../model/units.js';
import { type CarOffer, ImaginedCar } from './imagined-car.js';
import type { Past } from './recording.js';

/*
 * A charger as it would have been:
 * 1. Its car comes and goes as it did, and somebody shows a card or stops it at the charger as they did.
 * 2. It is offline and out of order when it was.
 * 3. Otherwise it obeys at once, and tells what it measures as often as it is used to.
 */

interface ChargerPast extends Pick<Past, 'visits' | 'sampleMs'> {
  /** What is known of the cars at this charger by now, by card. */
  readonly traits: (card: string) => CarTraits;
}

type ChargerEvent = Extract<ObservedEvent, { chargerId: string }>;

const SAMPLE_MS = 10_000;
/** Numbers no real charge has. */
const FIRST_TRANSACTION = 2_000_000_000;

export class ImaginedCharger {
  readonly #past: ChargerPast;
  #charger: ChargerState;
  #voltageV: number;
  readonly #car: ImaginedCar;
  #there: boolean;
  #outOfOrder: OcppStatus | undefined;
  #transaction: RunningTransaction | null;
  #over = false;
  #told: OcppStatus;
  #live: { readonly limitA: number; readonly endsAt: number } | undefined;
  #safeA: number | undefined;
  #maxA: number | undefined;
  #onePhase = false;
  #registerWh: number;
  #sampledAt = Number.NEGATIVE_INFINITY;
  #transactions = 0;

  constructor(charger: ChargerState, voltageV: number, past: ChargerPast) {
    this.#past = past;
    this.#car = new ImaginedCar(past.visits);
    this.#charger = charger;
    this.#voltageV = voltageV;
    this.#there = plugged(charger);
    this.#transaction = charger.transaction;
    this.#told = charger.status;
    this.#registerWh = charger.transaction?.meterStartWh ?? 0;
  }

  /** Current of each conductor, A. */
  get conductorA(): readonly number[] {
    const { conductors, drawA } = this.#car;
    return this.#charger.facts.phases.map((_, k) => (conductors.includes(k) ? drawA : 0));
  }

  /** How often current began to flow. */
  get starts(): number {
    return this.#car.starts;
  }

  /** The charger as the site sees it now: whether it is connected, what it is, what may be asked of it. */
  seen(charger: ChargerState, voltageV: number): void {
    this.#charger = charger;
    this.#voltageV = voltageV;
  }

  /** What was recorded of it; what stays true of it is told on, in its own words. */
  hear(event: ChargerEvent, now: Now): readonly Observation[] {
    switch (event.kind) {
      case 'status':
        return this.#status(event, now);
      case 'transaction-started':
        return event.transaction.idTag === HUB_ID_TAG
          ? []
          : this.#begin(event.transaction.idTag, event.transaction.startedBy, now);
      case 'transaction-ended':
        return event.reason === 'Local' || event.reason === 'EmergencyStop' ? this.#end(event.reason) : [];
      case 'connected':
      case 'booted':
      case 'disconnected':
      case 'abilities':
      case 'card':
      case 'car-forgotten':
        return [event];
      default:
        return [];
    }
  }

  /** Asked of it: done at once. */
  answer(
    command: Command,
    now: Now,
    startedBy: StartReason,
  ): { readonly outcome: CommandOutcome; readonly told: readonly Observation[] } {
    const done = (told: readonly Observation[] = []) => ({ outcome: { result: 'accepted' } as const, told });
    const refused = { outcome: { result: 'refused', detail: 'Rejected' } as const, told: [] };
    if (!this.#charger.connected) return { outcome: { result: 'failed', detail: OFFLINE }, told: [] };
    switch (command.kind) {
      case 'set-limit':
        if (command.phases !== undefined && this.#charger.abilities.phaseSwitching !== 'told') return refused;
        this.#onePhase = command.phases === 1;
        this.#live = { limitA: command.limitA, endsAt: now.monoMs + command.durationS * 1000 };
        return done();
      case 'set-safe-limit':
        this.#safeA = command.limitA;
        return done();
      case 'set-max-limit':
        this.#maxA = command.limitA;
        return done();
      case 'start-transaction':
        return this.#there && !this.#transaction ? done(this.#begin(command.idTag, startedBy, now)) : refused;
      case 'stop-transaction':
        return this.#transaction?.transactionId === command.transactionId ? done(this.#end('Remote')) : refused;
    }
  }

  /** Lets time pass up to now, and says what the charger tells of it. */
  pass(now: Now): readonly Observation[] {
    this.#registerWh += this.#car.pass(now.monoMs, this.#offer(now));
    return [...this.#tellStatus(now), ...this.#tellSample(now)];
  }

  #offer(now: Now): CarOffer {
    const { minA, phases } = this.#charger.facts;
    const charges = this.#there && this.#transaction !== null && !this.#outOfOrder;
    return {
      currentA: charges ? this.#offeredA(now) : 0,
      minA,
      wired: phases.length,
      onePhase: this.#onePhase,
      voltageV: this.#voltageV,
      traits: this.#past.traits(cardOf(this.#transaction)),
    };
  }

  #offeredA(now: Now): number {
    const live = this.#live && this.#live.endsAt > now.monoMs ? this.#live.limitA : undefined;
    return Math.min(live ?? this.#safeA ?? this.#charger.facts.maxA, this.#maxA ?? Number.POSITIVE_INFINITY);
  }

  #status({ status, fault }: Extract<ChargerEvent, { kind: 'status' }>, now: Now): readonly Observation[] {
    if (status === 'Unknown') return [];
    this.#outOfOrder = status === 'Faulted' || status === 'Unavailable' ? status : undefined;
    if (this.#outOfOrder) return [this.#statusTold(this.#outOfOrder, now, fault)];
    const there = status !== 'Available' && status !== 'Reserved';
    if (there === this.#there) return [];
    if (!there) return this.#leave(status, now);
    this.#there = true;
    this.#over = false;
    return [];
  }

  #leave(status: OcppStatus, now: Now): readonly Observation[] {
    this.#there = false;
    this.#car.stop();
    const ended = this.#end('EVDisconnected');
    this.#over = false;
    return [...ended, this.#statusTold(status, now, null)];
  }

  #begin(idTag: string, startedBy: StartReason, now: Now): readonly Observation[] {
    if (!this.#there || this.#transaction) return [];
    this.#transaction = {
      transactionId: FIRST_TRANSACTION + ++this.#transactions,
      idTag,
      startedAt: now.wallMs,
      meterStartWh: wattHours(this.#registerWh),
      startedBy,
    };
    this.#over = false;
    this.#live = undefined;
    return [{ kind: 'transaction-started', chargerId: this.#charger.facts.id, transaction: this.#transaction }];
  }

  #end(reason: string): readonly Observation[] {
    const running = this.#transaction;
    if (!running) return [];
    this.#transaction = null;
    this.#over = true;
    this.#live = undefined;
    this.#car.stop();
    const { transactionId } = running;
    const meterStopWh = wattHours(this.#registerWh);
    return [{ kind: 'transaction-ended', chargerId: this.#charger.facts.id, transactionId, meterStopWh, reason }];
  }

  #tellStatus(now: Now): readonly Observation[] {
    if (!this.#charger.connected || this.#outOfOrder) return [];
    const status = this.#isAt(now);
    return status === this.#told ? [] : [this.#statusTold(status, now, null)];
  }

  #isAt(now: Now): OcppStatus {
    if (!this.#there) return this.#told === 'Reserved' ? 'Reserved' : 'Available';
    if (!this.#transaction) return this.#over ? 'Finishing' : 'Preparing';
    if (this.#car.drawA > 0) return 'Charging';
    return this.#offeredA(now) < this.#charger.facts.minA ? 'SuspendedEVSE' : 'SuspendedEV';
  }

  #statusTold(status: OcppStatus, now: Now, fault: Extract<ChargerEvent, { kind: 'status' }>['fault']): Observation {
    this.#told = status;
    const { id, connectorId } = this.#charger.facts;
    return { kind: 'status', chargerId: id, connectorId, status, fault, takenAt: now.monoMs };
  }

  #tellSample(now: Now): readonly Observation[] {
    const { connected, facts } = this.#charger;
    const everyMs = this.#past.sampleMs ?? SAMPLE_MS;
    if (!connected || !this.#transaction || now.monoMs - this.#sampledAt < everyMs) return [];
    this.#sampledAt = now.monoMs;
    const sample = {
      takenAt: now.monoMs,
      takenAtWall: now.wallMs,
      currentA: this.conductorA.map(amps),
      voltageV: facts.phases.map(() => volts(this.#voltageV)),
      powerW: watts(this.#car.powerW(this.#voltageV)),
      energyWh: wattHours(this.#registerWh),
      transactionId: this.#transaction.transactionId,
    };
    return [{ kind: 'sample', chargerId: facts.id, sample }];
  }
}
