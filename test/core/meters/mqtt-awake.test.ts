import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MqttMeter } from '../../../core/meters/mqtt-meter.js';
import { type MqttConfig, subscriptionOf } from '../../../core/meters/mqtt-subscription.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptMeters } from '../../means/kept-meters.js';

const subscription = (more: Partial<MqttConfig>) =>
  subscriptionOf({ type: 'mqtt', role: 'grid', url: 'mqtt://hub', ...more }, 3);

function meter(more: Partial<MqttConfig>) {
  const [kept, clock] = [new KeptMeters(), new FakeClock()];
  const { role = 'grid' } = more;
  const made = new MqttMeter({
    subscription: subscription(more),
    place: { meterId: 'm', role, supplyPhases: 3, phases: [1, 2, 3], invert: false, clamps: [] },
    periodMs: 1000,
    where: 'mqtt://hub',
    voice: kept.voice('m'),
    clock,
  });
  return { kept, clock, made };
}

describe('an MQTT publisher that is kept awake', () => {
  it('is known by its preset, or by a topic of the user’s own, which goes first', () => {
    const gx = { preset: 'victron-gx', topic: 'c0ffee' };
    assert.equal(subscription(gx).keepAlive, 'R/c0ffee/keepalive');
    assert.equal(subscription({ ...gx, keepAlive: 'R/c0ffee/system/0/Serial' }).keepAlive, 'R/c0ffee/system/0/Serial');
    assert.equal(subscription({ preset: 'evcc', topic: 'evcc' }).keepAlive, undefined);
  });

  it('has no retained value believed, because it tells everything anew', async () => {
    const { kept, clock, made } = meter({ points: { powerW: { topic: 'p' } }, keepAlive: 'k' });
    made.message('p', '100', true);
    await clock.advance(5000);
    assert.deepEqual(kept.readings, []);
    made.message('p', '200', false);
    await clock.advance(500);
    assert.equal(kept.last()?.powerW, 200);
    made.close();
  });

  it('a Victron GX tells what it does not have as null, or as nothing: its sun is the rest', async () => {
    const { kept, clock, made } = meter({ role: 'solar', preset: 'victron-gx', topic: 'c0ffee' });
    for (const [path, payload] of [
      ['Ac/PvOnOutput/L1', '{"value":null}'],
      ['Ac/PvOnOutput/L2', '{"value":null}'],
      ['Ac/PvOnOutput/L3', '{"value":null}'],
      ['Ac/PvOnGrid/L1', '{"max":null,"min":null,"value":1200}'],
      ['Ac/PvOnGrid/L2', '{"value":null}'],
      ['Ac/PvOnGrid/L3', ''],
      ['Dc/Pv', '{"value":345.5}'],
    ]) {
      made.message(`N/c0ffee/system/0/${path}/Power`, `${payload}`, false);
    }
    await clock.advance(500);
    assert.equal(kept.last()?.powerW, 1545.5);
    made.close();
  });
});
