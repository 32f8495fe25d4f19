import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from '../means/eventually.js';
import { FastClock } from '../means/fast-clock.js';
import { HouseMeters, sdm630At } from '../means/house-meters.js';
import { Registers } from '../means/modbus-slave.js';
import { VictronGx } from '../means/victron-gx.js';

/* A GX publishes for a minute after it was last told to stay awake. */

const FACTOR = 60;
const topic = (phase: number) => `N/c0ffee/system/0/Ac/Grid/L${phase}/Power`;

describe('D.4: a Victron GX at its MQTT broker', () => {
  const house = new HouseMeters();
  let clock: FastClock;
  let gx: VictronGx;
  beforeEach(async () => {
    clock = new FastClock(FACTOR);
    gx = await VictronGx.listen(clock);
    for (const [i, power] of [400, -100, 0].entries()) gx.measures(topic(i + 1), power);
  });
  afterEach(async () => {
    await house.close();
    await gx.close();
  });

  const ownTopics = (more: { readonly keepAlive?: string } = {}): MeterConfig => ({
    type: 'mqtt',
    role: 'grid',
    url: gx.url,
    points: {
      phase1W: { topic: topic(1), path: 'value' },
      phase2W: { topic: topic(2), path: 'value' },
      phase3W: { topic: topic(3), path: 'value' },
    },
    ...more,
  });

  for (const [as, config] of [
    ['by its preset', () => ({ type: 'mqtt', role: 'grid', url: gx.url, preset: 'victron-gx', topic: 'c0ffee' })],
    ['by topics of one’s own, with a keep-alive', () => ownTopics({ keepAlive: 'R/c0ffee/keepalive' })],
  ] as const satisfies readonly (readonly [string, () => MeterConfig])[]) {
    it(`is read for minutes ${as}, the phases that stand still among them`, async () => {
      const kept = house.read([config()], 3, clock);
      await eventually('it is read', () => kept.last()?.powerW === 300);
      const from = clock.now().monoMs;
      let power = 400;
      while (clock.now().monoMs - from < 240_000) {
        power += 1;
        gx.measures(topic(1), power);
        await eventually(`${power} W`, () => kept.last()?.powerW === power - 100);
      }
      assert.deepEqual(kept.last()?.phaseW, [power, -100, 0]);
      assert.deepEqual(kept.troubles, []);
      assert.ok(gx.kept >= 4 && gx.kept <= 10, `${gx.kept} times in four minutes`);
    });
  }

  it('has its values believed until it should have told them anew', async () => {
    const kept = house.read([ownTopics({ keepAlive: 'R/c0ffee/keepalive' })], 3, clock);
    await eventually('it is read', () => kept.last()?.powerW === 300);
    gx.mute = true;
    const from = clock.now().monoMs;
    // All of it at once, or one phase a moment before the others.
    await kept.troubled(/^silent: .*, (\d+ s|phase[123]W.*)$/);
    assert.ok(clock.now().monoMs - from > 60_000);
    assert.ok((kept.last()?.takenAt ?? 0) - from < 95_000);
    gx.mute = false;
    await eventually('it is well again', () => kept.troubles.at(-1)?.what === null);
  });

  it('that has lost its grid meter is silent, and has no reading of it', async () => {
    const kept = house.read([ownTopics({ keepAlive: 'R/c0ffee/keepalive' })], 3, clock);
    await eventually('it is read', () => kept.last()?.powerW === 300);
    for (const phase of [1, 2, 3]) gx.measures(topic(phase), null);
    await kept.troubled(/^silent: .*, no power$/);
    const { length } = kept.readings;
    await eventually('it was kept awake three times more', () => gx.kept > 4);
    assert.equal(kept.readings.length, length);
  });

  it('is not kept awake any more when nobody reads it', async () => {
    const kept = house.read([ownTopics({ keepAlive: 'R/c0ffee/keepalive' })], 3, clock);
    await eventually('it is read', () => kept.last()?.powerW === 300);
    await house.close();
    const { kept: times } = gx;
    const from = clock.now().monoMs;
    await eventually('two minutes on', () => clock.now().monoMs - from > 120_000);
    assert.equal(gx.kept, times);
  });

  it('is silent where nobody keeps it awake', async () => {
    const kept = house.read([ownTopics()], 3, clock);
    assert.equal(await kept.troubled(/./), `silent: ${gx.url}, nothing under ${topic(1)}`);
  });
});

describe('D: a Victron GX by Modbus TCP', () => {
  const house = new HouseMeters();
  afterEach(() => house.close());

  it('says 0 W on every phase when it has lost its grid meter: told, and never a reading', async () => {
    const registers = new Registers().set(4, 820, [500, 0, 0xff38]);
    const slave = await house.slave({ 100: registers });
    const kept = house.read([sdm630At(slave.port, { map: 'victron-gx-system', unitId: 100 })]);
    assert.deepEqual((await kept.more(1)).phaseW, [500, 0, -200]);
    registers.set(4, 820, [0, 0, 0]);
    assert.equal(await kept.troubled(/./), 'silent: unit 100, no meter behind it');
    assert.ok(kept.readings.every(({ powerW }) => powerW === 300));
    registers.set(4, 820, [500, 0, 0xff38]);
    await kept.more(1);
    assert.equal(kept.troubles.at(-1)?.what, null);
  });
});
