/**
 * The whole house in software: sun, household, grid meter, chargers and cars. It knows nothing of the hub but what goes
 * over the wires. Everything runs at true speed; the weather may be compressed.
 */
import { type CardAnswer, ChargePoint } from './charge-point.js';
import type { ChargePointOptions } from './charge-point-options.js';
import { householdOf } from './house.js';
import { type MeterMapName, type MeterView, type ModbusMeter, startModbusMeter } from './modbus-meter.js';
import { randomSource } from './random.js';
import { SUNNY_WITH_CLOUDS, type WeatherFacts, weatherOf } from './weather.js';

export interface HomeOptions {
  /** Where the chargers call, up to the identity: `ws://127.0.0.1:9220`. */
  readonly hubUrl: string;
  /** One charger by default, a Hydra Cubus with three phases and 16 A. */
  readonly chargers?: readonly Omit<ChargePointOptions, 'hubUrl'>[];
  readonly phases?: 1 | 3;
  readonly meter?: {
    readonly map?: MeterMapName;
    readonly unitId?: number;
    readonly host?: string;
    /** 0, the default: any free one. */
    readonly port?: number;
    /** Relative error of each reading, 0.003 as of a class B meter; default none. */
    readonly noise?: number;
  };
  /** Manual from the start: watts of sun, and of load per phase. */
  readonly sunW?: number;
  readonly loadW?: readonly number[];
  readonly weather?: Partial<WeatherFacts>;
  /** How many seconds of weather pass in one; default 1. */
  readonly weatherFactor?: number;
  readonly busy?: number;
  readonly seed?: number;
  readonly voltageV?: number;
  /** Cars, their protection and the household run so many times faster than real time; energy and OCPP never do. */
  readonly timeScale?: number;
  readonly tickMs?: number;
}

export interface Home {
  readonly chargers: readonly ChargePoint[];
  /** The first of them. */
  readonly charger: ChargePoint;
  readonly meter: ModbusMeter;
  readonly meterPort: number;
  readonly sunW: number;
  readonly loadW: readonly number[];
  /** Import +, export −, without the meter's error. */
  readonly gridW: number;
  readonly chargersW: number;
  plug(chargerId?: string): void;
  unplug(chargerId?: string): void;
  tapCard(idTag: string, chargerId?: string): Promise<CardAnswer>;
  killConnection(chargerId?: string): void;
  /** By hand from now on; null: the weather again. */
  setSun(powerW: number | null): void;
  /** Watts per phase, by hand from now on; null: the household again. */
  setLoad(phaseW: readonly number[] | null): void;
  close(): Promise<void>;
}

/** Resolves when the meter listens and the chargers have begun to call; rejects when the meter's port is taken. */
export async function startHome(options: HomeOptions): Promise<Home> {
  const house = new House(options);
  const { map = 'chint-dtsu666', unitId = 2, host = '127.0.0.1', port = 0 } = options.meter ?? {};
  try {
    house.open(await startModbusMeter({ map, unitId, host, port, view: () => house.meterView() }));
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}

class House implements Home {
  readonly chargers: readonly ChargePoint[];
  readonly #options: HomeOptions;
  readonly #phases: 1 | 3;
  readonly #voltageV: number;
  readonly #weather: (dayS: number) => number;
  readonly #household: (sinceS: number) => readonly number[];
  readonly #weatherStartS: number;
  readonly #noise: () => number;
  #meter: ModbusMeter | null = null;
  #sunByHandW: number | null;
  #loadByHandW: readonly number[] | null;
  #sinceS = 0;
  #physicsS = 0;
  #importWh = 4_321_000;
  #exportWh = 7_654_000;
  #lastMs = performance.now();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: HomeOptions) {
    this.#options = options;
    this.#phases = options.phases ?? 3;
    this.#voltageV = options.voltageV ?? 230;
    const seed = options.seed ?? 7;
    const weather = { ...SUNNY_WITH_CLOUDS, seed, ...options.weather };
    this.#weather = weatherOf(weather);
    this.#weatherStartS = weather.startS;
    this.#household = householdOf({ seed, phases: this.#phases, busy: options.busy ?? 1 });
    this.#sunByHandW = options.sunW ?? null;
    this.#loadByHandW = options.loadW ?? null;
    const random = randomSource(seed + 1);
    const noise = options.meter?.noise ?? 0;
    this.#noise = () => 1 + noise * (2 * random() - 1);
    const { hubUrl, chargers = [{}] } = options;
    this.chargers = chargers.map((one, at) => new ChargePoint({ seed: at + 1, ...one, hubUrl }));
  }

  /** Begins to live. */
  open(meter: ModbusMeter): void {
    const { timeScale = 1, tickMs = Math.max(20, 250 / timeScale) } = this.#options;
    this.#meter = meter;
    this.#lastMs = performance.now();
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  get meter(): ModbusMeter {
    if (!this.#meter) throw new Error('the home is not open');
    return this.#meter;
  }
  get meterPort(): number {
    return this.meter.port;
  }
  get charger(): ChargePoint {
    return this.#chargerOf();
  }
  get sunW(): number {
    const factor = this.#options.weatherFactor ?? 1;
    return this.#sunByHandW ?? this.#weather(this.#weatherStartS + this.#sinceS * factor);
  }
  get loadW(): readonly number[] {
    return this.#loadByHandW ?? this.#household(this.#physicsS);
  }
  get gridW(): number {
    return this.#phaseW().reduce((total, value) => total + value, 0);
  }
  get chargersW(): number {
    return this.#chargerPhaseW().reduce((total, value) => total + value, 0);
  }

  plug(chargerId?: string): void {
    this.#chargerOf(chargerId).plug();
  }
  unplug(chargerId?: string): void {
    this.#chargerOf(chargerId).unplug();
  }
  tapCard(idTag: string, chargerId?: string): Promise<CardAnswer> {
    return this.#chargerOf(chargerId).tapCard(idTag);
  }
  killConnection(chargerId?: string): void {
    this.#chargerOf(chargerId).killConnection();
  }
  setSun(powerW: number | null): void {
    this.#sunByHandW = powerW;
  }
  setLoad(phaseW: readonly number[] | null): void {
    this.#loadByHandW = phaseW;
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    for (const charger of this.chargers) charger.close();
    await this.#meter?.close();
  }

  /** What the meter at the house connection shows now. */
  meterView(): MeterView {
    const powerW = this.#phaseW().map((phaseW) => phaseW * this.#noise());
    return {
      voltageV: powerW.map(() => this.#voltageV),
      // The size of a current; only its power has a direction.
      currentA: powerW.map((phaseW) => Math.abs(phaseW) / this.#voltageV),
      powerW,
      importWh: this.#importWh,
      exportWh: this.#exportWh,
    };
  }

  #tick(): void {
    const nowMs = performance.now();
    const wallS = (nowMs - this.#lastMs) / 1000;
    this.#lastMs = nowMs;
    this.#sinceS += wallS;
    const physicsS = wallS * (this.#options.timeScale ?? 1);
    this.#physicsS += physicsS;
    for (const charger of this.chargers) charger.tick(physicsS, wallS, this.#voltageV);
    const gridWh = (this.gridW * wallS) / 3600;
    if (gridWh > 0) this.#importWh += gridWh;
    else this.#exportWh -= gridWh;
  }

  #phaseW(): readonly number[] {
    const sunW = this.sunW / this.#phases;
    const loadW = this.loadW;
    return this.#chargerPhaseW().map((chargersW, at) => (loadW[at] ?? 0) + chargersW - sunW);
  }

  #chargerPhaseW(): readonly number[] {
    const phaseW = Array.from({ length: this.#phases }, () => 0);
    for (const charger of this.chargers) {
      charger.currentA.forEach((currentA, conductor) => {
        const phase = (charger.facts.supplyPhases[conductor] ?? 1) - 1;
        phaseW[phase] = (phaseW[phase] ?? 0) + currentA * this.#voltageV;
      });
    }
    return phaseW;
  }

  #chargerOf(id?: string): ChargePoint {
    const charger = id === undefined ? this.chargers[0] : this.chargers.find((one) => one.id === id);
    if (!charger) throw new Error(`no charger ${id ?? ''} in this home`);
    return charger;
  }
}
