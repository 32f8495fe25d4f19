import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changesWhileStill, stillHome } from './still-homes.js';

const HOMES = 40;

describe(`${HOMES} homes drawn at random in which nothing changes`, () => {
  it('nor do the limits, but for a single step on the edge', () => {
    const restless = Array.from({ length: HOMES }, (_, seed) => [seed, changesWhileStill(stillHome(seed))] as const);
    assert.deepEqual(
      restless.filter(([, changes]) => changes > 1),
      [],
      'homes by their seed, and how often a limit changed in ten minutes',
    );
  });
});
