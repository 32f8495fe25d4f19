import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { learn } from '../../../core/control/car/learn.js';
import { leastOf, stepsAtOnce } from '../../../core/control/car/learned-car.js';
import { unheardCharger } from '../../../core/control/initial-state.js';
import { chargerPicture } from '../../../core/control/picture.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

const NOTHING_KEPT = { abilities: {}, memory: null, transactions: {} };

/** What is learned of the phases from one sample of a charging three-phase charger. */
function conductors(...currentA: number[]): readonly number[] | null {
  const charger = unheardCharger(chargerFacts('a'), NO_WISHES, NOTHING_KEPT);
  const measuredA = amps(Math.max(...currentA));
  return learn({ ...charger, status: 'Charging', measuredA }, currentA.map(amps), monoMs(1)).conductors;
}

describe('the learned car: phases really used', () => {
  it('are those with more than 1 A, because a meter shows some tenths on an idle one', () =>
    assert.deepEqual(conductors(9, 0.6, 0.4), [0]));
  it('are all three of a three-phase car', () => assert.deepEqual(conductors(9, 9.1, 8.9), [0, 1, 2]));
  it('are not judged while the car has hardly begun to draw', () => assert.equal(conductors(2, 0, 0), null));
});

/** A car that follows its own rule, at a charger in FAST; `told` sets the user's limit. */
class Visit {
  constructor(
    readonly house: House,
    readonly drawOf: (offerA: number) => number,
    readonly conductors = 3,
  ) {}

  plug(idTag = 'SURPLUG'): this {
    this.house.status('a', 'Preparing');
    this.house.begin('a', idTag);
    this.house.status('a', 'SuspendedEVSE');
    return this;
  }

  /** So many seconds under a limit, a sample every ten; the car starts after `delayS` of an offer it likes. */
  spend(limitA: number, s: number, delayS = 0): this {
    this.house.wish('a', { limitA: amps(limitA) });
    for (let t = 0; t < s; t += 2) {
      this.house.pass(2);
      const drawA = this.drawOf(this.house.liveA('a') ?? 0);
      const status = this.house.charger('a').status;
      if (drawA > 0 && t >= delayS && status !== 'Charging') this.house.status('a', 'Charging');
      if (drawA === 0 && status === 'Charging') this.house.status('a', 'SuspendedEV');
      const flows = this.house.charger('a').status === 'Charging' ? drawA : 0;
      if (t % 10 === 0)
        this.house.draws(
          'a',
          [0, 1, 2].map((k) => (k < this.conductors ? flows : 0)),
        );
      this.house.grid(...[0, 1, 2].map((k) => (k < this.conductors ? flows * 230 : 0)));
      this.house.cycle();
    }
    return this;
  }

  unplug(): this {
    this.house.status('a', 'Available');
    this.house.pass(2);
    this.house.grid(0, 0, 0);
    this.house.cycle();
    return this;
  }

  get car() {
    return this.house.charger('a').car;
  }
}

const house = (over = {}): House => {
  const made = new House(siteFacts({ fuseA: amps(40), chargers: [chargerFacts('a', { maxA: amps(32), ...over })] }));
  made.connect('a');
  return made;
};
const follows = (offerA: number): number => Math.max(0, offerA - 0.5);

describe('the learned car: what settled samples show', () => {
  it('how far it draws below the offer', () => {
    const { car } = new Visit(house(), follows).plug().spend(10, 60).spend(16, 90);
    assert.ok(Math.abs(car.offsetA - 0.5) < 0.05, `${car.offsetA} A`);
  });
  it('the most it takes, until it takes more', () => {
    let mostA = 13;
    const visit = new Visit(house(), (offerA) => Math.min(mostA, follows(offerA))).plug().spend(20, 120);
    assert.deepEqual([visit.car.capA, visit.car.mostA], [13, 13]);
    mostA = 32;
    visit.spend(20, 60);
    assert.deepEqual([visit.car.capA, visit.car.mostA], [null, null]);
  });
  it('whole amps only: told tenths, such a car is not at its most for that', () => {
    const whole = (offerA: number): number => Math.max(0, Math.floor(offerA) - 0.3);
    assert.equal(new Visit(house({ stepA: amps(0.1) }), whole).plug().spend(15.9, 120).car.mostA, null);
    assert.equal(new Visit(house(), (offerA) => Math.max(0, offerA - 1.2)).plug().spend(16, 120).car.mostA, 14.8);
  });
  it('nearly full it takes less, which is not its maximum', () => {
    let mostA = 13;
    const visit = new Visit(house(), (offerA) => Math.min(mostA, follows(offerA))).plug().spend(20, 120);
    mostA = 8;
    visit.spend(20, 120);
    assert.deepEqual([visit.car.capA, visit.car.mostA], [8, 13]);
  });
  it('the delay until it draws, averaged; one that slept an hour has shown none', () => {
    const visit = new Visit(house(), follows).plug().spend(10, 60, 20);
    const first = visit.car.startDelayS ?? 0;
    assert.ok(first >= 18 && first <= 24, `${first} s`);
    visit.unplug().plug().spend(10, 3700, 3600);
    assert.equal(visit.car.startDelayS, first);
  });
  it('its step: two single steps that change nothing, and the charger is offered every other one', () => {
    const even = (offerA: number): number => Math.max(0, 2 * Math.floor(offerA / 2) - 0.3);
    const visit = new Visit(house(), even).plug();
    for (const limitA of [8, 9, 10, 11, 12]) visit.spend(limitA, 60);
    assert.equal(stepsAtOnce(visit.car), 1, 'one step that was followed after one that was not');
    visit.spend(13, 60).spend(12, 60).spend(13, 60);
    assert.equal(stepsAtOnce(visit.car), 2);
    assert.equal(visit.spend(15, 30).house.liveA('a'), 14);
  });
  it('its ramp, from samples of one climb', () => {
    const site = house();
    let drawA = 5.5;
    const visit = new Visit(site, (offerA) => {
      drawA = Math.min(follows(offerA), drawA + 0.8);
      return offerA > 0 ? drawA : 0;
    });
    visit.plug().spend(6, 60).spend(32, 90);
    assert.ok(Math.abs((visit.car.rampAS ?? 0) - 0.4) < 0.05, `${visit.car.rampAS} A/s`);
  });
});

describe('the learned car: at the end of a climb', () => {
  /** A car that takes no more than so much, and climbs by so much in two seconds. */
  const climber = (mostA: number, stepA: number) => {
    let drawA = 5.5;
    return new Visit(house(), (offerA) => {
      drawA = Math.min(mostA, follows(offerA), drawA + stepA);
      return offerA > 0 ? drawA : 0;
    });
  };
  it('its last half ampere is no slow ramp, and hides no maximum', () => {
    const { car } = climber(10, 0.8).plug().spend(6, 60).spend(32, 120);
    assert.deepEqual([car.rampAS, car.capA], [null, 10]);
  });
  it('a car that climbs by a tenth of an ampere a second shows its maximum too', () => {
    const { car } = climber(13, 0.2).plug().spend(6, 60).spend(20, 400);
    assert.deepEqual([car.rampAS, car.capA], [0.1, 13]);
  });
});

describe('the learned car: its minimum', () => {
  const from8 = (offerA: number): number => (offerA >= 8 ? offerA - 0.5 : 0);
  it('an offer it stayed away from once is chance, twice is a habit: then less is not offered', () => {
    const visit = new Visit(house(), from8).plug().spend(7, 90).spend(10, 60);
    assert.equal(leastOf(visit.car), null);
    visit.unplug().plug().spend(7, 90).spend(10, 60);
    assert.equal(leastOf(visit.car), 8);
    visit.spend(16, 60);
    visit.house.pass(2);
    visit.house.grid((15.5 + 32) * 230, 15.5 * 230, 15.5 * 230);
    assert.equal(visit.house.decision('a').limitA, 0, 'the fuse leaves 7.5 A: less than it needs');
  });
  it('is unlearned when it takes less after all', () => {
    let least = 8;
    const visit = new Visit(house(), (offerA) => (offerA >= least ? offerA - 0.5 : 0));
    for (const _ of [1, 2]) visit.plug().spend(7, 90).spend(10, 60).unplug();
    least = 6;
    visit.plug().spend(7, 60);
    assert.equal(leastOf(visit.car), null);
  });
  it('one that has not drawn yet is asked with a little more each time, a full one with the minimum only', () => {
    const visit = new Visit(house({ mode: 'ECO+', minA: amps(6) }), (offerA) => (offerA >= 10 ? offerA - 0.5 : 0));
    visit.plug();
    const offered = new Set<number>();
    for (let t = 0; t < 12_000; t += 4) {
      visit.house.pass(4);
      const drawA = visit.drawOf(visit.house.liveA('a') ?? 0);
      if (drawA > 0 && visit.house.charger('a').status !== 'Charging') visit.house.status('a', 'Charging');
      visit.house.draws('a', [drawA, drawA, drawA]);
      visit.house.grid(...[0, 1, 2].map(() => drawA * 230 - 4000));
      visit.house.cycle();
      offered.add(visit.house.liveA('a') ?? 0);
      if (drawA > 0) break;
    }
    assert.equal(visit.house.charger('a').status, 'Charging', `offered ${[...offered].join()}`);
  });
});

describe('the learned car: kept', () => {
  const one = (site: House, idTag?: string): Visit => new Visit(site, follows, 1).plug(idTag).spend(10, 60);

  it('a one-phase car that comes back needs the sun of one phase to start', () => {
    const site = house({ mode: 'ECO+' });
    site.wish('a', { mode: 'FAST' });
    one(site).unplug();
    site.wish('a', { mode: 'ECO+' });
    const back = new Visit(site, follows, 1).plug();
    assert.deepEqual(back.car.conductors, [0]);
    for (let t = 0; t < 300 && (site.liveA('a') ?? 0) === 0; t += 2) {
      site.pass(2);
      site.grid(-800, -800, -800);
      site.cycle();
    }
    assert.ok((site.liveA('a') ?? 0) >= 6, '2.4 kW carry one phase');
  });
  it('the fuse reckons with all phases until this visit has shown which', () => {
    const site = house();
    one(site).unplug();
    const back = new Visit(site, follows, 1).plug();
    site.grid(0, 35 * 230, 0);
    assert.equal(site.decision('a').limitA, 0, 'L2 has 4.5 A left, and another car may have come');
    site.pass(100);
    site.grid(0, 0, 0);
    back.spend(10, 60);
    site.grid(10 * 230, 35 * 230, 0);
    assert.ok(site.decision('a').limitA > 0);
  });
  it('per card: another card is another car, the same one is known in any spelling', () => {
    const site = house();
    one(site, 'ANNA').unplug();
    assert.equal(new Visit(site, follows, 1).plug('BERT').car.conductors, null);
    site.status('a', 'Available');
    assert.deepEqual(new Visit(site, follows, 1).plug('anna').car.conductors, [0]);
  });
  it('over a restart, as it was put away', () => {
    const site = house();
    one(site).unplug();
    const kept = { memory: JSON.parse(JSON.stringify(site.state.memory)) };
    const again = new House(site.state.facts, { kept });
    again.connect('a');
    assert.deepEqual(new Visit(again, follows, 1).plug().car.conductors, [0]);
  });
  it('forgotten when it is asked: the car, and that the charger tripped', () => {
    const site = house();
    const visit = one(site);
    site.tell({ kind: 'car-forgotten', chargerId: 'a' });
    assert.deepEqual(
      [visit.car.conductors, visit.car.startDelayS, visit.car.tripsOnLowering, site.state.memory.cars['a']],
      [null, null, false, undefined],
    );
  });
  it('what the host is shown', () => {
    const visit = one(house());
    const { car } = chargerPicture(visit.house.state, visit.house.charger('a'), visit.house.now);
    assert.deepEqual([car?.phases, car?.leastA, car?.stepA, car?.mostA], [1, 6, 1, null]);
    visit.unplug();
    assert.equal(chargerPicture(visit.house.state, visit.house.charger('a'), visit.house.now).car, null);
  });
});
