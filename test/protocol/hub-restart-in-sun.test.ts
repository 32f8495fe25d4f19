import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, freePort, quickHome, temporaryFolder, testConfig } from '../means/open-hub.js';

it('a hub started anew leaves a car in full sun at its current', async () => {
  const folder = temporaryFolder('restart');
  const port = await freePort();
  const home = await quickHome(`ws://127.0.0.1:${port}`, { sunW: 12_000 });
  const drawsA = (): number => home.charger.currentA[0] ?? 0;
  const log = new KeptLog();
  const open = (): Promise<Site> => {
    const config = testConfig(home.meterPort, folder.path, { ocpp: { port, bind: '127.0.0.1' } });
    return openSite({ ...config, chargers: [{ id: CHARGER_ID, mode: 'ECO', model: 'hydra-cubus', maxA: 16 }] }, log);
  };
  let site = await open();
  try {
    home.plug();
    await eventually('it has all it can take', () => drawsA() > 15);
    await site.close();
    site = await open();
    let leastA = drawsA();
    await eventually('it is steered again, in full sun', () => {
      leastA = Math.min(leastA, drawsA());
      const [charger] = site.snapshot().chargers;
      return charger?.offeredA === 16 && (site.snapshot().surplusW ?? 0) > 11_000;
    });
    assert.ok(leastA > 15, `${leastA} A`);
    assert.deepEqual(log.matching(/^(warn|error)/), []);
  } finally {
    await site.close();
    await home.close();
    folder.remove();
  }
});
