import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Home } from '../../examples/simulated-home/home.js';
import { eventually } from '../means/eventually.js';
import { CHARACTERISTIC as C, HomeController, SERVICE as S } from '../means/home-controller.js';
import { HOMEBRIDGE_LINES, type HomebridgeLine, RunningHomebridge } from '../means/homebridge.js';
import { freePort, quickHome, testConfig } from '../means/open-hub.js';

/** The built package in a real Homebridge, a real charge point over OCPP, a real meter over Modbus, a paired controller. */
describe('a charge from Apple Home', { concurrency: HOMEBRIDGE_LINES.length }, () => {
  for (const line of HOMEBRIDGE_LINES) chargeOn(line);
});

function chargeOn(line: HomebridgeLine): void {
  describe(`Homebridge ${line}`, { concurrency: 1 }, () => {
    let home: Home;
    let homebridge: RunningHomebridge;
    let controller: HomeController;
    let platform: Record<string, unknown>;

    before(async () => {
      const port = await freePort();
      home = await quickHome(`ws://127.0.0.1:${port}`);
      const { storage: _storage, ...site } = testConfig(home.meterPort, '', { ocpp: { port, bind: '127.0.0.1' } });
      platform = { platform: 'Surplug', name: 'Surplug', ...site };
      homebridge = await RunningHomebridge.start({ line, platform });
      controller = await HomeController.pair(homebridge);
    });
    after(async () => {
      await controller?.close();
      await home?.close();
      await homebridge?.end();
    });

    const on = () => controller.id(S.outlet, 'Garage', C.on);
    const inUse = () => controller.id(S.outlet, 'Garage', C.outletInUse);
    const mode = (name: string) => controller.id(S.switch, `Garage ${name}`, C.on);
    const carDraws = (draws: boolean) =>
      eventually(
        `the car ${draws ? 'draws' : 'draws nothing'}`,
        () => Math.max(0, ...home.charger.currentA) >= 5.5 === draws,
      );

    it('says in the log which address to type into the charger, and warns of nothing', () => {
      assert.match(homebridge.output, /Point the charger to ws:\/\/[\w.-]+:\d+\//);
      assert.doesNotMatch(homebridge.output, /WARNING|generated a warning|deprecat/i);
    });

    it('the outlet answers once the charger has called', async () => {
      await controller.becomes(on(), 1);
      await controller.becomes(mode('Eco Plus'), 1);
    });

    it('the cable sensor tells of the plug', async () => {
      const from = controller.events.length;
      home.plug();
      await controller.event(controller.id(S.contact, 'Garage Cable', C.contactState), 0, from);
    });

    it('without sun ECO+ waits, and no current flows', async () => {
      await eventually('a transaction', () => home.charger.transaction);
      assert.equal(Number((await controller.read(inUse())).value), 0);
    });

    it('Fast makes current flow, and OutletInUse and the sensor tell', async () => {
      const from = controller.events.length;
      assert.equal(await controller.write(mode('Fast'), true), 0);
      await carDraws(true);
      await controller.event(inUse(), 1, from);
      await controller.event(controller.id(S.occupancy, 'Garage Charging', C.occupancy), 1, from);
      await controller.event(mode('Eco Plus'), 0, from);
    });

    it('the slider sets the current the car draws', async () => {
      const speed = controller.id(S.fan, 'Garage Limit', C.rotationSpeed);
      assert.equal(await controller.write(speed, 8), 0);
      await eventually('8 A', () => Math.abs(Math.max(...home.charger.currentA) - 8) < 0.6);
      assert.equal(Number((await controller.read(speed)).value), 8);
    });

    it('the outlet stops the current and keeps the transaction, so that starting is quick', async () => {
      const transaction = home.charger.transaction?.id;
      const stopped = controller.events.length;
      assert.equal(await controller.write(on(), false), 0);
      await carDraws(false);
      await controller.event(inUse(), 0, stopped);
      assert.equal(home.charger.transaction?.id, transaction);
      const started = controller.events.length;
      assert.equal(await controller.write(on(), true), 0);
      await carDraws(true);
      await controller.event(inUse(), 1, started);
      assert.equal(home.charger.transaction?.id, transaction);
    });

    it('the lock does not end the running charge', async () => {
      assert.equal(await controller.write(controller.id(S.lock, 'Garage Lock', C.lockTarget), 1), 0);
      await controller.becomes(controller.id(S.lock, 'Garage Lock', C.lockCurrent), 1);
      assert.equal(Number((await controller.read(inUse())).value), 1);
    });

    it('a restart keeps the accessory, the wishes and the running transaction', async () => {
      const outlet = on();
      const transaction = home.charger.transaction?.id;
      await controller.close();
      const began = performance.now();
      await homebridge.stop();
      assert.ok(performance.now() - began < 10_000, 'Homebridge ends itself after 5 s; the site is closed by then');
      homebridge = await RunningHomebridge.start({ line, platform, storage: homebridge.storage });
      controller = await controller.again(homebridge);
      assert.equal(on(), outlet);
      await controller.becomes(mode('Fast'), 1);
      await controller.becomes(controller.id(S.lock, 'Garage Lock', C.lockCurrent), 1);
      await controller.becomes(controller.id(S.fan, 'Garage Limit', C.rotationSpeed), 8);
      await controller.becomes(inUse(), 1);
      assert.equal(home.charger.transaction?.id, transaction);
    });

    it('unplugged, the cable opens, current stops, and the locked charger will not start again', async () => {
      const from = controller.events.length;
      home.unplug();
      await controller.event(controller.id(S.contact, 'Garage Cable', C.contactState), 1, from);
      await controller.becomes(inUse(), 0);
      await eventually('the lock refuses', async () => (await controller.write(on(), true)) === -70412);
    });

    it('a scene that unlocks and starts does both, in whatever order it writes', async () => {
      const target = controller.id(S.lock, 'Garage Lock', C.lockTarget);
      for (const order of [
        [on(), target],
        [target, on()],
      ]) {
        assert.equal(await controller.write(on(), false), 0);
        assert.equal(await controller.write(target, 1), 0);
        await controller.becomes(on(), 0);
        assert.equal(await controller.scene(order.map((id) => [id, id === on() ? 1 : 0])), 0, String(order));
        await controller.becomes(on(), 1);
        await controller.becomes(controller.id(S.lock, 'Garage Lock', C.lockCurrent), 0);
      }
    });

    it('a charger that goes offline answers "No Response", and heals', async () => {
      home.charger.goOffline();
      await eventually('no response', async () => (await controller.read(on())).status === -70402);
      home.charger.goOnline();
      await controller.becomes(on(), 1);
      assert.doesNotMatch(homebridge.output, /WARNING|generated a warning|Unhandled|at .*\.js:\d+/);
    });
  });
}
