import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bracketAt } from '../../../core/control/car/bracket.js';
import { counted, drawOf } from '../../../core/control/car/reckoned-current.js';
import { chargerPicture } from '../../../core/control/picture.js';
import { conductorsMatching } from '../../../core/model/phases.js';
import { amps, monoMs, seconds, watts } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const site = (over = {}): House => {
  const house = new House(siteFacts({ fuseA: amps(40), chargers: [chargerFacts('a', { maxA: amps(32), ...over })] }));
  house.plugIn('a', { phaseSwitching: 'told' });
  house.status('a', 'Charging');
  return house;
};

/** A charger that tells its total power and nothing else, a car on so many of its phases. */
class PowerOnly {
  #flowsA = 0;
  constructor(
    readonly house: House,
    public phases: number,
    public drawOf: (offerA: number) => number = (offerA) => Math.max(0, offerA - 0.4),
  ) {}

  /** So many seconds under a limit of the user, a sample every five. */
  spend(limitA: number, s: number): this {
    const { house } = this;
    house.wish('a', { limitA: amps(limitA) });
    for (let t = 0; t < s; t += 1) {
      house.pass(1);
      this.#flowsA = Math.min(this.drawOf(house.liveA('a') ?? 0), this.#flowsA + 1.2);
      const drawA = this.#flowsA;
      const powerW = drawA * 230 * this.phases;
      if (t % 5 === 0) this.tell(powerW);
      house.grid(...[0, 1, 2].map((k) => (3 + (k < this.phases ? drawA : 0)) * 230));
      house.cycle();
    }
    return this;
  }

  tell(powerW: number): void {
    const { monoMs: takenAt, wallMs: takenAtWall } = this.house.now;
    const each = amps(powerW / 3 / 230);
    const currentA = [each, each, each];
    const sample = { takenAt, takenAtWall, powerW: watts(powerW), currentA, currentFrom: 'power' as const };
    this.house.tell({ kind: 'sample', chargerId: 'a', sample });
  }

  get charger() {
    return this.house.charger('a');
  }
  get currentA(): readonly number[] {
    const { currentA } = chargerPicture(this.house.state, this.charger, this.house.now);
    return currentA.map((each) => Math.round(each * 10) / 10);
  }
}

describe('a charger that tells its power and no current', () => {
  it('is believed to draw an even share of it on each wired phase, until more is known', () => {
    const car = new PowerOnly(site(), 1).spend(16, 2);
    car.tell(15.6 * 230);
    assert.deepEqual(car.currentA, [5.2, 5.2, 5.2]);
    car.spend(16, 30);
    assert.deepEqual(car.currentA, [15.6, 0, 0], 'settled on its offer');
    assert.equal(car.charger.measuredA < 6, true, 'the fuse is surer');
    assert.equal(car.charger.sample?.currentFrom, 'power');
  });

  it('shows nothing by a second offer that it does not follow', () => {
    const car = new PowerOnly(site(), 1, () => 15.4).spend(16, 30).spend(15, 30);
    assert.deepEqual([car.charger.car.conductors, car.charger.car.phasesSeen], [[0], false]);
  });
  for (const phases of [1, 2, 3])
    it(`shows by two offers that its car uses ${phases} of three phases; one tells the plans, the second the fuse`, () => {
      const car = new PowerOnly(site(), phases).spend(16, 30);
      const expected = [0, 1, 2].slice(0, phases);
      assert.deepEqual([car.charger.car.conductors, car.charger.car.phasesSeen], [expected, false]);
      car.spend(12, 30);
      assert.deepEqual([car.charger.car.conductors, car.charger.car.phasesSeen], [expected, true]);
      assert.deepEqual(
        car.currentA,
        [0, 1, 2].map((k) => (k < phases ? 11.6 : 0)),
      );
      car.spend(14, 60);
      assert.ok(Math.abs(car.charger.car.offsetA - 0.4) < 0.1, `${car.charger.car.offsetA} A`);
    });

  it('teaches nothing by a car on three phases whose own maximum looks like one phase at one offer', () => {
    const car = new PowerOnly(site(), 3, (offerA) => Math.min(10.5, offerA)).spend(32, 60);
    assert.deepEqual(car.charger.car.conductors, [0], '7.2 kW at 32 A');
    car.spend(31, 60).spend(26, 60).spend(20, 60);
    assert.equal(car.charger.car.phasesSeen, false);
    assert.equal(car.charger.disobedience.level, 0);
    car.spend(10, 40).spend(7, 40);
    assert.deepEqual([car.charger.car.conductors, car.charger.car.phasesSeen], [[0, 1, 2], true]);
  });

  it('one that tells its currents is believed, whatever its power', () => {
    const { house } = new PowerOnly(site(), 1);
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    const sample = { takenAt, takenAtWall, powerW: watts(9000), currentA: [9, 0, 0].map(amps) };
    house.tell({ kind: 'sample', chargerId: 'a', sample });
    assert.deepEqual(house.charger('a').sample?.currentA, [9, 0, 0]);
  });

  it('on a charger of one phase its power is its current: one offer shows how far below it the car draws', () => {
    const car = new PowerOnly(site({ phases: [1] }), 1, (offerA) => Math.max(0, offerA - 0.8)).spend(16, 120);
    assert.ok(Math.abs(car.charger.car.offsetA - 0.8) < 0.05, `${car.charger.car.offsetA} A`);
  });

  it('has all of its limit before its phases are known, where it may be on one of them', () => {
    const house = new House(siteFacts());
    house.plugIn('a');
    house.status('a', 'Charging');
    const car = new PowerOnly(house, 1).spend(16, 90);
    assert.deepEqual([car.charger.car.phasesSeen, house.liveA('a')], [false, 16]);
  });

  it('is not thought to draw more by and by: between two samples the least of it stays, the most is its offer', () => {
    const car = new PowerOnly(site(), 3, () => 8).spend(16, 21);
    const { lowA, highA } = bracketAt(car.charger, car.house.now.monoMs + 20_000);
    assert.ok(Math.abs(lowA - 8) < 0.1, `${lowA} A`);
    assert.ok(highA > 15, `${highA} A`);
    car.spend(7, 60);
    const after = bracketAt(car.charger, car.house.now.monoMs);
    assert.ok(after.highA < 9, `${after.highA} A`);
  });

  it('does not rise at its low edge from a sample half a minute ago', () => {
    const { house } = new PowerOnly(site({ maxA: 16 }), 1);
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(16), durationS: seconds(300) } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
    house.pass(60);
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    const sample = { takenAt, takenAtWall, powerW: watts(9 * 230), currentA: [3, 3, 3].map(amps) };
    house.tell({ kind: 'sample', chargerId: 'a', sample: { ...sample, currentFrom: 'power' } });
    house.pass(39);
    assert.equal(bracketAt(house.charger('a'), house.now.monoMs).lowA, 3);
  });

  it('is convicted within two samples when it draws more than its offer on all phases', () => {
    const car = new PowerOnly(site(), 3, () => 16).spend(16, 40).spend(8, 15);
    car.spend(8, 12);
    assert.ok(car.charger.disobedience.level > 0);
    assert.equal(car.house.decision('a').because.code, 'not-obeying');
  });

  it('on one phase too, once the phases are known', () => {
    const car = new PowerOnly(site(), 1).spend(16, 30).spend(12, 30);
    car.drawOf = () => 12;
    car.spend(7, 30);
    assert.ok(car.charger.disobedience.level > 0);
  });

  it('is not convicted while it does as told, at whatever offer', () => {
    for (const phases of [1, 2, 3]) {
      const car = new PowerOnly(site(), phases);
      for (const limitA of [16, 6, 13, 32, 10, 6, 16]) {
        car.spend(limitA, 40);
        assert.equal(car.charger.disobedience.samples, 0, `${phases} phases at ${limitA} A`);
      }
    }
  });

  it('does not take the phases it has shown for those of the next car', () => {
    const car = new PowerOnly(site(), 1).spend(16, 30).spend(12, 30);
    car.house.status('a', 'Available');
    car.house.plugIn('a', { phaseSwitching: 'told' });
    car.house.status('a', 'Charging');
    car.phases = 3;
    car.spend(16, 17);
    assert.deepEqual(car.currentA, [15.6, 15.6, 15.6]);
    assert.equal(car.charger.disobedience.samples, 0);
    car.spend(16, 30).spend(12, 30);
    assert.deepEqual(car.charger.car.conductors, [0, 1, 2]);
  });

  it('a power that no current on the phases shown could carry is spread over all of them again', () => {
    const car = new PowerOnly(site({ maxA: amps(16) }), 1).spend(16, 30).spend(12, 30);
    car.phases = 3;
    car.spend(12, 10);
    assert.deepEqual(car.currentA, [11.6, 11.6, 11.6]);
  });

  it('waits for no car that has drawn: a pause teaches no least current', () => {
    const car = new PowerOnly(site(), 3).spend(16, 30);
    car.drawOf = () => 0;
    car.house.status('a', 'SuspendedEV');
    car.spend(16, 90).spend(10, 10);
    assert.equal(car.charger.car.refusedA, null);
  });

  it('told one phase, is believed to use that one as long as its limit explains the power', () => {
    const car = new PowerOnly(site(), 1);
    const limit = { kind: 'set-limit', chargerId: 'a', limitA: amps(10), durationS: seconds(300), phases: 1 } as const;
    car.house.tell({ kind: 'command-sent', chargerId: 'a', command: limit });
    car.house.tell({ kind: 'command-answered', chargerId: 'a', command: limit, outcome: { result: 'accepted' } });
    const sampled = (powerW: number): readonly number[] => {
      car.house.pass(25);
      car.tell(powerW);
      return car.currentA;
    };
    assert.deepEqual(sampled(9.6 * 230), [9.6, 0, 0]);
    assert.deepEqual(sampled(3 * 9.6 * 230), [9.6, 9.6, 9.6]);
    assert.equal(car.charger.car.ignoresPhases, false, 'it may still be switching');
    sampled(3 * 9.6 * 230);
    assert.equal(car.charger.car.ignoresPhases, true);
    assert.equal(car.charger.car.phasesSeen, false, 'how many it uses is another question');
    assert.equal(car.charger.disobedience.level, 0);
    assert.deepEqual(sampled(9 * 230), [3, 3, 3], 'from then on its word counts no more');
  });
});

describe('one sample', () => {
  const at = (house: House, s: number) => monoMs(house.now.monoMs - s * 1000);
  const sample = (house: House, powerW: number) => {
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    return { takenAt, takenAtWall, powerW: watts(powerW), currentFrom: 'power' as const };
  };
  it('of a power may be one of three phases, as far as its offer goes, and is at least an even share', () => {
    const drawn = (powerW: number, offerA: number): readonly unknown[] => {
      const house = site();
      const offers = [{ at: at(house, 60), limitA: amps(offerA), sure: true }];
      const { drawA, mostA } = drawOf({ ...house.charger('a'), offers }, sample(house, powerW), []);
      return [drawA, mostA];
    };
    assert.deepEqual(drawn(9 * 230, 16), [3, 9]);
    assert.deepEqual(drawn(30 * 230, 16), [10, 16]);
    assert.deepEqual(drawn(30 * 230, 6), [10, 10]);
    assert.deepEqual(drawn(-3 * 230, 16), [0, 0], 'a car that gives draws nothing');
  });
  it('of currents is the largest of them, and never less than nothing', () => {
    const house = site();
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    const largest = (...currentA: readonly number[]): number =>
      drawOf(house.charger('a'), { takenAt, takenAtWall }, currentA.map(amps)).drawA;
    assert.deepEqual([largest(3, 9, 4), largest(-1, -2, -3), largest()], [9, 0, 0]);
  });
  it('of three phases where one was told: a minute after the first such offer it is not switching any more', () => {
    const ignores = (before: 1 | 3, beforeS: number, since: 1 | 3, sinceS: number): boolean => {
      const house = site();
      house.pass(100);
      const offer = (s: number, phases: 1 | 3) => ({ at: at(house, s), limitA: amps(10), sure: true, phases });
      const offers = [offer(beforeS, before), offer(sinceS, since)];
      const own = house.charger('a');
      const profiles = { ...own.profiles, live: { limitA: amps(10), setAt: at(house, 10), phases: 1 as const } };
      return counted({ ...own, offers, profiles }, sample(house, 3 * 9.7 * 230)).ignoresPhases;
    };
    assert.equal(ignores(1, 60, 1, 20), true, 'told again since');
    assert.equal(ignores(1, 59, 1, 20), false);
    assert.equal(ignores(3, 90, 1, 20), false, 'three phases before');
  });
});

describe('a power, and the current it would be', () => {
  for (const [powerW, currentA, conductors, count, name] of [
    [3600, 16, 3, 1, 'one phase'],
    [7200, 16, 3, 2, 'two phases'],
    [10_800, 16, 3, 3, 'three phases'],
    [10_800, 16, 1, null, 'more than one conductor carries'],
    [11_040, 24, 3, null, 'two phases with more than any car takes there'],
    [2300, 16, 3, null, 'a car that takes less'],
    [7000, 32, 3, 1, 'a large current, by its share'],
  ] as const)
    it(`${powerW} W at ${currentA} A: ${name}`, () =>
      assert.equal(conductorsMatching(powerW, currentA, 230, conductors), count));
});
