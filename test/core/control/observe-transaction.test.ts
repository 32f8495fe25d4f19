import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LearnedCar } from '../../../core/control/car/learned-car.js';
import type { StartReason } from '../../../core/model/charger.js';
import type { Access } from '../../../core/model/mode.js';
import { amps, wallMs, wattHours } from '../../../core/model/units.js';
import { chargerFacts, House, home, siteFacts } from './house.js';

describe('observe: a transaction', () => {
  const ends = (house: House, transactionId: number, reason = 'Local'): void =>
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(9), reason });
  it('of another number does not end this one', () => {
    const house = home();
    const { state } = house;
    ends(house, 7);
    assert.equal(house.state, state);
  });
  it('has drawn nothing when it begins, whatever the last one did; told again, it is the same', () => {
    const house = home();
    house.limit('a', 10);
    house.status('a', 'Charging');
    house.draws('a', [9.7, 9.7, 9.7]);
    const { drewAt, transaction } = house.charger('a');
    assert.equal(drewAt, house.now.monoMs);
    if (!transaction) throw new Error('none runs');
    house.tell({ kind: 'transaction-started', chargerId: 'a', transaction });
    assert.equal(house.charger('a').drewAt, drewAt);
    ends(house, transaction.transactionId, 'PowerLoss');
    house.begin('a');
    assert.equal(house.charger('a').drewAt, null);
  });
  it('that lost its power goes on, one that was ended by hand does not', () => {
    const after = (reason: string): readonly unknown[] => {
      const house = home();
      ends(house, 1, reason);
      const { finished, granted, goesOnAs } = house.charger('a');
      return [finished, granted, goesOnAs];
    };
    assert.deepEqual(after('PowerLoss'), [false, true, 'SURPLUG']);
    assert.deepEqual(after('Local'), [true, false, null]);
    assert.deepEqual(after('Remote'), [true, false, null], 'stopped from afar, but not by us');
  });
  it('that a pause of ours ends is not begun anew before the charger has told that it is over, and waited for by nobody', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.status('a', 'Preparing');
    const transactionId = house.begin('a', 'SURPLUG');
    assert.notEqual(house.charger('a').car.offeredSince, null);
    house.status('a', 'Charging');
    const command = { kind: 'stop-transaction', chargerId: 'a', transactionId, pause: true } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    ends(house, transactionId, 'Remote');
    const { status, statusTold, car } = house.charger('a');
    assert.deepEqual([status, statusTold, car.offeredSince], ['Preparing', 'Preparing', null]);
  });
  it('that is told once more, on another connection, before it has ended for a pause of ours is paused all the same', () => {
    const house = home();
    const { transaction } = house.charger('a');
    assert.ok(transaction);
    const { transactionId } = transaction;
    const command = { kind: 'stop-transaction', chargerId: 'a', transactionId, pause: true } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.tell({ kind: 'transaction-started', chargerId: 'a', transaction });
    ends(house, transactionId, 'Remote');
    assert.equal(house.charger('a').finished, false);
  });
  it('that a timer began and its window ends leaves the next to a card or the next window', () => {
    const after = (startedBy: StartReason, access: Access, stopped = true): readonly unknown[] => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a', { access })] }));
      house.connect('a');
      house.status('a', 'Preparing');
      const transactionId = house.begin('a', 'SURPLUG', startedBy);
      house.status('a', 'Charging');
      const command = { kind: 'stop-transaction', chargerId: 'a', transactionId } as const;
      if (stopped) house.tell({ kind: 'command-sent', chargerId: 'a', command });
      ends(house, transactionId, stopped ? 'Remote' : 'Local');
      house.status('a', 'Finishing');
      return [house.charger('a').finished, house.decision('a').because.code];
    };
    assert.deepEqual(after('timer', 'cards'), [false, 'waiting-for-card']);
    assert.deepEqual(after('timer', 'cards', false), [true, 'finished'], 'by hand');
    assert.deepEqual(after('host', 'cards'), [true, 'finished']);
    assert.deepEqual(after('timer', 'free'), [true, 'finished']);
  });
  it('that a pause of ours is to end may be ended by hand all the same', () => {
    const finished = (reason: string): boolean => {
      const house = home();
      const command = { kind: 'stop-transaction', chargerId: 'a', transactionId: 1, pause: true } as const;
      house.tell({ kind: 'command-sent', chargerId: 'a', command });
      ends(house, 1, reason);
      return house.charger('a').finished;
    };
    assert.deepEqual(['Remote', 'Other', 'Local'].map(finished), [false, false, true]);
  });
  it('that 0 A has ended goes on, with the leave it had', () => {
    const house = home();
    const ended = {
      kind: 'transaction-ended',
      chargerId: 'a',
      transactionId: 1,
      reason: 'Other',
      paused: true,
    } as const;
    house.tell(ended);
    const { transaction, finished, granted } = house.charger('a');
    assert.deepEqual([transaction, finished, granted], [null, false, true]);
  });
  describe('that draws too much', () => {
    interface Drawing {
      readonly level: 0 | 1 | 2 | 3;
      readonly stopped?: boolean;
      readonly offerA?: number;
    }
    /** Convicted to that level, and whether it is finished. */
    const over = ({ level, stopped = false, offerA = 6 }: Drawing): readonly unknown[] => {
      const house = home();
      const { monoMs: at } = house.now;
      const disobedience = { samples: 2, since: at, level, levelAt: at };
      const offers = [{ at, limitA: amps(offerA), sure: true }];
      house.state = { ...house.state, chargers: { a: { ...house.charger('a'), disobedience, offers } } };
      const command = { kind: 'stop-transaction', chargerId: 'a', transactionId: 1, pause: true } as const;
      if (stopped) house.tell({ kind: 'command-sent', chargerId: 'a', command });
      ends(house, 1, stopped ? 'Remote' : 'Local');
      return [house.charger('a').disobedience.level, house.charger('a').finished];
    };
    it('and had to be stopped for it stays convicted, and is no pause', () => {
      assert.deepEqual(over({ level: 1, stopped: true }), [2, true]);
      assert.deepEqual(over({ level: 2, stopped: true }), [2, true]);
      assert.deepEqual(over({ level: 3, stopped: true }), [3, true]);
    });
    it('and was ended by hand after the stop was decided stays convicted', () =>
      assert.deepEqual(over({ level: 2 }), [2, true]));
    it('and was ended by hand before that is acquitted', () => assert.deepEqual(over({ level: 1 }), [0, true]));
    it('at 0 A, or does as it is told, is paused by the stop', () => {
      assert.deepEqual(over({ level: 1, stopped: true, offerA: 0 }), [0, false]);
      assert.deepEqual(over({ level: 0, stopped: true }), [0, false]);
    });
  });
  it('that has ended lets nothing flow: what was measured last is over', () => {
    const house = home();
    house.draws('a', [9, 9, 9]);
    ends(house, 1);
    assert.deepEqual([house.charger('a').sample?.currentA, house.charger('a').measuredA], [[0, 0, 0], 0]);
  });
  it('that nobody granted is not granted by a power cut', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.wish('a', { locked: true });
    house.status('a', 'Preparing');
    const id = house.begin('a', 'STRANGER');
    assert.deepEqual([house.charger('a').uninvited, house.charger('a').granted], [true, false]);
    ends(house, id, 'PowerLoss');
    assert.deepEqual([house.charger('a').granted, house.charger('a').goesOnAs], [false, null], 'nor does it go on');
  });
  it('of a card that has no leave takes none from the charge that was granted', () => {
    const house = home();
    const untilAt = wallMs(house.now.wallMs + 3_600_000);
    house.wish('a', { reservation: { reservationId: 1, idTag: 'ANNA', untilAt } });
    house.begin('a', 'STRANGER');
    assert.deepEqual([house.charger('a').uninvited, house.charger('a').granted], [true, true]);
  });
  it('of one visit is of the same car, once that has drawn', () => {
    const mostA = (car: Partial<LearnedCar>): number | null => {
      const house = home();
      const charger = house.charger('a');
      const seen = { ...charger, car: { ...charger.car, mostA: amps(13), ...car } };
      house.state = { ...house.state, chargers: { a: seen } };
      house.begin('a');
      return house.charger('a').car.mostA;
    };
    const followed = { offerA: amps(16), drawA: amps(13), count: 1 };
    assert.deepEqual([mostA({}), mostA({ phasesSeen: true }), mostA({ followed })], [null, 13, 13]);
  });
  it('that was running before the hub came is nobody’s fault', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.wish('a', { locked: true });
    house.begin('a', 'STRANGER', 'unknown');
    assert.deepEqual([house.charger('a').uninvited, house.charger('a').granted], [false, true]);
  });
  it('begins under the safe current, where nothing else is in force', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.begin('a');
    assert.deepEqual(house.charger('a').offers, []);
    const command = { kind: 'set-safe-limit', chargerId: 'a', limitA: amps(6) } as const;
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
    house.begin('a');
    assert.deepEqual(house.charger('a').offers, [{ at: house.now.monoMs, limitA: 6, sure: true }]);
    const limit = { kind: 'set-limit', chargerId: 'a', limitA: amps(10), durationS: 300 as never } as const;
    house.pass(5);
    house.tell({ kind: 'command-answered', chargerId: 'a', command: limit, outcome: { result: 'accepted' } });
    house.pass(5);
    house.begin('a');
    assert.equal(house.charger('a').offers.at(-1)?.limitA, 10);
  });
});
