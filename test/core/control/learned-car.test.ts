import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { learn } from '../../../core/control/learn.js';
import {
  afterStart,
  type CarTraits,
  type KnownCars,
  type LearnedCar,
  UNKNOWN_CAR,
  UNKNOWN_TRAITS,
  withCar,
} from '../../../core/control/learned-car.js';
import { type ChargerState, unheardCharger } from '../../../core/control/site-state.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts } from './house.js';

const HOUR_MS = 3_600_000;

/** A car that has settled long ago on the offer of a three-phase charger. */
function settled(offerA: number, drawA: number, car: Partial<LearnedCar> = {}): ChargerState {
  const charger = unheardCharger(chargerFacts('a', { maxA: amps(32) }), NO_WISHES, {
    abilities: {},
    memory: null,
    transactions: {},
  });
  return {
    ...charger,
    connected: true,
    status: 'Charging',
    offers: [{ at: monoMs(0), limitA: amps(offerA), sure: true }],
    draws: [{ at: monoMs(HOUR_MS), drawA: amps(drawA) }],
    measuredA: amps(drawA),
    car: { ...UNKNOWN_CAR, ...car },
  };
}
const learned = (charger: ChargerState): LearnedCar => {
  const { measuredA } = charger;
  return learn(charger, [measuredA, measuredA, measuredA], monoMs(HOUR_MS));
};

describe('the learned car: one sample', () => {
  it('teaches nothing while the car does not charge', () => {
    const charger = settled(10, 9.5);
    assert.notDeepEqual(learned(charger), charger.car);
    for (const status of ['SuspendedEV', 'Faulted', 'Finishing'] as const)
      assert.equal(learned({ ...charger, status }), charger.car);
  });
  it('short of its offer by more than 1 A is not yet its maximum, a second one is', () => {
    const first = learned(settled(16, 13));
    assert.deepEqual([first.shortSamples, first.shortSince, first.capA, first.mostA], [1, HOUR_MS, null, null]);
    const second = learned(settled(16, 13, { ...first, shortSince: monoMs(5) }));
    assert.deepEqual([second.shortSamples, second.shortSince, second.capA, second.mostA], [2, 5, 13, 13]);
  });
  it('what it drew when it settled on an offer is what a step is measured by, not what it came to since', () => {
    const before = learned(settled(10, 9.7));
    assert.deepEqual(before.settled, { offerA: 10, drawA: 9.7 });
    assert.deepEqual(learned(settled(10, 9.1, before)).settled, { offerA: 10, drawA: 9.7 });
    assert.equal(learned(settled(11, 9.8, before)).dullSteps, 1);
    assert.equal(learned(settled(11, 10.7, { ...before, dullSteps: 1 })).dullSteps, 0);
  });
});

describe('the learned car: its conductors', () => {
  const of = (currentA: readonly number[], car: Partial<LearnedCar>): readonly unknown[] => {
    const { conductors, phasesSeen } = learn(settled(10, 9.7, car), currentA.map(amps), monoMs(HOUR_MS));
    return [conductors, phasesSeen];
  };
  it('known from the last visit they have been seen in this one', () => {
    assert.deepEqual(of([9.7, 9.7, 0], { conductors: [0, 1] }), [[0, 1], true]);
  });
  it('others than before are another car’s', () => {
    assert.deepEqual(of([9.7, 0, 9.7], { conductors: [0, 1] }), [[0, 2], true]);
    assert.deepEqual(of([9.7, 9.7, 9.7], { conductors: [0, 1], phasesSeen: true }), [[0, 1, 2], true]);
    assert.deepEqual(of([9.7, 0, 0], { conductors: [0, 1], phasesSeen: true }), [[0], true]);
  });
});

describe('the learned car: what it stayed away from', () => {
  const refusing = (offerA: number, times: number) => ({ offerA: amps(offerA), times });
  it('is nothing for one that starts at once', () => {
    assert.equal(afterStart(UNKNOWN_CAR, amps(6)).refuses, null);
    const car = { ...UNKNOWN_CAR, refuses: refusing(7, 2) };
    assert.deepEqual(afterStart(car, amps(8)).refuses, refusing(7, 2));
    assert.equal(afterStart(car, amps(7)).refuses, null, 'it takes what it had stayed away from');
  });
  it('counts again when it happens again, at that offer or a higher one', () => {
    const after = (refusedA: number, offerA: number) =>
      afterStart({ ...UNKNOWN_CAR, refuses: refusing(7, 1), refusedA: amps(refusedA) }, amps(offerA));
    assert.deepEqual([after(7, 9).refuses, after(7, 9).refusedA], [refusing(7, 2), null]);
    assert.deepEqual(after(8, 9).refuses, refusing(8, 2));
    assert.deepEqual(after(6, 9).refuses, refusing(6, 1), 'a lower one begins anew');
    assert.equal(after(9, 9).refuses, null, 'it came at what it had refused');
  });
});

describe('the learned car: put away', () => {
  const traits = (offsetA: number): CarTraits => ({ ...UNKNOWN_TRAITS, offsetA: amps(offsetA) });
  const visits = (cards: readonly string[], before: KnownCars = {}): KnownCars =>
    cards.reduce((cars, card) => withCar(cars, 'a', card, traits(0.4)), before);
  const many = Array.from({ length: 20 }, (_, k) => `card-${k}`);
  it('twenty of them; the longest away is forgotten', () => {
    const cars = Object.keys(visits([...many, 'new'])['a'] ?? {});
    assert.deepEqual(cars, [...many.slice(1), 'new']);
  });
  it('one that comes often stays, though nothing new is learned of it', () => {
    const cars = Object.keys(visits([...many, 'card-0', 'new'])['a'] ?? {});
    assert.ok(cars.includes('card-0') && !cars.includes('card-1'), cars.join());
  });
  it('nothing is put away twice', () => {
    const cars = visits(['anna']);
    assert.equal(withCar(cars, 'a', 'ANNA', traits(0.4)), cars);
    assert.equal(withCar(cars, 'a', 'anna', traits(0.5))['a']?.['anna']?.offsetA, 0.5);
  });
});
