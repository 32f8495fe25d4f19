import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseBySun, type Question } from '../../../core/control/sun/eco-plus.js';
import { NOT_HIDDEN } from '../../../core/control/sun/hidden-sun.js';
import { onPhases } from '../../../core/control/take-seat.js';
import { monoMs } from '../../../core/model/units.js';
import { asked, type Car, chosen, remembering } from './asked.js';
import { NO_BATTERY } from './house.js';

describe('ECO+: who charges from the sun', () => {
  it('a car starts when it would have won its price, not before', () => {
    assert.equal(chosen(asked({ a: {} }, { surplusW: 3000, dtS: 10 })), '');
    assert.equal(chosen(asked({ a: {} }, { surplusW: 3000, dtS: 60 })), 'a/1');
  });
  it('what was collected counts, as long as the same cars charge', () => {
    const memory = remembering({ 'add a/1': 1 });
    assert.equal(chosen(asked({ a: {} }, { memory })), 'a/1');
    assert.equal(chosen(asked({ a: {} }, { memory: { ...memory, running: 'b/1' } })), '');
  });
  it('losses count against it, never below zero', () => {
    const { regret } = chooseBySun(
      asked({ a: {} }, { surplusW: -2000, dtS: 300, memory: remembering({ 'add a/1': 0.01 }) }),
    );
    assert.deepEqual(regret, { 'add a/1': 0 });
  });
  it('the change that is furthest above its price is made', () => {
    const cars = { a: { atA: 6 }, b: {} };
    assert.equal(chosen(asked(cars, { memory: remembering({ 'add b/1': 1, 'drop a': 2 }) })), '');
    assert.equal(chosen(asked(cars, { memory: remembering({ 'add b/1': 2, 'drop a': 1 }) })), 'a/1,b/1');
  });
  it('nobody else starts while one is starting, but one may stop', () => {
    const cars = { a: { startsAtA: 6 }, b: {} };
    assert.equal(chosen(asked(cars, { memory: remembering({ 'add b/1': 1 }) })), 'a/1');
    assert.equal(chosen(asked(cars, { memory: remembering({ 'add b/1': 2, 'drop a': 1 }) })), '');
  });
  it('grid energy at the minimum ends at the bound of the preset', () => {
    const last = (gridWh: number) => asked({ a: { atA: 6 }, b: { atA: 6, got: { gridWh } } }, { surplusW: 9000 });
    assert.equal(chosen(last(1499)), 'a/1,b/1');
    assert.equal(chosen(last(1501)), 'a/1');
  });
  it('and after that a pause lasts until the sun carries it, or the battery does', () => {
    const memory = remembering({ 'add a/1': 1 });
    const spent = (gridWh: number, surplusW: number, over: Partial<Question> = {}) =>
      chosen(asked({ a: { got: { gridWh } } }, { surplusW, memory, ...over }));
    assert.deepEqual([spent(1500, 1310), spent(1501, 1310), spent(1501, 1311)], ['a/1', '', 'a/1']);
    assert.equal(spent(1501, 1000, { battery: { ...NO_BATTERY, holdsW: 400 } }), 'a/1');
    assert.equal(spent(1501, 2000, { toldW: 1000 }), '', 'a car on its way down is no sun');
  });
  it('who asks for less sun than the one before it may begin in what that one cannot', () => {
    const cars = { a: { phases: [1, 2, 3] as const }, b: { phases: [2] as const }, c: { phases: [3] as const } };
    const { regret } = chooseBySun(asked(cars, { surplusW: 2000, dtS: 10 }));
    assert.deepEqual(
      Object.keys(regret),
      ['add a/3', 'add b/1'],
      'not the third, which asks for as much as the second',
    );
    assert.equal(chosen(asked(cars, { surplusW: 2000, dtS: 60 })), 'b/1');
    assert.equal(chosen(asked(cars, { surplusW: 9000, dtS: 60 })), 'a/3');
  });
  it('who no longer fits the fuse goes, the last first', () => {
    const cars = { a: { atA: 6 }, b: { atA: 6 } };
    assert.equal(chosen(asked(cars, { surplusW: 9000, laxA: [11, 32, 32] })), 'a/1');
    assert.equal(chosen(asked(cars, { surplusW: 9000, laxA: [12, 32, 32] })), 'a/1,b/1');
  });
  it('one fits when all of its phases do, and all of them together', () => {
    const wide = { phases: [1, 2, 3] as const };
    const memory = remembering({ 'add b/3': 1 });
    assert.equal(chosen(asked({ a: { atA: 6 }, b: wide }, { memory, roomsA: [12, 5, 6] })), 'a/1');
    assert.equal(chosen(asked({ a: { atA: 6 }, b: wide }, { memory, roomsA: [11, 6, 6] })), 'a/1');
    assert.equal(chosen(asked({ a: { atA: 6 }, b: wide }, { memory, roomsA: [12, 6, 6] })), 'a/1,b/3');
  });
  it('a battery that may begin a charge begins the first, not one beside another', () => {
    const battery = { ...asked({ a: {} }).battery, starts: true, holdsW: 0 };
    const gain = (cars: Readonly<Record<string, Car>>) => chooseBySun(asked(cars, { battery, dtS: 3600 })).regret;
    assert.ok((gain({ a: {}, b: {} })['add a/1'] ?? 0) > 1);
    assert.equal(gain({ a: { atA: 6 }, b: {} })['add b/1'], 0);
    assert.ok((gain({ a: { atA: 6 }, b: {} })['drop a'] ?? 0) > 1, 'nor carries one that it has not begun');
  });
  it('company that the sun carries is not parted, company that it does not carry is', () => {
    const loss = (cars: Readonly<Record<string, Car>>, surplusW: number): number =>
      chooseBySun(
        asked(cars, { surplusW, dtS: cars['b'] ? 3600 : 500, memory: remembering({ 'drop b': 5, 'drop a': 5 }) }),
      ).regret[cars['b'] ? 'drop b' : 'drop a'] ?? 0;
    const two = { a: { atA: 6 }, b: { atA: 6 } };
    const enough = 2 * 5.7 * 230;
    assert.ok(loss(two, enough - 1) - loss(two, enough) > 0.15);
    assert.ok(Math.abs(loss({ a: { atA: 6 } }, enough / 2 - 1) - loss({ a: { atA: 6 } }, enough / 2)) < 0.01);
  });
  it('who does not fit the fuse does not start; the next in rank may', () => {
    const memory = remembering({ 'add a/1': 1, 'add b/1': 1 });
    assert.equal(chosen(asked({ a: {}, b: { phases: [2] } }, { memory, roomsA: [5, 6, 32] })), 'b/1');
  });
  it('a company that the sun carries is worth more than its power', () => {
    const gain = (surplusW: number): number =>
      chooseBySun(asked({ a: { atA: 6 }, b: {} }, { surplusW, dtS: 3600 })).regret['add b/1'] ?? 0;
    const enough = 2 * 5.7 * 230;
    assert.equal(
      Math.round(1000 * (chooseBySun(asked({ a: {} }, { surplusW: 1311, dtS: 500 })).regret['add a/1'] ?? 0)),
      Math.round((1311 * 500) / 3600),
    );
    assert.ok(gain(enough) - gain(enough - 1) > 0.15, `${gain(enough)} kWh, ${gain(enough - 1)} kWh a little below`);
  });
});

describe('ECO+: one and three phases', () => {
  const switching = { phases: [1, 2, 3], phaseSwitching: 'on' } as const;
  const onOne = (over: Partial<Question>): Question => {
    const question = asked({ a: { ...switching, atA: 6 } }, over);
    const seats = question.seats.map((seat) => ({ ...onPhases(seat, 1), offeredPhases: 1 as const }));
    return { ...question, seats, memory: { ...question.memory, running: 'a/1', ...over.memory } };
  };
  it('starts on those that the fuse leaves, whatever the others would win', () => {
    const memory = remembering({ 'add a/3': 5, 'add a/1': 1 });
    assert.equal(chosen(asked({ a: switching }, { memory })), 'a/3');
    assert.equal(chosen(asked({ a: switching }, { memory, roomsA: [6, 5, 32] })), 'a/1');
  });
  it('switches when it has won its price, and all phases have room', () => {
    const memory = remembering({ 'phases a/3': 0.1 });
    assert.equal(chosen(onOne({ memory })), 'a/3');
    assert.equal(chosen(onOne({ memory, roomsA: [32, 5, 32] })), 'a/1');
    assert.equal(chosen(onOne({ memory: remembering({ 'phases a/3': 0.06 }) })), 'a/1');
  });
  it('only another number of phases is a change', () => {
    assert.deepEqual(Object.keys(chooseBySun(asked({ a: { atA: 6 } })).regret), ['drop a']);
    assert.deepEqual(Object.keys(chooseBySun(onOne({})).regret), ['drop a', 'phases a/3']);
  });
});

describe('ECO+: a waiting car takes the place of a running one', () => {
  const twoOfOne = { a: { priority: 1 }, b: { priority: 2, atA: 6 } };
  const enough = { surplusW: 1400, policy: 'priority' as const };
  const waited = (question: Question, s: number): Question => ({
    ...question,
    memory: { ...question.memory, swapSince: (question.at - s * 1000) as never },
  });
  it('under priority the one with the smaller number, after a minute', () => {
    const question = asked(twoOfOne, enough);
    assert.deepEqual([chosen(question), chooseBySun(question).swapSince], ['b/1', question.at]);
    assert.equal(chosen(waited(question, 59)), 'b/1');
    assert.equal(chooseBySun(waited(question, 59)).swapSince, question.at - 59_000, 'and the minute goes on');
    assert.equal(chosen(waited(question, 60)), 'a/1');
  });
  it('not one with a larger number, or the same', () => {
    for (const priority of [2, 3]) {
      assert.equal(chosen(waited(asked({ ...twoOfOne, a: { priority } }, enough), 60)), 'b/1');
    }
  });
  it('not where the sun or the fuse does not carry it', () => {
    assert.equal(chosen(waited(asked(twoOfOne, { ...enough, surplusW: 1300 }), 60)), 'b/1');
    assert.equal(chosen(waited(asked(twoOfOne, { ...enough, roomsA: [5, 32, 32] }), 60)), 'b/1');
  });
  it('not while one is starting', () => {
    assert.equal(chosen(waited(asked({ ...twoOfOne, b: { priority: 2, startsAtA: 6 } }, enough), 60)), 'b/1');
  });
  it('by turns the one who got clearly less, at the turn only and at once', () => {
    const got = (gotWh: number, over: Partial<Question>) =>
      asked({ a: {}, b: { atA: 6, got: { gotWh } } }, { surplusW: 1400, policy: 'energy-fair', turned: true, ...over });
    assert.equal(chosen(got(701, {})), 'a/1');
    assert.equal(chosen(got(700, {})), 'b/1');
    assert.equal(chosen(got(701, { turned: false })), 'b/1');
  });
  it('joins instead where the sun and the fuse carry both', () => {
    const both = { ...enough, surplusW: 2700 };
    assert.equal(chosen(waited(asked(twoOfOne, both), 60)), 'a/1,b/1');
    assert.equal(chosen(waited(asked(twoOfOne, both), 59)), 'b/1');
    assert.equal(chosen(waited(asked(twoOfOne, { ...both, surplusW: 2600 }), 60)), 'a/1', 'in the sun of one');
    assert.equal(chosen(waited(asked(twoOfOne, { ...both, roomsA: [11, 32, 32] }), 60)), 'a/1', 'with room for one');
  });
  it('gives the place of the last only', () => {
    const cars = { a: { atA: 6, phases: [2] as const, priority: 1 }, b: { priority: 2 }, c: { atA: 6, priority: 3 } };
    assert.equal(chosen(waited(asked(cars, { ...enough, surplusW: 2700 }), 60)), 'a/1,b/1');
  });
});

describe('ECO+: sun that is held back', () => {
  const endsAt = monoMs(9e9);
  const trying = {
    ...NOT_HIDDEN,
    hidden: true,
    trying: { kind: 'start', chargerId: 'b', sunW: 1400, endsAt },
  } as const;
  it('is tried by the one that it was given to, beside those that charge, as far as the fuse has room', () => {
    assert.equal(chosen(asked({ a: {}, b: {} }, { hidden: trying })), 'b/1');
    assert.equal(chosen(asked({ a: { atA: 6 }, b: {} }, { hidden: trying })), 'a/1,b/1');
    assert.equal(chosen(asked({ a: {}, b: { atA: 6 } }, { hidden: trying })), 'b/1');
    assert.equal(chosen(asked({ a: { atA: 6 }, b: {} }, { hidden: trying, roomsA: [11, 32, 32] })), 'a/1');
    assert.equal(chosen(asked({ b: { atA: 6 } }, { hidden: trying, roomsA: [7, 32, 32] })), 'b/1');
  });
  it('who was let in for it goes again when nothing is won by it', () => {
    const guest = { ...NOT_HIDDEN, hidden: true, guest: 'b' };
    const both = { a: { atA: 6 }, b: { atA: 6 } };
    const steady = remembering({ 'drop b': 0 });
    assert.equal(chosen(asked(both, { hidden: guest, surplusW: 1311, memory: steady })), 'a/1');
    assert.equal(chosen(asked(both, { hidden: guest, surplusW: 9000, memory: steady })), 'a/1,b/1');
    assert.equal(chosen(asked({ a: { atA: 6 }, b: {} }, { hidden: guest })), 'a/1', 'one that is no guest stays');
  });
  it('tells nothing of the sky', () => {
    const seen = (hidden: Question['hidden']): readonly string[] =>
      Object.keys(chooseBySun(asked({ a: {} }, { hidden, dtS: 2, surplusW: 3000 })).outlooks);
    assert.deepEqual([seen({ ...NOT_HIDDEN, hidden: true }), seen(NOT_HIDDEN)], [[], ['a/1 ×1']]);
  });
});
