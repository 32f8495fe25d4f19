import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withOffer } from '../../../core/control/observe/command.js';
import type { OcppStatus } from '../../../core/model/charger.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { House, home, siteFacts } from './house.js';

const says = (house: House, status: OcppStatus, fault?: string): void => house.status('a', status, fault);

describe('observe: a car and its offers', () => {
  const charging = (...limitsA: readonly number[]): House => {
    const house = home();
    for (const limitA of limitsA) {
      house.pass(20);
      house.limit('a', limitA);
      says(house, 'Charging');
    }
    return house;
  };
  it('one that stops by itself soon after a lowering may need more than that', () => {
    const refused = (house: House, afterS: number, status: OcppStatus = 'SuspendedEV'): unknown => {
      house.pass(afterS);
      says(house, status);
      const { refusedA, offeredSince } = house.charger('a').car;
      return [refusedA, offeredSince === house.now.monoMs];
    };
    assert.deepEqual(refused(charging(6, 10, 7), 5), [7, true]);
    assert.deepEqual(refused(charging(10, 7), 39), [7, true]);
    assert.deepEqual(refused(charging(10, 7), 61), [null, true], 'long ago');
    assert.deepEqual(refused(charging(7, 10), 5), [null, true], 'it was raised');
    assert.deepEqual(refused(charging(10, 0), 5), [null, false], 'paused by us');
    assert.deepEqual(refused(charging(10, 7), 5, 'SuspendedEVSE'), [null, false]);
  });
  it('a transaction that begins while current flows waits for nothing', () => {
    const house = new House(siteFacts());
    house.connect('a');
    says(house, 'Charging');
    house.begin('a');
    assert.equal(house.charger('a').car.offeredSince, null);
    assert.equal(home().charger('a').car.offeredSince, home().now.monoMs);
  });
  it('a trip is ours where it follows a lowering within half a minute', () => {
    const trips = (house: House, afterS: number, fault = 'OverCurrentFailure'): boolean => {
      house.pass(afterS);
      says(house, 'Faulted', fault);
      return house.charger('a').car.tripsOnLowering;
    };
    assert.deepEqual([trips(charging(16, 8), 29), trips(charging(16, 8), 30)], [true, false]);
    assert.equal(trips(charging(8, 16), 5), false);
    assert.equal(trips(charging(8), 5), false);
    assert.equal(trips(charging(16, 8), 5, 'GroundFailure'), false);
  });
  it('what is pending of one kind is the newest; writes are those of an hour', () => {
    const house = home();
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(8), durationS: 300 as never } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.pass(3600);
    house.tell({ kind: 'command-sent', chargerId: 'a', command: { ...command, limitA: amps(9) } });
    const { pending, writes } = house.charger('a');
    assert.deepEqual([pending.length, pending[0]?.sentAt, writes], [1, house.now.monoMs, [house.now.monoMs]]);
  });
  it('a limit that was refused is not in force, one without an answer may be, an accepted one is', () => {
    const after = (result: 'refused' | 'failed' | 'accepted'): readonly unknown[] => {
      const house = home();
      house.limit('a', 10);
      house.pass(5);
      const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(8), durationS: 300 as never } as const;
      house.tell({ kind: 'command-sent', chargerId: 'a', command });
      const outcome = result === 'accepted' ? { result } : { result, detail: 'no' };
      house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome });
      return house.charger('a').offers.map((one) => `${one.limitA}${one.sure ? '' : '?'}`);
    };
    assert.deepEqual([after('refused'), after('failed'), after('accepted')], [['10'], ['10', '8?'], ['10', '8']]);
  });
});

describe('observe: offers', () => {
  it('carry the number of phases they were told with', () => {
    const house = home();
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(8), durationS: 300 as never } as const;
    for (const phases of [{ phases: 1 }, {}] as const) {
      house.pass(5);
      house.tell({ kind: 'command-sent', chargerId: 'a', command: { ...command, ...phases } });
    }
    assert.deepEqual(
      house.charger('a').offers.map((one) => ('phases' in one ? one.phases : 'none')),
      [1, 'none'],
    );
  });
  const offer = (at: number, limitA: number, also = {}) => ({
    at: monoMs(at),
    limitA: amps(limitA),
    sure: true,
    ...also,
  });
  it('the same again is no other offer; another number of phases is, and one that is not sure', () => {
    const told = [offer(0, 10, { phases: 3 })];
    assert.equal(withOffer(told, offer(9000, 10, { phases: 3 })), told);
    for (const other of [offer(9000, 10, { phases: 1 }), offer(9000, 10, { phases: 3, sure: false }), offer(9000, 11)])
      assert.deepEqual(withOffer(told, other), [...told, other]);
    const unsure = [offer(0, 10, { sure: false })];
    assert.equal(withOffer(unsure, offer(9000, 10)).length, 2);
  });
  it('those of the last minute are kept, and the newest older one that is sure; in the order of their moments', () => {
    const told = [offer(0, 6), offer(1000, 7), offer(2000, 8, { sure: false }), offer(61_000, 9)];
    assert.deepEqual(withOffer(told, offer(70_000, 10)), [offer(1000, 7), offer(61_000, 9), offer(70_000, 10)]);
    assert.deepEqual(withOffer([offer(5000, 9)], offer(4000, 8)), [offer(4000, 8), offer(5000, 9)]);
  });
});
