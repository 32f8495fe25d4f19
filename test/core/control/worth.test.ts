import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Bucket } from '../../../core/control/memory.js';
import type { Seat } from '../../../core/control/seat.js';
import { PRESET_NUMBERS, type PresetNumbers } from '../../../core/control/sun/presets.js';
import { withSample } from '../../../core/control/sun/surplus.js';
import { carriesW, promiseWs, type Sky, worthW } from '../../../core/control/sun/worth.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, NO_BATTERY, siteFacts } from './house.js';

/** A one-phase car of 6 to 16 A, which takes 0.3 A less. */
function car(over: Partial<Seat> = {}, ecoPlusA = 0): Seat {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { phases: [1], ecoPlusA: amps(ecoPlusA) })] }));
  house.plugIn('a');
  return { ...takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs), ...over };
}
const LEAST_W = 5.7 * 230;
const MOST_W = 15.7 * 230;

interface Given extends Partial<Omit<Sky, 'numbers' | 'battery'>> {
  readonly numbers?: Partial<PresetNumbers>;
  readonly battery?: Partial<Sky['battery']>;
}
const sky = ({ numbers, battery, ...over }: Given): Sky => ({
  numbers: { ...PRESET_NUMBERS.balanced, lookBackWeight: 0, ...numbers },
  voltageV: 230,
  surplusW: 0,
  past: [],
  driftW: 0,
  allRest: false,
  ...over,
  battery: { ...NO_BATTERY, ...battery },
});
const worth = (given: Given, on: readonly Seat[] = [car()]): number => Math.round(worthW(sky(given), on));
const ago = (s: number, value: number): Bucket => ({ at: monoMs(1_000_000 - s * 1000), value, count: 1 });

describe('worth: sun taken, less grid', () => {
  it('as much sun as the cars take, at least their minimums, at most their limits', () => {
    assert.equal(worth({ surplusW: 2000 }), 2000);
    assert.equal(worth({ surplusW: 9000 }), Math.round(MOST_W));
    assert.equal(worth({ surplusW: 1000 }), Math.round(LEAST_W - 2 * (LEAST_W - 1000)));
    assert.equal(worth({ surplusW: 9000 }, [car(), car()]), Math.round(2 * MOST_W));
  });
  it('grid as the preset weighs it', () => {
    assert.equal(worth({ surplusW: 1000, numbers: { gridWeight: 3 } }), Math.round(LEAST_W - 4 * (LEAST_W - 1000)));
  });
  it('what the battery holds counts as sun', () => {
    const short = LEAST_W - 1000;
    assert.equal(worth({ surplusW: 1000, battery: { holdsW: 100 } }), Math.round(LEAST_W - 2 * (short - 100)));
    assert.equal(worth({ surplusW: 1000, battery: { holdsW: 2000 } }), Math.round(LEAST_W), 'as far as it is needed');
    assert.equal(worth({ surplusW: 9000, battery: { holdsW: 2000 } }), Math.round(MOST_W));
  });
  it('the allowance of each costs nothing and wins nothing', () => {
    const short = LEAST_W - 1000;
    assert.equal(worth({ surplusW: 1000 }, [car({}, 1)]), Math.round(1000 - (short - 230)));
    assert.equal(worth({ surplusW: 1000 }, [car({}, 5)]), 1000);
    assert.equal(worth({ surplusW: 2 * 1000 }, [car({}, 1), car({}, 1)]), Math.round(2000 - 2 * (short - 230)));
    assert.equal(worth({ surplusW: 0 }, [car({}, 5)]), -Math.round(LEAST_W - 5 * 230), 'it charges nobody by itself');
    assert.equal(worth({ surplusW: 1000, battery: { holdsW: 100 } }, [car({}, 5)]), 1100, 'the battery gives first');
  });
  it('what the house takes beyond the sun counts, where the preset does not forbear', () => {
    assert.equal(worth({ surplusW: -500 }), Math.round(LEAST_W - 2 * (LEAST_W + 500)));
    assert.equal(worth({ surplusW: -500, numbers: { forbearing: true } }), Math.round(LEAST_W - 2 * LEAST_W));
  });
  it('nobody charging is worth nothing, whatever the house takes', () => {
    assert.deepEqual([worth({ surplusW: -500 }, []), worth({ surplusW: 9000 }, [])], [0, 0]);
  });
});

describe('worth: the look-back', () => {
  const numbers = { lookBackWeight: 0.25, lookBackMs: 300_000 };
  it('weighs what it was worth in the last minutes', () => {
    const past = [ago(300, 9000), ago(290, 2000), ago(0, 3000)];
    assert.equal(worth({ surplusW: 2000, past, numbers }), 0.75 * 2000 + 0.25 * 2500, 'not what is older');
    assert.equal(worth({ surplusW: 2000, numbers }), 2000, 'nothing seen yet: the present alone');
  });
  it('moved by what the sun is expected to do', () => {
    assert.equal(worth({ surplusW: 2000, past: [ago(0, 2000)], driftW: 400, numbers }), 0.75 * 2000 + 0.25 * 2400);
  });
});

describe('worth: the promise of a change', () => {
  const promise = (past: readonly Bucket[], promiseS = 120, to: readonly Seat[] = [car()]): number =>
    Math.round(promiseWs(sky({ past, numbers: { promiseS } }), [], to));
  it('is what the last two minutes would have won, for as long as the preset says', () => {
    assert.equal(promise([ago(200, 9000), ago(119, 2000), ago(0, 3000)]), 2500 * 120);
    assert.equal(promise([ago(200, 9000), ago(0, 3000)], 0), 0);
  });
  it('is as much less as the view is shorter', () => {
    assert.equal(promise([ago(60, 2000), ago(0, 2000)]), 2000 * 60);
    assert.equal(promise([ago(0, 2000)]), 0);
    assert.equal(promise([]), 0);
  });
  it('is never less than nothing', () => assert.equal(promise([ago(120, -500), ago(0, -500)]), 0));
});

describe('worth: what the house battery makes good', () => {
  it('what it gives; all of it for the first, where it may begin a charge', () => {
    const carries = (given: Given, on = 1) =>
      carriesW(
        sky(given),
        Array.from({ length: on }, () => car()),
      );
    const battery = { starts: true, holdsW: 500 };
    assert.equal(carries({ battery, allRest: true }), Number.POSITIVE_INFINITY);
    assert.equal(carries({ battery, allRest: true }, 2), 500);
    assert.equal(carries({ battery, allRest: false }), 500);
    assert.equal(carries({ battery: { holdsW: 500 }, allRest: true }), 500);
  });
});

describe('the look-back of the surplus', () => {
  const add = (past: readonly Bucket[], s: number, value: number) => withSample(past, monoMs(s * 1000), value, 60_000);
  it('means over stretches of ten seconds, those of the span', () => {
    const one = add([], 101, 1000);
    assert.deepEqual(one, [{ at: 100_000, value: 1000, count: 1 }]);
    const mean = add(add(one, 103, 2000), 109, 3000);
    assert.deepEqual(mean, [{ at: 100_000, value: 2000, count: 3 }]);
    const next = { at: 110_000, value: 5, count: 1 };
    assert.deepEqual(add(mean, 110, 5), [...mean, next]);
    assert.deepEqual(add(add(mean, 110, 5), 160, 7), [next, { at: 160_000, value: 7, count: 1 }]);
  });
});
