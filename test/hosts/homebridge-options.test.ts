import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChargerSnapshot } from '../../core/index.js';
import { HandSite } from '../means/hand-site.js';
import { CHARACTERISTIC as C, SERVICE as S } from '../means/home-controller.js';
import { HOMEBRIDGE_LINES, type HomebridgeLine } from '../means/homebridge.js';
import { chargerSnapshot, siteSnapshot } from '../means/snapshots.js';

const REFUSED = -70412;
const EVE_POWER = 'E863F10D-079E-48FF-8F27-9C2605A29F52';

const withCharger = (changes: Partial<ChargerSnapshot> = {}) => siteSnapshot({ chargers: [chargerSnapshot(changes)] });

describe('options over HAP', { concurrency: HOMEBRIDGE_LINES.length }, () => {
  for (const line of HOMEBRIDGE_LINES) onHomebridge(line);
});

function onHomebridge(line: HomebridgeLine): void {
  describe(`a boost with a time and a measured power on Homebridge ${line}`, { concurrency: 1 }, () => {
    let site: HandSite;
    before(async () => {
      site = await HandSite.start({ line, snapshot: withCharger(), homekit: { boostAs: 'valve', power: true } });
    });
    after(async () => site?.end());

    it('boosts for the time set on the valve', async () => {
      const { controller } = site;
      const duration = controller.id(S.valve, 'Garage Boost', C.setDuration);
      const active = controller.id(S.valve, 'Garage Boost', C.active);
      assert.equal((await controller.read(duration)).value, 3600);
      assert.equal(await controller.write(duration, 7200), 0);
      await controller.becomes(duration, 7200);
      const asked = site.commands.length;
      assert.equal(await controller.write(active, 1), 0);
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { boost: { minutes: 120 } } });
      for (const [durationS, minutes, order] of [
        [1800, 30, [active, duration]],
        [5400, 90, [duration, active]],
      ] as const) {
        const before = site.commands.length;
        const status = await controller.scene(order.map((id) => [id, id === active ? 1 : durationS]));
        assert.equal(status, 0);
        assert.deepEqual(
          site.commands.slice(before),
          [{ do: 'wish', charger: 'CP001', wish: { boost: { minutes } } }],
          `a scene of ${order.join(' and ')}`,
        );
      }
      site.commandsEnd({ code: 'REJECTED', message: 'Garage answered no' });
      assert.equal(await controller.write(active, 1), REFUSED, 'a no is the answer of the write');
      site.commandsEnd(null);
      const remaining = controller.id(S.valve, 'Garage Boost', C.remainingDuration);
      const boost = { active: true, until: '2026-06-21T12:30:00.000+02:00', source: 'user' } as const;
      const at = (time: string) =>
        site.show(withCharger({ boost, plugged: true, at: `2026-06-21T12:${time}.000+02:00` }));
      for (const time of ['00:00', '00:01', '00:02', '10:00']) at(time);
      await controller.event(remaining, 1200);
      const told = controller.events.filter(({ id, value }) => id === remaining && value !== 0);
      assert.deepEqual(new Set(told.map(({ value }) => value)), new Set([1800, 1200]), 'Home counts down by itself');
      at('10:02');
      await controller.becomes(remaining, 1198);
      assert.doesNotMatch(site.homebridge.output, /WARNING/);
    });

    it('tells a power that changes all the time only now and then, and always the last one', async () => {
      const { controller } = site;
      const lux = controller.id(S.light, 'Garage Power', C.lux);
      const eve = controller.id(S.outlet, 'Garage', EVE_POWER);
      const from = controller.events.length;
      const began = performance.now();
      for (let powerW = 1000; powerW <= 7000; powerW += 200) {
        site.show(withCharger({ powerW }));
        await controller.read(controller.id(S.outlet, 'Garage', C.on));
      }
      assert.equal((await controller.read(lux)).value, 7000, 'who reads gets it at any time');
      site.show(withCharger({ powerW: 9000 }));
      await controller.event(lux, 9000, from);
      await controller.event(eve, 9000, from);
      for (const power of [lux, eve]) {
        const told = controller.events.slice(from).filter(({ id }) => id === power);
        const everyFiveSeconds = (performance.now() - began) / 5000;
        assert.ok(told.length <= 2 + everyFiveSeconds, JSON.stringify(told));
      }
    });
  });
}
