/**
 * The charger's line to its hub: connects, comes back with growing pauses when the hub is gone, says BootNotification
 * after a start (never after a mere reconnect) and beats. Nothing but BootNotification goes out before the hub has
 * accepted it (OCPP 1.6, 4.2).
 */
import type { ChargePointFacts } from './charge-point-options.js';
import { OcppWire, type Payload } from './ocpp-wire.js';

interface HubLineEnds {
  /** The answer to a call of the hub, or a CallError. */
  answer(action: string, payload: Payload): Promise<Payload>;
  /** The line carries messages again; `booted`: after a start, not a mere reconnect. */
  ready(booted: boolean): void;
}

export class HubLine {
  readonly wire: OcppWire;
  readonly #facts: ChargePointFacts;
  readonly #ends: HubLineEnds;
  #bootOwed: boolean;
  #ready = false;
  #running = false;
  /** Counts starts and stops, so that what an earlier life still answers is not heard. */
  #life = 0;
  #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #heart: NodeJS.Timeout | null = null;

  constructor(facts: ChargePointFacts, ends: HubLineEnds) {
    this.#facts = facts;
    this.#ends = ends;
    this.#bootOwed = !facts.faults.noBoot;
    this.#pauseMs = facts.reconnect.firstMs;
    this.wire = new OcppWire({
      url: facts.hubUrl,
      identity: facts.id,
      ...(facts.password === undefined ? {} : { password: facts.password }),
      subprotocols: facts.faults.subprotocols,
      callTimeoutMs: facts.callTimeoutMs,
      numericIds: facts.faults.numericIds,
      answer: (action, payload) => ends.answer(action, payload),
      closed: () => this.#closed(),
    });
  }

  get ready(): boolean {
    return this.#ready && this.wire.open;
  }

  /** Begins, or begins again after `stop`; `boot`: the charger was started anew. */
  start(boot: boolean): void {
    if (this.#running) return;
    this.#running = true;
    this.#life += 1;
    this.#bootOwed ||= boot && !this.#facts.faults.noBoot;
    this.#pauseMs = this.#facts.reconnect.firstMs;
    this.#connect();
  }

  /** Lets go of the hub and does not come back until `start`. */
  stop(): void {
    this.#running = false;
    this.#life += 1;
    this.#ready = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#quiet();
    this.wire.terminate();
  }

  /** A message out of turn of the transaction messages; lost when the hub does not listen. */
  send(action: string, payload: Payload): void {
    this.tell(action, payload).catch(() => undefined);
  }

  /** The same; resolves when the hub has answered, or cannot. */
  async tell(action: string, payload: Payload): Promise<void> {
    if (this.ready) await this.wire.call(action, payload).catch(() => undefined);
  }

  /** Says BootNotification again because the hub asked for it. */
  sayBoot(): void {
    this.wire.call('BootNotification', this.#identity()).catch(() => undefined);
  }

  #identity(): Payload {
    const { model, id } = this.#facts;
    return {
      chargePointVendor: model.vendor,
      chargePointModel: model.model,
      chargePointSerialNumber: id.slice(0, 25),
      firmwareVersion: model.firmware,
    };
  }

  #connect(): void {
    this.#timer = null;
    const life = this.#life;
    this.wire.connect().then(
      () => {
        if (life !== this.#life) return;
        this.#pauseMs = this.#facts.reconnect.firstMs;
        if (this.#bootOwed) this.#bootNow();
        else this.#open(false, this.#facts.heartbeatS);
      },
      () => life === this.#life && this.#again(),
    );
  }

  #again(): void {
    if (!this.#running || this.#timer) return;
    this.#timer = setTimeout(() => this.#connect(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#facts.reconnect.mostMs, this.#pauseMs * 2);
  }

  #bootNow(): void {
    this.#timer = null;
    const life = this.#life;
    this.wire.call('BootNotification', this.#identity()).then(
      (answer) => {
        const intervalS = Number(answer['interval']) > 0 ? Number(answer['interval']) : this.#facts.heartbeatS;
        if (life !== this.#life || !this.wire.open) return;
        if (answer['status'] === 'Accepted') {
          this.#bootOwed = false;
          this.#open(true, intervalS);
        } else this.#timer = setTimeout(() => this.#bootNow(), intervalS * 1000);
      },
      () => {
        if (life === this.#life && this.wire.open) this.#timer = setTimeout(() => this.#bootNow(), 1000);
      },
    );
  }

  #open(booted: boolean, heartbeatS: number): void {
    this.#ready = true;
    this.#quiet();
    this.#heart = setInterval(() => this.send('Heartbeat', {}), heartbeatS * 1000);
    this.#ends.ready(booted);
  }

  #closed(): void {
    this.#ready = false;
    this.#quiet();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#again();
  }

  #quiet(): void {
    if (this.#heart) clearInterval(this.#heart);
    this.#heart = null;
  }
}
