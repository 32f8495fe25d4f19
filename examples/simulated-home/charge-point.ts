/**
 * A charge point in software: OCPP 1.6J over a real WebSocket on one side, a car on the other. It keeps to its model's
 * manual and to the schema, and misbehaves only where it is told to.
 */
import { type CarFacts, carPluggedIn, isFull, ORDINARY_CAR } from './car.js';
import { type ChargePointFacts, type ChargePointOptions, chargePointFacts } from './charge-point-options.js';
import { ChargerMemory, type IdTagInfo } from './charger-memory.js';
import type { ChargerModel } from './charger-models.js';
import { type ChargingProfile, type LimitInForce, type LimitQuestion, limitInForce } from './charging-profiles.js';
import { conductorA, type Evse, offerFor, opened, stepEvse } from './evse.js';
import { HubLine } from './hub-line.js';
import { reportDiagnostics, reportFirmware } from './maintenance.js';
import { sampledValues } from './meter-values.js';
import { type Operated, operate } from './operations.js';
import { TransactionQueue } from './transaction-queue.js';

interface Transaction {
  /** As the hub gave it; null until it has answered. */
  id: number | null;
  readonly idTag: string;
  readonly startedMs: number;
}

interface Fault {
  readonly errorCode: string;
  readonly vendorErrorCode?: string;
  readonly info?: string;
  /** Gone when the plug is pulled; otherwise when `clearFault` is called. */
  readonly untilUnplugged: boolean;
}

export class ChargePoint implements Operated {
  readonly facts: ChargePointFacts;
  readonly memory: ChargerMemory;
  readonly line: HubLine;
  readonly connectors = 1;
  readonly #queue: TransactionQueue;
  readonly #carFacts: CarFacts;
  #evse: Evse;
  #carStoredWh: number;
  #transaction: Transaction | null = null;
  #fault: Fault | null = null;
  #powered = true;
  /** The transaction of this plug-in has ended: Finishing, not Preparing. */
  #finished = false;
  #authorised: { readonly idTag: string; readonly untilMs: number; readonly profile: ChargingProfile | null } | null =
    null;
  #told = '';
  #toldAs = '';
  #sampleIntervalS: number;
  #nextSampleMs = Number.POSITIVE_INFINITY;
  #voltageV = 230;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: ChargePointOptions) {
    const facts = chargePointFacts(options);
    this.facts = facts;
    this.memory = new ChargerMemory(facts.model);
    this.#sampleIntervalS = facts.sampleIntervalS;
    this.#noteSampleInterval();
    this.#carFacts = { ...ORDINARY_CAR, maxA: facts.evse.maxA, ...facts.car };
    this.#carStoredWh = this.#carFacts.batteryWh * facts.carFilled;
    this.#evse = {
      offerA: 0,
      loweredForS: 0,
      overForS: 0,
      tripped: false,
      car: null,
      carFacts: this.#carFacts,
      registerWh: facts.registerWh,
    };
    this.line = new HubLine({
      wire: {
        url: facts.hubUrl,
        identity: facts.id,
        ...(facts.password === undefined ? {} : { password: facts.password }),
        subprotocols: facts.faults.subprotocols,
        callTimeoutMs: facts.callTimeoutMs,
        numericIds: facts.faults.numericIds,
        answer: async (action, payload) => operate(this, action, payload),
      },
      reconnect: facts.reconnect,
      heartbeatS: facts.heartbeatS,
      noBoot: facts.faults.noBoot,
      boot: () => ({
        chargePointVendor: facts.model.vendor,
        chargePointModel: facts.model.model,
        chargePointSerialNumber: facts.id.slice(0, 25),
        firmwareVersion: facts.model.firmware,
      }),
      ready: (booted) => this.#ready(booted),
      lost: () => undefined,
    });
    this.#queue = new TransactionQueue(
      (action, payload) => this.line.wire.call(action, payload),
      () => this.line.ready,
      () => ({ attempts: this.memory.number('TransactionMessageAttempts', 3), retryMs: facts.retryMs }),
    );
    this.line.start(true);
  }

  // What it shows.

  get id(): string {
    return this.facts.id;
  }
  get model(): ChargerModel {
    return this.facts.model;
  }
  get plugged(): boolean {
    return this.#evse.car !== null;
  }
  get online(): boolean {
    return this.line.ready;
  }
  get transaction(): { readonly id: number | null; readonly idTag: string } | null {
    return this.#transaction;
  }
  get offerA(): number {
    return this.#evse.offerA;
  }
  /** Per conductor of the charger. */
  get currentA(): readonly number[] {
    return conductorA(this.#evse, this.facts.evse, this.#limit().numberPhases);
  }
  /** What the display of its meter shows, whole Wh. */
  get registerWh(): number {
    return Math.floor(this.#evse.registerWh);
  }
  get ownLimitA(): number {
    return this.facts.evse.maxA;
  }
  get owedMessages(): number {
    return this.#queue.length;
  }
  /** What the hub sent that OCPP 1.6 does not allow. */
  get complaints(): readonly string[] {
    return this.line.wire.complaints;
  }
  get carSoc(): number | null {
    const car = this.#evse.car;
    return car ? car.storedWh / this.#carFacts.batteryWh : null;
  }
  get status(): string {
    if (this.#fault) return 'Faulted';
    const car = this.#evse.car;
    if (this.#transaction) {
      if (!car) return 'SuspendedEV';
      if (this.#evse.offerA === 0) return 'SuspendedEVSE';
      return car.contactorClosed && !isFull(car, this.#carFacts) ? 'Charging' : 'SuspendedEV';
    }
    if (!this.memory.operative) return 'Unavailable';
    if (car) return this.#finished ? 'Finishing' : 'Preparing';
    if (this.#authorised) return 'Preparing';
    return this.memory.reservation ? 'Reserved' : 'Available';
  }

  // What people do to it.

  plug(): void {
    if (this.#evse.car) return;
    this.#evse = { ...this.#evse, car: carPluggedIn(this.facts.seed + this.registerWh, this.#carStoredWh) };
    this.#finished = false;
    this.#tellStatus();
    const waiting = this.#authorised;
    if (waiting) this.#begin(waiting.idTag, waiting.profile);
  }

  unplug(): void {
    const car = this.#evse.car;
    if (!car) return;
    this.#carStoredWh = car.storedWh;
    this.#evse = { ...this.#evse, car: null, tripped: false, overForS: 0 };
    if (this.memory.flag('StopTransactionOnEVSideDisconnect', true)) this.stop('EVDisconnected');
    this.#finished = false;
    if (this.#fault?.untilUnplugged) this.#fault = null;
    this.#tellStatus();
  }

  /** Holds a card to the reader. */
  async tapCard(idTag: string): Promise<'started' | 'stopped' | 'waiting' | 'refused'> {
    const running = this.#transaction;
    if (running) {
      if (running.idTag !== idTag) return 'refused';
      this.stop('Local', idTag);
      return 'stopped';
    }
    if (!this.memory.operative || this.#fault || !this.memory.reservedFor(idTag, this.nowMs())) return 'refused';
    if ((await this.#authorise(idTag)) !== 'Accepted' || this.#transaction) return 'refused';
    this.startFor(idTag, null);
    return this.#transaction ? 'started' : 'waiting';
  }

  /** Cuts the line; the charger finds its way back by itself. */
  killConnection(): void {
    this.line.wire.terminate();
  }
  /** Network gone until `goOnline`; the charge goes on. */
  goOffline(): void {
    this.line.stop();
  }
  goOnline(): void {
    this.line.start(false);
  }

  /** Power gone for so long: the transaction ends, and is told about afterwards. */
  powerFailure(forMs: number): void {
    this.stop('PowerLoss');
    this.#down(forMs);
  }

  setFault(errorCode: string, vendorErrorCode?: string, info?: string, untilUnplugged = false): void {
    this.#fault = {
      errorCode,
      ...(vendorErrorCode === undefined ? {} : { vendorErrorCode }),
      ...(info === undefined ? {} : { info }),
      untilUnplugged,
    };
    this.stop('Other');
    this.memory.reservation = null;
    this.#tellStatus();
  }
  clearFault(): void {
    this.#fault = null;
    this.#tellStatus();
  }

  /** Time passes: `physicsS` for the car, `wallS` for everything else. */
  tick(physicsS: number, wallS: number, voltageV: number): void {
    if (!this.#powered) return;
    const nowMs = this.nowMs();
    this.#voltageV = voltageV;
    this.#evse = stepEvse(this.#evse, this.facts.evse, this.#limit(), physicsS, wallS, voltageV);
    if (this.#evse.tripped && !this.#fault)
      this.setFault('OverCurrentFailure', 'ERR OCP', '> 1.1 x limit for 5 s', true);
    if (this.memory.reservation && this.memory.reservation.untilMs <= nowMs) this.memory.reservation = null;
    if (this.#authorised && this.#authorised.untilMs <= nowMs) this.#authorised = null;
    if (this.#transaction && nowMs >= this.#nextSampleMs) {
      this.#nextSampleMs = Math.max(nowMs, this.#nextSampleMs) + this.#sampleIntervalS * 1000;
      this.#sample('Sample.Periodic');
    }
    this.#tellStatus();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#queue.close();
    this.line.stop();
  }

  // What its operations need.

  nowMs(): number {
    return Date.now() + this.facts.faults.clockOffByMs;
  }

  limitQuestion(): LimitQuestion {
    return {
      atMs: this.nowMs(),
      startedMs: this.#transaction?.startedMs ?? null,
      phases: this.facts.evse.phases,
      voltageV: 230,
    };
  }

  startFor(idTag: string, profile: ChargingProfile | null): void {
    if (this.#transaction || this.#fault) return;
    if (this.#evse.car) return this.#begin(idTag, profile);
    // Hydra's default of 0 is read as "waits without end".
    const timeoutS = this.memory.number('ConnectionTimeOut', 0) || Number.POSITIVE_INFINITY;
    this.#authorised = { idTag, profile, untilMs: this.nowMs() + timeoutS * 1000 };
    this.#tellStatus();
  }

  stop(reason: string, idTag?: string): void {
    const transaction = this.#transaction;
    if (!transaction) return;
    const meterStop = this.registerWh;
    const timestamp = this.#timestamp();
    this.#transaction = null;
    this.#finished = this.plugged;
    this.#nextSampleMs = Number.POSITIVE_INFINITY;
    this.#evse = opened(this.#evse);
    this.memory.profiles = this.memory.profiles.filter((one) => one.profile.chargingProfilePurpose !== 'TxProfile');
    this.#queue.push({
      action: 'StopTransaction',
      payload: () => ({
        transactionId: transaction.id ?? -1,
        meterStop,
        timestamp,
        reason,
        ...(idTag === undefined ? {} : { idTag }),
      }),
    });
    this.#tellStatus();
  }

  reboot(kind: 'Soft' | 'Hard'): void {
    this.stop(kind === 'Soft' ? 'SoftReset' : 'HardReset');
    // A soft reset lets what is owed go out first; a hard one delivers it after the start.
    if (kind === 'Soft' && this.#queue.length > 0 && this.line.ready)
      this.#after(300, () => this.#down(this.facts.bootDelayMs));
    else this.#down(this.facts.bootDelayMs);
  }

  trigger(message: string): (() => void) | null {
    switch (message) {
      case 'BootNotification':
        return () => this.line.sayBoot();
      case 'Heartbeat':
        return () => this.line.send('Heartbeat', {});
      case 'StatusNotification':
        return () => this.#sendStatus();
      case 'MeterValues':
        return () => this.#sample('Trigger');
      case 'FirmwareStatusNotification':
        return () => this.line.send('FirmwareStatusNotification', { status: 'Idle' });
      case 'DiagnosticsStatusNotification':
        return () => this.line.send('DiagnosticsStatusNotification', { status: 'Idle' });
      default:
        return null;
    }
  }

  settingChanged(key: string): void {
    if (key !== 'MeterValueSampleInterval') return;
    const intervalS = this.memory.number(key, this.#sampleIntervalS);
    this.#sampleIntervalS = intervalS > 0 ? intervalS : Number.POSITIVE_INFINITY;
    if (this.#transaction) this.#nextSampleMs = this.nowMs() + this.#sampleIntervalS * 1000;
  }

  fetchFirmware(location: string, atMs: number): void {
    this.#after(Math.max(0, atMs - this.nowMs()), () => {
      reportFirmware(location, (status) => this.line.send('FirmwareStatusNotification', { status })).then(
        (installed) => installed && this.#down(this.facts.bootDelayMs),
        () => undefined,
      );
    });
  }

  uploadDiagnostics(location: string): string {
    const fileName = `${this.id}.log`;
    const text = `${this.id} ${this.status} ${this.registerWh} Wh\n`;
    this.afterAnswer(() => {
      reportDiagnostics(location, fileName, text, (status) =>
        this.line.send('DiagnosticsStatusNotification', { status }),
      ).catch(() => undefined);
    });
    return fileName;
  }

  afterAnswer(run: () => void): void {
    this.#after(0, run);
  }

  // Inside.

  #limit(): LimitInForce {
    if (this.#fault || !this.#powered) return { limitA: 0, numberPhases: 3 };
    if (!this.#transaction) return { limitA: 0, numberPhases: 3 };
    if (this.facts.faults.ignoresProfiles) return { limitA: this.facts.evse.maxA, numberPhases: 3 };
    return limitInForce(this.memory.profiles, this.limitQuestion());
  }

  #begin(idTag: string, profile: ChargingProfile | null): void {
    this.#authorised = null;
    if (this.#finished && this.facts.faults.onePerPlug) return;
    const transaction: Transaction = { id: null, idTag, startedMs: this.nowMs() };
    this.#transaction = transaction;
    const held = this.memory.reservation;
    this.memory.reservation = null;
    if (profile) this.memory.profiles = [...this.memory.profiles, { connectorId: 1, profile }];
    const meterStart = this.registerWh;
    const timestamp = this.#timestamp();
    this.#nextSampleMs = transaction.startedMs + this.#sampleIntervalS * 1000;
    this.#queue.push({
      action: 'StartTransaction',
      payload: () => ({
        connectorId: 1,
        idTag,
        meterStart,
        timestamp,
        ...(held ? { reservationId: held.reservationId } : {}),
      }),
      answered: (answer) => {
        transaction.id = Number(answer['transactionId']);
        const info = answer['idTagInfo'] as IdTagInfo | undefined;
        if (info?.status !== 'Accepted' && this.#transaction === transaction) this.stop('DeAuthorized');
      },
    });
    this.#tellStatus();
  }

  async #authorise(idTag: string): Promise<string> {
    const known = this.memory.known(idTag, this.nowMs());
    if (!this.line.ready) {
      return this.memory.flag('LocalAuthorizeOffline', true) ? (known?.status ?? 'Invalid') : 'Invalid';
    }
    try {
      const answer = await this.line.wire.call('Authorize', { idTag });
      const info = answer['idTagInfo'] as IdTagInfo;
      if (this.memory.flag('AuthorizationCacheEnabled', false)) this.memory.cache.set(idTag, info);
      return info.status;
    } catch {
      return known?.status ?? 'Invalid';
    }
  }

  #sample(context: string): void {
    if (this.facts.faults.noMeterValues) return;
    const transaction = this.#transaction;
    const metered = {
      currentA: this.currentA,
      voltageV: this.currentA.map(() => this.#voltageV),
      offerA: this.offerA,
      registerWh: this.registerWh,
      socPct: this.carSoc === null ? null : this.carSoc * 100,
    };
    const measurands = this.memory.list('MeterValuesSampledData');
    const meterValue = [{ timestamp: this.#timestamp(), sampledValue: sampledValues(measurands, metered, context) }];
    this.#queue.push({
      action: 'MeterValues',
      payload: () => ({
        connectorId: 1,
        ...(transaction ? { transactionId: transaction.id ?? -1 } : {}),
        meterValue,
      }),
    });
  }

  #ready(booted: boolean): void {
    if (booted)
      this.line.send('StatusNotification', {
        connectorId: 0,
        errorCode: 'NoError',
        status: this.memory.operative ? 'Available' : 'Unavailable',
      });
    if (booted || this.#told !== this.#toldAs) this.#sendStatus();
    this.#queue.flush();
  }

  #tellStatus(): void {
    this.#told = `${this.status} ${this.#fault?.errorCode ?? ''}`;
    if (this.#told !== this.#toldAs && this.line.ready) this.#sendStatus();
  }

  #sendStatus(): void {
    this.#toldAs = `${this.status} ${this.#fault?.errorCode ?? ''}`;
    this.line.send('StatusNotification', {
      connectorId: 1,
      errorCode: this.#fault?.errorCode ?? 'NoError',
      status: this.status,
      timestamp: this.#timestamp(),
      ...(this.#fault?.info === undefined ? {} : { info: this.#fault.info }),
      ...(this.#fault?.vendorErrorCode === undefined ? {} : { vendorErrorCode: this.#fault.vendorErrorCode }),
    });
  }

  #down(forMs: number): void {
    this.#powered = false;
    this.#authorised = null;
    this.line.stop();
    this.#evse = { ...this.#evse, offerA: 0 };
    this.#after(forMs, () => {
      this.#powered = true;
      this.#finished = false;
      this.line.start(true);
    });
  }

  #timestamp(): string {
    return new Date(this.nowMs()).toISOString();
  }

  #noteSampleInterval(): void {
    if (!this.memory.configuration.has('MeterValueSampleInterval')) return;
    this.memory.configuration.set('MeterValueSampleInterval', String(Math.max(1, Math.round(this.#sampleIntervalS))));
  }

  #after(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** The offer a limit would make on this charger, for tests and displays. */
export const offerOf = (point: ChargePoint, limitA: number): number => offerFor(limitA, point.facts.evse);
