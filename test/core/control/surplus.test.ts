import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toldSurplusW } from '../../../core/control/sun/surplus.js';
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
  const waiting = (sunA: number) => {
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
    look(sunA);
    const { limitA, because, nextChangeAt = null } = house.decision('a');
    return [limitA, because.code, nextChangeAt === null ? null : nextChangeAt % 1000];
  };
  it('is toldSurplusW with its time where it is more than a step, which comes and goes with the sun', () => {
    assert.deepEqual(waiting(8.9), [8, 'eco-surplus', null]);
    assert.deepEqual(waiting(11.9), [8, 'pace-raise', 0]);
  });
});
