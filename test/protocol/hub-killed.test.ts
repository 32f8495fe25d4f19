import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openSite } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { KillableHub } from '../means/killable-hub.js';
import { livesOfAHub, SAFE_WITHIN_S } from '../means/killed-hub.js';
import { freePort, quickHome, temporaryFolder, testConfig } from '../means/open-hub.js';

describe('the killed hub', { concurrency: true }, () => {
  const folder = temporaryFolder('killed');
  const closers: (() => Promise<void>)[] = [];
  after(async () => {
    for (const close of closers.reverse()) await close();
    folder.remove();
  });

  it('leaves the charger at the safe current in time; after the restart the same transaction goes on, whole', async () => {
    const port = await freePort();
    const home = await quickHome(`ws://127.0.0.1:${port}`, { sunW: 12_000 });
    closers.push(() => home.close());
    const ocpp = { port, bind: '127.0.0.1' };
    const config = testConfig(home.meterPort, folder.path, { profileDurationS: 10, writesPerHour: 3600, ocpp });
    const drawn = () => home.charger.currentA[0] ?? 0;

    const first = new KillableHub(config);
    closers.push(() => first.kill());
    await first.opened();
    home.plug();
    await eventually('a charge well above the safe current', () => drawn() > 10);
    const id = home.charger.transaction?.id;
    assert.ok(id && id === first.charger?.session?.id);

    await first.kill();
    const killedAt = performance.now();
    await eventually('the safe current', () => home.charger.offerA === 6);
    const fellAfterS = (performance.now() - killedAt) / 1000;
    assert.ok(fellAfterS <= SAFE_WITHIN_S, `fell to the safe current after ${fellAfterS.toFixed(1)} s`);
    assert.equal(home.charger.transaction?.id, id, 'the charge itself goes on');

    const second = new KillableHub(config);
    closers.push(() => second.kill());
    await second.opened();
    await eventually('the same transaction is steered again', () => second.charger?.session?.id === id && drawn() > 10);
    home.unplug();
    await eventually('its end is told', () => second.charger?.session === null && home.charger.owedMessages === 0);
    await second.kill();

    const site = await openSite({ ...config, ocpp: { port: 0, bind: '127.0.0.1' } }, new KeptLog());
    closers.push(() => site.close());
    const records = await site.query({ what: 'charges' });
    assert.deepEqual(
      records.map((record) => record['number']),
      [id],
      'one charge, one record',
    );
    const [record] = records;
    assert.equal(record?.['meterStopWh'], home.charger.registerWh);
    assert.equal(record?.['energyWh'], Number(record?.['meterStopWh']) - Number(record?.['meterStartWh']));
  });

  // Fifty more in test/long.
  for (const seed of [1, 2, 3, 4])
    it(`loses neither charge nor record at a moment of chance (seed ${seed})`, async () => {
      await livesOfAHub(1, seed);
    });
});
