import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toldSurplusW } from '../../../core/control/sun/surplus.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

describe('the surplus as it is told', () => {
  it('stands as long as it may be true; at first it is what lies between', () => {
    const between = { lowW: 1000, highW: 3000 };
    assert.deepEqual(
      [null, 2500, 500, 4000].map((beforeW) => toldSurplusW(between, beforeW)),
      [2000, 2500, 1000, 3000],
    );
  });
  it('no sun is told of at night while a car comes to rest', () => {
    const house = new House(siteFacts({ preset: 'literal', chargers: [chargerFacts('a', { mode: 'FAST' })] }));
    house.plugIn('a');
    house.status('a', 'Charging');
    const night = (carA: number): void => {
      house.grid(...[0, 1, 2].map(() => 300 + 230 * carA));
      house.draws('a', [carA, carA, carA]);
      house.cycle();
    };
    for (let t = 0; t < 30; t += 2) {
      house.pass(2);
      night(15.7);
    }
    house.wish('a', { mode: 'ECO+' });
    const sun: unknown[] = [];
    for (const carA of [15.7, 15.7, 0, 0, 0, 0, 0]) {
      house.pass(1);
      if (carA === 0) house.status('a', 'SuspendedEVSE');
      night(carA);
      sun.push(house.last?.decisions[0]?.because.numbers['surplusW']);
    }
    assert.deepEqual(new Set(sun), new Set([0]));
  });
});

describe('a raise that waits', () => {
  /** Told a moment ago to charge at 8 A, and then so much sun, in amperes of the car. */
  const waiting = (sunA: number, budget: Partial<SiteFacts> = {}) => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO' })] }));
    house.plugIn('a');
    house.status('a', 'Charging');
    const look = (sun: number): void => {
      const carA = (house.liveA('a') ?? 6) - 0.3;
      house.draws('a', [carA, carA, carA]);
      house.grid(...[0, 1, 2].map(() => 230 * (carA - sun)));
    };
    for (let t = 0; t < 60 && house.liveA('a') !== 8; t += 2) {
      house.pass(2);
      look(t < 30 ? 6.7 : 7.7);
      house.cycle();
    }
    house.pass(7);
    house.state = { ...house.state, facts: { ...house.state.facts, ...budget } };
    look(sunA);
    const { limitA, because, nextChangeAt = null } = house.decision('a');
    return [limitA, because.code, nextChangeAt === null ? null : nextChangeAt % 1000];
  };
  it('is toldSurplusW with its time where it is more than a step, which comes and goes with the sun', () => {
    assert.deepEqual(waiting(8.9), [8, 'eco-surplus', null]);
    assert.deepEqual(waiting(11.9), [8, 'pace-raise', 0]);
  });
  it('is told, be it a step only, where no writes are left', () => {
    const [limitA, code] = waiting(6.9, { writesPerHour: 0 });
    assert.deepEqual([limitA, code], [8, 'write-budget']);
  });
  it('is told, be it a step only, on FAST: what a fuse leaves does not come and go', () => {
    const house = new House(siteFacts({ fuseA: amps(32), chargers: [chargerFacts('a'), chargerFacts('b')] }));
    house.plugIn('a');
    house.plugIn('b');
    house.grid(0, 0, 0);
    assert.equal(house.decision('b').limitA, 15);
    house.pass(3);
    house.status('a', 'Available');
    house.grid(0, 0, 0);
    const { limitA, because } = house.decision('b');
    assert.deepEqual([limitA, because.code, because.numbers['targetA']], [15, 'pace-raise', 16]);
  });
});
