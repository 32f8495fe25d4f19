/**
 * The charger's line to its hub: connects, comes back with growing pauses when the hub is gone, says BootNotification
 * after a start (never after a mere reconnect) and beats. Nothing but BootNotification goes out before the hub has
 * accepted it (OCPP 1.6, 4.2).
 */
import { OcppWire, type Payload } from './ocpp-wire.js';

export interface HubLineOptions {
  readonly wire: Omit<ConstructorParameters<typeof OcppWire>[0], 'closed'>;
  readonly reconnect: { readonly firstMs: number; readonly mostMs: number };
  readonly heartbeatS: number;
  readonly noBoot: boolean;
  boot(): Payload;
  /** The line carries messages again; `booted`: after a start, not a mere reconnect. */
  ready(booted: boolean): void;
  lost(): void;
}

export class HubLine {
  readonly wire: OcppWire;
  readonly #options: HubLineOptions;
  #bootOwed: boolean;
  #ready = false;
  #stopped = false;
  #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #heart: NodeJS.Timeout | null = null;

  constructor(options: HubLineOptions) {
    this.#options = options;
    this.#bootOwed = !options.noBoot;
    this.#pauseMs = options.reconnect.firstMs;
    this.wire = new OcppWire({ ...options.wire, closed: () => this.#closed() });
  }

  get ready(): boolean {
    return this.#ready && this.wire.open;
  }

  /** Begins, or begins again after `stop`; `boot`: the charger was started anew. */
  start(boot: boolean): void {
    this.#stopped = false;
    this.#bootOwed ||= boot && !this.#options.noBoot;
    this.#pauseMs = this.#options.reconnect.firstMs;
    this.#connect();
  }

  /** Lets go of the hub and does not come back until `start`. */
  stop(): void {
    this.#stopped = true;
    this.#ready = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#quiet();
    this.wire.terminate();
  }

  /** A message out of turn of the transaction messages; lost when the hub does not listen. */
  send(action: string, payload: Payload): void {
    if (this.ready) this.wire.call(action, payload).catch(() => undefined);
  }

  /** Says BootNotification again because the hub asked for it. */
  sayBoot(): void {
    this.wire.call('BootNotification', this.#options.boot()).catch(() => undefined);
  }

  #connect(): void {
    this.#timer = null;
    this.wire.connect().then(
      () => {
        this.#pauseMs = this.#options.reconnect.firstMs;
        if (this.#bootOwed) this.#bootNow();
        else this.#open(false, this.#options.heartbeatS);
      },
      () => this.#again(),
    );
  }

  #again(): void {
    if (this.#stopped || this.#timer) return;
    this.#timer = setTimeout(() => this.#connect(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#options.reconnect.mostMs, this.#pauseMs * 2);
  }

  #bootNow(): void {
    this.#timer = null;
    this.wire.call('BootNotification', this.#options.boot()).then(
      (answer) => {
        const intervalS = Number(answer['interval']) > 0 ? Number(answer['interval']) : this.#options.heartbeatS;
        if (this.#stopped || !this.wire.open) return;
        if (answer['status'] === 'Accepted') {
          this.#bootOwed = false;
          this.#open(true, intervalS);
        } else this.#timer = setTimeout(() => this.#bootNow(), intervalS * 1000);
      },
      () => {
        if (!this.#stopped && this.wire.open) this.#timer = setTimeout(() => this.#bootNow(), 1000);
      },
    );
  }

  #open(booted: boolean, heartbeatS: number): void {
    this.#ready = true;
    this.#quiet();
    this.#heart = setInterval(() => this.send('Heartbeat', {}), heartbeatS * 1000);
    this.#options.ready(booted);
  }

  #closed(): void {
    this.#ready = false;
    this.#quiet();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#options.lost();
    this.#again();
  }

  #quiet(): void {
    if (this.#heart) clearInterval(this.#heart);
    this.#heart = null;
  }
}
