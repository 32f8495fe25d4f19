import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EMPTY_MEMORY, readMemory } from '../../../core/control/memory.js';
import { chargerPicture, supplyPicture } from '../../../core/control/picture.js';
import { amps, monoMs, seconds, watts } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts, House, home, siteFacts } from './house.js';

describe('observe: order', () => {
  it('an older status changes nothing, whenever it arrives', () => {
    const house = home();
    house.pass(10);
    house.status('a', 'Charging');
    const takenAt = monoMs(house.now.monoMs - 5000);
    house.tell({ kind: 'status', chargerId: 'a', connectorId: 1, status: 'Available', fault: null, takenAt });
    assert.equal(house.charger('a').status, 'Charging');
  });
  it('an older or repeated sample changes nothing', () => {
    const house = home();
    house.draws('a', [9, 9, 9]);
    const { state } = house;
    const late = { takenAt: monoMs(house.now.monoMs - 1), takenAtWall: house.now.wallMs, currentA: [amps(3)] };
    house.tell({ kind: 'sample', chargerId: 'a', sample: late });
    assert.equal(house.state, state);
  });
  it('a sample from the future, a clock that is wrong by hours, is not steered on', () => {
    const house = home();
    const { state } = house;
    const ahead = { takenAt: monoMs(house.now.monoMs + 3_600_000), takenAtWall: house.now.wallMs, currentA: [amps(3)] };
    house.tell({ kind: 'sample', chargerId: 'a', sample: ahead });
    assert.equal(house.state, state);
  });
  it('an older reading changes nothing', () => {
    const house = home();
    house.pass(10);
    house.grid(100, 100, 100);
    const { state } = house;
    house.tell({
      kind: 'reading',
      reading: { meterId: 'grid', role: 'grid', takenAt: monoMs(house.now.monoMs - 2000), powerW: 9 as never },
    });
    assert.equal(house.state, state);
  });
  it('an event of a charger that is not ours changes nothing', () => {
    const house = home();
    const { state } = house;
    house.tell({ kind: 'connected', chargerId: 'z' });
    assert.equal(house.state, state);
  });
  it('connector 0 being available is not a car that left', () => {
    const house = home();
    house.tell({
      kind: 'status',
      chargerId: 'a',
      connectorId: 0,
      status: 'Available',
      fault: null,
      takenAt: house.now.monoMs,
    });
    assert.equal(house.charger('a').status, 'SuspendedEVSE');
  });
});

describe('observe: what outlives what', () => {
  it('a fault of the connector outlives the word that the charger as a whole is well', () => {
    const house = new House(siteFacts());
    house.status('a', 'Faulted', 'GroundFailure');
    const { takenAt, ...well } = { connectorId: 0, status: 'Available', takenAt: house.now.monoMs } as const;
    const other = { errorCode: 'OverVoltage', since: house.now.wallMs };
    for (const said of [{ ...well, fault: null }, { ...well, status: 'Faulted', fault: other } as const]) {
      house.tell({ kind: 'status', chargerId: 'a', ...said, takenAt });
      assert.deepEqual([house.charger('a').status, house.charger('a').fault?.errorCode], ['Faulted', 'GroundFailure']);
    }
    house.status('a', 'Available');
    assert.deepEqual([house.charger('a').status, house.charger('a').fault], ['Available', null]);
  });
  it('profiles cleared by hand are unknown, all else stays', () => {
    const house = home();
    const before = house.charger('a');
    house.tell({ kind: 'profiles-cleared', chargerId: 'a' });
    assert.deepEqual(house.charger('a'), { ...before, profiles: { max: null, safe: null, live: null } });
  });
  it('unplugged, the transaction and what was learned of the car are gone', () => {
    const house = home();
    house.status('a', 'Available');
    const { transaction, car, profiles } = house.charger('a');
    assert.deepEqual([transaction, car.conductors, profiles.live], [null, null, null]);
  });
  it('settings that change, and a meter in trouble, keep what the meters have told', () => {
    const house = home();
    house.grid(100, 200, 300);
    const { grid } = house.state.meters;
    house.tell({ kind: 'facts', facts: siteFacts({ fuseA: amps(30) }) });
    assert.equal(house.state.meters['grid'], grid);
    house.tell({ kind: 'meter-trouble', meterId: 'grid', role: 'grid', what: 'CRC error' });
    assert.deepEqual(house.state.meters['grid'], { ...grid, trouble: 'CRC error' });
  });
  it('a meter that tells currents has changed when one of them has, and not before', () => {
    const house = home();
    const first = house.now.monoMs;
    const changedAt = (...currentA: readonly number[]): number | null | undefined => {
      house.pass(2);
      const reading = { meterId: 'grid', role: 'grid', takenAt: house.now.monoMs, powerW: watts(0) } as const;
      house.tell({ kind: 'reading', reading: { ...reading, currentA: currentA.map(amps) } });
      return house.state.meters['grid']?.changedAt;
    };
    const seen = [changedAt(1, 2, 3), changedAt(1, 2, 3), changedAt(2, 1, 3)];
    assert.deepEqual(seen, [first + 2000, first + 2000, first + 6000]);
  });
  it('adopting a charger keeps what is known of the others', () => {
    const house = home();
    const before = house.charger('a');
    house.tell({ kind: 'facts', facts: siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }) });
    assert.equal(house.charger('a').transaction, before.transaction);
    assert.equal(house.charger('b').heard, false);
    house.tell({ kind: 'facts', facts: siteFacts({ chargers: [chargerFacts('b')] }) });
    assert.equal(house.state.chargers['a'], undefined);
  });
  it('a forgotten charger takes along what was wished of it; one that is not configured just now keeps it', () => {
    const wishes = {
      ...NO_WISHES,
      chargers: { a: { locked: true }, b: { mode: 'ECO' }, away: { locked: true } },
    } as const;
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }), { wishes });
    house.tell({ kind: 'facts', facts: siteFacts({ chargers: [chargerFacts('b')] }) });
    assert.deepEqual(house.state.wishes.chargers, { b: { mode: 'ECO' }, away: { locked: true } });
  });
  it('the wishes keep their reference while nobody wishes', () => {
    const house = home();
    const { wishes } = house.state;
    house.draws('a', [5, 5, 5]);
    house.grid(1, 2, 3);
    assert.equal(house.state.wishes, wishes);
    house.wish('a', { mode: 'ECO' });
    assert.notEqual(house.state.wishes, wishes);
  });
  it('a cleared wish goes back to the default', () => {
    const house = home();
    house.wish('a', { mode: 'ECO', locked: true });
    house.tell({ kind: 'wish', chargerId: 'a', set: {}, clear: ['mode'] });
    assert.deepEqual([house.charger('a').wishes.mode, house.charger('a').wishes.locked], ['FAST', true]);
  });
  it('memory outlives a restart without its instants, and nonsense is forgotten', () => {
    const house = home();
    house.grid(0, 0, 0);
    const kept = JSON.parse(JSON.stringify(house.cycle().memory));
    const read = readMemory(kept);
    assert.deepEqual([read.gridAt, read.others, read.past], [null, [], []]);
    assert.deepEqual(Object.keys(read.cars), ['a']);
    for (const nonsense of [null, 7, [], { version: 2 }]) assert.deepEqual(readMemory(nonsense), EMPTY_MEMORY);
  });
});

describe('picture: what hosts show', () => {
  it('the nine words and three beside them', () => {
    const house = new House(siteFacts());
    const word = (): string => chargerPicture(house.state, house.charger('a'), house.now).state;
    assert.equal(word(), 'offline');
    house.connect('a');
    house.status('a', 'Available');
    assert.equal(word(), 'standby');
    house.status('a', 'Preparing');
    assert.equal(word(), 'plugged');
    house.begin('a');
    house.grid(0, 0, 0);
    house.cycle();
    house.status('a', 'SuspendedEV');
    assert.equal(word(), 'starting');
    house.status('a', 'Charging');
    assert.equal(word(), 'charging');
    house.wish('a', { charging: 'stopped' });
    house.cycle();
    house.status('a', 'SuspendedEVSE');
    assert.equal(word(), 'paused');
    house.status('a', 'Finishing');
    assert.equal(word(), 'completed');
    house.status('a', 'Charging', 'HighTemperature');
    assert.equal(word(), 'alarm');
    house.status('a', 'Faulted', 'GroundFailure');
    assert.equal(word(), 'failure');
    house.status('a', 'Available');
    house.status('a', 'Unavailable');
    assert.equal(word(), 'unavailable');
    house.status('a', 'Reserved');
    assert.equal(word(), 'reserved');
  });
  it('surplus, headroom and imbalance of the supply', () => {
    const house = home();
    house.status('a', 'Charging');
    house.draws('a', [10, 10, 10]);
    house.grid(4600, 2300, 2300);
    const { surplusW, headroomA, imbalancePct, chargersW } = supplyPicture(house.state, house.now);
    assert.deepEqual([surplusW, headroomA, imbalancePct, chargersW], [6900 - 9200, [5, 15, 15], 50, 6900]);
  });
});

describe('observe: an over-current trip (Hydra Cubus manual, 15)', () => {
  const lowered = (): House => {
    const house = home();
    const limit = (limitA: number): void => {
      const { transactionId = 0 } = house.charger('a').transaction ?? {};
      const command = {
        kind: 'set-limit',
        chargerId: 'a',
        limitA: amps(limitA),
        durationS: seconds(300),
        transactionId,
      } as const;
      house.tell({ kind: 'command-sent', chargerId: 'a', command });
      house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
      house.pass(10);
    };
    limit(16);
    limit(8);
    return house;
  };
  for (const fault of [
    { errorCode: 'OverCurrentFailure' },
    { errorCode: 'OtherError', vendorErrorCode: 'ERR OCP' },
    { errorCode: 'OtherError', vendorErrorCode: 'err_ocp' },
    { errorCode: 'OtherError', info: 'Over-current Fault' },
  ]) {
    it(`${JSON.stringify(fault)} soon after a lowering of ours is learned`, () => {
      const house = lowered();
      const { monoMs: takenAt, wallMs: since } = house.now;
      house.tell({
        kind: 'status',
        chargerId: 'a',
        connectorId: 1,
        status: 'Faulted',
        fault: { ...fault, since },
        takenAt,
      });
      assert.equal(house.charger('a').car.tripsOnLowering, true);
    });
  }
  it('another fault, or one long after it, is none of ours', () => {
    const other = lowered();
    other.status('a', 'Faulted', 'OtherError');
    assert.equal(other.charger('a').car.tripsOnLowering, false);
    const late = lowered();
    late.pass(60);
    late.status('a', 'Faulted', 'OverCurrentFailure');
    assert.equal(late.charger('a').car.tripsOnLowering, false);
  });
});
