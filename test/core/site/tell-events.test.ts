import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OcppStatus } from '../../../core/model/charger.js';
import type { Observation } from '../../../core/model/event.js';
import { eventsOf } from '../../../core/site/tell-events.js';
import { House, siteFacts } from '../control/house.js';

/** A charger on whose connector things happen; what is told of each. */
class Told {
  readonly house = new House(siteFacts());
  readonly events: string[] = [];

  constructor() {
    this.house.connect('a');
  }

  becomes(...statuses: readonly OcppStatus[]): this {
    for (const status of statuses) {
      this.house.pass(10);
      const { state, now } = this.house;
      const fault = status === 'Faulted' ? { errorCode: 'OtherError', since: now.wallMs } : null;
      const told: Observation = { kind: 'status', chargerId: 'a', connectorId: 1, status, fault, takenAt: now.monoMs };
      this.house.tell(told);
      const event = { ...told, at: now.monoMs, atWall: now.wallMs };
      this.events.push(...eventsOf(event, state, this.house.state, now).map((each) => each.event));
    }
    return this;
  }
}

describe('what is told of the plug', () => {
  it('a car comes and leaves', () => {
    const { events } = new Told().becomes('Available', 'Preparing', 'Charging', 'Finishing', 'Available');
    assert.deepEqual(events, ['plugged', 'unplugged']);
  });
  it('a fault is no unplugging, and the car is no other one after it', () => {
    const { events } = new Told().becomes('Preparing', 'Faulted', 'Preparing', 'Unavailable', 'Preparing');
    assert.deepEqual(events, ['plugged', 'fault', 'fault-cleared']);
  });
  it('a car that leaves a faulted charger is told when its connector is free again', () => {
    const { events } = new Told().becomes('Preparing', 'Faulted', 'Available');
    assert.deepEqual(events, ['plugged', 'fault', 'unplugged', 'fault-cleared']);
  });
  it('a fault without a car is no plug', () => {
    assert.deepEqual(new Told().becomes('Available', 'Faulted', 'Available').events, ['fault', 'fault-cleared']);
  });
});
