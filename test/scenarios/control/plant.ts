import type { OcppStatus } from '../../../core/model/charger.js';
import { chargerFacts, House, siteFacts } from '../../core/control/house.js';

/** One thing that happens in a story, at a second after its beginning. */
export type Happening =
  | { readonly at: number; readonly sunW: number }
  | { readonly at: number; readonly loadW: readonly [number, number, number] }
  | { readonly at: number; readonly wish: Parameters<House['wish']>[1]; readonly charger?: string }
  | { readonly at: number; readonly meter: 'silent' | 'back' }
  | {
      readonly at: number;
      readonly charger: string;
      readonly does: 'plug' | 'unplug' | 'full' | 'reboot' | 'offline' | 'online' | 'ignore' | 'obey';
    };

/** What must be true between two seconds. */
export interface Expectation {
  readonly from: number;
  readonly to: number;
  readonly charger?: string;
  readonly offersA?: readonly [least: number, most: number];
  readonly drawsA?: readonly [least: number, most: number];
  /** Codes of the reason, any of them. */
  readonly because?: readonly string[];
  /** Import of the fullest phase, at every second. */
  readonly gridA?: readonly [least: number, most: number];
}

export interface Story {
  readonly title: string;
  readonly start?: string;
  readonly site?: Parameters<typeof siteFacts>[0];
  /** How often the meter is read, 2 s by default. */
  readonly meterS?: number;
  readonly chargers: Readonly<
    Record<
      string,
      Parameters<typeof chargerFacts>[1] & {
        readonly carPhases?: number;
        readonly carMaxA?: number;
        readonly rampAS?: number;
        readonly reactsS?: number;
      }
    >
  >;
  readonly lastsS: number;
  readonly happens: readonly Happening[];
  readonly expect: readonly Expectation[];
}

/** A car is plugged in. */
export const plug = (charger: string, at = 0) => ({ at, charger, does: 'plug' }) as const;

/** A car at a charger: starts 8 s after an offer, follows a limit after some, ramps like the one the study measured. */
class Car {
  plugged = false;
  full = false;
  ignores = false;
  online = true;
  drawA = 0;
  status: OcppStatus = 'Available';
  #targets: { at: number; limitA: number }[] = [];
  #limitA = 0;
  #startAt: number | null = null;
  told = 0;

  constructor(
    readonly id: string,
    readonly phases: readonly number[],
    readonly maxA: number,
    readonly rampAS = 1.2,
    readonly reactsS = 4,
  ) {}

  /** The limit in force now. */
  offer(t: number, limitA: number): void {
    if (limitA === this.told) return;
    this.told = limitA;
    this.#targets.push({ at: t + (limitA === 0 ? Math.min(2, this.reactsS) : this.reactsS), limitA });
  }

  step(t: number): void {
    while (this.#targets[0] && this.#targets[0].at <= t) this.#limitA = this.#targets.shift()?.limitA ?? 0;
    const wants = this.plugged && !this.full && this.#limitA > 0;
    if (!wants) this.#startAt = null;
    else if (this.#startAt === null) this.#startAt = t + 8;
    const on = wants && this.#startAt !== null && t >= this.#startAt;
    const target = this.ignores && this.plugged ? 16 : on ? Math.min(this.maxA, this.#limitA - 0.3) : 0;
    this.drawA =
      target > this.drawA
        ? Math.min(target, this.drawA + this.rampAS)
        : Math.max(target, this.drawA - (target === 0 ? 20 : 6));
    this.status = !this.plugged
      ? 'Available'
      : this.drawA > 0
        ? 'Charging'
        : this.told > 0
          ? 'SuspendedEV'
          : 'SuspendedEVSE';
  }
}

export interface Second {
  readonly t: number;
  readonly gridA: readonly number[];
  readonly chargers: Readonly<
    Record<string, { readonly offersA: number; readonly drawsA: number; readonly because: string }>
  >;
}

/** An inverter that may feed in no more than so much holds back the rest of its sun, and follows what is drawn by 400 W a second. */
class Inverter {
  #givesW = 0;
  constructor(readonly exportLimitW: number | undefined) {}

  give(sunW: number, drawnW: number): number {
    if (this.exportLimitW === undefined) return sunW;
    const wantedW = Math.min(sunW, drawnW + this.exportLimitW);
    this.#givesW = Math.min(wantedW, this.#givesW + 400);
    return this.#givesW;
  }
}

/** Plays a story through the real observe and decide, second by second, with charger samples every 10 s. */
export function play(story: Story): { readonly seconds: readonly Second[]; readonly house: House } {
  const { meterS = 2 } = story;
  const own = Object.entries(story.chargers);
  const chargers = own.map(([id, { carPhases: _p, carMaxA: _m, rampAS: _r, reactsS: _s, ...facts }]) =>
    chargerFacts(id, facts),
  );
  const house = new House(siteFacts({ ...story.site, chargers }), story.start ? { start: story.start } : {});
  const cars = chargers.map((facts) => {
    const { carPhases = 3, carMaxA = 99, rampAS, reactsS } = story.chargers[facts.id] ?? {};
    return new Car(facts.id, facts.phases.slice(0, carPhases), carMaxA, rampAS, reactsS);
  });
  for (const car of cars) house.connect(car.id);
  const inverter = new Inverter(house.state.facts.exportLimitW);
  let sunW = 0;
  let loadW: readonly number[] = [200, 200, 200];
  let metered = true;
  const seconds: Second[] = [];
  for (let t = 0; t < story.lastsS; t++) {
    for (const now of story.happens.filter((one) => one.at === t)) {
      if ('sunW' in now) sunW = now.sunW;
      else if ('loadW' in now) loadW = now.loadW;
      else if ('meter' in now) metered = now.meter === 'back';
      else if ('wish' in now)
        for (const car of cars) if (!now.charger || now.charger === car.id) house.wish(car.id, now.wish);
      if ('does' in now) {
        const car = cars.find((one) => one.id === now.charger);
        if (car) act(house, car, now.does);
      }
    }
    const phases = house.state.facts.phases;
    const drawnW = loadW.slice(0, phases).reduce((sum, load) => sum + load, 0) + drawnBy(cars);
    const givenW = inverter.give(sunW, drawnW);
    const gridA = loadW.slice(0, phases).map((load) => (load - givenW / phases) / 230);
    for (const car of cars) {
      const before = car.status;
      car.step(t);
      for (const phase of car.phases) gridA[phase - 1] = (gridA[phase - 1] ?? 0) + car.drawA;
      if (!car.online) continue;
      if (car.status !== before || house.charger(car.id).status === 'Unknown') house.status(car.id, car.status);
      if (t % 10 === 0 && car.plugged) {
        const conductors = house.charger(car.id).facts.phases;
        house.draws(
          car.id,
          conductors.map((phase) => (car.phases.includes(phase) ? car.drawA : 0)),
        );
      }
    }
    if (metered && t % meterS === 0) house.grid(...gridA.map((current) => current * 230));
    if (house.state.facts.meters.some(({ role }) => role === 'solar') && t % meterS === 0) house.solar(givenW);
    const { decisions } = house.cycle();
    for (const command of house.last?.commands ?? []) {
      if (command.kind === 'start-transaction' && !house.charger(command.chargerId).transaction)
        house.begin(command.chargerId);
    }
    for (const car of cars) if (car.online) car.offer(t, car.plugged ? (house.liveA(car.id) ?? 0) : 0);
    seconds.push({
      t,
      gridA,
      chargers: Object.fromEntries(
        decisions.map(({ chargerId, because }) => {
          const car = cars.find((one) => one.id === chargerId);
          return [chargerId, { offersA: car?.told ?? 0, drawsA: car?.drawA ?? 0, because: because.code }];
        }),
      ),
    });
    house.pass(1);
  }
  return { seconds, house };
}

const drawnBy = (cars: readonly Car[]): number =>
  cars.reduce((sum, car) => sum + car.drawA * 230 * car.phases.length, 0);

function act(
  house: House,
  car: Car,
  does: 'plug' | 'unplug' | 'full' | 'reboot' | 'offline' | 'online' | 'ignore' | 'obey',
): void {
  switch (does) {
    case 'plug':
      car.plugged = true;
      house.status(car.id, 'Preparing');
      return;
    case 'unplug':
      car.plugged = car.full = false;
      return;
    case 'full':
      car.full = true;
      return;
    case 'reboot':
      house.tell({ kind: 'disconnected', chargerId: car.id });
      house.tell({ kind: 'booted', chargerId: car.id, identity: {} });
      return;
    case 'offline':
    case 'online':
      car.online = does === 'online';
      if (car.online) house.connect(car.id);
      else house.tell({ kind: 'disconnected', chargerId: car.id });
      return;
    case 'ignore':
    case 'obey':
      car.ignores = does === 'ignore';
  }
}
