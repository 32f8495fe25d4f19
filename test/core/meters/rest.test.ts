import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rest } from '../../../core/meters/bus/rest.js';

const answered = (rest: Rest, count: number) => {
  for (let i = 0; i < count; i++) rest.answered(1);
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
  it('grows in two steps for a unit that misses twice in a row what follows its fence, and for that one alone', () => {
    const rest = new Rest(4);
    const grown = [1, 2, 3].map(() => {
      strike(rest);
      return rest.before(1);
    });
    assert.deepEqual([grown, rest.before(2)], [[20, 80, 80], 4]);
  });
  it('is a step less after ten thousand good answers', () => {
    const rest = new Rest(4);
    strike(rest);
    strike(rest);
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
  it('is none where frames tell their length', () => {
    const rest = new Rest(0);
    strike(rest);
    assert.equal(rest.before(1), 0);
  });
});
