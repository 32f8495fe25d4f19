/** The socket of a charger with what is in it: the car, the offer, the meter behind it, and a fault. */
import { type CarFacts, carPluggedIn, isFull, ORDINARY_CAR } from './car.js';
import type { ChargePointFacts } from './charge-point-options.js';
import type { LimitInForce } from './charging-profiles.js';
import { conductorA, type Evse, opened, stepEvse } from './evse.js';
import type { Metered } from './meter-values.js';

interface Fault {
  readonly errorCode: string;
  readonly vendorErrorCode?: string;
  readonly info?: string;
  /** Gone when the plug is pulled; otherwise only when it is cleared. */
  readonly untilUnplugged: boolean;
}

export class Socket {
  fault: Fault | null = null;
  readonly #facts: ChargePointFacts;
  readonly #carFacts: CarFacts;
  #evse: Evse;
  #carStoredWh: number;
  #numberPhases = 3;
  #voltageV = 230;

  constructor(facts: ChargePointFacts) {
    this.#facts = facts;
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
  }

  get plugged(): boolean {
    return this.#evse.car !== null;
  }
  get offerA(): number {
    return this.#evse.offerA;
  }
  /** The car has closed its contactor and wants more. */
  get carTakes(): boolean {
    const { car } = this.#evse;
    return car?.contactorClosed === true && !isFull(car, this.#carFacts);
  }
  /** Per conductor of the charger. */
  get currentA(): readonly number[] {
    return conductorA(this.#evse, this.#facts.evse, this.#numberPhases);
  }
  /** What the display of the meter shows, whole Wh. */
  get registerWh(): number {
    return Math.floor(this.#evse.registerWh);
  }
  get metered(): Metered {
    const { car, offerA } = this.#evse;
    return {
      currentA: this.currentA,
      voltageV: this.currentA.map(() => this.#voltageV),
      offerA,
      registerWh: this.registerWh,
      socPct: car && (100 * car.storedWh) / this.#carFacts.batteryWh,
    };
  }

  plug(): void {
    this.#evse = { ...this.#evse, car: carPluggedIn(this.#facts.seed + this.registerWh, this.#carStoredWh) };
  }

  unplug(): void {
    this.#carStoredWh = this.#evse.car?.storedWh ?? this.#carStoredWh;
    this.#evse = { ...this.#evse, car: null, tripped: false, overForS: 0 };
    if (this.fault?.untilUnplugged) this.fault = null;
  }

  /** Opens the relay at once. */
  open(): void {
    this.#evse = opened(this.#evse);
  }

  /** Time passes under a limit; true when the over-current protection has just tripped. */
  step(limit: LimitInForce, physicsS: number, wallS: number, voltageV: number): boolean {
    const before = this.#evse.tripped;
    this.#voltageV = voltageV;
    this.#numberPhases = limit.numberPhases;
    this.#evse = stepEvse(this.#evse, this.#facts.evse, { ...limit, voltageV }, { physicsS, wallS });
    return this.#evse.tripped && !before;
  }
}
