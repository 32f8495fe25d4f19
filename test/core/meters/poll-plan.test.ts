import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type PollPlan, planWithoutHoles, pollWays } from '../../../core/meters/poll-plan.js';
import { type Point, type Points, type RegisterMap, WIDTH } from '../../../core/meters/register-map.js';
import { POINT_NAMES, REGISTER_TYPES } from '../../../core/model/config.js';

const MAP: RegisterMap = {
  id: 'test',
  name: 'test',
  phases: 3,
  functionCode: 3,
  wordOrder: 'high-first',
  unitId: 1,
  points: {},
  source: 'this test',
};
const f32 = (address: number): Point => ({ address, type: 'f32', scale: 1 });
const spans = (blocks: readonly { functionCode: number; address: number; count: number }[]) =>
  blocks.map(({ functionCode, address, count }) => [functionCode, address, count]);

/** The first way to ask, in the fewest reads. */
function first(points: Points, map: RegisterMap): PollPlan {
  const { live, slow } = pollWays(points, map);
  return { live: live[0] ?? [], slow: slow[0] ?? [] };
}

describe('poll plan', () => {
  it('reads values that lie near each other at once, because a request costs more than a few registers', () => {
    const plan = first({ voltage1V: f32(0), current1A: f32(6), powerW: f32(30) }, MAP);
    assert.deepEqual(spans(plan.live), [[3, 0, 32]]);
  });
  it('does not read over a wide gap', () => {
    assert.deepEqual(spans(first({ voltage1V: f32(0), powerW: f32(100) }, MAP).live), [
      [3, 0, 2],
      [3, 100, 2],
    ]);
  });
  it('splits at the meter’s limit', () => {
    const points = { phase1W: f32(0), phase2W: f32(5), phase3W: f32(10), powerW: f32(15) };
    assert.deepEqual(spans(first(points, { ...MAP, maxRegisters: 11 }).live), [
      [3, 0, 7],
      [3, 10, 7],
    ]);
  });
  it('never mixes function codes', () => {
    const points = { powerW: f32(0), voltage1V: { ...f32(2), functionCode: 4 as const } };
    assert.deepEqual(spans(first(points, MAP).live), [
      [3, 0, 2],
      [4, 2, 2],
    ]);
  });
  it('without holes reads not one register that was not asked for', () => {
    assert.deepEqual(spans(planWithoutHoles({ voltage1V: f32(0), current1A: f32(2), powerW: f32(5) }, MAP).live), [
      [3, 0, 4],
      [3, 5, 2],
    ]);
  });
  it('keeps energy, frequency and state of charge apart from what must be quick', () => {
    const plan = first({ powerW: f32(0), importWh: f32(2), frequencyHz: f32(4), socPct: f32(6) }, MAP);
    assert.deepEqual(spans(plan.live), [[3, 0, 2]]);
    assert.deepEqual(spans(plan.slow), [[3, 2, 6]]);
  });
  it('whatever the map and the way: every point once, inside its block, no block above the limit', () => {
    const point = fc.record({
      address: fc.integer({ min: 0, max: 400 }),
      type: fc.constantFrom(...REGISTER_TYPES),
      scale: fc.constant(1),
    });
    const points = fc.dictionary(fc.constantFrom(...POINT_NAMES), point);
    fc.assert(
      fc.property(points, fc.integer({ min: 4, max: 125 }), (some, maxRegisters) => {
        const map = { ...MAP, maxRegisters };
        const { live, slow } = pollWays(some, map);
        const plans = live.flatMap((one) => slow.map((other): PollPlan => ({ live: one, slow: other })));
        for (const plan of [...plans, planWithoutHoles(some, map)]) {
          const blocks = [...plan.live, ...plan.slow];
          assert.deepEqual(
            blocks.flatMap((block) => block.points.map(({ name }) => name)).sort(),
            Object.keys(some).sort(),
          );
          for (const block of blocks) {
            assert.ok(block.count <= maxRegisters);
            for (const { point: one } of block.points) {
              assert.ok(one.address >= block.address);
              assert.ok(one.address + WIDTH[one.type] <= block.address + block.count);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
