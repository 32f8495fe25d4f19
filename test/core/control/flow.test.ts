import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { supplyPicture } from '../../../core/control/picture.js';
import { flow } from '../../../core/control/sun/flow.js';
import { amps, watts } from '../../../core/model/units.js';
import { chargingHouse, House, siteFacts } from './house.js';

const VOLTAGE_V = 230;
const LOAD_W = 900;

/** Sun and load on three phases, a car on FAST that is told 16 A at once; the meter speaks every two seconds, the charger every ten. */
class Climb {
  readonly house = new House(siteFacts());
  sunW = 3000;
  carA = 0;
  readonly #samplesS: number;
  #second = 0;

  constructor(samplesS = 10) {
    this.#samplesS = samplesS;
    this.house.plugIn('a');
    this.#meters();
    this.house.cycle();
    this.house.status('a', 'Charging');
    this.house.draws('a', [0, 0, 0]);
  }

  /** The car takes another current by itself, which meter and charger tell a second apart; what is shown then. */
  jump(toA: number): readonly [surplusW: number, houseW: number] {
    this.carA = toA;
    this.#meters();
    this.house.pass(1);
    this.house.draws('a', [toA, toA, toA]);
    return this.#shown();
  }

  /** So many seconds on the way to a current, 1.2 A in each; surplus and house as shown in each of them. */
  run(seconds: number, towardsA: number): readonly (readonly [surplusW: number, houseW: number])[] {
    return Array.from({ length: seconds }, () => {
      this.#second += 1;
      this.house.pass(1);
      this.carA += Math.max(-1.2, Math.min(1.2, towardsA - this.carA));
      if (this.#second % this.#samplesS === 0) this.house.draws('a', [this.carA, this.carA, this.carA]);
      if (this.#second % 2 === 0) this.#meters();
      return this.#shown();
    });
  }

  #shown(): readonly [surplusW: number, houseW: number] {
    this.house.cycle();
    const { surplusW, houseW } = supplyPicture(this.house.state, this.house.now);
    return [Math.round(surplusW ?? Number.NaN), Math.round(houseW ?? Number.NaN)];
  }

  #meters(): void {
    this.house.solar(this.sunW);
    const phaseW = (LOAD_W - this.sunW) / 3 + this.carA * VOLTAGE_V;
    this.house.grid(phaseW, phaseW, phaseW);
  }
}

/** The times at which something else is shown, and what. */
const changes = (shown: readonly (readonly [number, number])[]): string[] => [
  ...new Set(shown.map(([surplusW, houseW]) => `${surplusW} ${houseW}`)),
];

describe('what flows to a car', () => {
  it('that charges, and whose charger tells no values, is what it takes of its offer on all its phases', () => {
    const house = chargingHouse();
    for (let s = 0; s < 30; s++) {
      house.wait(1);
      house.grid(300, 300, 300);
    }
    const { currentA, derived, powerW } = flow(house.state.facts, house.charger('a'), house.now.monoMs);
    assert.deepEqual(currentA, [15.7, 15.7, 15.7]);
    assert.deepEqual([derived, Math.round(powerW)], [true, 10_833]);
  });
  it('nothing before its first value, where the charger measured the last charge: three minutes long', () => {
    const house = chargingHouse();
    house.draws('a', [9.7, 9.7, 9.7]);
    house.status('a', 'SuspendedEVSE');
    house.pass(3600);
    house.status('a', 'Charging');
    const shown = (s: number): number => {
      house.pass(s);
      return Math.round(flow(house.state.facts, house.charger('a'), house.now.monoMs).powerW);
    };
    assert.deepEqual([shown(10), shown(170)], [0, 0]);
    assert.ok(shown(1) > 0, 'it may have ceased to measure');
  });
  it('and that tells a power but no current: a current that fits it, and not half of what it is offered', () => {
    const house = chargingHouse();
    house.wait(1);
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    house.tell({ kind: 'sample', chargerId: 'a', sample: { takenAt, takenAtWall, powerW: watts(6900) } });
    const { currentA, derived, powerW } = flow(house.state.facts, house.charger('a'), house.now.monoMs);
    assert.deepEqual(currentA.map(Math.round), [10, 10, 10]);
    assert.deepEqual([derived, powerW], [true, 6900]);
  });
});

describe('surplus and house as they are shown', () => {
  it('stand while a car climbs and its charger has not told of it', () => {
    const climb = new Climb();
    assert.deepEqual(changes(climb.run(3, 0)), ['2100 900']);
    assert.deepEqual(changes(climb.run(50, 15.7)), ['2100 900']);
  });
  it('stand while it comes down, and climbs, by a limit that is told in mid charge', () => {
    const climb = new Climb(60);
    climb.run(121, 15.7);
    climb.house.wish('a', { limitA: amps(8) });
    assert.deepEqual(changes([...climb.run(3, 15.7), ...climb.run(50, 7.7)]), ['2100 900']);
    climb.run(120, 7.7);
    climb.house.wish('a', { limitA: null });
    assert.deepEqual(changes([...climb.run(3, 7.7), ...climb.run(50, 15.7)]), ['2100 900']);
  });
  it('stand while a car climbs that came long after its offer', () => {
    const climb = new Climb(60);
    climb.house.status('a', 'SuspendedEV');
    climb.run(121, 0);
    climb.house.status('a', 'Charging');
    assert.deepEqual(changes(climb.run(50, 15.7)), ['2100 900']);
  });
  it('stand when a car stops by itself, which its charger says before the meter', () => {
    const climb = new Climb(60);
    climb.run(122, 15.7);
    climb.house.status('a', 'SuspendedEV');
    climb.carA = 0;
    assert.deepEqual(changes(climb.run(20, 0)), ['2100 900']);
  });
  it('stand when a car takes another current by itself, and the charger tells it after the meter', () => {
    for (const [fromA, toA] of [
      [15.7, 10],
      [10, 15.7],
    ] as const) {
      const climb = new Climb();
      climb.run(61, fromA);
      assert.deepEqual(climb.jump(toA), [2100, 900], `${fromA} A, then ${toA} A`);
    }
  });
  it('a cloud while it climbs is shown as far as it cannot be the car', () => {
    const climb = new Climb();
    climb.run(10, 15.7);
    climb.sunW = 1000;
    const shown = climb.run(60, 15.7);
    assert.deepEqual(shown.at(-1), [100, 900]);
    assert.ok(
      shown.every(([surplusW]) => surplusW >= 100 && surplusW <= 2100),
      `${changes(shown)}`,
    );
  });
  it('a charger that has never called takes none of either', () => {
    const house = new House(siteFacts());
    house.pass(10);
    house.solar(3000);
    house.grid(-700, -700, -700);
    house.cycle();
    const { surplusW, houseW } = supplyPicture(house.state, house.now);
    assert.deepEqual([house.charger('a').connected, surplusW, houseW], [false, 2100, 900]);
  });
  it('long after a limit was told, what was measured counts, also of a car that takes less than it may', () => {
    const climb = new Climb(60);
    assert.deepEqual(changes(climb.run(70, 10)), ['2100 900']);
    climb.sunW = 2000;
    assert.deepEqual(changes(climb.run(5, 10).slice(2)), ['1100 900']);
  });
});
