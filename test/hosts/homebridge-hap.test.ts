import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ChargerSnapshot } from '../../core/index.js';
import { projectRoot } from '../house/project.js';
import { eventually } from '../means/eventually.js';
import { HandSite } from '../means/hand-site.js';
import { CHARACTERISTIC as C, SERVICE as S } from '../means/home-controller.js';
import { HOMEBRIDGE_LINES, type HomebridgeLine } from '../means/homebridge.js';
import { chargerSnapshot, chargingSnapshot, siteSnapshot } from '../means/snapshots.js';

const NO_RESPONSE = -70402;
const INVALID_VALUE = -70410;
const REFUSED = -70412;

const withCharger = (changes: Partial<ChargerSnapshot> = {}) => siteSnapshot({ chargers: [chargerSnapshot(changes)] });

describe('the accessories over HAP', { concurrency: HOMEBRIDGE_LINES.length }, () => {
  for (const line of HOMEBRIDGE_LINES) onHomebridge(line);
});

function onHomebridge(line: HomebridgeLine): void {
  describe(`a paired controller on Homebridge ${line}`, { concurrency: 1 }, () => {
    let site: HandSite;
    before(async () => {
      site = await HandSite.start({ line, snapshot: withCharger(), homekit: { surplusHoldS: 0 } });
    });
    after(async () => site?.end());

    const on = () => site.controller.id(S.outlet, 'Garage', C.on);
    const surplus = async () =>
      Number((await site.controller.read(site.controller.id(S.occupancy, 'Solar Surplus', C.occupancy))).value);
    const mode = (name: string) => site.controller.id(S.switch, `Garage ${name}`, C.on);

    it('sees one accessory per charger and one for the house, with names Apple Home takes', async () => {
      assert.deepEqual(site.controller.names().sort(), [
        'Garage',
        'Garage Boost',
        'Garage Cable',
        'Garage Charging',
        'Garage Eco',
        'Garage Eco Plus',
        'Garage Fast',
        'Garage Fault',
        'Garage Limit',
        'Garage Lock',
        'Solar Surplus',
      ]);
      assert.doesNotMatch(site.homebridge.output, /WARNING|deprecat|generated a warning|\[Surplug\].*error/i);
    });

    it('finds the other services linked to the primary outlet', async () => {
      const [outlet] = site.controller.services(S.outlet, 'Garage');
      assert.equal(outlet?.service.primary, true);
      assert.equal(outlet?.service.linked?.length, 9);
    });

    it('reads firmware as x.y.z and the id as serial number', async () => {
      const { controller } = site;
      const information = controller.accessories.find(({ aid }) => aid !== 1)?.services[0];
      const values = information?.characteristics.map(({ value }) => value);
      assert.ok(values?.includes('0.1.3'), JSON.stringify(values));
      assert.ok(values?.includes('CP001'), JSON.stringify(values));
      assert.ok(values?.includes('Hydra'), JSON.stringify(values));
    });

    it('reads the version of the package as the firmware of the house', async () => {
      const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
      const [house] = site.controller.services(S.occupancy, 'Solar Surplus');
      const own = site.controller.accessories.find(({ aid }) => aid === house?.aid)?.services[0]?.characteristics;
      const values = own?.map(({ value }) => value);
      assert.ok(values?.includes(version), JSON.stringify(values));
    });

    it('gets an event for each change the charger makes', async () => {
      const { controller } = site;
      const inUse = controller.id(S.outlet, 'Garage', C.outletInUse);
      const cable = controller.id(S.contact, 'Garage Cable', C.contactState);
      const flows = controller.id(S.occupancy, 'Garage Charging', C.occupancy);
      site.show(siteSnapshot({ chargers: [chargingSnapshot()] }));
      await Promise.all([controller.event(inUse, 1), controller.event(cable, 0), controller.event(flows, 1)]);
      const from = controller.events.length;
      site.show(withCharger());
      await Promise.all([
        controller.event(inUse, 0, from),
        controller.event(cable, 1, from),
        controller.event(flows, 0, from),
      ]);
    });

    it('takes a fault for no unplugging', async () => {
      const { controller } = site;
      const cable = (what: string) => controller.id(S.contact, 'Garage Cable', what);
      site.show(siteSnapshot({ chargers: [chargingSnapshot()] }));
      await controller.becomes(cable(C.contactState), 0);
      const fault = { code: 'GroundFailure', vendorCode: null, since: '', text: '', remedy: '' };
      site.show(withCharger({ ocppStatus: 'Faulted', status: 'faulted', state: 'failure', fault }));
      await controller.becomes(controller.id(S.contact, 'Garage Fault', C.contactState), 1);
      assert.equal((await controller.read(cable(C.contactState))).value, 0);
      assert.equal(Number((await controller.read(cable(C.statusActive))).value), 0, 'and says that this is not known');
      site.show(withCharger());
      await controller.becomes(cable(C.contactState), 1);
    });

    it('starts and stops with the outlet, and the mode stays', async () => {
      const asked = site.commands.length;
      assert.equal(await site.controller.write(on(), false), 0);
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { charge: 'stop' } });
      assert.equal(await site.controller.write(on(), true), 0);
      assert.deepEqual(await site.asked(asked + 1), { do: 'wish', charger: 'CP001', wish: { charge: 'start' } });
    });

    it('is off while the charger is out of service, and switched on asks for a start', async () => {
      const asked = site.commands.length;
      site.show(withCharger({ state: 'unavailable', status: 'unavailable' }));
      await site.controller.becomes(on(), 0);
      assert.equal(await site.controller.write(on(), true), 0);
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { charge: 'start' } });
      site.show(withCharger());
      await site.controller.becomes(on(), 1);
    });

    it('selects a mode like a radio group; switching the active one off jumps back', async () => {
      const { controller } = site;
      const asked = site.commands.length;
      assert.equal(await controller.write(mode('Fast'), true), 0);
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { mode: 'FAST' } });
      site.show(withCharger({ mode: 'FAST' }));
      await controller.event(mode('Eco Plus'), 0);
      const from = controller.events.length;
      assert.equal(await controller.write(mode('Fast'), false), 0);
      await controller.event(mode('Fast'), 1, from);
      await controller.becomes(mode('Fast'), 1);
      assert.equal(site.commands.length, asked + 1, 'a mode is never switched off');
      site.show(withCharger());
      await controller.becomes(mode('Eco Plus'), 1);
    });

    it('a boost in FAST jumps back, but for a scene that leaves FAST beside it, in any order', async () => {
      const { controller } = site;
      const boost = mode('Boost');
      site.show(withCharger({ mode: 'FAST' }));
      await controller.becomes(mode('Fast'), 1);
      const asked = site.commands.length;
      const from = controller.events.length;
      assert.equal(await controller.write(boost, true), 0);
      await controller.event(boost, 0, from);
      assert.equal(site.commands.length, asked);
      const scene = controller.scene(['Boost', 'Eco'].map((name) => [mode(name), true]));
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { mode: 'ECO' } });
      site.show(withCharger({ mode: 'ECO' }));
      assert.equal(await scene, 0);
      assert.deepEqual(await site.asked(asked + 1), { do: 'wish', charger: 'CP001', wish: { boost: true } });
      site.show(withCharger());
    });

    it('writes the limit once, after the slider has come to rest, within what the charger takes', async () => {
      const { controller } = site;
      const speed = controller.id(S.fan, 'Garage Limit', C.rotationSpeed);
      const asked = site.commands.length;
      for (const amps of [12, 40, 3]) assert.equal(await controller.write(speed, amps), 0);
      assert.equal(site.commands.length, asked, 'nothing is written while the slider moves');
      await controller.becomes(speed, 6);
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { current: 6 } });
      assert.equal(site.commands.length, asked + 1);
      site.show(withCharger({ userLimitA: 6 }));
      await controller.becomes(speed, 6);
    });

    it('is told when a locked charger will not start, and a scene may unlock it in any order', async () => {
      const { controller } = site;
      site.show(withCharger({ locked: true, allowed: false }));
      await controller.becomes(controller.id(S.lock, 'Garage Lock', C.lockCurrent), 1);
      site.commandsEnd({ code: 'LOCKED', message: 'Garage is locked.' });
      const asked = site.commands.length;
      assert.equal(await controller.write(on(), true), REFUSED);
      await controller.becomes(on(), 0);
      const start = { do: 'wish', charger: 'CP001', wish: { charge: 'start' } };
      assert.deepEqual(
        site.commands.slice(asked),
        [start, start],
        'asked again after what a scene may write beside it',
      );
      site.commandsEnd(null);
      site.show(withCharger());
      await controller.becomes(on(), 1);
    });

    it('is told when the charger refuses, and sees what is so', async () => {
      const { controller } = site;
      for (const [code, status] of [
        ['REJECTED', REFUSED],
        ['INVALID_INPUT', INVALID_VALUE],
        ['OFFLINE', NO_RESPONSE],
      ] as const) {
        site.commandsEnd({ code, message: `told ${code}` });
        assert.equal(await controller.write(mode('Fast'), true), status, code);
        assert.equal(Number((await controller.read(mode('Fast'))).value), 0, 'the mode is what it was');
        await eventually('that is in the log', () => site.homebridge.output.includes(`Garage: told ${code}`));
      }
      site.commandsEnd({ code: 'REJECTED', message: 'Garage answered no' });
      assert.equal(await controller.write(mode('Fast'), true), REFUSED);
      await eventually('that is in the log', () => /Garage answered no/.test(site.homebridge.output));
      assert.doesNotMatch(site.homebridge.output, /Garage: Garage/);
      site.commandsEnd(null);
    });

    it('waits no longer than two seconds for a charger that says nothing', async () => {
      site.commandsEnd('never');
      const began = performance.now();
      assert.equal(await site.controller.write(mode('Eco'), true), 0);
      assert.ok(performance.now() - began < 8000, 'Home gives up after 10 s');
      site.commandsEnd(null);
    });

    it('answers "No Response" while the charger is not connected, on reading and writing, and heals', async () => {
      const { controller } = site;
      const lockCurrent = controller.id(S.lock, 'Garage Lock', C.lockCurrent);
      const active = controller.id(S.contact, 'Garage Cable', C.statusActive);
      site.show(withCharger({ online: false, connected: false, state: 'offline', status: 'offline' }));
      await controller.event(lockCurrent, 3);
      assert.equal((await controller.read(on())).status, NO_RESPONSE);
      assert.equal(await controller.write(on(), true), NO_RESPONSE);
      assert.equal((await controller.read(mode('Fast'))).status, NO_RESPONSE);
      assert.equal((await controller.read(lockCurrent)).value, 3, 'unknown');
      assert.equal(Number((await controller.read(active)).value), 0);
      site.show(withCharger());
      await controller.becomes(on(), 1);
      await controller.becomes(lockCurrent, 0);
    });

    it('keeps accessories, ids and a name given in Home over a restart, and drops what an option takes away', async () => {
      const { controller, homebridge } = site;
      const eco = mode('Eco');
      const outlet = on();
      const configured = controller.id(S.switch, 'Garage Eco', C.configuredName);
      assert.equal((await controller.read(configured)).value, 'Garage Eco');
      assert.equal(await controller.write(configured, 'Sun only'), 0);
      assert.equal(await surplus(), 1);
      await controller.close();
      await homebridge.stop();
      site = await HandSite.start({
        line,
        snapshot: withCharger({ socPct: 15, plugged: true }),
        homekit: { limitAs: 'none', boostAs: 'valve', lockAs: 'switch', power: true, eve: false },
        before: { storage: homebridge.storage, controller },
      });
      assert.equal(on(), outlet);
      assert.equal(mode('Eco'), eco);
      assert.equal((await site.controller.read(configured)).value, 'Sun only');
      assert.deepEqual(site.controller.services(S.fan), []);
      assert.deepEqual(site.controller.services(S.lock), []);
      assert.equal(site.controller.services(S.switch, 'Garage Lock').length, 1);
      assert.equal(site.controller.services(S.switch, 'Garage Boost').length, 0);
      assert.equal(
        (await site.controller.read(site.controller.id(S.battery, 'Garage Vehicle', C.batteryLevel))).value,
        15,
      );
      assert.equal(site.controller.services(S.light, 'Garage Power').length, 1);
      assert.equal(await surplus(), 1, 'what was detected before the restart needs no other minute');
    });

    it('takes the new name of a charger at once, but for the names given in Home', async () => {
      const names = (name: string) =>
        eventually(name, async () => {
          await site.controller.list();
          return site.controller.services(S.switch, `${name} Eco`).length === 1;
        });
      for (let bay = 1; bay <= 11; bay++) site.show(withCharger({ name: `Bay ${bay}` }));
      site.show(withCharger({ name: 'Carport' }));
      await names('Carport');
      assert.doesNotMatch(site.homebridge.output, /MaxListeners/);
      const { controller } = site;
      const configured = async (word: string) =>
        (await controller.read(controller.id(S.switch, `Carport ${word}`, C.configuredName))).value;
      assert.equal(await configured('Eco'), 'Sun only');
      assert.equal(await configured('Fast'), 'Carport Fast');
      const informed = controller.accessories.flatMap(({ services }) => services[0]?.characteristics ?? []);
      assert.ok(informed.some(({ value }) => value === 'Carport'));
      const asked = site.commands.length;
      assert.equal(await controller.write(controller.id(S.switch, 'Carport Fast', C.on), true), 0);
      assert.deepEqual(await site.asked(asked), { do: 'wish', charger: 'CP001', wish: { mode: 'FAST' } });
      site.show(withCharger());
      await names('Garage');
    });
  });
}
