import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import { handOver } from '../../../core/control/sharing/hand-over.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** A car at so much, which draws half an ampere more than it is offered. */
function seat(id: string, offeredA: number): Seat {
  const house = new House(siteFacts({ chargers: [chargerFacts(id, { phases: [1] })] }));
  house.plugIn(id);
  const taken = takeSeat(house.state, house.charger(id), house.now, house.now.monoMs);
  const charger = { ...taken.charger, car: { ...taken.charger.car, offsetA: amps(-0.5) } };
  return { ...taken, charger, offeredA, drawNow: { lowA: 0, highA: 0 } };
}
const raised = (seats: readonly Seat[], to: Readonly<Record<string, number>>): number | undefined =>
  handOver(seats, new Map(Object.entries(to)), [16, 16, 16]).get('b');

describe('hand over: what is promised to one is not given to another', () => {
  it('what it is offered, and what it draws above that', () => {
    assert.equal(raised([seat('a', 6), seat('b', 6)], { a: 6, b: 16 }), 9);
  });
  it('no more than it is lowered to, where it draws that little already', () => {
    assert.equal(raised([seat('a', 12), seat('b', 6)], { a: 6, b: 16 }), 9);
  });
  it('what it draws above its raise is not free', () => {
    const above = { ...seat('a', 6), drawNow: { lowA: 12, highA: 12 } };
    assert.equal(raised([above, seat('b', 0)], { a: 8, b: 16 }), 0);
    assert.equal(raised([seat('a', 6), seat('b', 0)], { a: 8, b: 16 }), 7);
  });
  it('to one that is paused, or takes nothing, nothing is promised', () => {
    assert.equal(raised([seat('a', 0), seat('b', 6)], { a: 0, b: 16 }), 16);
    const idle = { ...seat('a', 6), idle: true };
    assert.equal(raised([idle, seat('b', 6)], { a: 6, b: 16 }), 16);
    assert.equal(raised([idle, seat('b', 6)], { a: 16, b: 16 }), 16, 'nor where it is to be offered more');
  });
});
