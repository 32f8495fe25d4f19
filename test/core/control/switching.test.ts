import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerFacts } from '../../../core/model/charger.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';
import { Car, type CarKind, VOLTAGE_V } from './random-car.js';

/** A car of three phases at a charger that switches, ends its charge at a pause and measures every 2 s. */
const CAR: CarKind = {
  ...{
    leastA: 6,
    offsetA: 0.3,
    mostA: 32,
    rampAS: 32,
    delayS: 0,
    fullAtS: 1e6,
    standbyA: 0,
    phases: 3,
    switches: true,
  },
  ...{ lateS: 2, sampleS: 2, tells: 'current', atZero: 'Charging', whenFull: 'SuspendedEV', zeroPauses: false },
  starts: true,
};

/** Cars on FAST behind a fuse of 25 A, second by second. */
class Life {
  readonly house: House;
  readonly cars: readonly Car[];
  /** What the house takes on each phase, A. */
  loadA = [0, 0, 0];
  aboveS = 0;
  #s = 0;

  constructor(kinds: readonly Partial<CarKind>[], facts: Partial<ChargerFacts> = {}) {
    const ids = ['a', 'b'].slice(0, kinds.length);
    const chargers = ids.map((id) => chargerFacts(id, { mode: 'FAST', phaseSwitching: 'on', ...facts }));
    this.house = new House(siteFacts({ chargers, fuseA: amps(25) }));
    this.cars = kinds.map((kind, k) => new Car(ids[k] ?? '', { ...CAR, ...kind }, this.house));
  }

  spend(s: number): this {
    for (const end = this.#s + s; this.#s < end; this.#s += 1) {
      const told = this.house.commands.length;
      this.house.wait(1);
      for (const car of this.cars) {
        for (const command of this.house.commands.slice(told))
          if (command.chargerId === car.id) car.told(command, this.#s);
        car.lives(this.#s);
      }
      const gridA = this.gridA;
      this.house.grid(...gridA.map((currentA) => currentA * VOLTAGE_V));
      if (Math.max(...gridA) > 25.5) this.aboveS += 1;
    }
    return this;
  }

  get gridA(): readonly number[] {
    return this.loadA.map((loadA, k) =>
      this.cars.reduce((sum, { conductors, drawsA }) => (k < conductors ? sum + drawsA : sum), loadA),
    );
  }

  /** Conductors and current of each car that draws. */
  get draws(): readonly string[] {
    return this.cars.map(({ conductors, drawsA }) => (drawsA > 0 ? `${conductors} × ${drawsA}` : 'none'));
  }
}

const OVEN_L2 = [0, 20, 0];

describe('a charger that loses its charge by a pause', () => {
  it('goes on with it on one phase, where an oven leaves three no minimum', () => {
    const life = new Life([{}]).spend(120);
    life.loadA = OVEN_L2;
    life.spend(600);
    assert.deepEqual([life.draws, life.cars[0]?.starts], [['1 × 15.7'], 1]);
    assert.ok(life.aboveS <= 10, `above the fuse for ${life.aboveS} s`);
  });
  it('does so too when a minute of a charge is measured once', () => {
    const life = new Life([{ sampleS: 60 }]).spend(120);
    life.loadA = OVEN_L2;
    life.spend(600);
    assert.deepEqual(life.draws, ['1 × 15.7']);
    assert.ok((life.cars[0]?.starts ?? 0) <= 2);
  });
  it('and never switches, is found out at the third try', () => {
    const life = new Life([{ switches: false }]).spend(120);
    life.loadA = OVEN_L2;
    life.spend(1200);
    assert.equal(life.house.charger('a').car.ignoresPhases, true);
    assert.ok((life.cars[0]?.starts ?? 0) <= 4, `${life.cars[0]?.starts} starts`);
    assert.deepEqual(life.draws, ['none']);
    life.loadA = [0, 0, 0];
    life.spend(300);
    assert.deepEqual(life.draws, ['3 × 15.7']);
  });
  it('is not found out for a switch that takes ten seconds', () => {
    const life = new Life([{ lateS: 10, zeroPauses: true }]);
    for (let k = 0; k < 5; k += 1) {
      life.loadA = OVEN_L2;
      life.spend(300);
      life.loadA = [0, 0, 0];
      life.spend(600);
    }
    assert.equal(life.house.charger('a').car.ignoresPhases, false);
    assert.deepEqual(life.draws, ['3 × 15.7']);
  });
});

describe('one phase rather than none', () => {
  it('a car on FAST begins on the one that the fuse leaves', () => {
    const life = new Life([{}]);
    life.loadA = OVEN_L2;
    life.spend(120);
    assert.deepEqual(life.draws, ['1 × 15.7']);
  });
  for (const zeroPauses of [true, false]) {
    const how = zeroPauses ? 'that pauses at 0 A' : 'that ends its charge for a pause';
    it(`the second of two on a fuse that carries one of them on three phases goes on with one, at a charger ${how}`, () => {
      const life = new Life([{ zeroPauses }, { zeroPauses }]).spend(300);
      life.loadA = [0, 14, 14];
      life.spend(600);
      const [a, b] = life.draws;
      assert.equal(a, '3 × 9.7');
      assert.match(b ?? '', /^1 × /);
      assert.ok(life.aboveS <= 12, `above the fuse for ${life.aboveS} s`);
    });
  }
});

describe('the phase that is left behind', () => {
  it('is not taken for the one of a car that has three, so that these are never a surprise', () => {
    const life = new Life([{ lateS: 8 }]);
    life.loadA = OVEN_L2;
    life.spend(300);
    life.loadA = [0, 12, 0];
    life.spend(600);
    assert.deepEqual([life.draws, life.house.charger('a').car.conductors], [['3 × 11.7'], [0, 1, 2]]);
    assert.ok(life.aboveS <= 10, `above the fuse for ${life.aboveS} s`);
  });
});
