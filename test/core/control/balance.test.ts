import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { balance, imbalancePct } from '../../../core/control/sharing/balance.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps } from '../../../core/model/units.js';
import { balanceText } from '../../../core/words/names.js';
import { chargerFacts, House, siteFacts } from './house.js';

describe('imbalance = (largest − smallest) / largest × 100 (Hydra Cubus manual, 12.3)', () => {
  for (const [currentsA, pct] of [
    [[10, 8.5, 9], 15],
    [[10, 10, 10], 0],
    [[20, 5, 10], 75],
    [[6, 0, 0], 100],
    [[5.9, 0, 0], 0],
    [[-10, 2, 0], 120],
    [[30], 0],
    [[], 0],
  ] as const) {
    it(`of ${currentsA.join(', ')} A is ${pct} %`, () => assert.ok(Math.abs(imbalancePct(currentsA) - pct) < 1e-9));
  }
});

const ONE_EACH = { a: [1], b: [2], c: [3] } as const;

/** A home whose cars do as they are told, after some minutes: their currents and how the rule stands. */
function home(
  baseA: readonly number[],
  {
    limits = {},
    takes = {},
    ...facts
  }: Partial<SiteFacts> & Partial<Record<'limits' | 'takes', Readonly<Record<string, number>>>>,
  maps: Readonly<Record<string, readonly (1 | 2 | 3)[]>> = ONE_EACH,
) {
  const chargers = Object.entries(maps).map(([id, phases]) =>
    chargerFacts(id, { phases, limitA: limits[id] === undefined ? null : amps(limits[id]) }),
  );
  const house = new House(siteFacts({ chargers, fuseA: amps(63), ...facts }));
  for (const { id } of chargers) house.plugIn(id);
  for (let t = 0; t < 200; t += 2) {
    house.pass(2);
    const gridA = [...baseA];
    for (const { id, phases } of chargers) {
      const limitA = house.liveA(id) ?? 0;
      const drawA = Math.max(0, Math.min(limitA, takes[id] ?? limitA) - 0.3);
      if (limitA > 0 && house.charger(id).status !== 'Charging') house.status(id, 'Charging');
      house.draws(
        id,
        phases.map(() => drawA),
      );
      for (const phase of phases) gridA[phase - 1] = (gridA[phase - 1] ?? 0) + drawA;
    }
    house.grid(...gridA.map((current) => current * 230));
    house.cycle();
  }
  const because = house.last?.decisions.map((one) => one.because.code) ?? [];
  return { shares: chargers.map(({ id }) => house.liveA(id)), state: house.state.memory.balance, because };
}

describe('balance', () => {
  it('off by default: everybody has what the fuse leaves', () => {
    const { shares, state } = home([8, 2, 2], { balance: 'off' });
    assert.deepEqual([shares, state], [[16, 16, 16], 'off']);
  });
  it('lowers the car on the full phase when 15 % can be reached that way, and says so', () => {
    const { shares, state, because } = home([8, 2, 2], { balance: 'percent' });
    assert.deepEqual([shares, state, because[0]], [[13, 16, 16], 'kept', 'phase-balance']);
  });
  it('of several on the full phase the one that has most, step by step', () => {
    const chargers = { a: [1], b: [1], c: [2], d: [3] } as const;
    const { shares, state } = home([0, 6, 6], { balance: 'percent', limits: { a: 8, c: 10, d: 10 } }, chargers);
    assert.deepEqual([shares, state], [[8, 10, 10, 10], 'kept']);
    assert.deepEqual(
      home([0, 6, 6], { balance: 'percent', limits: { b: 8, c: 10, d: 10 } }, chargers).shares,
      [10, 8, 10, 10],
    );
    const both = home([10, 10, 10], { balance: 'percent', limits: { a: 12, b: 11, c: 16, d: 16 } }, chargers);
    assert.deepEqual(both.shares, [10, 10, 16, 16]);
  });
  it('counts house and cars together', () => {
    assert.deepEqual(
      home([10, 4, 4], { balance: 'percent' }).shares,
      [13, 16, 16],
      '23 A and 20 A; the house alone: 5 A',
    );
  });
  it('counts what a car takes, where that is less than its offer', () => {
    const { shares, state } = home([1, 1, 1], { balance: 'percent', takes: { b: 10 } });
    assert.deepEqual([shares, state], [[11, 11, 11], 'kept']);
    assert.ok(imbalancePct([11.7, 10.7, 11.7]) <= 15);
    const full = home([8, 2, 2], { balance: 'percent', takes: { a: 10 } });
    assert.deepEqual(full.state, 'kept', JSON.stringify(full));
  });
  it('counts no more than its level of a car that would take more', () => {
    const house = new House(siteFacts({ balance: 'percent', chargers: [chargerFacts('a', { phases: [1] })] }));
    const seat = takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs);
    const hungry = { ...seat, charger: { ...seat.charger, car: { ...seat.charger.car, capA: amps(12) } } };
    assert.equal(balance(house.state, [hungry], new Map([['a', 8]]), [2, 10, 10]).imbalancePct, 0);
  });
  it('lowers nobody when conditions do not permit, and tells that they do not', () => {
    const { shares, state } = home([16, 0, 20], { balance: 'percent' });
    assert.deepEqual([shares, state], [[16, 16, 16], 'not-permitted']);
    assert.equal(
      balanceText('en', 'not-permitted', { imbalancePct: 44.4 }),
      'The phases are 44% apart, and no charger can fix that without pausing',
    );
  });
  it('never below the minimum, and never a pause', () => {
    const { shares, state } = home([30, 2, 2], { balance: 'percent' });
    assert.deepEqual([shares, state], [[16, 16, 16], 'not-permitted']);
  });
  it('does not bring a car down to where nobody counts', () => {
    const { shares, state } = home([0, -4, 0], { balance: 'percent' }, { a: [2] });
    assert.deepEqual([shares, state], [[16], 'not-permitted'], 'and not to 9 A, which are 5 A at the meter');
  });
  it('nothing is amiss while nobody counts', () =>
    assert.equal(home([0, -4, 0], { balance: 'percent', limits: { a: 8 } }, { a: [2] }).state, 'kept'));
  it('a three-phase car cannot mend it, and is not lowered for it', () => {
    const { shares, state } = home([12, 2, 2], { balance: 'percent' }, { a: [1, 2, 3] });
    assert.deepEqual([shares, state], [[16], 'not-permitted']);
  });
  it('a spread in amps instead of a percentage', () => {
    assert.deepEqual(home([8, 2, 2], { balance: 'spread', spreadA: amps(6) }).shares, [16, 16, 16]);
    assert.deepEqual(home([8, 2, 2], { balance: 'spread', spreadA: amps(4) }).shares, [14, 16, 16]);
    assert.equal(home([40, 2, 2], { balance: 'spread', spreadA: amps(20) }).state, 'not-permitted');
    assert.deepEqual(
      home([2, 0, 0], { balance: 'spread', spreadA: amps(1) }).shares,
      [15, 16, 16],
      'though 11 % apart',
    );
  });
  it('on a supply of one phase there is nothing to balance', () => {
    assert.equal(home([8], { balance: 'percent', phases: 1 }, { a: [1] }).state, 'off');
  });
});
