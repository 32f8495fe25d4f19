import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { HandSite } from '../means/hand-site.js';
import { CHARACTERISTIC as C, SERVICE as S } from '../means/home-controller.js';
import { HOMEBRIDGE_LINES, type HomebridgeLine } from '../means/homebridge.js';
import { chargerSnapshot, siteSnapshot } from '../means/snapshots.js';

const NO_RESPONSE = -70402;
const withCharger = () => siteSnapshot({ chargers: [chargerSnapshot()] });

describe('chargers that come and go', { concurrency: HOMEBRIDGE_LINES.length }, () => {
  for (const line of HOMEBRIDGE_LINES) comeAndGo(line);
});

function comeAndGo(line: HomebridgeLine): void {
  describe(`on Homebridge ${line}`, { concurrency: 1 }, () => {
    let site: HandSite;
    before(async () => {
      site = await HandSite.start({ line, snapshot: withCharger() });
    });
    after(async () => site?.end());

    it('shows an adopted charger without a restart, and a forgotten one leaves', async () => {
      const { controller } = site;
      site.show(siteSnapshot({ chargers: [chargerSnapshot(), chargerSnapshot({ id: 'CP002', name: 'CP002' })] }));
      const outlets = (count: number) =>
        eventually(`${count} outlets`, async () => {
          await controller.list();
          return controller.services(S.outlet).length === count;
        });
      await outlets(2);
      assert.ok(controller.names().includes('Car Charger Eco Plus'), 'a charger without a name is a Car Charger');
      site.show(withCharger());
      await outlets(1);
    });

    it('keeps a charger of an earlier run that the site could not read, silent, until it is forgotten', async () => {
      const both = [chargerSnapshot(), chargerSnapshot({ id: 'CP002', name: 'Carport' })];
      site.show(siteSnapshot({ chargers: both }));
      const { controller, homebridge } = site;
      const carport = () => site.controller.services(S.outlet, 'Carport').length;
      const carports = (count: number) =>
        eventually(`${count} Carport`, async () => {
          await site.controller.list();
          return carport() === count;
        });
      await carports(1);
      await controller.close();
      await homebridge.stop();
      const incomplete = { ...withCharger(), incomplete: true } as const;
      site = await HandSite.start({
        line,
        snapshot: incomplete,
        before: { storage: homebridge.storage, controller },
      });
      assert.equal(carport(), 1, 'its room, scenes and automations hang on it');
      const outlet = site.controller.id(S.outlet, 'Carport', C.on);
      assert.equal((await site.controller.read(outlet)).status, NO_RESPONSE);
      site.show({ ...incomplete, chargers: both });
      await site.controller.becomes(outlet, 1);
      site.show(incomplete);
      await carports(0);
    });
  });
}
