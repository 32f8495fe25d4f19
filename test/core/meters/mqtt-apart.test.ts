import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MqttMeter } from '../../../core/meters/mqtt-meter.js';
import { type MqttConfig, subscriptionOf } from '../../../core/meters/mqtt-subscription.js';
import { ownMap } from '../../../core/meters/register-map.js';
import type { PhaseCount } from '../../../core/model/phases.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptMeters } from '../../means/kept-meters.js';

function meter(more: Partial<MqttConfig>, supplyPhases: PhaseCount = 3) {
  const [kept, clock] = [new KeptMeters(), new FakeClock()];
  const { role = 'grid' } = more;
  const config: MqttConfig = { type: 'mqtt', role, url: 'mqtt://hub', ...more };
  const made = new MqttMeter({
    subscription: subscriptionOf(config, supplyPhases),
    place: { meterId: 'm', role, supplyPhases, phases: [1, 2, 3], invert: false, clamps: [] },
    periodMs: 1000,
    where: 'mqtt://hub',
    voice: kept.voice('m'),
    clock,
  });
  return { kept, clock, hear: (topic: string, payload: string) => made.message(topic, payload, false) };
}

/** A P1 reader's topics, kW. */
const P1 = Object.fromEntries(
  [1, 2, 3].flatMap((phase) => [
    [`import${phase}W`, { topic: `P_L${phase}_cons`, scale: 1000 }],
    [`export${phase}W`, { topic: `P_L${phase}_prod`, scale: 1000 }],
  ]),
);

describe('import and export of each phase in topics of their own', () => {
  it('are the power of each phase with its sign, and together that of the house', async () => {
    const { kept, clock, hear } = meter({ points: P1 });
    for (const [phase, cons, prod] of [
      [1, '0.345', '0.000'],
      [2, '0.000', '1.578'],
      [3, '2.293', '0.000'],
    ] as const) {
      hear(`P_L${phase}_cons`, cons);
      hear(`P_L${phase}_prod`, prod);
    }
    await clock.advance(200);
    assert.deepEqual(kept.last()?.phaseW, [345, -1578, 2293]);
    assert.equal(kept.last()?.powerW, 1060);
  });
  it('one of the two alone is no power', async () => {
    const { kept, clock, hear } = meter({ points: P1 });
    for (let s = 0; s < 20; s += 1) {
      for (const phase of [1, 2, 3]) hear(`P_L${phase}_cons`, '1.5');
      await clock.advance(1000);
    }
    assert.deepEqual(kept.readings, []);
    assert.match(kept.troubles[0]?.what ?? '', /^silent: mqtt:\/\/hub, export1W, export2W, export3W/);
  });
  it('of a supply of one phase the others are not waited for, where a total is told', async () => {
    const points = { ...P1, importW: { topic: 'cons' }, exportW: { topic: 'prod' } };
    const { kept, clock, hear } = meter({ points }, 1);
    for (const [topic, value] of Object.entries({ cons: '0', prod: '500', P_L1_cons: '0', P_L1_prod: '0.5' }))
      hear(topic, value);
    await clock.advance(200);
    assert.deepEqual([kept.last()?.powerW, kept.last()?.phaseW], [-500, [-500]]);
  });
  it('may be registers as well', () => {
    const at = (address: number) => ({ address, type: 'u32' as const });
    const both = { import1W: at(0), export1W: at(2) };
    assert.equal(ownMap({ functionCode: 3, points: both }).phases, 1);
    assert.equal(ownMap({ functionCode: 3, points: { ...both, import2W: at(4), export2W: at(6) } }).phases, 3);
    assert.throws(() => ownMap({ functionCode: 3, points: { import1W: at(0) } }), /import1W and export1W/);
  });
});

describe('an inverter whose power is told only when it changes', () => {
  const HOURS_MS = 3_600_000;
  const lastTold = async (payload: string, hours: number, role: MqttConfig['role'] = 'solar') => {
    const { kept, clock, hear } = meter({ preset: 'number-on-change', topic: 'p', role });
    hear('p', payload);
    await clock.advance(hours * HOURS_MS);
    return kept.troubles.at(-1)?.what ?? kept.last()?.powerW;
  };
  it('stands at nothing for a night, and no longer', async () => {
    assert.equal(await lastTold('0', 16), 0);
    assert.equal(await lastTold('-4', 16), -4, 'its standby');
    assert.match(String(await lastTold('0', 19)), /^silent/);
  });
  it('any other value, and any other meter, for five minutes', async () => {
    assert.match(String(await lastTold('250', 1)), /^silent/);
    assert.match(String(await lastTold('0', 1, 'grid')), /^silent/);
  });
});
