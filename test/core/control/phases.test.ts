import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerAbilities, ChargerFacts } from '../../../core/model/charger.js';
import { amps, monoMs } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** A three-phase car at a charger that switches, or says so; the sun is given in watts. */
class Home {
  readonly house: House;
  switches = 0;
  /** Conductors that carry current when it is told one phase. */
  onOne = 1;
  /** And when it is told three; null: all that are wired. */
  onThree: number | null = null;
  /** What the house takes on each phase, W. */
  houseW: readonly number[] = [0, 0, 0];

  constructor(
    facts: Partial<ChargerFacts>,
    abilities: Partial<ChargerAbilities> = {},
    kept: { memory?: unknown } = {},
  ) {
    this.house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+', ...facts })] }), { kept });
    this.house.plugIn('a', abilities);
  }

  get phases(): number | undefined {
    return this.house.last?.decisions[0]?.phases;
  }

  spend(s: number, sunW: (t: number) => number): this {
    for (let t = 0; t < s; t += 2) {
      this.house.pass(2);
      const limitA = this.house.liveA('a') ?? 0;
      const { status } = this.house.charger('a');
      if (limitA > 0 && status !== 'Charging') this.house.status('a', 'Charging');
      if (limitA === 0 && status === 'Charging') this.house.status('a', 'SuspendedEVSE');
      const wired = this.house.charger('a').facts.phases.length;
      const conductors = this.phases === 1 ? this.onOne : (this.onThree ?? wired);
      const currentA = [0, 1, 2].map((k) => (limitA > 0 && k < conductors ? limitA - 0.3 : 0));
      if (t % 10 === 0) this.house.draws('a', currentA);
      this.house.grid(...currentA.map((drawA, k) => drawA * 230 + (this.houseW[k] ?? 0) - sunW(t) / 3));
      const before = this.phases;
      this.house.cycle();
      if (limitA > 0 && before !== undefined && this.phases !== before) this.switches++;
    }
    return this;
  }
}

const steady = (powerW: number) => (): number => powerW;
const TOLD = { phaseSwitching: 'told' } as const;

describe('one and three phases', () => {
  it('2 kW are one phase, 6 kW three, where the charger says that it can', () => {
    const home = new Home({}, TOLD).spend(300, steady(2000));
    assert.deepEqual([home.phases, home.house.liveA('a')], [1, 9]);
    home.spend(900, steady(6000));
    assert.deepEqual([home.phases, home.house.liveA('a')], [3, 9]);
    const sent = home.house.commands.filter((one) => one.kind === 'set-limit' && one.limitA > 0);
    assert.ok(sent.every((one) => one.kind === 'set-limit' && (one.phases === 1 || one.phases === 3)));
  });
  for (const [why, facts, abilities] of [
    ['the charger has not said so', {}, {}],
    ['the user does not want it', { phaseSwitching: 'off' }, TOLD],
    ['it was refused', { phaseSwitching: 'on' }, { phaseSwitching: 'refused' }],
    ['there is one conductor', { phaseSwitching: 'on', phases: [2] }, TOLD],
  ] as const) {
    it(`never, because ${why}`, () => {
      const home = new Home(facts, abilities).spend(300, steady(2000));
      assert.equal(home.phases, undefined);
      assert.equal(home.house.liveA('a'), why.includes('conductor') ? 9 : 0);
    });
  }
  it('is tried where the user asks for it', () => {
    assert.equal(new Home({ phaseSwitching: 'on' }).spend(300, steady(2000)).phases, 1);
  });
  it('takes the current that is meant for it along, though the hour’s budget is nearly spent', () => {
    const home = new Home({}, TOLD).spend(300, steady(2000));
    const { state, now } = home.house;
    const writes = Array.from({ length: 80 }, (_, k) => monoMs(now.monoMs - 3_500_000 + k * 40_000));
    const a = { ...home.house.charger('a'), writes };
    home.house.state = { ...state, chargers: { ...state.chargers, a } };
    home.spend(600, steady(6000));
    const over = home.house.commands.find((one) => one.kind === 'set-limit' && one.phases === 3);
    assert.equal(over?.kind === 'set-limit' && over.limitA, 9);
  });
  it('waits where no writes are left, be the current the same', () => {
    const after = (writesPerHour: number): readonly unknown[] => {
      const home = new Home({}, TOLD).spend(600, steady(4100));
      assert.deepEqual([home.phases, home.house.liveA('a')], [3, 6]);
      const { state } = home.house;
      home.house.state = { ...state, facts: { ...state.facts, writesPerHour } };
      const sent = home.house.commands.length;
      home.spend(600, steady(1370));
      const said = home.house.commands.slice(sent);
      return said.flatMap((one) =>
        one.kind === 'set-limit' && one.phases === 1 && one.limitA > 0 ? [one.limitA] : [],
      );
    };
    assert.deepEqual([after(100)[0], after(0)[0]], [6, undefined]);
  });
  it('a start is no change of phases: it comes ten seconds after the last limit, like any raise', () => {
    const { house } = new Home({}, TOLD).spend(4, steady(0));
    const after = (s: number): readonly unknown[] => {
      const offers = [{ at: monoMs(house.now.monoMs - s * 1000), limitA: amps(0), sure: true }];
      house.state = { ...house.state, chargers: { a: { ...house.charger('a'), offers } } };
      house.pass(1);
      house.grid(-1200, -1200, -1200);
      const { limitA, because } = house.decision('a');
      return [limitA, because.code];
    };
    for (let s = 0; s < 30; s += 1) after(3);
    assert.deepEqual(
      [after(8), after(9)],
      [
        [0, 'pace-raise'],
        [16, 'eco-plus-surplus'],
      ],
    );
  });
  it('has its price: a surplus that swings every minute about what three phases need does not switch with it', () => {
    const home = new Home({}, TOLD).spend(3600, (t) => (Math.floor(t / 60) % 2 === 0 ? 3600 : 4700));
    assert.ok(home.switches <= 4, `${home.switches} switches in an hour`);
  });
  it('a charger that goes on with three a minute later is found out, for good, until it is forgotten', () => {
    const home = new Home({ phaseSwitching: 'on' });
    home.onOne = 3;
    home.spend(300, steady(2000));
    assert.equal(home.house.charger('a').car.ignoresPhases, true);
    assert.equal(home.phases, undefined);
    const memory = JSON.parse(JSON.stringify(home.house.state.memory));
    assert.equal(new Home({ phaseSwitching: 'on' }, {}, { memory }).spend(300, steady(2000)).phases, undefined);
    home.house.tell({ kind: 'car-forgotten', chargerId: 'a' });
    assert.equal(home.house.charger('a').car.ignoresPhases, false);
  });
  it('the minute in which it switches does not convict it', () => {
    const home = new Home({ phaseSwitching: 'on' });
    home.onOne = 3;
    home.spend(70, steady(2000));
    home.onOne = 1;
    home.spend(300, steady(2000));
    assert.deepEqual([home.house.charger('a').car.ignoresPhases, home.phases], [false, 1]);
  });
  for (const [when, chargedS, sunW] of [
    ['before the first current', 0, 2000],
    ['in the midst of a charge', 400, 6000],
  ] as const) {
    it(`a minute of switching, then a car that takes its time: it does not stay away for that, ${when}`, () => {
      const home = new Home({}, TOLD).spend(chargedS, steady(2000));
      const { house, phases: before } = home;
      while (home.phases === before || house.liveA('a') === 0) home.spend(2, steady(sunW));
      for (let t = 0; t < 110; t += 2) {
        house.pass(2);
        house.status('a', t < 62 ? 'SuspendedEVSE' : 'SuspendedEV');
        house.draws('a', [0, 0, 0]);
        const phaseW = -(t < 12 ? sunW : sunW + 1500) / 3;
        house.grid(phaseW, phaseW, phaseW);
        house.cycle();
        assert.notEqual(house.liveA('a'), 0, `after ${t} s`);
      }
    });
  }
  it('a pause switches nothing: it goes out for the phases that the car is on', () => {
    const home = new Home({}, TOLD).spend(300, steady(2000)).spend(1200, steady(-2000));
    assert.deepEqual([home.house.liveA('a'), home.phases], [0, 1]);
    const paused = home.house.commands.findLast((one) => one.kind === 'set-limit');
    assert.deepEqual(paused?.kind === 'set-limit' && [paused.limitA, paused.phases], [0, 1]);
  });
  it('on one phase the car’s other conductors are not forgotten', () => {
    const home = new Home({}, TOLD).spend(400, steady(6000)).spend(900, steady(2000));
    assert.equal(home.phases, 1);
    assert.deepEqual(home.house.charger('a').car.conductors, [0, 1, 2]);
  });
});

describe('one and three phases where the sun does not decide who charges', () => {
  const eco = (): Home => new Home({ mode: 'ECO' }, TOLD);
  const fast = (): Home => new Home({ mode: 'FAST' }, TOLD);
  const NONE = steady(0);

  it('ECO begins on one phase in little sun, and on three in much', () => {
    const little = eco().spend(60, steady(2000));
    assert.deepEqual([little.phases, little.house.liveA('a')], [1, 9]);
    const much = eco().spend(60, steady(9000));
    assert.deepEqual([much.phases, much.house.liveA('a')], [3, 13]);
  });
  it('ECO goes to three phases when the sun is more than one takes, and back, without a pause between', () => {
    const home = eco().spend(300, steady(2000)).spend(300, steady(9000));
    assert.equal(home.phases, 3);
    home.spend(300, steady(1000));
    assert.deepEqual([home.phases, home.house.liveA('a'), home.switches], [1, 6, 2]);
    assert.ok(!home.house.commands.some((one) => one.kind === 'set-limit' && one.limitA === 0));
  });
  it('ECO pays the price of a switch: a sun that swings every half minute does not switch with it', () => {
    const home = eco().spend(3600, (t) => (Math.floor(t / 30) % 2 === 0 ? 3300 : 5000));
    assert.ok(home.switches <= 2, `${home.switches} switches in an hour`);
  });
  it('ECO without a meter stays on what it is on', () => {
    const home = eco().spend(300, steady(9000));
    for (let t = 0; t < 300; t += 2) {
      home.house.pass(2);
      home.house.cycle();
    }
    assert.deepEqual([home.phases, home.house.liveA('a')], [3, 6]);
  });
  it('FAST begins on three', () => {
    const home = fast().spend(200, NONE);
    assert.deepEqual([home.phases, home.house.liveA('a'), home.switches], [3, 16, 0]);
  });
  for (const [what, set] of [
    ['FAST', (): ChargerOverlay => ({ mode: 'FAST' })],
    ['boost', (home: Home): ChargerOverlay => ({ boost: { since: home.house.now.wallMs } })],
  ] as const) {
    it(`${what} takes a car from one phase to three at once`, () => {
      const home = new Home({}, TOLD).spend(300, steady(2000));
      home.house.wish('a', set(home));
      home.spend(4, steady(2000));
      assert.deepEqual([home.phases, home.house.liveA('a')], [3, 16]);
    });
  }
  it('an oven that leaves no minimum on L2 puts it on one phase; when there is room again it goes back', () => {
    const home = fast().spend(200, NONE);
    home.houseW = [0, 20 * 230, 0];
    home.spend(20, NONE);
    assert.deepEqual([home.phases, home.house.liveA('a')], [1, 16]);
    home.houseW = [0, 0, 0];
    home.spend(200, NONE);
    assert.deepEqual([home.phases, home.house.liveA('a'), home.switches], [3, 16, 2]);
  });
  it('an oven on L1 leaves both ways, and more power on the three', () => {
    const home = fast().spend(60, NONE);
    home.houseW = [15 * 230, 0, 0];
    home.spend(200, NONE);
    assert.deepEqual([home.phases, home.house.liveA('a')], [3, 9]);
  });
  it('a car of one phase is tried on three once, and has nothing to win by more', () => {
    const home = eco().spend(60, steady(2000));
    home.onThree = 1;
    home.house.wish('a', { mode: 'FAST' });
    home.spend(300, steady(2000));
    home.house.wish('a', { mode: 'ECO' });
    home.spend(600, steady(1000));
    assert.equal(home.switches, 1);
  });
});

describe('a charger that is told one phase and goes on with three', () => {
  it('is counted on all that it is on from the first sample, so that none of them is above the fuse', () => {
    const home = new Home({ mode: 'FAST', maxA: amps(32) }, TOLD);
    home.spend(300, steady(0));
    // Beside that three phases have no minimum.
    home.houseW = [0, 20 * 230, 0];
    home.onOne = 3;
    let aboveS = 0;
    for (let t = 0; t < 300; t += 2) {
      home.spend(2, steady(0));
      if (20 + home.house.charger('a').measuredA > 25.5) aboveS += 2;
    }
    assert.ok(home.switches > 0, 'it was told one');
    assert.ok(aboveS <= 6, `${aboveS} s`);
  });
});
