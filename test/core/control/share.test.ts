import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import { fill, type Table } from '../../../core/control/sharing/share.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { Policy } from '../../../core/model/mode.js';
import type { PhaseMap } from '../../../core/model/phases.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

interface Car extends Partial<Seat> {
  readonly phases?: PhaseMap;
  readonly maxA?: number;
  readonly turnWh?: number;
  /** The most it has shown to take. */
  readonly capA?: number;
}
/** Levels of cars in rank order, on FAST and three phases unless said otherwise, room and sun for all. */
function shared(policy: Policy, cars: readonly Car[], table: Partial<Table> = {}): readonly number[] {
  const ids = cars.map((_, k) => `c${k}`);
  const chargers = cars.map(({ phases = [1, 2, 3], maxA = 16 }, k) =>
    chargerFacts(`c${k}`, { phases, maxA: amps(maxA) }),
  );
  const house = new House(siteFacts({ chargers }));
  const seats = cars.map(({ phases: _p, maxA: _m, turnWh = 0, capA, ...over }, k) => {
    const seat = takeSeat(house.state, house.charger(`c${k}`), house.now, house.now.monoMs);
    const car = { ...seat.charger.car, capA: capA === undefined ? null : amps(capA) };
    return { ...seat, memory: { ...seat.memory, turnWh }, charger: { ...seat.charger, car }, ...over };
  });
  const levels = fill(seats, {
    policy,
    voltageV: 230,
    roomsA: [100, 100, 100],
    baseA: [0, 0, 0],
    sunW: 0,
    stepShare: 0.5,
    balance: false,
    ...table,
  });
  return ids.map((id) => levels.get(id) ?? 0);
}
const room = (roomA: number) => ({ roomsA: [roomA, roomA, roomA] });

describe('sharing: minimums first', () => {
  it('in rank order; whom it does not fit gets nothing, the next may', () => {
    assert.deepEqual(shared('equal', [{}, {}, {}], room(12)), [6, 6, 0]);
    assert.deepEqual(shared('equal', [{ minA: 8 }, {}], room(7)), [0, 7]);
    assert.deepEqual(shared('equal', [{}, { phases: [2] }], { roomsA: [5, 9, 9] }), [0, 9]);
  });
  it('whose ceiling is below its minimum gets nothing', () => {
    assert.deepEqual(shared('equal', [{ ceiling: { currentA: amps(5), sources: ['user-limit'] } }, {}]), [0, 16]);
  });
});

describe('sharing: step by step', () => {
  it('equal: always the one with least, in rank order among the same', () => {
    assert.deepEqual(shared('equal', [{}, {}], room(17)), [9, 8]);
    assert.deepEqual(shared('equal', [{ turnWh: 9000 }, {}], room(17)), [9, 8], 'whoever got more so far');
    assert.deepEqual(shared('equal', [{ minA: 10 }, {}], room(19)), [10, 9]);
    assert.deepEqual(shared('equal', [{ minA: 10 }, {}], room(24)), [12, 12]);
    assert.deepEqual(shared('equal', [{ minA: 8 }, {}, { minA: 10 }], room(26)), [8, 8, 10]);
  });
  it('priority: the first up to its ceiling, then the next', () => {
    assert.deepEqual(shared('priority', [{}, {}], room(20)), [14, 6]);
    assert.deepEqual(shared('priority', [{ maxA: 10 }, {}], room(20)), [10, 10]);
  });
  it('energy-fair: who is half a kilowatt-hour behind goes first, then as equal', () => {
    const fair = (...turnWh: number[]) =>
      shared(
        'energy-fair',
        turnWh.map((got) => ({ turnWh: got })),
        room(8 + 6 * turnWh.length),
      );
    assert.deepEqual(fair(0, 499), [10, 10]);
    assert.deepEqual(fair(500, 0), [6, 14]);
    assert.deepEqual(fair(5000, 4500, 4000), [6, 6, 14], 'behind is counted from the one that got least');
    assert.deepEqual(fair(9000, 1500, 0), [6, 6, 14]);
    assert.deepEqual(
      shared('energy-fair', [{ turnWh: 9000 }, { turnWh: 1500 }, { maxA: 7 }], room(27)),
      [10, 10, 7],
      'far behind is far behind',
    );
  });
  it('by the step of the charger, and no step past the ceiling', () => {
    assert.deepEqual(shared('equal', [{ stepA: 2 }], room(15)), [14]);
    assert.deepEqual(shared('equal', [{ stepA: 0.1 }], room(6.35)), [6.3]);
    assert.deepEqual(shared('equal', [{ stepA: 4 }]), [14]);
  });
});

describe('sharing: what a car has shown to take', () => {
  it('is all the fuse keeps for it: the rest goes to the others', () => {
    assert.deepEqual(shared('priority', [{ capA: 8 }, {}], room(20)), [10, 11], '8.5 A for the first');
    assert.deepEqual(shared('priority', [{ capA: 5 }, {}], room(20)), [7, 14], '5.5 A, though it is offered 7');
  });
});

describe('sharing: the sun', () => {
  const eco: Car = { law: 'ECO+', phases: [1] };
  it('a car that follows it needs half of a step, or all of it with strict', () => {
    const sunW = (stepsA: number) => ({ sunW: (5.7 + stepsA) * 230 });
    assert.deepEqual(shared('equal', [eco], sunW(2.49)), [8]);
    assert.deepEqual(shared('equal', [eco], sunW(2.51)), [9]);
    assert.deepEqual(shared('equal', [eco], { ...sunW(2.9), stepShare: 1 }), [8]);
    assert.deepEqual(shared('equal', [eco], { ...sunW(3.01), stepShare: 1 }), [9]);
  });
  it('what one takes of it the next has not; FAST takes none of it', () => {
    assert.deepEqual(shared('equal', [eco, { ...eco, phases: [2] }], { sunW: (5.7 + 5.7 + 3) * 230 }), [8, 7]);
    assert.deepEqual(shared('equal', [{}, eco], { sunW: (5.7 + 3) * 230 }), [16, 9]);
    assert.deepEqual(shared('equal', [{}], { sunW: -9000 }), [16]);
    assert.deepEqual(shared('equal', [eco], { sunW: -9000 }), [6]);
  });
});

describe('sharing: with balance', () => {
  const oneEach: readonly Car[] = [{ phases: [1] }, { phases: [2] }, { phases: [3] }].map((car) => ({
    ...car,
    phases: car.phases as unknown as PhaseMap,
    law: 'ECO+',
  }));
  const sunW = (3 * 5.7 + 6) * 230;
  it('the next step goes to the phase with least current', () => {
    assert.deepEqual(shared('equal', oneEach, { sunW }), [8, 8, 8]);
    assert.deepEqual(shared('equal', oneEach, { sunW, balance: true }), [8, 8, 8]);
    assert.deepEqual(shared('equal', oneEach, { sunW, balance: true, baseA: [9, 3, 3] }), [6, 9, 9]);
    assert.deepEqual(shared('equal', oneEach, { sunW, balance: true, baseA: [2, 1, 0] }), [7, 8, 9]);
  });
  describe('who is a minimum ahead gives steps back', () => {
    const [on1, on2, on3] = oneEach as [Car, Car, Car];
    const far = { sunW: (3 * 5.7 + 9) * 230, balance: true, baseA: [-27, 0, 0] };
    it('as long as the phases come no more than 2 A further apart', () => {
      assert.deepEqual(shared('equal', oneEach, far), [14, 7, 6]);
      assert.deepEqual(
        shared('equal', [on1, on2], { ...far, sunW: (2 * 5.7 + 9) * 230, baseA: [-27, -6, 6] }),
        [13, 8],
      );
      assert.deepEqual(
        shared('equal', [on1, on2], { ...far, sunW: (2 * 5.7 + 9) * 230, baseA: [-27, -1, 6] }),
        [14, 7],
      );
    });
    it('but the 15 % are kept where they are', () => {
      const near = { sunW: (3 * 5.7 + 8) * 230, balance: true, baseA: [-54, -41, -41] };
      assert.deepEqual(shared('equal', oneEach, near), [14, 6, 6]);
      assert.deepEqual(
        shared('equal', oneEach, { ...near, baseA: [-94, -83, -83] }),
        [13, 7, 6],
        'with 6 % there is room',
      );
    });
    it('under no other policy, and from nobody who charges by another law', () => {
      assert.deepEqual(shared('priority', [on3, on2, on1], far), [15, 6, 6]);
      const two = { ...far, sunW: (2 * 5.7 + 2) * 230 };
      assert.deepEqual(
        shared('equal', [{ ...on1, law: 'FAST' }, on2, on3], two),
        [16, 7, 7],
        'FAST has no sun to give',
      );
      const wide: Car = { law: 'ECO+', on: [0, 1] };
      assert.deepEqual(
        shared('equal', [wide, on3], { ...far, sunW: (4 * 5.7 + 24) * 230, baseA: [0, 0, 20] }),
        [14, 6],
        'nor a car on several phases',
      );
    });
    it('not below the minimum, above the ceiling or the fuse, nor by less than both can step', () => {
      assert.deepEqual(shared('equal', [{ ...on1, minA: 15 }, on2, on3], far), [15, 6, 6]);
      assert.deepEqual(shared('equal', [on1, { ...on2, maxA: 6 }, { ...on3, maxA: 6 }], far), [15, 6, 6]);
      assert.deepEqual(shared('equal', oneEach, { ...far, roomsA: [40, 6.5, 6.5] }), [15, 6, 6]);
      const garage = [on1, { ...on2, lanes: [1, 3] }, on3];
      assert.deepEqual(shared('equal', garage, { ...far, roomsA: [40, 40, 40, 6.5] }), [15, 6, 6], 'of its circuit');
      assert.deepEqual(
        shared('equal', oneEach, { ...far, roomsA: [40, 40, 5] }),
        [16, 11, 0],
        'who has nothing keeps that',
      );
      const even = { ...far, sunW: (3 * 5.7 + 8) * 230 };
      assert.deepEqual(shared('equal', [{ ...on1, stepA: 2 }, on2, on3], even), [14, 6, 6]);
      assert.deepEqual(shared('equal', [on1, { ...on2, stepA: 2 }, { ...on3, stepA: 2 }], even), [14, 6, 6]);
    });
  });
  it('gives back no step below a minimum, above what a car takes, or that the fuse does not leave', () => {
    const [on1, on2, on3] = oneEach as [Car, Car, Car];
    const terms = (sunA: number, ...baseA: number[]) => ({ sunW: sunA * 230, balance: true, baseA });
    const mostAtLeast = [on1, { ...on2, minA: 12 }, on1];
    assert.deepEqual(shared('equal', mostAtLeast, terms(12, -37, -27, -29)), [6, 12, 6]);
    assert.deepEqual(shared('equal', [on1, { ...on3, maxA: 10 }], terms(47, -17, -13, -34)), [16, 10]);
    const tight = { ...terms(32, -2, -8, -4), roomsA: [6, 8, 18] };
    assert.deepEqual(shared('equal', [{ ...on1, maxA: 8 }, on3], tight), [6, 16]);
  });
  it('is not what drives the phases apart: where sharing by policy leaves them closer, it stands', () => {
    const [one, two] = oneEach;
    assert.ok(one && two);
    const cars: readonly Car[] = [{ phases: [1, 2, 3], law: 'ECO+' }, two, one];
    const terms = { sunW: (5 * 5.7 + 5 * 4) * 230, baseA: [-20.2, -20.5, -20] };
    assert.deepEqual(shared('equal', cars, terms), [10, 10, 10]);
    assert.deepEqual(shared('equal', cars, { ...terms, balance: true }), [10, 10, 10], 'and not 6, 16, 16');
  });
  it('the fullest phase of a car counts, and cars on the same phases share by policy', () => {
    const [one, two] = oneEach;
    assert.ok(one && two);
    const wide: Car = { law: 'ECO+', on: [0, 1] };
    assert.deepEqual(
      shared('equal', [wide, two], { sunW: (3 * 5.7 + 5.7 + 4) * 230, balance: true, baseA: [20, 0, 0] }),
      [6, 10],
    );
    assert.deepEqual(shared('equal', [one, one, two], { sunW, balance: true, baseA: [0, 20, 0] }), [9, 9, 6]);
    assert.deepEqual(shared('priority', [one, one, two], { sunW, balance: true, baseA: [0, 20, 0] }), [12, 6, 6]);
    assert.deepEqual(
      shared(
        'equal',
        [
          { ...one, on: [1, 0] },
          { ...one, on: [0, 1] },
          { phases: [3], law: 'ECO+' },
        ],
        {
          sunW: (3 * 5.7 + 4) * 230,
          balance: true,
          baseA: [0, 0, 30],
        },
      ),
      [8, 8, 6],
      'L1 and L2 are L2 and L1',
    );
  });
});
