import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MQTT_PRESETS } from '../../../core/meters/maps/mqtt-presets.js';
import { MqttMeter } from '../../../core/meters/mqtt-meter.js';
import { type MqttConfig, subscriptionOf } from '../../../core/meters/mqtt-subscription.js';
import { payloadNumber } from '../../../core/meters/mqtt-value.js';
import { brokerOf } from '../../../core/model/broker.js';
import { codeOf } from '../../../core/model/error.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptMeters } from '../../means/kept-meters.js';

describe('a number out of a payload', () => {
  const rows: readonly [string, path: string | undefined, is: ReturnType<typeof payloadNumber>, unit?: string][] = [
    ['812.5', undefined, 812.5],
    [' -3 \n', undefined, -3],
    ['{"ENERGY":{"Power":230}}', 'ENERGY.Power', 230],
    ['{"ENERGY":{"Power":"230"}}', 'ENERGY.Power', 230],
    ['{"ENERGY":{"Power":[1,2,3]}}', 'ENERGY.Power', 6],
    ['{"ENERGY":{"Power":[1,2,3]}}', 'ENERGY.Power.1', 2],
    ['{"params":{"em:0":{"a_current":1.5}}}', 'params.em:0.a_current', 1.5],
    ['{"params":{"switch:0":{}}}', 'params.em:0.a_current', undefined],
    ['{"power":null}', 'power', null],
    ['{"1-0:16.7.0":-77}', '1-0:16.7.0', -77],
    ['{"a.b":{"c.d":5}}', 'a.b.c.d', 5],
    ['{"a":1,"a.b":2}', 'a.b', 2],
    ['1234 W', undefined, 1234, 'W'],
    ['{"power":"-3.5 A"}', 'power', -3.5, 'A'],
    ['unavailable', undefined, null],
    ['', undefined, null],
    ['', 'value', null],
    [`{"a":${'['.repeat(99_999)}${']'.repeat(99_999)}}`, 'a', null],
  ];
  for (const [payload, path, is, unit] of rows) {
    it(`${JSON.stringify(payload.slice(0, 60))} ${path ?? ''} is ${JSON.stringify(is)}`, () => {
      assert.deepEqual(payloadNumber(payload, path, unit), is);
    });
  }
  it('what is none says so', () => {
    assert.deepEqual(payloadNumber('hello', undefined), { unreadable: 'not a number: "hello"' });
    assert.deepEqual(payloadNumber('hello', 'a'), { unreadable: 'not JSON: hello' });
    assert.deepEqual(payloadNumber('{"a":true}', 'a'), { unreadable: 'not a number: true' });
    const deep = `{"a":${'{"a":'.repeat(99_999)}1${'}'.repeat(99_999)}}`;
    assert.deepEqual(payloadNumber(deep, 'a'), { unreadable: 'not a number: {…}' });
    for (const text of ['1.2 kW', '5 A', '12,5', 'W', ' W', '1 2'])
      assert.ok(payloadNumber(text, undefined, 'W') instanceof Object);
  });
  it('whatever comes, it is a finite number or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.option(fc.string(), { nil: undefined }), (payload, path) => {
        const value = payloadNumber(payload, path);
        assert.ok(typeof value !== 'number' || Number.isFinite(value));
      }),
      { numRuns: 1000 },
    );
  });
});

const config = (more: Partial<MqttConfig>): MqttConfig => ({ type: 'mqtt', role: 'grid', url: 'mqtt://hub', ...more });

function meter(more: Partial<MqttConfig>, periodMs = 1000) {
  const kept = new KeptMeters();
  const clock = new FakeClock();
  const made = new MqttMeter({
    subscription: subscriptionOf(config(more), 3),
    place: { meterId: 'm', role: more.role ?? 'grid', supplyPhases: 3, phases: [1, 2, 3], invert: false, clamps: [] },
    periodMs,
    where: 'mqtt://hub',
    voice: kept.voice('m'),
    clock,
  });
  return {
    kept,
    clock,
    made,
    hear: (topic: string, payload: string, retained = false) => made.message(topic, payload, retained),
  };
}

const SHELLY_3EM = { preset: 'shelly-3em', topic: 'shellies/x' };

describe('an MQTT meter', () => {
  it('makes one reading of messages that belong together', async () => {
    const { kept, clock, hear } = meter(SHELLY_3EM);
    for (const [i, power] of [345, -578, 2293].entries()) {
      hear(`shellies/x/emeter/${i}/power`, String(power));
      hear(`shellies/x/emeter/${i}/current`, String([1.5, 2.5, 10][i]));
      hear(`shellies/x/emeter/${i}/voltage`, '230');
    }
    await clock.advance(200);
    assert.equal(kept.readings.length, 1);
    assert.equal(kept.last()?.powerW, 2060);
    assert.deepEqual(kept.last()?.currentA, [1.5, -2.5, 10]);
  });
  it('takes one phase of three for no reading, because it would halve the house', async () => {
    const { kept, clock, hear } = meter(SHELLY_3EM);
    hear('shellies/x/emeter/0/power', '345');
    await clock.advance(200);
    assert.deepEqual([kept.readings.length, kept.troubles.length], [0, 0]);
  });
  it('tells when a phase stays away', async () => {
    const { kept, clock, hear } = meter(SHELLY_3EM);
    for (let i = 0; i < 20; i++) {
      hear('shellies/x/emeter/0/power', '345');
      await clock.advance(1000);
    }
    assert.match(kept.troubles[0]?.what ?? '', /^silent: mqtt:\/\/hub, phase2W, phase3W/);
  });
  it('overlays partial notifications on what was told before', async () => {
    const { kept, clock, hear } = meter({ preset: 'shelly-gen2', topic: 'pro' });
    const full = {
      total_act_power: 600,
      a_act_power: 100,
      b_act_power: 200,
      c_act_power: 300,
      a_current: 1,
      b_current: 1,
      c_current: 2,
    };
    hear('pro/status/em:0', JSON.stringify({ ...full, a_voltage: 230, b_voltage: 230, c_voltage: 230 }));
    await clock.advance(1000);
    hear('pro/events/rpc', JSON.stringify({ params: { 'em:0': { total_act_power: 900, c_act_power: 600 } } }));
    await clock.advance(200);
    assert.equal(kept.last()?.powerW, 900);
    assert.deepEqual(kept.last()?.phaseW, [100, 200, 600]);
  });
  it('believes no retained value, because nobody knows how old it is', async () => {
    const { kept, clock, hear } = meter({ preset: 'number', topic: 'p' });
    hear('p', '100', true);
    await clock.advance(500);
    assert.deepEqual(kept.readings, []);
    hear('p', '200');
    await clock.advance(500);
    assert.equal(kept.last()?.powerW, 200);
  });
  for (const preset of ['home-assistant', 'number-on-change']) {
    it(`that tells changes only stands by its value, for five minutes at the most: ${preset}`, async () => {
      const { kept, clock, hear } = meter({ preset, topic: 'p' });
      hear('p', '100', true);
      await clock.advance(60_000);
      assert.equal(kept.last()?.powerW, 100);
      assert.ok(clock.now().monoMs - (kept.last()?.takenAt ?? 0) <= 2000);
      await clock.advance(300_000);
      assert.match(kept.troubles.at(-1)?.what ?? '', /^silent/);
    });
  }
  it('gone by its last will is told, and well again once it speaks', async () => {
    const { kept, clock, hear } = meter({ preset: 'zigbee2mqtt', topic: 'plug', role: 'load' }, 60_000);
    hear('zigbee2mqtt/plug', '{"power":40,"energy":1.5}');
    await clock.advance(500);
    assert.equal(kept.last()?.importWh, 1500);
    hear('zigbee2mqtt/plug/availability', '{"state":"offline"}');
    assert.deepEqual(kept.troubles.at(-1)?.what, 'unreachable: mqtt://hub, offline');
    hear('zigbee2mqtt/plug/availability', '{"state":"online"}');
    hear('zigbee2mqtt/plug', '{"power":41}');
    await clock.advance(500);
    assert.equal(kept.troubles.at(-1)?.what, null);
  });
  it('that falls silent is told', async () => {
    const { kept, clock, hear } = meter({ preset: 'number', topic: 'p' });
    hear('p', '100');
    await clock.advance(40_000);
    assert.match(kept.troubles.at(-1)?.what ?? '', /^silent: mqtt:\/\/hub, \d+ s$/);
  });
  it('tells what cannot be read, once, however often it comes', async () => {
    const { kept, clock, hear } = meter({ points: { powerW: { topic: 'p', path: 'a.b' } } });
    for (let i = 0; i < 30; i++) {
      hear('p', 'no json');
      await clock.advance(4000);
    }
    assert.deepEqual(kept.told(), ['unreadable: mqtt://hub, powerW, not JSON: no json']);
  });
  it('tells once that one phase of three cannot be read', async () => {
    const { kept, clock, hear } = meter(SHELLY_3EM);
    for (let i = 0; i < 30; i++) {
      for (const [phase, power] of ['1', 'two', '3'].entries()) hear(`shellies/x/emeter/${phase}/power`, power);
      await clock.advance(1000);
    }
    assert.deepEqual(kept.told(), ['unreadable: mqtt://hub, phase2W, not a number: "two"']);
  });
  it('tells of a path that leads nowhere, and of a topic that nobody speaks on', async () => {
    const lost = meter({ preset: 'tasmota-sml', topic: 't' });
    for (let i = 0; i < 30; i++) {
      lost.hear('tele/t/LWT', 'Online', true);
      lost.hear('tele/t/SENSOR', '{"E320":{"Power_in":321}}');
      await lost.clock.advance(1000);
    }
    assert.deepEqual(lost.kept.told(), ['unreadable: mqtt://hub, powerW, no value at SML.Power_curr']);
    const mute = meter({ preset: 'tasmota-sml', topic: 't' });
    mute.hear('tele/t/LWT', 'Online', true);
    await mute.clock.advance(30_000);
    assert.deepEqual(mute.kept.told(), ['silent: mqtt://hub, nothing under tele/t/SENSOR']);
  });
  it('tells of a path that leads nowhere any more', async () => {
    const { kept, clock, hear } = meter({ points: { powerW: { topic: 'p', path: 'a' } } });
    for (let i = 0; i < 60; i++, await clock.advance(1000)) hear('p', i < 5 ? '{"a":5}' : '{"b":5}');
    await clock.advance(60_000);
    assert.match(kept.told().join('; '), /^unreadable: mqtt:\/\/hub, powerW, no value at a; silent: \S+, \d+ s$/);
  });
  it('without a broker says so, and not that the meter is silent', async () => {
    const { kept, clock, made } = meter({ preset: 'number', topic: 'p' });
    for (let i = 0; i < 30; i++) {
      made.lost('nobody listens there');
      await clock.advance(2000);
    }
    assert.deepEqual(kept.told(), ['unreachable: mqtt://hub, nobody listens there']);
    made.connected();
    await clock.advance(30_000);
    assert.deepEqual(kept.told().slice(1), ['silent: mqtt://hub, nothing under p']);
  });
  it('that speaks every half minute is well between its messages, and gone after three', async () => {
    const { kept, clock, hear } = meter({ preset: 'shelly-em', topic: 'em' });
    for (let i = 0; i < 10; i++) {
      hear('em/emeter/0/power', `${100 + i}`);
      if (i === 4) kept.troubles.length = 0;
      await clock.advance(30_000);
    }
    assert.deepEqual(kept.told(), []);
    await clock.advance(90_000);
    assert.match(kept.told().join(), /^silent: mqtt:\/\/hub, \d+ s$/);
  });
  it('that speaks though its last will says it is gone is missed when it falls silent', async () => {
    const { kept, clock, hear } = meter({ preset: 'shelly-em', topic: 'em' });
    hear('em/online', 'false', true);
    hear('em/emeter/0/power', '100');
    await clock.advance(500);
    assert.equal(kept.last()?.powerW, 100);
    await clock.advance(60_000);
    assert.match(kept.told().join(), /^unreachable: mqtt:\/\/hub, offline,silent: mqtt:\/\/hub, \d+ s$/);
  });
  it('of a roof that consumes is told of; a lamp that takes the same for long is not', async () => {
    const roof = meter({ preset: 'number', topic: 'p', role: 'solar' });
    const lamp = meter({ preset: 'number', topic: 'p', role: 'load' });
    for (let i = 0; i < 200; i++) {
      roof.hear('p', `${-500 - i}`);
      lamp.hear('p', '60');
      await roof.clock.advance(1000);
      await lamp.clock.advance(1000);
    }
    assert.match(roof.kept.remarked[0]?.whats.join() ?? '', /^sign: -\d+ W$/);
    assert.deepEqual(lamp.kept.remarked, []);
  });
  it('that says it has no value is silent, and tells nothing impossible', async () => {
    const { kept, clock, hear } = meter({ preset: 'home-assistant', topic: 'p' });
    hear('p', 'unavailable');
    await clock.advance(500);
    assert.deepEqual(kept.told(), ['silent: mqtt://hub, no power']);
    const plug = meter({ preset: 'zigbee2mqtt', topic: 'plug' });
    plug.hear('zigbee2mqtt/plug', '{"power":null,"energy":1.5}');
    await plug.clock.advance(500);
    assert.deepEqual(plug.kept.told(), ['silent: mqtt://hub, no power']);
  });
  it('of Home Assistant is gone with Home Assistant', async () => {
    const { kept, clock, hear } = meter({ preset: 'home-assistant', topic: 'p' });
    hear('p', '100', true);
    await clock.advance(2000);
    hear('homeassistant/status', 'offline');
    await clock.advance(2000);
    assert.deepEqual(kept.told(), ['unreachable: mqtt://hub, offline']);
    hear('homeassistant/status', 'online');
    hear('p', '120');
    await clock.advance(500);
    assert.deepEqual([kept.last()?.powerW, kept.troubles.at(-1)?.what], [120, null]);
  });
  it('scales: kilowatts of a P1 meter, import less export', async () => {
    const { kept, clock, hear } = meter({ preset: 'dsmr-reader', topic: 'dsmr/reading' });
    hear('dsmr/reading/electricity_currently_delivered', '0.000');
    hear('dsmr/reading/electricity_currently_returned', '1.234');
    await clock.advance(500);
    assert.equal(kept.last()?.powerW, -1234);
  });
});

describe('the configuration of an MQTT meter', () => {
  const wrong = (more: Partial<MqttConfig>, says: RegExp) =>
    assert.throws(
      () => subscriptionOf(config(more), 3),
      (error: Error) => codeOf(error) === 'BAD_CONFIG' && says.test(error.message),
    );
  it('says what is missing', () => {
    wrong({ preset: 'shelly' }, /no MQTT preset "shelly". Known: number, number-on-change, shelly-gen2/);
    wrong({ preset: 'zigbee2mqtt' }, /zigbee2mqtt needs a topic, such as "grid_meter"/);
    wrong({}, /needs a preset with its topic, or points/);
  });
  it('lets the user’s own points go over the preset’s', () => {
    const own = { preset: 'tasmota-sml', topic: 't', points: { powerW: { topic: 'tele/t/SENSOR', path: 'MT.P' } } };
    assert.deepEqual(subscriptionOf(config(own), 3).points.powerW, [{ topic: 'tele/t/SENSOR', path: 'MT.P' }]);
  });
  it('never shows a password', () => {
    assert.equal(brokerOf('mqtt://user:secret@hub:1883'), 'mqtt://hub:1883');
    assert.equal(brokerOf('http://hub'), undefined);
  });
  it('knows the products a home has, each with its source', () => {
    const ids = MQTT_PRESETS.map(({ id }) => id);
    for (const id of ['shelly-gen2', 'tasmota-sml', 'zigbee2mqtt', 'dsmr-reader', 'evcc', 'home-assistant']) {
      assert.ok(ids.includes(id));
    }
    assert.ok(MQTT_PRESETS.every(({ source }) => source.length > 5));
  });
});
