import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attachSite, openSite } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, freePort, quickHome, temporaryFolder, testConfig } from '../means/open-hub.js';
import { type SiteUnderTest, siteContract } from '../means/site-contract.js';

const TOKEN = 'a token of the test that is long enough';

/** The owner with a charger on the wire; `attached`: seen by another host over the link. */
async function wholeSite(attached: boolean): Promise<SiteUnderTest> {
  const folder = temporaryFolder('contract');
  const port = await freePort();
  const home = await quickHome(`ws://127.0.0.1:${port}`);
  const config = testConfig(home.meterPort, folder.path, { ocpp: { port, bind: '127.0.0.1' }, link: { token: TOKEN } });
  const owner = await openSite(config, new KeptLog()).catch(async (error: unknown) => {
    await home.close();
    throw error;
  });
  const site = attached ? attachSite(`ws://127.0.0.1:${port}/surplug/link`, TOKEN, new KeptLog()) : owner;
  await eventually('the charger is seen', () => site.snapshot().chargers.some((charger) => charger.online));
  return {
    site,
    chargerId: CHARGER_ID,
    async end() {
      await site.close();
      await home.close();
      await owner.close();
      folder.remove();
    },
  };
}

siteContract('opened here', () => wholeSite(false));
siteContract('attached over the link to a real owner', () => wholeSite(true));

describe('what if', () => {
  for (const attached of [false, true]) {
    it(`${attached ? 'attached' : 'opened here'}: the run is told as it goes, to whoever listens`, async () => {
      const { site, end } = await wholeSite(attached);
      try {
        const told: string[] = [];
        site.on((event) => {
          if (event.event === 'what-if') told.push(event.run.state);
        });
        const { applied } = await site.command({ do: 'what-if', settings: { mode: 'ECO' } });
        await eventually('it is over', () => told.some((state) => state !== 'running'));
        assert.equal(told[0], 'running');
        const [run] = await site.query({ what: 'what-if' });
        assert.equal(run?.['startedAt'], applied['startedAt']);
        assert.equal(run?.['state'], 'done', String(run?.['text']));
      } finally {
        await end();
      }
    });
  }
});
