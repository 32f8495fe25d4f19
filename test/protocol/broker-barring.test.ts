import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { BarringBroker } from '../means/barring-broker.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters } from '../means/house-meters.js';
import { type Hub, openHub } from '../means/open-hub.js';

describe('a broker that refuses a subscription', () => {
  let broker: BarringBroker;
  const house = new HouseMeters();
  let hub: Hub | undefined;
  beforeEach(async () => {
    broker = await BarringBroker.listen();
  });
  afterEach(async () => {
    await house.close();
    await hub?.close();
    await broker.close();
  });

  it('is told by a meter, with what to do', async () => {
    const url = `mqtt://127.0.0.1:${broker.port}`;
    const kept = house.read([{ type: 'mqtt', role: 'grid', url, preset: 'number', topic: 'house/power' }]);
    assert.equal(await kept.troubled(/./), `unreachable: ${url}, subscription refused`);
  });

  it('is told by a site, and is no broker that cannot be reached', async () => {
    hub = await openHub({ mqtt: { url: `mqtt://127.0.0.1:${broker.port}`, topic: 's' } });
    const { log } = hub;
    await eventually(
      'told',
      () => log.matching(/^warn The broker .* does not let its user write, or read, under s:/).length === 1,
    );
    assert.deepEqual(log.matching(/cannot be reached/), []);
  });
});
