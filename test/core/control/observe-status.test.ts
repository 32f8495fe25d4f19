import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { House, home, siteFacts } from './house.js';
import { says } from './said.js';

describe('observe: what a charger says of its state', () => {
  it('another connector is another place to plug in', () => {
    const house = home();
    const { state } = house;
    says(house, 'Charging', { connectorId: 2 });
    assert.equal(house.state, state);
  });
  it('up to a minute ahead of us is a clock, more is a mistake', () => {
    const house = home();
    const { state } = house;
    says(house, 'Charging', { inS: 61 });
    assert.equal(house.state, state);
    says(house, 'Charging', { inS: 60 });
    assert.equal(house.charger('a').status, 'Charging');
  });
  it('connector 0 tells of faults and availability of all, and that a fault is over', () => {
    const house = home();
    says(house, 'SuspendedEVSE', { fault: 'HighTemperature' });
    says(house, 'Available', { connectorId: 0, fault: 'HighTemperature' });
    assert.equal(house.charger('a').fault?.errorCode, 'HighTemperature');
    says(house, 'Available', { connectorId: 0 });
    assert.deepEqual([house.charger('a').fault, house.charger('a').status], [null, 'SuspendedEVSE']);
    const { state } = house;
    says(house, 'Available', { connectorId: 0 });
    assert.equal(house.charger('a'), state.chargers['a']);
  });
  it('a warning of connector 0 is told until it is over, and changes nothing else', () => {
    const house = home();
    says(house, 'Charging');
    const { fault: _, ...before } = house.charger('a');
    says(house, 'Available', { connectorId: 0, fault: 'ReaderFailure' });
    const { fault, ...after } = house.charger('a');
    assert.deepEqual([fault?.errorCode, after], ['ReaderFailure', before]);
    says(house, 'Available', { connectorId: 0 });
    assert.equal(house.charger('a').fault, null);
    says(house, 'Charging', { fault: 'HighTemperature' });
    says(house, 'Available', { connectorId: 0, fault: 'ReaderFailure' });
    assert.equal(house.charger('a').fault?.errorCode, 'HighTemperature', 'one of the connector stays');
  });
  for (const word of ['Faulted', 'Unavailable'] as const) {
    const fault = word === 'Faulted' ? 'OtherError' : undefined;
    it(`${word} of connector 0 leaves a charge alone (Alfen in safe mode, lbbrhzn/ocpp #337)`, () => {
      const house = home();
      says(house, 'Charging');
      says(house, word, { connectorId: 0, ...(fault && { fault }) });
      assert.deepEqual([house.charger('a').status, house.charger('a').fault?.errorCode], ['Charging', fault]);
      says(house, 'Available', { connectorId: 0 });
      assert.deepEqual([house.charger('a').status, house.charger('a').fault], ['Charging', null]);
      says(house, word);
      says(house, 'Available', { connectorId: 0 });
      assert.equal(house.charger('a').status, word, 'the connector says so itself');
    });
    it(`${word} of connector 0 without a charge holds until it is over, or the connector speaks`, () => {
      const house = new House(siteFacts());
      says(house, 'Preparing');
      says(house, word, { connectorId: 0, ...(fault && { fault }) });
      assert.equal(house.charger('a').status, word);
      says(house, 'Available', { connectorId: 0 });
      assert.equal(house.charger('a').status, 'Preparing');
      says(house, word, { connectorId: 0 });
      says(house, 'Preparing');
      assert.equal(house.charger('a').status, 'Preparing');
    });
  }
  it('connector 0 that charges is the connector by another number', () => {
    const house = home();
    says(house, 'Charging', { connectorId: 0 });
    assert.equal(house.charger('a').status, 'Charging');
  });
  it('out of order as a whole without a word of why, the connector’s own fault is still there', () => {
    const house = home();
    says(house, 'SuspendedEVSE', { fault: 'HighTemperature' });
    says(house, 'Unavailable', { connectorId: 0 });
    assert.equal(house.charger('a').fault?.errorCode, 'HighTemperature');
  });
  it('well again as a whole, it ends no charge of a connector that it calls free', () => {
    const house = new House(siteFacts());
    house.connect('a');
    says(house, 'Available', { fault: 'HighTemperature' });
    house.begin('a');
    says(house, 'Available', { connectorId: 0 });
    assert.deepEqual([house.charger('a').fault, house.charger('a').transaction !== null], [null, true]);
  });
  it('a start that came before the offer tells nothing of how long the car takes', () => {
    const house = home();
    house.grid(300, 300, 300);
    house.cycle();
    assert.equal(house.charger('a').car.offeredSince, house.now.monoMs);
    says(house, 'Charging', { inS: -1 });
    assert.equal(house.charger('a').car.startDelayS, null);
  });
  it('a car that slept longer than five minutes has not shown how long it takes to start', () => {
    const delayS = (s: number): number | null => {
      const house = home();
      house.grid(300, 300, 300);
      house.cycle();
      house.pass(s);
      says(house, 'Charging');
      return house.charger('a').car.startDelayS;
    };
    assert.deepEqual([delayS(40), delayS(300), delayS(301)], [40, 300, null]);
  });
  it('said again, it is still since then', () => {
    const house = home();
    house.pass(5);
    says(house, 'Charging');
    const { statusAt, chargingSince } = house.charger('a');
    assert.deepEqual([statusAt, chargingSince], [house.now.monoMs, house.now.monoMs]);
    house.pass(5);
    says(house, 'Charging');
    assert.deepEqual([house.charger('a').statusAt, house.charger('a').chargingSince], [statusAt, chargingSince]);
    assert.equal(house.charger('a').chargingEndedAt, null);
    says(house, 'SuspendedEV');
    assert.equal(house.charger('a').chargingEndedAt, house.now.monoMs);
    house.pass(5);
    says(house, 'Finishing');
    assert.equal(house.charger('a').chargingEndedAt, house.now.monoMs - 5000);
  });
  it('found charging, nobody knows since when', () => {
    const house = new House(siteFacts());
    house.connect('a');
    says(house, 'Charging');
    assert.equal(house.charger('a').chargingSince, null);
  });
  it('found finishing without a charge, its charge was over before the hub came; not where a charge goes on', () => {
    const found = (begun: boolean, abilities = {}): boolean => {
      const house = new House(siteFacts());
      house.connect('a', abilities);
      if (begun) house.begin('a');
      says(house, 'Finishing');
      return house.charger('a').finished;
    };
    assert.deepEqual([found(false), found(true), found(false, { zeroPauses: false })], [true, false, false]);
    const known = new House(siteFacts());
    known.connect('a');
    says(known, 'Preparing');
    says(known, 'Finishing');
    assert.equal(known.charger('a').finished, false);
  });
});
