import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite, type Site, type SiteConfig } from '../../core/index.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, freePort, quickHome, temporaryFolder, testConfig } from '../means/open-hub.js';

describe('a charger that is forgotten and adopted again', () => {
  const folder = temporaryFolder('adoption');
  let home: Home;
  let site: Site;
  const charger = () => site.snapshot().chargers[0];
  const records = () => site.query({ what: 'charges', last: 5 });
  const knocks = () => eventually('it knocks', () => site.snapshot().pending[0]?.id === CHARGER_ID);

  before(async () => {
    const port = await freePort();
    home = await quickHome(`ws://127.0.0.1:${port}`);
    const circuits = [{ name: 'Garage', fuseA: 10 }];
    const config = { ocpp: { port, bind: '127.0.0.1' }, circuits, chargers: [] };
    site = await openSite(testConfig(home.meterPort, folder.path, config), new KeptLog());
    await knocks();
  });
  after(async () => {
    await home.close();
    await site.close();
    folder.remove();
  });

  it('charges go on meanwhile, and are taken up again as they are', async () => {
    await site.command({ do: 'adopt', id: CHARGER_ID, access: 'free' });
    await site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST', current: 10, lock: false } });
    home.plug();
    await eventually('it charges', () => (home.charger.currentA[0] ?? 0) > 4);
    const id = charger()?.session?.id;
    assert.ok(id);
    await site.command({ do: 'forget', id: CHARGER_ID });
    await knocks();
    await site.command({ do: 'adopt', id: CHARGER_ID, access: 'free' });
    await eventually('the same charge', () => charger()?.session?.id === id);
  });

  it('nothing of what was wished before holds any more: access is as adopted', () => {
    const { access, mode, userLimitA } = charger() ?? {};
    assert.deepEqual([access, mode, userLimitA], ['free', 'ECO+', null]);
  });

  it('what ends while it is forgotten has its end and its register in the records', async () => {
    await site.command({ do: 'wish', charger: CHARGER_ID, wish: { access: 'free' } });
    await site.command({ do: 'forget', id: CHARGER_ID });
    await knocks();
    home.unplug();
    const [record] = await eventually('a whole record', async () => {
      const rows = await records();
      return rows[0]?.['endedAt'] ? rows : false;
    });
    assert.deepEqual([record?.['stopReason'], record?.['meterStopWh']], ['EVDisconnected', home.charger.registerWh]);
    const shed = site.command({ do: 'adopt', id: CHARGER_ID, circuit: 'Shed' });
    await assert.rejects(shed, { code: 'INVALID_INPUT', message: /circuit.*"Garage"/ });
    await site.command({ do: 'adopt', id: CHARGER_ID, access: 'cards' });
    assert.equal(charger()?.access, 'cards');
    assert.equal((await records()).length, 1);
  });

  it('on a circuit: its fuse is kept beside the main fuse, and shown', async () => {
    await site.command({ do: 'forget', id: CHARGER_ID });
    await knocks();
    await site.command({ do: 'adopt', id: CHARGER_ID, access: 'free', circuit: 'Garage' });
    await site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST' } });
    home.plug();
    const drawnA = () => site.snapshot().circuits[0]?.currentA[0] ?? 0;
    await eventually('it charges', () => drawnA() > 8);
    assert.deepEqual([charger()?.circuit, charger()?.limitA, charger()?.reason], ['Garage', 10, 'circuit-fuse']);
    assert.ok(drawnA() <= 10.5, String(drawnA()));
  });
});

describe('a charger that was adopted into other settings', () => {
  it('is told of where it does not fit, and the site opens all the same', async (t) => {
    const folder = temporaryFolder('other-settings');
    t.after(() => folder.remove());
    const open = async (log: KeptLog, facts: Partial<SiteConfig>) => {
      const ocpp = { port: 0, bind: '127.0.0.1' };
      const site = await openSite({ ...testConfig(1, folder.path), ocpp, meters: [], chargers: [], ...facts }, log);
      t.after(() => site.close());
      return site;
    };
    const before = await open(new KeptLog(), { circuits: [{ name: 'Garage', fuseA: 16 }] });
    await before.command({ do: 'adopt', id: 'CP9', circuit: 'Garage' });
    await before.close();
    const log = new KeptLog();
    const after = await open(log, { circuits: [{ name: 'Carport', fuseA: 16 }] });
    assert.deepEqual(log.matching(/^warn/), ['warn CP9.circuit: it is "Garage"; expected one of "Carport".']);
    assert.equal(after.snapshot().chargers[0]?.id, 'CP9');
  });
});
