import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rest } from '../../../core/meters/bus/rest.js';

const answered = (rest: Rest, count: number) => {
  for (let i = 0; i < count; i++) rest.answered(1, true);
};
const strike = (rest: Rest) => {
  rest.missed(1, true);
  rest.missed(1, true);
};

describe('the rest a unit gets before it is asked', () => {
  it('is the line’s least while all is well, and after misses that prove nothing', () => {
    const rest = new Rest(4);
    answered(rest, 5000);
    for (let i = 0; i < 50; i++) {
      rest.missed(1, false);
      rest.missed(1, true);
      answered(rest, 1);
    }
    assert.equal(rest.before(1), 4);
  });
  it('grows for a unit that twice misses what follows an answer of its own at once, and for that one alone', () => {
    const rest = new Rest(4);
    rest.missed(1, true);
    // What it answers after a long quiet takes nothing back.
    rest.answered(1, false);
    rest.missed(1, true);
    assert.deepEqual([rest.before(1), rest.before(2)], [20, 4]);
  });
  it('grows with each miss from then on, until it has answered', () => {
    const rest = new Rest(0);
    strike(rest);
    const grown = [1, 2, 3, 4].map(() => {
      rest.answered(1, false);
      rest.missed(1, true);
      return rest.before(1);
    });
    assert.deepEqual(grown, [80, 350, 1100, 1100]);
    const enough = new Rest(0);
    strike(enough);
    answered(enough, 1);
    enough.missed(1, true);
    assert.equal(enough.before(1), 20);
  });
  it('is proved by what is asked before the next step would have been over', () => {
    const rest = new Rest(4);
    assert.equal(rest.provesWithin(1), 20);
    for (let i = 0; i < 9; i++) strike(rest);
    assert.equal(rest.provesWithin(1), Number.POSITIVE_INFINITY);
  });
  it('is a step less after ten thousand good answers', () => {
    const rest = new Rest(4);
    strike(rest);
    rest.missed(1, true);
    answered(rest, 9999);
    assert.equal(rest.before(1), 80);
    answered(rest, 1);
    assert.equal(rest.before(1), 20);
    answered(rest, 10_000);
    assert.equal(rest.before(1), 4);
  });
  it('is given back at the first miss after that, but not at one much later', () => {
    const rest = new Rest(4);
    strike(rest);
    answered(rest, 10_000);
    answered(rest, 50);
    rest.missed(1, false);
    assert.equal(rest.before(1), 20);
    answered(rest, 10_000);
    answered(rest, 100);
    rest.missed(1, false);
    assert.equal(rest.before(1), 4);
  });
  it('never falls below what a slow line needs', () => {
    const rest = new Rest(32);
    strike(rest);
    assert.equal(rest.before(1), 80);
    answered(rest, 10_000);
    assert.equal(rest.before(1), 32);
  });
});
