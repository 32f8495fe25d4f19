import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bracketAt, drawUnder } from '../../../core/control/car/bracket.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { type House, home } from './house.js';

describe('bracket: what the car may be drawing', () => {
  const settled = (limitA = 10): House => {
    const house = home();
    house.limit('a', limitA);
    house.status('a', 'Charging');
    house.pass(60);
    house.draws('a', [limitA - 0.3, limitA - 0.3, limitA - 0.3]);
    return house;
  };
  const now = (house: House): readonly [number, number] => seen(house, 0);
  /** At a moment so many seconds from now. */
  const seen = (house: House, inS: number): readonly [number, number] => {
    const { lowA, highA } = bracketAt(house.charger('a'), monoMs(house.now.monoMs + inS * 1000));
    return [Math.round(lowA * 10) / 10, Math.round(highA * 10) / 10];
  };
  it('is closed on a settled car', () => {
    assert.deepEqual(now(settled()), [9.7, 9.7]);
  });
  it('looks back into a charge that was never measured while it is the last one, and not from the next', () => {
    const house = home();
    house.limit('a', 10);
    house.status('a', 'Charging');
    house.pass(60);
    house.status('a', 'SuspendedEVSE');
    assert.deepEqual(seen(house, -10), [9.7, 9.7]);
    house.pass(5);
    house.status('a', 'Charging');
    assert.deepEqual(seen(house, -15), [0, 0]);
  });
  it('opens after a raise: both until 6 s, closed once the ramp is over', () => {
    const house = settled();
    house.limit('a', 16);
    house.pass(1);
    assert.deepEqual(now(house), [9.7, 15.7], 'a car may follow at once');
    house.pass(5);
    assert.deepEqual(now(house), [10.7, 15.7]);
    house.pass(20);
    assert.deepEqual(now(house), [15.7, 15.7]);
  });
  it('opens no further than the new offer, however small the raise', () => {
    const house = settled();
    house.limit('a', 11);
    house.pass(2);
    assert.deepEqual(now(house), [9.7, 10.7]);
  });
  it('opens downwards after a reduction', () => {
    const house = settled();
    house.limit('a', 6);
    house.pass(4);
    assert.deepEqual(now(house), [5.7, 9.7]);
    house.pass(10);
    assert.deepEqual(now(house), [5.7, 5.7]);
  });
  it('a sample closes it at its own moment, not at its arrival', () => {
    const house = settled();
    house.limit('a', 16);
    house.pass(5);
    house.draws('a', [12, 12, 12]);
    assert.deepEqual(now(house), [12, 12]);
  });
  it('a pause: the state says so, current may still flow for 4 s', () => {
    const house = settled();
    house.limit('a', 0);
    house.pass(1);
    house.status('a', 'SuspendedEVSE');
    house.pass(2);
    assert.deepEqual(now(house), [0, 9.7]);
    house.pass(3);
    assert.deepEqual(now(house), [0, 0]);
  });
  it('a new charge begins at nothing, whatever the last one drew; the state may come 10 A late', () => {
    const house = settled();
    house.limit('a', 0);
    house.pass(2);
    house.status('a', 'SuspendedEVSE');
    house.pass(20);
    house.limit('a', 16);
    house.pass(10);
    house.status('a', 'Charging');
    assert.deepEqual(now(house), [0, 10]);
    house.pass(2);
    assert.deepEqual(now(house), [2, 15.7]);
  });
  it('a car known to climb slowly is not thought to be further than it is', () => {
    const house = settled();
    house.state = {
      ...house.state,
      chargers: { a: { ...house.charger('a'), car: { ...house.charger('a').car, rampAS: 0.4 } } },
    };
    house.limit('a', 16);
    house.pass(11);
    assert.deepEqual(now(house), [12.1, 15.7]);
  });
  it('a hub that came back knows nothing: anything up to the charger’s limit', () => {
    const house = home();
    house.status('a', 'Charging');
    house.pass(30);
    assert.deepEqual(now(house), [0, 16]);
    house.limit('a', 6);
    house.pass(1);
    assert.deepEqual(now(house), [0, 16], 'what it has just told may not be followed yet');
    house.pass(5);
    assert.deepEqual(now(house), [1, 13]);
  });
  it('a hub that came back takes what was measured for the least, for 40 s, and not before it was', () => {
    const house = home();
    house.status('a', 'Charging');
    house.pass(100);
    house.draws('a', [9, 9, 9]);
    house.pass(40);
    assert.deepEqual(now(house), [9, 16]);
    house.pass(1);
    assert.deepEqual(now(house), [0, 16]);
    house.draws('a', [9, 9, 9]);
    house.pass(10);
    house.draws('a', [12, 12, 12]);
    assert.deepEqual(seen(house, -5), [9, 16]);
    house.limit('a', 6);
    house.limit('a', 13);
    house.pass(1);
    assert.deepEqual(now(house), [5.7, 16], 'nor is the first limit of two followed for sure');
  });
  it('looks back as far as a climb over all of the current lasts, however long the charge has lasted', () => {
    const house = home();
    house.limit('a', 10);
    house.pass(10);
    house.status('a', 'Charging');
    const charger = house.charger('a');
    house.state = { ...house.state, chargers: { a: { ...charger, car: { ...charger.car, rampAS: 0.1 } } } };
    house.pass(90);
    assert.deepEqual(now(house), [9, 9.7]);
    house.pass(160);
    assert.deepEqual(now(house), [9.7, 9.7]);
  });
  it('and no further: after a day of charging it runs over no more seconds', () => {
    const house = home();
    house.limit('a', 10);
    house.status('a', 'Charging');
    house.pass(86_400);
    let looks = 0;
    const { offers, ...charger } = house.charger('a');
    const counting = {
      ...charger,
      get offers() {
        looks += 1;
        return offers;
      },
    };
    bracketAt(counting, house.now.monoMs);
    assert.ok(looks > 0 && looks < 100, `${looks} looks at its offers`);
  });
  it('nothing flows of an offer of nothing, however much a car draws above its offers', () => {
    const house = settled();
    const charger = house.charger('a');
    const car = { ...charger.car, offsetA: amps(-0.5) };
    assert.deepEqual([drawUnder({ ...charger, car }, 10), drawUnder({ ...charger, car }, 0)], [10.5, 0]);
  });
  it('no car, no current, whatever was told before', () => {
    const house = settled();
    house.tell({
      kind: 'status',
      chargerId: 'a',
      connectorId: 1,
      status: 'Available',
      fault: null,
      takenAt: house.now.monoMs,
    });
    assert.deepEqual(now(house), [0, 0]);
  });
  it('a look at a moment before the last sample does not know it yet', () => {
    const house = settled();
    house.limit('a', 16);
    house.pass(5);
    house.draws('a', [12, 12, 12]);
    assert.deepEqual(seen(house, -4.5), [9.7, 14.7]);
    assert.deepEqual(seen(house, -5.5), [9.7, 9.7], 'nor a limit before it was told');
  });
  const EITHER = [0, 9.7];
  it('before an end as it was, but in its last seconds: the current may have gone before the word came', () => {
    const house = settled();
    house.status('a', 'SuspendedEVSE');
    assert.deepEqual([seen(house, -6), seen(house, -5.9), seen(house, 0)], [[9.7, 9.7], EITHER, EITHER]);
  });
  it('charging again within seconds: the end of the last charge as ever, between both afterglow', () => {
    const house = settled();
    house.status('a', 'SuspendedEVSE');
    house.pass(3);
    house.status('a', 'Charging');
    assert.deepEqual([seen(house, -9), seen(house, -4), seen(house, -1)], [[9.7, 9.7], EITHER, EITHER]);
  });
  it('the low edge rises by 1 A a second and the high one falls by 3, and by parts of one', () => {
    const up = settled();
    up.limit('a', 32);
    up.pass(6);
    assert.deepEqual(now(up), [10.7, 31.7]);
    up.pass(1.5);
    assert.deepEqual(now(up), [12.2, 31.7]);
    const down = settled(32);
    down.limit('a', 6);
    down.pass(6);
    assert.deepEqual(now(down), [5.7, 28.7]);
    down.pass(1.5);
    assert.deepEqual(now(down), [5.7, 24.2]);
  });
  it('the high edge rises by 10 A a second and no further than the offer, and the low one falls by 20', () => {
    const up = settled();
    up.limit('a', 32);
    const seenUp = [0.5, 1, 1, 1].map((passS) => {
      up.pass(passS);
      return now(up);
    });
    const highA = [14.7, 24.7, 31.7, 31.7];
    assert.deepEqual(
      seenUp,
      highA.map((high) => [9.7, high]),
    );
    const down = settled(32);
    down.limit('a', 0);
    down.pass(1);
    assert.deepEqual(now(down), [11.7, 31.7]);
  });
  it('a car that climbs faster than others is not thought to', () => {
    const house = settled();
    const charger = house.charger('a');
    house.state = { ...house.state, chargers: { a: { ...charger, car: { ...charger.car, rampAS: 3 } } } };
    house.limit('a', 16);
    house.pass(9);
    assert.deepEqual(now(house), [13.7, 15.7]);
  });
  it('a limit that was never answered may or may not be in force, however long ago', () => {
    const house = settled();
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(16), durationS: 300 as never } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.pass(30);
    assert.deepEqual(now(house), [9.7, 15.7]);
  });
  it('what a car takes of an offer: less its distance, at most its own maximum, never less than nothing', () => {
    const charger = settled().charger('a');
    const taken = (offerA: number, car: object): number =>
      drawUnder({ ...charger, car: { ...charger.car, offsetA: amps(0.5), ...car } }, offerA);
    assert.deepEqual([taken(10, {}), taken(10, { capA: amps(8) }), taken(7, { capA: amps(8) })], [9.5, 8, 6.5]);
    assert.equal(taken(0.2, {}), 0);
  });
  it('offline: a car that was on its way to an offer gets there all the same', () => {
    const house = settled();
    const command = { kind: 'set-safe-limit', chargerId: 'a', limitA: amps(6) } as const;
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
    house.limit('a', 16);
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    assert.deepEqual(now(house), [9.7, 9.7]);
    house.pass(60);
    assert.deepEqual(now(house), [15.7, 15.7]);
    house.pass(600);
    assert.deepEqual(now(house), [15.7, 15.7], 'whether its limit has run out by now is not told');
  });
  it('not obeying: what is measured, whatever it was told', () => {
    const house = settled();
    house.limit('a', 6);
    for (const _ of [1, 2, 3]) {
      house.pass(20);
      house.draws('a', [9.7, 9.7, 9.7]);
    }
    house.pass(20);
    assert.deepEqual(now(house), [9.7, 9.7]);
  });
  it('a live limit that has ended leaves both: the last one, and the safe current', () => {
    const house = settled();
    const command = { kind: 'set-safe-limit', chargerId: 'a', limitA: amps(6) } as const;
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
    house.pass(400);
    assert.deepEqual(now(house), [5.7, 9.7]);
    const above = settled();
    above.tell({
      kind: 'command-answered',
      chargerId: 'a',
      command: { ...command, limitA: amps(14) },
      outcome: { result: 'accepted' },
    });
    above.pass(400);
    assert.deepEqual(now(above), [9.7, 13.7]);
    const unknown = settled();
    unknown.pass(400);
    assert.deepEqual(now(unknown), [9.7, 15.7], 'no safe current known: all that it may give');
  });
});
