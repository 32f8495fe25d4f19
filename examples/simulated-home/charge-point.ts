/**
 * A charge point in software: OCPP 1.6J over a real WebSocket on one side, a car on the other. It keeps to its model's
 * manual and to the schema, and misbehaves only where it is told to.
 */

import { statusOfCard } from './card-check.js';
import { type ChargePointFacts, type ChargePointOptions, chargePointFacts } from './charge-point-options.js';
import { ChargerMemory } from './charger-memory.js';
import type { ChargerModel } from './charger-models.js';
import { type ChargeHost, Charges } from './charges.js';
import { type ChargingProfile, type LimitInForce, type LimitQuestion, limitInForce } from './charging-profiles.js';
import { HubLine } from './hub-line.js';
import { installFirmware, upload } from './maintenance.js';
import type { Payload } from './ocpp-wire.js';
import { type Operated, operate } from './operations.js';
import { Socket } from './socket.js';
import { statusOf } from './status.js';
import { Timers } from './timers.js';

export type CardAnswer = 'started' | 'stopped' | 'waiting' | 'refused';

const NO_CURRENT: LimitInForce = { limitA: 0, numberPhases: 3 };

export class ChargePoint implements Operated, ChargeHost {
  readonly facts: ChargePointFacts;
  readonly memory: ChargerMemory;
  readonly socket: Socket;
  readonly connectors = 1;
  readonly #charges: Charges;
  readonly #line: HubLine;
  readonly #timers = new Timers();
  #powered = true;
  #told = '';

  /** Begins to call the hub at once. */
  constructor(options: ChargePointOptions) {
    const facts = chargePointFacts(options);
    this.facts = facts;
    this.memory = new ChargerMemory(facts.model, facts.sampleIntervalS);
    this.socket = new Socket(facts);
    this.#charges = new Charges(this);
    this.#line = new HubLine(facts, {
      answer: async (action, payload) => operate(this, action, payload),
      ready: (booted) => this.#ready(booted),
    });
    this.#line.start(true);
  }

  // What it shows.

  get id(): string {
    return this.facts.id;
  }
  get model(): ChargerModel {
    return this.facts.model;
  }
  get plugged(): boolean {
    return this.socket.plugged;
  }
  get online(): boolean {
    return this.#line.ready;
  }
  get transaction(): { readonly id: number | null; readonly idTag: string } | null {
    return this.#charges.transaction;
  }
  /** What it offers the car, per phase; 0 while it offers nothing. */
  get offerA(): number {
    return this.socket.offerA;
  }
  /** What the car draws, per conductor of the charger. */
  get currentA(): readonly number[] {
    return this.socket.currentA;
  }
  /** Whole Wh, as on the display. */
  get registerWh(): number {
    return this.socket.registerWh;
  }
  get ownLimitA(): number {
    return this.facts.evse.maxA;
  }
  /** Transaction messages the hub has not yet taken. */
  get owedMessages(): number {
    return this.#charges.owed;
  }
  /** What the hub sent that OCPP 1.6 does not allow. */
  get complaints(): readonly string[] {
    return this.#line.wire.complaints;
  }
  get status(): string {
    return statusOf(this.socket, this.#charges, this.memory);
  }

  // What people and mishaps do to it.

  plug(): void {
    if (this.plugged) return;
    this.socket.plug();
    this.#charges.finished = false;
    const waiting = this.#charges.authorised;
    this.changed();
    if (waiting) this.#charges.begin(waiting.idTag, waiting.profile);
  }

  unplug(): void {
    if (!this.plugged) return;
    this.socket.unplug();
    if (this.memory.flag('StopTransactionOnEVSideDisconnect', true)) this.stop('EVDisconnected');
    this.#charges.finished = false;
    this.changed();
  }

  /** Holds a card to the reader; the card that started a charge also ends it. */
  async tapCard(idTag: string): Promise<CardAnswer> {
    const running = this.transaction;
    if (running) {
      if (running.idTag !== idTag) return 'refused';
      this.#charges.stop('Local', idTag);
      return 'stopped';
    }
    if (!this.memory.operative || this.socket.fault || !this.memory.reservedFor(idTag, this.nowMs())) return 'refused';
    if ((await statusOfCard(this, idTag)) !== 'Accepted' || this.transaction) return 'refused';
    this.startFor(idTag, null);
    return this.transaction ? 'started' : 'waiting';
  }

  /** Cuts the line; the charger finds its way back by itself. */
  killConnection(): void {
    this.#line.wire.terminate();
  }
  /** Network gone until `goOnline`; the charge goes on. */
  goOffline(): void {
    this.#line.stop();
  }
  goOnline(): void {
    this.#line.start(false);
  }

  /** Power gone for so long: the transaction ends, and is told about afterwards. */
  powerFailure(forMs: number): void {
    this.#down(forMs);
    this.stop('PowerLoss');
  }

  /** A fault ends the charge and the reservation (OCPP 1.6, 5.13). */
  setFault(errorCode: string, more: { vendorErrorCode?: string; info?: string; untilUnplugged?: boolean } = {}): void {
    this.socket.fault = { errorCode, untilUnplugged: false, ...more };
    this.memory.reservation = null;
    this.stop('Other');
    this.changed();
  }

  /** Puts any text on the line. */
  sendRaw(text: string): void {
    this.#line.wire.sendRaw(text);
  }

  /** Time passes: `physicsS` for car and protection, `wallS` for the register. */
  tick(physicsS: number, wallS: number, voltageV: number): void {
    if (!this.#powered) return;
    const tripped = this.socket.step(this.#limit(), physicsS, wallS, voltageV);
    if (tripped) this.setFault('OverCurrentFailure', { vendorErrorCode: 'ERR OCP', untilUnplugged: true });
    const { reservation } = this.memory;
    if (reservation && reservation.untilMs <= this.nowMs()) this.memory.reservation = null;
    this.#charges.tick();
    this.changed();
  }

  close(): void {
    this.#timers.close();
    this.#charges.close();
    this.#line.stop();
  }

  // What its charges and its operations need of it.

  nowMs(): number {
    return Date.now() + this.facts.faults.clockOffByMs;
  }
  hubListens(): boolean {
    return this.#line.ready;
  }
  call(action: string, payload: Payload): Promise<Payload> {
    return this.#line.wire.call(action, payload);
  }
  startFor(idTag: string, profile: ChargingProfile | null): void {
    this.#charges.startFor(idTag, profile);
  }
  stop(reason: string): void {
    this.#charges.stop(reason);
  }
  afterAnswer(run: () => void): void {
    this.#timers.after(0, run);
  }

  limitQuestion(): LimitQuestion {
    const startedMs = this.#charges.transaction?.startedMs ?? null;
    return { atMs: this.nowMs(), startedMs, phases: this.facts.evse.phases, voltageV: 230 };
  }

  changed(): void {
    const now = `${this.status} ${this.socket.fault?.errorCode ?? ''}`;
    if (now === this.#told || !this.#line.ready) return;
    this.#told = now;
    this.#sendStatus();
  }

  reboot(kind: 'Soft' | 'Hard'): void {
    if (kind === 'Hard') {
      this.#down(this.facts.bootDelayMs);
      this.stop('HardReset');
      return;
    }
    this.stop('SoftReset');
    // What is owed has time to go out.
    this.#timers.after(this.#line.ready ? 500 : 0, () => this.#down(this.facts.bootDelayMs));
  }

  trigger(message: string): (() => void) | null {
    const sends: Readonly<Record<string, () => void>> = {
      BootNotification: () => this.#line.sayBoot(),
      Heartbeat: () => this.#line.send('Heartbeat', {}),
      StatusNotification: () => this.#sendStatus(),
      MeterValues: () => this.#charges.sample('Trigger'),
      FirmwareStatusNotification: () => this.#line.send('FirmwareStatusNotification', { status: 'Idle' }),
      DiagnosticsStatusNotification: () => this.#line.send('DiagnosticsStatusNotification', { status: 'Idle' }),
    };
    return sends[message] ?? null;
  }

  settingChanged(key: string): void {
    if (key === 'MeterValueSampleInterval') this.#charges.sampleEvery(this.memory.number(key, 0));
  }

  fetchFirmware(location: string, atMs: number): void {
    this.#timers.after(Math.max(0, atMs - this.nowMs()), () => {
      installFirmware(location, (status) => this.#line.tell('FirmwareStatusNotification', { status })).then(
        (installed) => installed && this.#down(this.facts.bootDelayMs),
        () => undefined,
      );
    });
  }

  uploadDiagnostics(location: string): string {
    const fileName = `${this.id}.log`;
    const text = `${this.id} ${this.status} ${this.registerWh} Wh\n`;
    this.afterAnswer(() => {
      const report = (status: string) => this.#line.tell('DiagnosticsStatusNotification', { status });
      upload(location, fileName, text, report).catch(() => undefined);
    });
    return fileName;
  }

  // Inside.

  #limit(): LimitInForce {
    if (!this.#charges.transaction || this.socket.fault) return NO_CURRENT;
    if (this.facts.faults.ignoresProfiles) return { ...NO_CURRENT, limitA: this.ownLimitA };
    return limitInForce(this.memory.profiles, this.limitQuestion());
  }

  #ready(booted: boolean): void {
    if (booted) {
      const status = this.memory.operative ? 'Available' : 'Unavailable';
      this.#line.send('StatusNotification', { connectorId: 0, errorCode: 'NoError', status });
      this.#told = '';
    }
    this.changed();
    this.#charges.deliver();
  }

  #sendStatus(): void {
    const { errorCode = 'NoError', vendorErrorCode, info } = this.socket.fault ?? {};
    this.#line.send('StatusNotification', {
      connectorId: 1,
      errorCode,
      status: this.status,
      timestamp: new Date(this.nowMs()).toISOString(),
      ...(info === undefined ? {} : { info }),
      ...(vendorErrorCode === undefined ? {} : { vendorErrorCode }),
    });
  }

  #down(forMs: number): void {
    this.#powered = false;
    this.#charges.authorised = null;
    this.#line.stop();
    this.socket.open();
    this.#timers.after(forMs, () => {
      this.#powered = true;
      this.#charges.finished = false;
      this.#line.start(true);
    });
  }
}
