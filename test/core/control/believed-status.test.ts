import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps } from '../../../core/model/units.js';
import { House, home, siteFacts } from './house.js';
import { Stubborn } from './stubborn.js';

/** Told `Charging` under an offer, and measured every 10 s. */
function charges(limitA = 10): House {
  const house = home();
  house.limit('a', limitA);
  house.status('a', 'Charging');
  return house;
}

function measured(house: House, drawA: number, s: number): void {
  for (let t = 0; t < s; t += 10) {
    house.pass(10);
    house.draws('a', [drawA, drawA, drawA]);
  }
}

const seen = (house: House) => {
  const { status, car, doubted } = house.charger('a');
  return { status, refusedA: car.refusedA, doubted };
};

describe('a charger that says Charging while nothing flows', () => {
  it('is not believed after a minute of offers without a current', () => {
    const house = charges();
    const toldAt = house.now.monoMs;
    measured(house, 0, 60);
    assert.equal(seen(house).status, 'Charging');
    measured(house, 0, 10);
    assert.deepEqual(seen(house), { status: 'SuspendedEV', refusedA: null, doubted: true });
    assert.equal(house.charger('a').car.offeredSince, toldAt, 'it has been waited for since');
  });
  it('has its minute since it last drew', () => {
    const house = charges();
    measured(house, 9.7, 100);
    measured(house, 0, 60);
    assert.equal(seen(house).status, 'Charging');
    measured(house, 0, 10);
    assert.equal(seen(house).status, 'SuspendedEV');
  });
  it('and since it was paused', () => {
    const house = charges();
    measured(house, 9.7, 30);
    house.limit('a', 0);
    measured(house, 0, 600);
    house.limit('a', 8);
    measured(house, 0, 60);
    assert.equal(seen(house).status, 'Charging');
    measured(house, 0, 10);
    assert.equal(seen(house).status, 'SuspendedEV');
  });
  it('whatever it was offered meanwhile, but nothing', () => {
    for (const [limitA, status] of [
      [6, 'SuspendedEV'],
      [0, 'Charging'],
    ] as const) {
      const house = charges();
      measured(house, 0, 30);
      house.limit('a', limitA);
      measured(house, 0, 10);
      house.limit('a', 10);
      measured(house, 0, 30);
      assert.equal(seen(house).status, status, `${limitA} A`);
    }
  });
  it('is believed where it measures nothing at all', () => {
    const house = charges();
    house.pass(600);
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    house.tell({ kind: 'sample', chargerId: 'a', sample: { takenAt, takenAtWall } });
    assert.equal(seen(house).status, 'Charging');
  });
  it('is found out too where a hub that comes back finds it so', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.begin('a');
    house.status('a', 'Charging');
    house.limit('a', 6);
    assert.equal(house.charger('a').chargingSince, null);
    measured(house, 0, 70);
    assert.equal(seen(house).status, 'SuspendedEV');
  });
});

describe('a car that stops at a lowering, whatever its charger calls that', () => {
  it('has stopped by itself at once, and needs more than that', () => {
    const house = charges();
    measured(house, 9.7, 20);
    house.limit('a', 6);
    measured(house, 0, 10);
    assert.deepEqual(seen(house), { status: 'SuspendedEV', refusedA: 6, doubted: true });
  });
  it('not one that was raised, paused, or told another number of phases', () => {
    for (const change of ['raised', 'paused', 'phases'] as const) {
      const house = charges();
      measured(house, 9.7, 70);
      if (change === 'phases') {
        const phases = { at: house.now.monoMs, limitA: 6, sure: true, phases: 1 } as never;
        const own = house.charger('a');
        house.state = { ...house.state, chargers: { a: { ...own, offers: [...own.offers, phases] } } };
      } else house.limit('a', change === 'raised' ? 12 : 0);
      measured(house, 0, 10);
      assert.deepEqual(seen(house), { status: 'Charging', refusedA: null, doubted: false }, change);
    }
  });
  it('is known a minute later, where the phases had been changed too', () => {
    const house = charges(16);
    measured(house, 15.7, 70);
    const own = house.charger('a');
    const switched = { at: house.now.monoMs, limitA: amps(16), sure: true, phases: 1 } as const;
    house.state = { ...house.state, chargers: { a: { ...own, offers: [...own.offers, switched] } } };
    measured(house, 9.7, 20);
    house.limit('a', 6);
    measured(house, 0, 60);
    assert.deepEqual(seen(house), { status: 'Charging', refusedA: null, doubted: false });
    measured(house, 0, 20);
    assert.deepEqual(seen(house), { status: 'SuspendedEV', refusedA: 6, doubted: true });
  });
  it('shows its least current when it comes at more', () => {
    const house = charges();
    measured(house, 9.7, 20);
    for (let times = 1; times <= 2; times += 1) {
      house.limit('a', 6);
      measured(house, 0, 10);
      house.limit('a', 8);
      measured(house, 7.7, 10);
      const { status, car } = house.charger('a');
      assert.deepEqual([status, car.refusedA, car.refuses], ['Charging', null, { offerA: 6, times }]);
    }
  });
});

describe('a charger found out', () => {
  const foundOut = (): House => {
    const house = charges();
    measured(house, 0, 70);
    return house;
  };
  it('has to show a current before its word counts again', () => {
    const house = foundOut();
    for (const word of ['Charging', 'SuspendedEVSE', 'Charging'] as const) house.status('a', word);
    assert.equal(seen(house).status, 'SuspendedEV');
    measured(house, 5.7, 10);
    assert.deepEqual(seen(house), { status: 'Charging', refusedA: null, doubted: false });
    assert.equal(house.charger('a').car.offeredSince, null);
  });
  it('is believed with the next car', () => {
    const house = foundOut();
    for (const word of ['Available', 'Preparing'] as const) house.status('a', word);
    house.begin('a');
    house.status('a', 'Charging');
    assert.equal(seen(house).status, 'Charging');
  });
  it('may have said so only for a spell in which it measured no current', () => {
    const spell = (s: number, drawA: number | null): boolean => {
      const house = charges();
      house.pass(s);
      if (drawA !== null) house.draws('a', [drawA]);
      house.status('a', 'SuspendedEV');
      return seen(house).doubted;
    };
    assert.deepEqual([spell(6, 0), spell(5, 0), spell(6, 1.1), spell(600, null)], [true, false, false, false]);
  });
  it('not for one that drew, and then was paused or had enough', () => {
    const house = charges();
    measured(house, 9.7, 10);
    measured(house, 0, 50);
    house.status('a', 'SuspendedEV');
    assert.equal(seen(house).doubted, false);
  });
});

describe('an hour of steady sun at a charger that says Charging of all it offers', () => {
  for (const [mode, most] of [
    ['ECO', 6],
    ['ECO+', 4],
  ] as const)
    it(`${mode}: a car that needs 8 A is not started over and over`, () => {
      const { starts } = new Stubborn(mode, 8).lives(3600, -1500);
      assert.ok(starts >= 1 && starts <= most, `${starts} starts`);
    });
  for (const everyS of [8, 20, 50])
    it(`a full car whose charger says Charging every other ${everyS} s does not keep its room`, () => {
      const full = new Stubborn('FAST', 99, (s) => (s % (2 * everyS) < everyS ? 'Charging' : 'SuspendedEV'));
      full.lives(180, -1500);
      assert.equal(full.house.liveA('a'), 6);
      assert.equal(full.house.decision('a').because.code, 'car-idle');
    });
});
