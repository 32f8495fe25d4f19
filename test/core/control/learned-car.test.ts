import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { followsWithinA, learn } from '../../../core/control/car/learn.js';
import {
  afterStart,
  type CarTraits,
  type KnownCars,
  type LearnedCar,
  UNKNOWN_CAR,
  UNKNOWN_TRAITS,
  withCar,
} from '../../../core/control/car/learned-car.js';
import { unheardCharger } from '../../../core/control/initial-state.js';
import type { ChargerState } from '../../../core/control/site-state.js';
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
  it('teaches nothing of a car that hardly draws, nor of a charger that does not obey', () => {
    const asleep = settled(10, 0.9);
    assert.equal(learned(asleep), asleep.car);
    const caught = { samples: 2, since: monoMs(0), level: 1, levelAt: monoMs(0) } as const;
    const { settled: on, offsetA } = learned({ ...settled(10, 16), disobedience: caught });
    assert.deepEqual([on, offsetA], [null, 0.3]);
  });
  it('taken before the charge began it teaches nothing', () => {
    const early = learned({ ...settled(10, 9.5), chargingSince: monoMs(HOUR_MS + 1), chargingEndedAt: monoMs(0) });
    assert.equal(early.settled, null);
  });
  it('is held against the offer that was certainly followed, where its maximum hides which one is', () => {
    const charger = settled(16, 13, { capA: amps(13) });
    const offerA = (ago: number, sure: boolean): number | undefined => {
      const offers = [...charger.offers, { at: monoMs(HOUR_MS - ago), limitA: amps(20), sure }];
      return learned({ ...charger, offers }).settled?.offerA;
    };
    assert.deepEqual([offerA(5000, true), offerA(20_000, false), offerA(20_000, true)], [16, 16, 20]);
  });
  it('close to its offer leaves its maximum as it is, until it takes more', () => {
    assert.equal(learned(settled(10, 9.7, { mostA: amps(13) })).mostA, 13);
    assert.equal(learned(settled(14, 13.5, { mostA: amps(13) })).mostA, 13);
    assert.equal(learned(settled(14, 13.7, { mostA: amps(13) })).mostA, null);
  });
  it('above its offer counts as half an ampere: a meter shows that much too much, not more', () => {
    const offsetA = (drawA: number): number => Math.round(learned(settled(10, drawA)).offsetA * 100) / 100;
    assert.deepEqual([offsetA(10.4), offsetA(10.5), offsetA(11.2)], [-0.05, -0.1, -0.1]);
  });
  it('of whole amps at finer steps, or of large ones, it learns no more than an ampere of that', () => {
    const fine = settled(10, 8.5);
    const { offsetA, shortSamples } = learned({ ...fine, facts: { ...fine.facts, stepA: amps(0.1) } });
    assert.deepEqual([Math.round(offsetA * 100) / 100, shortSamples], [0.65, 0]);
    assert.deepEqual([0.1, 1, 2].map(followsWithinA), [1.9, 1, 1]);
  });
  it('what it drew when it settled on an offer is what a step is measured by, not what it came to since', () => {
    const before = learned(settled(10, 9.7));
    assert.deepEqual(before.settled, { offerA: 10, drawA: 9.7 });
    assert.deepEqual(learned(settled(10, 9.1, before)).settled, { offerA: 10, drawA: 9.7 });
    assert.equal(learned(settled(11, 9.8, before)).dullSteps, 1);
    assert.equal(learned(settled(11, 10.7, { ...before, dullSteps: 1 })).dullSteps, 0);
  });
  it('at its own maximum no step shows how it follows, and its swaying is no other maximum', () => {
    const atMost = learned(settled(16, 13, { settled: { offerA: amps(15), drawA: amps(13) }, capA: amps(13) }));
    assert.deepEqual([atMost.dullSteps, atMost.settled?.offerA], [0, 16]);
    const dull = (beforeA: number, offerA: number, drawA: number, stepA = 1) => {
      const charger = settled(offerA, drawA, { settled: { offerA: amps(beforeA), drawA: amps(drawA) } });
      return learned({ ...charger, facts: { ...charger.facts, stepA: amps(stepA) } }).dullSteps;
    };
    assert.deepEqual([dull(15, 16, 13.5), dull(16, 15, 13.5)], [0, 0], 'up or down');
    assert.deepEqual([dull(10, 10.1, 9.7, 0.1), dull(10, 12, 9.7, 2)], [1, 1], 'by its own steps, or whole amps');
    const capA = (drawA: number) => learned(settled(16, drawA, { capA: amps(13), shortSamples: 2 })).capA;
    assert.deepEqual([12.81, 13.19, 12.7, 13.3].map(capA), [13, 13, 12.7, 13.3]);
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

describe('the learned car: told one phase', () => {
  const told = (phases: readonly (1 | 2 | 3)[], car: Partial<LearnedCar> = {}, offer = {}): LearnedCar => {
    const charger = settled(10, 9.7, car);
    const live = { limitA: amps(10), setAt: monoMs(HOUR_MS - 1000), phases: 1 } as const;
    const facts = { ...charger.facts, phases };
    const { measuredA, profiles } = charger;
    const currentA = phases.map(() => measuredA);
    const offers = charger.offers.map((one) => ({ ...one, ...offer }));
    return learn({ ...charger, facts, offers, profiles: { ...profiles, live } }, currentA, monoMs(HOUR_MS));
  };
  it('it may still be switching, so that its conductors are not yet those of the car', () => {
    assert.deepEqual([told([1, 2, 3]).conductors, told([1, 2, 3]).phasesSeen], [null, false]);
  });
  it('from the first offer of one phase it has a minute for that, however often that is told again', () => {
    const { conductors, ignoresPhases } = told([1, 2, 3], {}, { phases: 1 });
    assert.deepEqual([conductors, ignoresPhases], [[0, 1, 2], true]);
  });
  it('a charger that goes on with all of them shows them all the time', () => {
    assert.deepEqual(told([1, 2, 3], { ignoresPhases: true }).conductors, [0, 1, 2]);
  });
});

describe('the learned car: one conductor of a charger that may choose', () => {
  const seen = (agoS: number, car: Partial<LearnedCar> = {}, draws: readonly number[] = []) => {
    const charger = settled(10, 9.7, car);
    const at = (s: number) => monoMs(HOUR_MS - s * 1000);
    const facts = { ...charger.facts, phaseSwitching: 'on' } as const;
    const offers = [
      { at: at(200), limitA: amps(16), sure: true, phases: 1 as const },
      { at: at(agoS), limitA: amps(10), sure: true, phases: 3 as const },
    ];
    const live = { limitA: amps(10), setAt: at(agoS), phases: 3 } as const;
    const drawn = draws.map((drawA, k) => ({ at: at(agoS - 1 - k), drawA: amps(drawA) }));
    const profiles = { ...charger.profiles, live };
    const after = learn({ ...charger, facts, offers, profiles, draws: drawn }, [amps(9.7), amps(0), amps(0)], at(0));
    return [after.conductors, after.phasesSeen];
  };
  it('may be the one it was on before it was told three', () => {
    assert.deepEqual(seen(59), [null, false]);
    assert.deepEqual(seen(20, { conductors: [0, 1, 2] }), [[0, 1, 2], false]);
  });
  it('is the car’s own a minute later, after a pause, or where it was known to have no more', () => {
    assert.deepEqual(seen(60), [[0], true]);
    assert.deepEqual(seen(20, {}, [9.7, 0]), [[0], true]);
    assert.deepEqual(seen(20, { conductors: [0] }), [[0], true]);
  });
});

describe('the learned car: its ramp', () => {
  interface Climb {
    readonly fromA?: number;
    readonly toA?: number;
    readonly s?: number;
    /** What the sample after them shows beyond. */
    readonly onA?: number;
    /** The offer came so long before the first of them. */
    readonly offeredS?: number;
    readonly sure?: boolean;
  }
  const ramp = ({ fromA = 7, toA = 9, s = 5, onA = 1, offeredS = 6, sure = true }: Climb): number | null => {
    const first = HOUR_MS - (s + 5) * 1000;
    const draws = [
      { at: monoMs(first), drawA: amps(fromA) },
      { at: monoMs(first + s * 1000), drawA: amps(toA) },
      { at: monoMs(HOUR_MS), drawA: amps(toA + onA) },
    ];
    const offers = [{ at: monoMs(first - offeredS * 1000), limitA: amps(16), sure }];
    return learned({ ...settled(16, toA + onA), draws, offers }).rampAS;
  };
  it('is what two samples of one climb show', () => assert.equal(ramp({}), 0.4));
  it('needs two that are close to each other', () => {
    assert.deepEqual([ramp({ s: 15, toA: 13 }), ramp({ s: 16, toA: 13 })], [0.4, null]);
  });
  it('needs an offer that was certainly followed by both', () => {
    assert.deepEqual([ramp({ offeredS: 5 }), ramp({ sure: false })], [null, null]);
  });
  it('is not shown by a start, nor by standing still, nor by what may be the end of a climb', () => {
    assert.deepEqual([ramp({ fromA: 1 }), ramp({ fromA: 1.1 })], [null, 1.6]);
    assert.deepEqual([ramp({ toA: 7.4 }), ramp({ toA: 7.5 })], [null, 0.1]);
    assert.deepEqual([ramp({ onA: 0.4 }), ramp({ onA: 0.5 })], [null, 0.4]);
  });
  it('is a tenth of an ampere a second at least', () => assert.equal(ramp({ s: 15, toA: 7.5 }), 0.1));
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
  it('whatever was learned anew', () => {
    for (const learnt of [
      { offsetA: amps(0.5) },
      { mostA: amps(13) },
      { refuses: { offerA: amps(7), times: 1 } },
      { dullSteps: 1 },
      { conductors: [0] },
      { startDelayS: 20 },
      { rampAS: 0.4 },
    ] satisfies readonly Partial<CarTraits>[]) {
      const now = { ...traits(0.4), ...learnt };
      assert.deepEqual(withCar(visits(['anna']), 'a', 'anna', now)['a']?.['anna'], now);
    }
  });
  it('the same conductors seen again are nothing new', () => {
    const first = learned(settled(10, 9.7));
    assert.equal(learned(settled(10, 9.7, first)).conductors, first.conductors);
  });
});
