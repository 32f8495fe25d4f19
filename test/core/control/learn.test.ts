import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { learn } from '../../../core/control/learn.js';
import { unheardCharger } from '../../../core/control/site-state.js';
import { amps, monoMs, wallMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts } from './house.js';

const NOTHING_KEPT = { abilities: {}, memory: null, transactions: {} };

/** What is learned of the phases from one sample of a charging three-phase charger. */
function conductors(...currentA: number[]): readonly number[] | null {
  const charger = unheardCharger(chargerFacts('a'), NO_WISHES, NOTHING_KEPT);
  const measuredA = amps(Math.max(...currentA));
  const sample = { takenAt: monoMs(1), takenAtWall: wallMs(1), currentA: currentA.map(amps) };
  return learn({ ...charger, status: 'Charging', measuredA }, sample).conductors;
}

describe('the learned car: phases really used', () => {
  it('are those with more than 1 A, because a meter shows some tenths on an idle one', () =>
    assert.deepEqual(conductors(9, 0.6, 0.4), [0]));
  it('are all three of a three-phase car', () => assert.deepEqual(conductors(9, 9.1, 8.9), [0, 1, 2]));
  it('are not judged while the car has hardly begun to draw', () => assert.equal(conductors(2, 0, 0), null));
});
