import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerState } from '../../../core/control/site-state.js';
import { type Command, type CommandOutcome, OFFLINE } from '../../../core/model/command.js';
import { amps, seconds } from '../../../core/model/units.js';
import { House, siteFacts } from './house.js';

const ACCEPTED: CommandOutcome = { result: 'accepted' };
const REFUSED: CommandOutcome = { result: 'refused', detail: 'no' };
const FAILED: CommandOutcome = { result: 'failed', detail: 'no answer' };

/** A plugged charger that is told one thing after another. */
class Told {
  readonly house = new House(siteFacts());
  constructor() {
    this.house.plugIn('a');
  }
  send(command: Command): this {
    this.house.tell({ kind: 'command-sent', chargerId: 'a', command });
    return this;
  }
  answered(command: Command, outcome: CommandOutcome): this {
    this.house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome });
    return this;
  }
  limit(limitA: number, outcome: CommandOutcome = ACCEPTED, phases?: 1 | 3): this {
    const command = limitOf(limitA, phases);
    return this.send(command).answered(command, outcome);
  }
  pass(s: number): this {
    this.house.pass(s);
    return this;
  }
  charges(): this {
    this.house.status('a', 'Charging');
    return this;
  }
  get charger(): ChargerState {
    return this.house.charger('a');
  }
  get offers(): string {
    return this.charger.offers.map((one) => `${one.limitA}${one.sure ? '' : '?'}`).join();
  }
}
const limitOf = (limitA: number, phases?: 1 | 3): Command => ({
  kind: 'set-limit',
  chargerId: 'a',
  limitA: amps(limitA),
  durationS: seconds(300),
  ...(phases && { phases }),
});
const stop = (also: object): Command => ({ kind: 'stop-transaction', chargerId: 'a', transactionId: 1, ...also });

describe('observe: what goes out', () => {
  it('each kind of limit is a write, a start or a stop is none but counted by itself', () => {
    for (const kind of ['set-safe-limit', 'set-max-limit'] as const) {
      const { writes, asked } = new Told().send({ kind, chargerId: 'a', limitA: amps(6) }).charger;
      assert.deepEqual([writes.length, asked], [1, {}], kind);
    }
    assert.equal(new Told().send(limitOf(6)).charger.writes.length, 1);
    const { writes, asked } = new Told().send(stop({})).send(stop({})).charger;
    assert.deepEqual([writes.length, asked['stop-transaction']?.count], [0, 2]);
  });
  it('a stop that is to wake the car is tried once for it, whatever is sent after', () => {
    const tried = (...commands: readonly Command[]): boolean =>
      commands.reduce((told, command) => told.send(command), new Told()).charger.resumeTried;
    assert.deepEqual([tried(), tried(stop({ pause: true })), tried(stop({ resumes: true }))], [false, false, true]);
    assert.equal(tried(stop({ resumes: true }), limitOf(6)), true);
  });
});

describe('observe: what is in force', () => {
  it('a refusal takes back its own limit only', () => {
    assert.equal(new Told().limit(10).limit(8, REFUSED).offers, '10', 'sent in the same moment as one that was taken');
    assert.equal(new Told().limit(10).pass(5).limit(8, FAILED).pass(5).limit(9, REFUSED).offers, '10,8?');
    const safe: Command = { kind: 'set-safe-limit', chargerId: 'a', limitA: amps(6) };
    assert.equal(new Told().send(limitOf(10)).send(safe).answered(safe, REFUSED).offers, '10?');
  });
  it('a charger that takes no limits any more is under none that may have come in', () => {
    const refused = (times: number): string => {
      const told = new Told().limit(10).pass(5).limit(8, FAILED);
      for (let k = 0; k < times; k++) told.pass(5).limit(9, REFUSED);
      return told.offers;
    };
    assert.deepEqual([refused(3), refused(4)], ['10,8?', '10'], 'the fourth in a row that was refused');
  });
  it('a limit that is answered late is in force since some time in between', () => {
    const after = (s: number): ChargerState =>
      new Told().limit(10).pass(60).send(limitOf(8)).pass(s).answered(limitOf(8), ACCEPTED).charger;
    const told = (s: number): readonly (readonly [number, boolean])[] => {
      const { offers } = after(s);
      return offers.map(({ at, sure }) => [(at - (offers[0]?.at ?? 0)) / 1000, sure] as const);
    };
    assert.deepEqual(told(5), [
      [0, true],
      [60, true],
    ]);
    assert.deepEqual(told(25), [
      [0, true],
      [60, false],
      [85, true],
    ]);
  });
  it('what may have arrived before stays possible when another limit is taken', () => {
    assert.equal(new Told().limit(10).pass(5).limit(8, FAILED).pass(5).limit(9).offers, '10,8?,9');
    assert.equal(new Told().limit(10).limit(8).offers, '10,8', 'both in one moment');
  });
  it('from when it was sent, not from when the charger answered', () => {
    const told = new Told().send(limitOf(8));
    const sentAt = told.house.now.monoMs;
    assert.equal(told.pass(3).answered(limitOf(8), ACCEPTED).charger.profiles.live?.setAt, sentAt);
  });
  it('0 A takes current away where some flows, any other limit does not', () => {
    const paused = (told: Told): boolean => told.charger.pausedAtZero;
    assert.equal(paused(new Told().limit(0)), false);
    assert.equal(paused(new Told().charges().limit(6)), false);
    assert.equal(paused(new Told().charges().limit(0)), true);
  });
});

describe('observe: a car that is offered current', () => {
  it('stayed away from an offer that ends unanswered after three quarters of a minute', () => {
    const refusedA = (told: Told): number | null => told.limit(10).charger.car.refusedA;
    assert.equal(refusedA(new Told().limit(7).pass(46)), 7);
    assert.equal(refusedA(new Told().limit(7).pass(45)), null, 'it may still come');
    assert.equal(refusedA(new Told().limit(0).pass(60)), null, 'nothing was offered');
    assert.equal(refusedA(new Told().limit(7).charges().pass(60)), null, 'it came');
    assert.equal(refusedA(new Told().limit(10).pass(60)), null, 'the same goes on');
  });
  it('stayed away from the least of those that stood in the last three quarters of a minute', () => {
    const least = (...told: readonly (readonly [number, number])[]): number | null => {
      const one = new Told();
      for (const [limitA, s] of told) one.limit(limitA).pass(s);
      return one.limit(16).charger.car.refusedA;
    };
    assert.deepEqual([least([6, 40], [7, 44]), least([6, 40], [7, 46])], [6, 7]);
    assert.equal(least([6, 20], [8, 20], [7, 10]), 6);
    assert.equal(least([6, 20], [0, 20], [7, 40]), null, 'paused, it was not waited for');
  });
  it('one that drew is full, unless it had stopped at a lowering: then it needs still more', () => {
    const after = (lowered: boolean): number | null => {
      const one = new Told().limit(10).charges().pass(10);
      one.house.draws('a', [9.7, 9.7, 9.7]);
      if (lowered) one.limit(6);
      one.house.status('a', 'SuspendedEV');
      return one.limit(8).pass(46).limit(0).charger.car.refusedA;
    };
    assert.deepEqual([after(false), after(true)], [null, 8]);
  });
  it('seen to draw at a higher offer, it needs more than what it stayed away from', () => {
    const told = new Told().limit(7).pass(46).limit(10).pass(6);
    told.house.draws('a', [9.7, 9.7, 9.7]);
    assert.deepEqual([told.charger.status, told.charger.car.refuses], ['Charging', { offerA: 7, times: 1 }]);
  });
  it('is not waited for while it charges', () => {
    const charging = new Told().limit(7).charges();
    assert.equal(charging.limit(10).charger.car.offeredSince, null);
    const waits = new Told().limit(7);
    const since = waits.house.now.monoMs;
    assert.equal(waits.pass(5).limit(10).charger.car.offeredSince, since);
  });
  it('shows its phases anew when it is told another number of them, and only then', () => {
    const seen = (before: 1 | 3 | undefined, then: 1 | 3 | undefined): boolean => {
      const told = new Told().limit(10, ACCEPTED, before).charges().pass(60);
      told.house.draws('a', [9.7, 0, 0]);
      const charger = told.charger;
      told.house.state = {
        ...told.house.state,
        chargers: { a: { ...charger, car: { ...charger.car, phasesSeen: true } } },
      };
      return told.limit(8, ACCEPTED, then).charger.car.phasesSeen;
    };
    assert.deepEqual([seen(1, 3), seen(undefined, 1)], [false, false]);
    assert.deepEqual([seen(1, 1), seen(1, undefined)], [true, true]);
  });
});

describe('observe: a start asked for before a car came, that never got out', () => {
  const start: Command = { kind: 'start-transaction', chargerId: 'a', idTag: 'A' };
  for (const [status, ahead] of [
    ['Available', { askedAt: null }],
    ['Preparing', null],
  ] as const)
    it(`is ${ahead ? 'still to be asked for' : 'none any more: a car has come'}, where its charger says ${status}`, () => {
      const house = new House(siteFacts());
      house.connect('a');
      house.tell({ kind: 'command-sent', chargerId: 'a', command: start });
      house.status('a', status);
      house.tell({
        kind: 'command-answered',
        chargerId: 'a',
        command: start,
        outcome: { result: 'failed', detail: OFFLINE },
      });
      assert.deepEqual(house.charger('a').ahead, ahead);
    });
});
