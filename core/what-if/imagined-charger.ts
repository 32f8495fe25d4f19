import { type CarTraits, leastOf } from '../control/learned-car.js';
import { type ChargerState, plugged } from '../control/site-state.js';
import { cardOf, HUB_ID_TAG, type OcppStatus, type RunningTransaction, type StartReason } from '../model/charger.js';
import type { Command, CommandOutcome } from '../model/command.js';
import type { Observation, ObservedEvent } from '../model/event.js';
import { amps, type Now, volts, wattHours, watts } from '../model/units.js';
import type { Past, Visit } from './recording.js';

/*
 * A charger and its car as they would have been:
 * 1. The car comes and goes as it did, and somebody shows a card or stops it at the charger as they did.
 * 2. It takes what it is offered, as far as it was learned how: later, slower and a little less; no more than it ever
 *    took, and nothing more once it has what made it full that day.
 * 3. The charger obeys at once, and tells what it measures as often as it is used to.
 */

export interface ChargerPast extends Pick<Past, 'visits' | 'sampleMs'> {
  /** What is known of the cars at this charger by now, by card. */
  readonly traits: (card: string) => CarTraits;
}

type ChargerEvent = Extract<ObservedEvent, { chargerId: string }>;

const SAMPLE_MS = 10_000;
const START_DELAY_S = 5;
const RAMP_AS = 1;
/** Numbers no real charge has. */
const FIRST_TRANSACTION = 2_000_000_000;

export class ImaginedCharger {
  readonly #past: ChargerPast;
  #charger: ChargerState;
  #voltageV: number;
  #visit: Visit | undefined;
  #there: boolean;
  #outOfOrder: OcppStatus | undefined;
  #transaction: RunningTransaction | null;
  #over = false;
  #told: OcppStatus;
  #live: { readonly limitA: number; readonly endsAt: number } | undefined;
  #safeA: number | undefined;
  #maxA: number | undefined;
  #onePhase = false;
  #drawA = 0;
  #offeredSince: number | null = null;
  #registerWh = 0;
  #visitWh = 0;
  #sampledAt = Number.NEGATIVE_INFINITY;
  #movedAt: number | undefined;
  #transactions = 0;
  /** How often current began to flow. */
  starts = 0;

  constructor(charger: ChargerState, voltageV: number, past: ChargerPast) {
    this.#past = past;
    this.#charger = charger;
    this.#voltageV = voltageV;
    this.#there = plugged(charger);
    this.#transaction = charger.transaction;
    this.#told = charger.status;
    this.#registerWh = charger.transaction?.meterStartWh ?? 0;
  }

  /** Current of each conductor, A. */
  get conductorA(): readonly number[] {
    const used = this.#conductors();
    return this.#charger.facts.phases.map((_, k) => (used.includes(k) ? this.#drawA : 0));
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
    if (!this.#charger.connected) return { outcome: { result: 'failed', detail: 'Offline' }, told: [] };
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
    const seconds = (now.monoMs - (this.#movedAt ?? now.monoMs)) / 1000;
    this.#movedAt = now.monoMs;
    const visit = this.#past.visits.find(({ fromMs, toMs }) => now.monoMs >= fromMs && now.monoMs < toMs);
    if (visit !== this.#visit) this.#visitWh = 0;
    this.#visit = visit;
    const takenWh = (this.#powerW * seconds) / 3600;
    this.#registerWh += takenWh;
    this.#visitWh += takenWh;
    this.#draw(now, seconds);
    return [...this.#tellStatus(now), ...this.#tellSample(now)];
  }

  get #powerW(): number {
    return this.#drawA * this.#conductors().length * this.#voltageV;
  }

  #draw(now: Now, seconds: number): void {
    const wantedA = this.#wantedA(now);
    if (wantedA <= 0) {
      this.#drawA = 0;
      if (this.#offeredA(now) <= 0 || !this.#transaction) this.#offeredSince = null;
      return;
    }
    this.#offeredSince ??= now.monoMs;
    const { startDelayS, rampAS } = this.#traits;
    if (this.#drawA === 0 && now.monoMs - this.#offeredSince < (startDelayS ?? START_DELAY_S) * 1000) return;
    if (this.#drawA === 0) this.starts += 1;
    this.#drawA = Math.min(wantedA, this.#drawA + Math.max(0.1, (rampAS ?? RAMP_AS) * seconds));
  }

  #wantedA(now: Now): number {
    const fullAfterWh = this.#visit?.fullAfterWh ?? null;
    if (!this.#there || !this.#transaction || this.#outOfOrder) return 0;
    if (fullAfterWh !== null && this.#visitWh >= fullAfterWh) return 0;
    const offeredA = this.#offeredA(now);
    if (offeredA < (leastOf(this.#traits) ?? this.#charger.facts.minA)) return 0;
    return Math.min(Math.max(0.5, offeredA - this.#traits.offsetA), this.#traits.mostA ?? offeredA);
  }

  #offeredA(now: Now): number {
    const live = this.#live && this.#live.endsAt > now.monoMs ? this.#live.limitA : undefined;
    return Math.min(live ?? this.#safeA ?? this.#charger.facts.maxA, this.#maxA ?? Number.POSITIVE_INFINITY);
  }

  get #traits(): CarTraits {
    return this.#past.traits(cardOf(this.#transaction));
  }

  #conductors(): readonly number[] {
    if (this.#onePhase) return [0];
    const seen = this.#visit?.conductors ?? [];
    return seen.length > 0 ? seen : (this.#traits.conductors ?? this.#charger.facts.phases.map((_, k) => k));
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
    this.#drawA = 0;
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
    this.#offeredSince = now.monoMs;
    return [{ kind: 'transaction-started', chargerId: this.#charger.facts.id, transaction: this.#transaction }];
  }

  #end(reason: string): readonly Observation[] {
    const running = this.#transaction;
    if (!running) return [];
    this.#transaction = null;
    this.#over = true;
    this.#live = undefined;
    this.#drawA = 0;
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
    if (this.#drawA > 0) return 'Charging';
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
      powerW: watts(this.#powerW),
      energyWh: wattHours(this.#registerWh),
      transactionId: this.#transaction.transactionId,
    };
    return [{ kind: 'sample', chargerId: facts.id, sample }];
  }
}
