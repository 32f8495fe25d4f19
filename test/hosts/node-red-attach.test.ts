import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite, type Site, type SiteSnapshot } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { type NodeRed, ON_TAB, sink, startNodeRed, TAB } from '../means/node-red.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

const TOKEN = 'a-token-of-two-hosts';

describe('a hub that attaches to a site another host runs', () => {
  let red: NodeRed;
  let owner: Site;
  let port: number;
  const folder = temporaryFolder('owner');
  const open = (): Promise<Site> =>
    openSite(
      {
        phases: 3,
        fuseA: 25,
        ocpp: { port, bind: '127.0.0.1' },
        link: { token: TOKEN },
        chargers: [{ id: 'garage', name: 'Garage' }],
        storage: folder.path,
      },
      new KeptLog(),
    );
  const site = (): SiteSnapshot | undefined => red.kept['seen']?.at(-1)?.payload as SiteSnapshot | undefined;

  before(async () => {
    port = await freePort();
    owner = await open();
    red = await startNodeRed();
    await red.deploy([
      TAB,
      {
        id: 'hub',
        type: 'surplug-hub',
        schema: 1,
        name: 'Elsewhere',
        role: 'attach',
        attachUrl: `ws://127.0.0.1:${port}/surplug/link`,
        credentials: { linkToken: TOKEN },
      },
      { id: 'state', type: 'surplug-state', schema: 1, ...ON_TAB, hub: 'hub', source: 'site', wires: [['seen']] },
      sink('seen'),
      { id: 'control', type: 'surplug-control', schema: 1, ...ON_TAB, hub: 'hub', command: '', wires: [['done']] },
      sink('done'),
    ]);
  });
  after(async () => {
    await red?.end();
    await owner?.close();
    folder.remove();
  });

  it('shows the owner’s house', async () => {
    await eventually('the house is seen', () => site()?.online === true && site()?.fuseA === 25);
  });

  it('steers the owner’s charger', async () => {
    red.put('control', { charger: 'Garage', topic: 'mode', payload: 'FAST' });
    await red.message('done', 1);
    assert.equal(owner.snapshot().chargers[0]?.mode, 'FAST');
  });

  it('says so while the owner is gone, and heals by itself', async () => {
    await owner.close();
    await eventually('the status', () => red.status['state']?.text === 'surplug.status.offline');
    owner = await open();
    await eventually('the house is back', () => site()?.online === true);
    await eventually('the status is its own again', () => red.status['state']?.text === 'surplug.status.no-meter');
  });

  it('the token is nowhere to be read', async () => {
    const flows = await (await red.get('/flows')).text();
    const credentials = await (await red.get('/credentials/surplug-hub/hub')).text();
    assert.doesNotMatch(flows + credentials + red.log.join(), new RegExp(TOKEN));
  });
});
