/**
 * An hour and a half in a home where much goes wrong: loads come and go, clouds, the meter is lost, chargers go away, reboot
 * and fault, cars leave, samples stay out. No fuse, nor that of a garage, may be above its current for longer than it takes to
 * see and to follow, but where a charger out of reach draws; and a car on FAST that finds room is not left waiting.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PhaseMap } from '../../../core/model/phases.js';
import { amps, seconds, watts } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';
import { Car, randomCar, TROUBLES, VOLTAGE_V } from './random-car.js';

const LASTS_S = 5400;
/** Loads and sun change so often. */
const CHANGES_S = 600;
const TIMES = LASTS_S / CHANGES_S;
const LOST_S = [1800, 2700] as const;
/** What the site keeps for the house while no meter tells. */
const RESERVE_A = 10;
const ABOVE_MOST_S = 20;
/** No meter sees what two cars draw above their limits, or while they stand by. */
const SWAYS_A = 0.8;
/** A car that may need more than the least is found out by then. */
const WAITS_MOST_S = 600;
const STARTS_MOST = 40;

const times = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: TIMES, maxLength: TIMES });
const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 3, maxLength: 3 });
const at = fc.integer({ min: 30, max: LASTS_S - 300 });
const who = fc.integer({ min: 0, max: 2 });

const wish: fc.Arbitrary<ChargerOverlay> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ mode: fc.constantFrom('FAST', 'ECO', 'ECO+') }) },
  fc.record({ limitA: fc.constantFrom(6, 8, 13, null).map((limitA) => limitA && amps(limitA)) }),
  fc.record({ ecoPlusA: fc.constantFrom(0, 2, 5).map(amps) }),
  fc.record({ charging: fc.constantFrom('allowed', 'stopped') }),
);

export const troubledHome = fc.record({
  kinds: fc.array(randomCar, { minLength: 1, maxLength: 3 }),
  modes: each(fc.constantFrom('FAST', 'ECO', 'ECO+')),
  maps: each(fc.constantFrom<PhaseMap>([1, 2, 3], [2, 3, 1], [3, 1, 2])),
  switching: each(fc.constantFrom('off', 'on')),
  preset: fc.constantFrom('gentle', 'balanced', 'strict'),
  policy: fc.constantFrom('equal', 'priority', 'energy-fair'),
  balance: fc.constantFrom('off', 'percent', 'spread'),
  meterS: fc.constantFrom(1, 2, 5),
  fuseA: fc.constantFrom(20, 25, 35),
  /** Of all chargers but the first; null: they hang on the supply itself. */
  garageA: fc.constantFrom(null, 16, 20),
  sunW: times(fc.constantFrom(0, 1500, 3000, 6000, 9000)),
  loadA: times(each(fc.constantFrom<number>(0.5, 1, 3, 8, 14))),
  batteryW: fc.constantFrom(0, 3000),
  batteryPriority: fc.constantFrom('car', 'battery'),
  losesMeter: fc.boolean(),
  troubles: fc.array(fc.record({ at, who, what: fc.constantFrom(...TROUBLES), forS: fc.constantFrom(5, 30, 200) }), {
    maxLength: 4,
  }),
  wishes: fc.array(fc.record({ at, who, set: wish }), { maxLength: 4 }),
});
type TroubledHome = ReturnType<typeof troubledHome.generate>['value'];

/** Fails where a fuse is above its current, a car is left waiting, or started over and over. */
export function copes(home: TroubledHome): void {
  const house = houseOf(home);
  const cars = home.kinds.map((kind, k) => new Car(IDS[k] ?? '', kind, house));
  const batteries = new Battery(home.batteryW);
  const above = { fuse: 0, garage: 0 };
  const waits = new Map<string, number>();
  let heard = 0;
  let now = 0;
  house.answer = (command) => cars.find(({ id }) => id === command.chargerId)?.answers(command, now) ?? null;
  for (let s = 0; s < LASTS_S; s += 1) {
    now = s;
    const slot = Math.floor(s / CHANGES_S);
    const sunA = (home.sunW[slot] ?? 0) / 3 / VOLTAGE_V;
    const loadA = home.loadA[slot] ?? [];
    happens(home, cars, s);
    for (const command of house.commands.slice(heard))
      cars.find(({ id }) => id === command.chargerId)?.told(command, s);
    heard = house.commands.length;
    for (const car of cars) car.lives(s);

    const garageA = drawn(home, cars.slice(1), 1);
    const netA = drawn(home, cars, 0).map((currentA, phase) => currentA + (loadA[phase] ?? 0) - sunA);
    const batteryA = batteries.after(netA) / 3 / VOLTAGE_V;
    const gridA = netA.map((currentA) => currentA + batteryA);
    const lost = home.losesMeter && s >= LOST_S[0] && s < LOST_S[1];
    if (s % home.meterS === 0 && !lost) tells(house, gridA, home.batteryW > 0 ? batteryA * 3 * VOLTAGE_V : null);

    const beyond =
      cars.some((car) => (car.offline || car.deaf) && car.drawsA > 0) || (lost && Math.max(...loadA) > RESERVE_A);
    above.fuse = !beyond && Math.max(...gridA) > home.fuseA + 0.5 ? above.fuse + 1 : 0;
    above.garage =
      !beyond && Math.max(...garageA) > (home.garageA ?? Number.POSITIVE_INFINITY) + SWAYS_A ? above.garage + 1 : 0;
    assert.ok(above.fuse <= ABOVE_MOST_S, `above the fuse for ${above.fuse} s at ${s} s`);
    assert.ok(above.garage <= ABOVE_MOST_S, `above the fuse of the garage for ${above.garage} s at ${s} s`);

    const calm = !lost && cars.every(({ offline, deaf }) => !offline && !deaf);
    for (const [k, car] of cars.entries()) {
      const lanes = (home.maps[k] ?? []).slice(0, canSwitch(home, k) ? 1 : 3).map((phase) => phase - 1);
      const rooms = lanes.map((lane) => home.fuseA - (gridA[lane] ?? 0));
      if (home.garageA !== null && k > 0)
        rooms.push(...lanes.map((lane) => (home.garageA ?? 0) - (garageA[lane] ?? 0)));
      const hungry = calm && wants(car, s) && Math.min(...rooms) >= car.of.leastA + 8;
      waits.set(car.id, hungry ? (waits.get(car.id) ?? 0) + 1 : 0);
      assert.ok((waits.get(car.id) ?? 0) <= WAITS_MOST_S, `${car.id} is left waiting at ${s} s`);
    }
    house.wait(1);
  }
  for (const { id, starts } of cars) assert.ok(starts <= STARTS_MOST, `${id} starts ${starts} times`);
}

const IDS = ['a', 'b', 'c'];

function houseOf(home: TroubledHome): House {
  const { kinds, modes, maps, switching, garageA, fuseA, meterS, batteryW, ...facts } = home;
  const chargers = kinds.map((_, k) =>
    chargerFacts(IDS[k] ?? '', {
      mode: modes[k] ?? 'FAST',
      phases: maps[k] ?? [1, 2, 3],
      phaseSwitching: switching[k] ?? 'off',
      ...(garageA !== null && k > 0 && { circuit: 'garage' }),
    }),
  );
  const periodS = seconds(meterS);
  const { preset, policy, balance, batteryPriority } = facts;
  return new House(
    siteFacts({
      ...{ preset, policy, balance, batteryPriority, chargers, fuseA: amps(fuseA), reserveA: amps(RESERVE_A) },
      ...(garageA !== null && { circuits: [{ name: 'garage', fuseA: amps(garageA) }] }),
      meters: [
        { meterId: 'grid', role: 'grid', periodS },
        ...(batteryW > 0 ? [{ meterId: 'battery', role: 'battery' as const, periodS }] : []),
      ],
    }),
  );
}

/** What people and the world do at that second. */
function happens({ wishes, troubles }: TroubledHome, cars: readonly Car[], s: number): void {
  for (const wish of wishes) if (wish.at === s) cars[wish.who]?.house.wish(IDS[wish.who] ?? '', wish.set);
  for (const { at: when, who: k, what, forS } of troubles) if (when === s) cars[k]?.meets(what, s, forS);
}

/** What cars draw on each phase of the supply, A; the first of them has the map of that place. */
const drawn = ({ maps }: TroubledHome, cars: readonly Car[], first: number): number[] =>
  [1, 2, 3].map((phase) =>
    cars.reduce((sum, { conductors, drawsA }, k) => {
      const on = (maps[first + k] ?? []).slice(0, conductors);
      return on.some((fed) => fed === phase) ? sum + drawsA : sum;
    }, 0),
  );

/** One that needs more than the least may be tried on all its phases only. */
const canSwitch = ({ kinds, switching }: TroubledHome, k: number): boolean =>
  switching[k] === 'on' && kinds[k]?.switches === true && kinds[k]?.leastA === 6;

const wants = (car: Car, s: number): boolean => {
  const { wishes } = car.house.charger(car.id);
  const mayCharge = wishes.charging !== 'stopped' && (wishes.limitA ?? 16) >= car.of.leastA;
  return wishes.mode !== 'ECO+' && mayCharge && car.well && car.of.starts && car.drawsA < 2 && s < car.of.fullAtS;
};

function tells(house: House, gridA: readonly number[], batteryW: number | null): void {
  house.grid(...gridA.map((currentA) => currentA * VOLTAGE_V));
  if (batteryW === null) return;
  const reading = {
    meterId: 'battery',
    role: 'battery',
    takenAt: house.now.monoMs,
    powerW: watts(batteryW),
    socPct: 50,
  } as const;
  house.tell({ kind: 'reading', reading });
}

/** Takes what is left over and gives what is missing, half a kilowatt a second. */
class Battery {
  #powerW = 0;

  constructor(readonly mostW: number) {}

  /** Its power, W, charging positive, after a second of that net current. */
  after(netA: readonly number[]): number {
    const overW = -VOLTAGE_V * netA.reduce((sum, currentA) => sum + currentA, 0);
    const wantedW = Math.max(-this.mostW, Math.min(this.mostW, overW));
    this.#powerW += Math.max(-500, Math.min(500, wantedW - this.#powerW));
    return this.#powerW;
  }
}
