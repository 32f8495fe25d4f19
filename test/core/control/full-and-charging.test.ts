import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mode } from '../../../core/model/mode.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const STEP_S = 2;
/** What it says while 0 A is in force. */
type AtZero = 'Charging' | 'SuspendedEVSE';

/** A car that charges for so long, and has had enough, whatever its charger makes of that. */
class FullCar {
  readonly house: House;
  /** Each change of its limit: after how many seconds, and to what. */
  readonly changes: [number, number][] = [];
  #s = 0;

  constructor(
    readonly mode: Mode,
    readonly atZero: AtZero,
    readonly chargesS: number,
    fuseA = 25,
    readonly full: 'Charging' | 'SuspendedEV' = 'Charging',
  ) {
    this.house = new House(
      siteFacts({ fuseA: amps(fuseA), chargers: ['a', 'b'].map((id) => chargerFacts(id, { mode })) }),
    );
    this.house.connect('a');
    this.house.connect('b');
    this.house.status('b', 'Available');
    this.house.status('a', 'Preparing');
    this.house.begin('a');
  }

  lives(s: number, gridW: number): void {
    for (const until = this.#s + s; this.#s < until; this.#s += STEP_S) {
      const limitA = this.house.liveA('a') ?? 0;
      const word = limitA === 0 ? this.atZero : this.#s < this.chargesS ? 'Charging' : this.full;
      if (this.house.charger('a').statusTold !== word) this.house.status('a', word);
      const drawA = this.#s < this.chargesS ? limitA : 0;
      this.house.draws('a', [drawA, drawA, drawA]);
      const phaseW = gridW + drawA * 230;
      this.house.grid(phaseW, phaseW, phaseW);
      this.house.wait(STEP_S);
      const nowA = this.house.liveA('a') ?? 0;
      if (nowA !== limitA) this.changes.push([this.#s, nowA]);
    }
  }
}

describe('a full car whose charger goes on saying Charging', () => {
  for (const mode of ['FAST', 'ECO'] as const)
    it(`${mode}: the door stays open at the minimum, and no limit is told over and over`, () => {
      const car = new FullCar(mode, 'SuspendedEVSE', 600);
      car.lives(4 * 3600, -2500);
      const after = car.changes.filter(([s]) => s >= 600);
      assert.deepEqual(
        after.map(([, limitA]) => limitA),
        [6],
      );
      const [at] = after[0] ?? [0];
      assert.ok(at >= 658 && at <= 680, `${at} s`);
      assert.equal(car.house.decision('a').because.code, 'car-idle');
    });

  for (const [atZero, full] of [
    ['Charging', 'Charging'],
    ['SuspendedEVSE', 'Charging'],
    ['Charging', 'SuspendedEV'],
  ] as const)
    it(`ECO+, ${atZero} at 0 A, ${full} above: asked again after 15 min, 30, 60, and at most two hours`, () => {
      const car = new FullCar('ECO+', atZero, 600, 25, full);
      car.lives(6 * 3600, -2500);
      const pauses = car.changes.flatMap(([s, limitA]) => (limitA === 0 ? [s] : []));
      const gapsMin = pauses.slice(1).map((s, k) => Math.floor((s - (pauses[k] ?? 0)) / 60));
      assert.deepEqual(gapsMin, [16, 31, 61, 121]);
    });

  for (const mode of ['FAST', 'ECO'] as const)
    it(`${mode}: where the fuse carries one car, the next has it within a minute or so`, () => {
      const car = new FullCar(mode, 'SuspendedEVSE', 0, 10);
      car.lives(30, 100);
      car.house.status('b', 'Preparing');
      car.house.begin('b');
      car.house.status('b', 'SuspendedEVSE');
      car.lives(60, 100);
      assert.ok((car.house.liveA('b') ?? 0) >= 6, `${car.house.liveA('b')} A`);
      assert.equal(car.house.decision('a').because.code, 'car-idle');
    });

  it('is found out in a sun that changes all the time', () => {
    const car = new FullCar('ECO', 'SuspendedEVSE', 0);
    for (let k = 0; k < 5; k += 1) {
      car.lives(10, -2000);
      car.lives(10, -3000);
    }
    assert.ok(car.changes.length > 2, 'its limit follows the sun');
    assert.equal(car.house.decision('a').because.code, 'car-idle');
  });

  it('is not one that takes nothing for some seconds', () => {
    const car = new FullCar('ECO+', 'SuspendedEVSE', 600);
    car.lives(630, -2500);
    assert.ok((car.house.liveA('a') ?? 0) >= 6);
    assert.notEqual(car.house.decision('a').because.code, 'car-idle');
  });

  it('that charges again has what it may have at once', () => {
    const car = new FullCar('FAST', 'SuspendedEVSE', 600);
    car.lives(1200, 100);
    assert.equal(car.house.liveA('a'), 6);
    const { house } = car;
    for (let t = 0; t < 30; t += STEP_S) {
      house.draws('a', [6, 6, 6]);
      house.grid(1480, 1480, 1480);
      house.wait(STEP_S);
    }
    assert.equal(house.liveA('a'), 16);
  });
});
