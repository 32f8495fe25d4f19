import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rest } from '../../../core/meters/bus/rest.js';
import { randomSource } from '../../../examples/simulated-home/random.js';

const answered = (rest: Rest, count: number) => {
  for (let i = 0; i < count; i++) rest.answered(1, true);
};
const missed = (rest: Rest, count: number) => {
  for (let i = 0; i < count; i++) rest.missed(1, true);
};

describe('the rest a unit gets before it is asked', () => {
  it('is the line’s least while all is well, and after misses that prove nothing', () => {
    const rest = new Rest(4);
    answered(rest, 5000);
    for (let i = 0; i < 50; i++) {
      rest.missed(1, false);
      missed(rest, 2);
      answered(rest, 1);
    }
    assert.equal(rest.before(1), 4);
  });
  it('grows for a unit that misses what follows an answer of its own at once three times, and for that one alone', () => {
    const rest = new Rest(4);
    missed(rest, 2);
    // What it answers after a long quiet takes nothing back.
    rest.answered(1, false);
    missed(rest, 1);
    assert.deepEqual([rest.before(1), rest.before(2)], [20, 4]);
  });
  it('grows with every two misses from then on, until it has met one', () => {
    const rest = new Rest(0);
    missed(rest, 3);
    const grown = [1, 2, 3, 4].map(() => {
      rest.answered(1, false);
      missed(rest, 2);
      return rest.before(1);
    });
    assert.deepEqual(grown, [80, 350, 1100, 1100]);
    const enough = new Rest(0);
    missed(enough, 3);
    answered(enough, 1);
    missed(enough, 2);
    assert.equal(enough.before(1), 20);
  });
  it('is proved by what is asked before the next step would have been over', () => {
    const rest = new Rest(4);
    assert.equal(rest.provesWithin(1), 20);
    for (let i = 0; i < 9; i++) missed(rest, 3);
    assert.equal(rest.provesWithin(1), Number.POSITIVE_INFINITY);
  });
  it('is a step less after fifty good answers, and another after fifty more', () => {
    const rest = new Rest(4);
    missed(rest, 5);
    const after = [49, 1, 49, 1].map((count) => {
      answered(rest, count);
      return rest.before(1);
    });
    assert.deepEqual(after, [80, 20, 20, 4]);
  });
  it('is given back where a unit meets nothing so early, and tried half as often each time', () => {
    const rest = new Rest(4);
    missed(rest, 3);
    const waits: number[] = [];
    for (let trial = 0; trial < 10; trial++) {
      let count = 0;
      for (; rest.before(1) === 20; count++) answered(rest, 1);
      waits.push(count);
      rest.answered(1, false);
      rest.missed(1, false);
      missed(rest, 2);
    }
    assert.deepEqual(waits, [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  });
  it('is tried as soon as at first once a trial went well', () => {
    const rest = new Rest(4);
    missed(rest, 3);
    for (let trial = 0; trial < 5; trial++) {
      while (rest.before(1) === 20) answered(rest, 1);
      missed(rest, 2);
    }
    while (rest.before(1) === 20) answered(rest, 1);
    answered(rest, 20);
    missed(rest, 3);
    answered(rest, 50);
    assert.equal(rest.before(1), 4);
  });
  it('stays short on a line that loses one in ten', () => {
    const rest = new Rest(4);
    const chance = randomSource(7);
    let sumMs = 0;
    for (let asked = 0; asked < 20_000; asked++) {
      sumMs += rest.before(1);
      if (chance() < 0.1) rest.missed(1, true);
      else rest.answered(1, true);
    }
    assert.ok(sumMs / 20_000 < 6, `${sumMs / 20_000} ms`);
  });
  it('never falls below what a slow line needs', () => {
    const rest = new Rest(32);
    missed(rest, 3);
    assert.equal(rest.before(1), 80);
    answered(rest, 50);
    assert.equal(rest.before(1), 32);
  });
});
