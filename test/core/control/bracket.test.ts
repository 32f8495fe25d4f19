import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bracketAt, drawUnder } from '../../../core/control/bracket.js';
import { amps } from '../../../core/model/units.js';
import { House, siteFacts } from './house.js';

const home = (): House => {
  const house = new House(siteFacts());
  house.plugIn('a');
  return house;
};

describe('bracket: what the car may be drawing', () => {
  const told = (house: House, limitA: number): void => {
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(limitA), durationS: 300 as never } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
  };
  const settled = (): House => {
    const house = home();
    told(house, 10);
    house.status('a', 'Charging');
    house.pass(60);
    house.draws('a', [9.7, 9.7, 9.7]);
    return house;
  };
  const now = (house: House): readonly [number, number] => {
    const { lowA, highA } = bracketAt(house.charger('a'), house.now.monoMs);
    return [Math.round(lowA * 10) / 10, Math.round(highA * 10) / 10];
  };
  it('is closed on a settled car', () => {
    assert.deepEqual(now(settled()), [9.7, 9.7]);
  });
  it('opens after a raise: nothing before 2 s, both until 6 s, closed once the ramp is over', () => {
    const house = settled();
    told(house, 16);
    house.pass(1);
    assert.deepEqual(now(house), [9.7, 9.7]);
    house.pass(3);
    assert.deepEqual(now(house), [9.7, 15.7]);
    house.pass(20);
    assert.deepEqual(now(house), [15.7, 15.7]);
  });
  it('opens downwards after a reduction', () => {
    const house = settled();
    told(house, 6);
    house.pass(4);
    assert.deepEqual(now(house), [5.7, 9.7]);
    house.pass(10);
    assert.deepEqual(now(house), [5.7, 5.7]);
  });
  it('a sample closes it at its own moment, not at its arrival', () => {
    const house = settled();
    told(house, 16);
    house.pass(5);
    house.draws('a', [12, 12, 12]);
    assert.deepEqual(now(house), [12, 12]);
  });
  it('a pause: the state says so, current may still flow for 4 s', () => {
    const house = settled();
    told(house, 0);
    house.pass(1);
    house.status('a', 'SuspendedEVSE');
    house.pass(2);
    assert.deepEqual(now(house), [0, 9.7]);
    house.pass(3);
    assert.deepEqual(now(house), [0, 0]);
  });
  it('a new charge begins at nothing, whatever the last one drew; the state may come 3 A late', () => {
    const house = settled();
    told(house, 0);
    house.pass(2);
    house.status('a', 'SuspendedEVSE');
    house.pass(20);
    told(house, 16);
    house.pass(10);
    house.status('a', 'Charging');
    assert.deepEqual(now(house), [0, 3]);
    house.pass(2);
    assert.deepEqual(now(house), [2, 7]);
  });
  it('a car known to climb slowly is not thought to be further than it is', () => {
    const house = settled();
    house.state = {
      ...house.state,
      chargers: { a: { ...house.charger('a'), car: { ...house.charger('a').car, rampAS: 0.4 } } },
    };
    told(house, 16);
    house.pass(11);
    assert.deepEqual(now(house), [12.1, 15.7]);
  });
  it('a hub that came back knows nothing: anything up to the charger’s limit', () => {
    const house = home();
    house.status('a', 'Charging');
    house.pass(30);
    assert.deepEqual(now(house), [0, 16]);
    told(house, 6);
    house.pass(1);
    assert.deepEqual(now(house), [0, 16], 'what it has just told is not followed yet');
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
  it('offline: what was last measured, because nothing more will be heard', () => {
    const house = settled();
    told(house, 16);
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.pass(60);
    assert.deepEqual(now(house), [9.7, 9.7]);
  });
  it('not obeying: what is measured, whatever it was told', () => {
    const house = settled();
    told(house, 6);
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
  });
});
