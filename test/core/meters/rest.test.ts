import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rest } from '../../../core/meters/bus/rest.js';

const wells = (rest: Rest, unitId: number, count: number) => {
  for (let i = 0; i < count; i++) rest.well(unitId);
};

describe('the rest a unit gets before it is asked', () => {
  it('is the line’s least while all is well', () => {
    const rest = new Rest(4);
    wells(rest, 1, 5000);
    assert.equal(rest.before(1), 4);
  });
  it('grows in two steps, for the unit that needs it alone', () => {
    const rest = new Rest(4);
    const grown = [1, 2, 3].map(() => {
      rest.missed(1);
      return rest.before(1);
    });
    assert.deepEqual([grown, rest.before(2)], [[20, 80, 80], 4]);
  });
  it('is a step less after a thousand good answers', () => {
    const rest = new Rest(4);
    rest.missed(1);
    rest.missed(1);
    wells(rest, 1, 999);
    assert.equal(rest.before(1), 80);
    wells(rest, 1, 1);
    assert.equal(rest.before(1), 20);
    wells(rest, 1, 1000);
    assert.equal(rest.before(1), 4);
  });
  it('never falls below what a slow line needs', () => {
    const rest = new Rest(32);
    rest.missed(1);
    assert.equal(rest.before(1), 80);
    wells(rest, 1, 1000);
    assert.equal(rest.before(1), 32);
  });
  it('is none where frames tell their length', () => {
    const rest = new Rest(0);
    rest.missed(1);
    assert.equal(rest.before(1), 0);
  });
});
