import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OcppStatus } from '../../../core/model/charger.js';
import { BROKE_OFF } from '../../../core/model/command.js';
import { amps, type MonoMs, monoMs, wattHours, watts } from '../../../core/model/units.js';
import { House, home, siteFacts } from './house.js';
import { sample, says } from './said.js';

describe('observe: current against the word of the charger', () => {
  const statusWith = (status: OcppStatus, currentA: number, s: number, begun = true): OcppStatus => {
    const house = begun ? home() : new House(siteFacts());
    if (!begun) house.connect('a');
    says(house, status);
    house.pass(s);
    sample(house, [currentA, 0, 0]);
    return house.charger('a').status;
  };
  it('current is a charge, from 1 A on and when the last one has had time to go', () => {
    assert.equal(statusWith('SuspendedEV', 1.1, 5), 'Charging');
    assert.equal(statusWith('SuspendedEV', 1, 5), 'SuspendedEV');
    assert.equal(statusWith('SuspendedEV', 10, 4), 'SuspendedEV');
  });
  it('not without a transaction, and not where the charger is out of order or done', () => {
    assert.equal(statusWith('Preparing', 10, 5, false), 'Preparing');
    for (const status of ['Finishing', 'Faulted', 'Unavailable'] as const)
      assert.equal(statusWith(status, 10, 5), status);
  });
  it('it has begun with the first such sample, and is over with the first without', () => {
    const house = home();
    house.pass(5);
    sample(house, [10]);
    const began = house.now.monoMs;
    house.pass(5);
    sample(house, [10]);
    assert.deepEqual([house.charger('a').chargingSince, house.charger('a').car.offeredSince], [began, null]);
    house.pass(5);
    sample(house, [0]);
    assert.deepEqual(
      [house.charger('a').status, house.charger('a').chargingEndedAt],
      ['SuspendedEVSE', began + 10_000],
    );
    house.pass(5);
    sample(house, [0]);
    assert.equal(house.charger('a').chargingEndedAt, began + 10_000);
  });
  it('what the charger says again changes nothing of it; what it says then has begun with the current', () => {
    const house = home();
    house.pass(10);
    sample(house, [9]);
    says(house, 'SuspendedEVSE');
    assert.equal(house.charger('a').status, 'Charging');
    says(house, 'Charging');
    house.pass(10);
    sample(house, [0]);
    assert.equal(house.charger('a').status, 'Charging');
  });
  it('one moment in two messages is one piece of evidence', () => {
    const house = home();
    house.tell({
      kind: 'command-answered',
      chargerId: 'a',
      command: { kind: 'set-limit', chargerId: 'a', limitA: amps(6), durationS: 300 as never },
      outcome: { result: 'accepted' },
    });
    says(house, 'Charging');
    house.pass(20);
    sample(house, [16]);
    sample(house, [16]);
    assert.deepEqual([house.charger('a').disobedience.samples, house.charger('a').draws.length], [1, 1]);
    house.pass(1);
    sample(house, [16]);
    assert.deepEqual([house.charger('a').disobedience.samples, house.charger('a').draws.length], [2, 2]);
  });
  it('without a moment of its own it says nothing', () => {
    const house = home();
    const { state } = house;
    sample(house, [9], Number.NaN as MonoMs);
    assert.equal(house.state, state);
  });
  it('what comes out of a queue flows no more, unless a charge runs', () => {
    const house = new House(siteFacts());
    house.connect('a');
    const ago = (seconds: number): MonoMs => monoMs(house.now.monoMs - seconds * 1000);
    sample(house, [10, 10, 10], ago(61));
    assert.equal(house.charger('a').sample, null, 'of a minute ago, before its first word');
    house.status('a', 'Preparing');
    sample(house, [10, 10, 10], ago(61));
    sample(house, [10, 10, 10], ago(20));
    assert.deepEqual([house.charger('a').sample, house.charger('a').measuredA], [null, 0], 'older than its word');
    house.status('a', 'Charging');
    sample(house, [10, 10, 10], ago(61));
    assert.equal(house.charger('a').measuredA, 10);
    const other = home();
    sample(other, [10, 10, 10], ago(61));
    assert.equal(other.charger('a').measuredA, 10);
  });
  it('absurd currents are not believed, the others of the sample are', () => {
    const house = home();
    sample(house, [Number.NaN, 9, 1e6]);
    assert.equal(house.charger('a').measuredA, 9);
    house.pass(1);
    sample(house, [Number.NaN]);
    assert.equal(house.charger('a').measuredA, 9);
  });
  it('a change is one of more than 2 A, and lies behind the sample before it', () => {
    const house = home();
    sample(house, [10]);
    assert.equal(house.charger('a').drawChangedAt, null, 'the first one changes nothing');
    house.pass(10);
    sample(house, [12]);
    assert.equal(house.charger('a').drawChangedAt, null);
    const before = house.now.monoMs;
    house.pass(10);
    sample(house, [9.9]);
    assert.equal(house.charger('a').drawChangedAt, before);
  });
});

describe('observe: whether a car took an offer of ours', () => {
  const took = (...limits: readonly (readonly [limitA: number, lastsS: number])[]): boolean => {
    const house = home();
    says(house, 'Charging');
    for (const [limitA, lastsS] of limits) {
      house.limit('a', limitA);
      house.pass(lastsS);
    }
    sample(house, [10, 10, 10]);
    return house.charger('a').tookOffer;
  };
  it('is not told by what it draws before it may have followed one', () => {
    assert.deepEqual([took(), took([6, 5.9]), took([6, 6])], [false, false, true]);
    assert.deepEqual([took([0, 60]), took([0, 60], [6, 5]), took([6, 6], [8, 1])], [false, false, true]);
  });
  it('is asked anew of the next charge', () => {
    const house = home();
    house.limit('a', 10);
    house.pass(10);
    sample(house, [10]);
    assert.equal(house.charger('a').tookOffer, true);
    house.begin('a');
    assert.equal(house.charger('a').tookOffer, false);
  });
});

describe('observe: values in messages of their own', () => {
  const tell = (house: House, also: object): void => {
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    house.tell({ kind: 'sample', chargerId: 'a', sample: { takenAt, takenAtWall, ...also } });
  };
  it('what was told within a minute and a half still holds, the currents until there are others', () => {
    const after = (s: number): readonly unknown[] => {
      const house = home();
      tell(house, { currentA: [amps(9)], energyWh: wattHours(700) });
      house.pass(s);
      tell(house, { socPct: 50 });
      const { sample: seen } = house.charger('a');
      return [seen?.currentA, seen?.energyWh];
    };
    assert.deepEqual(
      [after(89), after(90)],
      [
        [[9], 700],
        [[9], undefined],
      ],
    );
    const house = home();
    tell(house, { currentA: [amps(9)] });
    house.pass(1);
    tell(house, { currentA: [amps(8)] });
    assert.deepEqual(house.charger('a').sample?.currentA, [8]);
  });
  it('zeros of current do not outlive a power that denies them', () => {
    const kept = (currentA: number, powerW: number): unknown => {
      const house = home();
      tell(house, { currentA: [amps(currentA)] });
      house.pass(1);
      tell(house, { powerW: watts(powerW) });
      return house.charger('a').sample?.currentA;
    };
    assert.deepEqual([kept(1, 501), kept(1, 500), kept(1.1, 501)], [undefined, [1], [1.1]]);
  });
  it('a charger that is done charging and says no more of its current draws none (EM2GO, evcc #23878)', () => {
    const house = home();
    says(house, 'Charging');
    sample(house, [16, 16, 16]);
    says(house, 'SuspendedEVSE', { inS: 1 });
    const takenAt = monoMs(house.now.monoMs + 5000);
    const told = { takenAt, takenAtWall: house.now.wallMs, energyWh: wattHours(1030) };
    house.tell({ kind: 'sample', chargerId: 'a', sample: told });
    const { sample: last, measuredA } = house.charger('a');
    assert.deepEqual([last?.currentA, last?.powerW, last?.energyWh, measuredA], [[0, 0, 0], undefined, 1030, 0]);
  });
  it('power alone: what it was as a current holds as long', () => {
    const house = home();
    tell(house, { powerW: 2070, currentFrom: 'power', currentA: [3, 3, 3].map(amps) });
    house.pass(90);
    tell(house, { socPct: 50 });
    const { sample: seen } = house.charger('a');
    assert.deepEqual([seen?.powerW, seen?.currentA], [undefined, [3, 3, 3]]);
  });
  it('power first, its currents in the next message: these stand as measured', () => {
    const house = home();
    tell(house, { powerW: 2070, currentFrom: 'power', currentA: [3, 3, 3].map(amps) });
    house.pass(1);
    tell(house, { currentA: [9, 0, 0].map(amps) });
    const { sample: seen, measuredA } = house.charger('a');
    assert.deepEqual([seen?.currentA, seen?.currentFrom, measuredA], [[9, 0, 0], undefined, 9]);
  });
  it('power alone: the voltage of a dead phase is none', () => {
    const house = home();
    tell(house, { powerW: 2070, currentFrom: 'power', voltageV: [230, 0, 0] });
    assert.deepEqual(house.charger('a').sample?.currentA, [3, 3, 3]);
  });
});

describe('observe: a charger that comes back', () => {
  it('has forgotten its profiles, and what it refused', () => {
    const house = home();
    house.grid(0, 0, 0);
    house.cycle();
    assert.notEqual(house.charger('a').profiles.max, null);
    house.tell({ kind: 'booted', chargerId: 'a', identity: { vendor: 'x' } });
    const { profiles, pending, refusals, asked, identity } = house.charger('a');
    assert.deepEqual(
      { profiles, pending, refusals, asked, identity },
      {
        profiles: { max: null, safe: null, live: null },
        pending: [],
        refusals: {},
        asked: {},
        identity: { vendor: 'x' },
      },
    );
  });
  it('forgets what it refused, but not what it broke off at', () => {
    const kept = (detail: string): readonly string[] => {
      const house = home();
      const command = { kind: 'set-max-limit', chargerId: 'a', limitA: amps(16) } as const;
      house.tell({ kind: 'command-sent', chargerId: 'a', command });
      house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'failed', detail } });
      assert.deepEqual(Object.keys(house.charger('a').refusals), ['set-max-limit']);
      house.tell({ kind: 'connected', chargerId: 'a' });
      return Object.keys(house.charger('a').refusals);
    };
    assert.deepEqual([kept('no answer'), kept(BROKE_OFF)], [[], ['set-max-limit']]);
  });
  it('gone once, it is not gone again', () => {
    const house = home();
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    const { state } = house;
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    assert.equal(house.state, state);
  });
});
