import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, openBrowser, openSidebar } from '../means/browser.js';
import { hubNode, type NodeRed, ON_TAB, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

declare const RED: { editor: { editConfig(name: string, type: string, id: string): void } };

describe('a hub inside a subflow, that is inside another', () => {
  let red: NodeRed;
  let browser: Browser;
  let port: number;
  before(async () => {
    port = await freePort();
    red = await startNodeRed();
    const subflow = (id: string) => ({ id, type: 'subflow', name: id, in: [], out: [], env: [] });
    const hub = hubNode(port, { chargers: [{ id: 'garage', name: 'Garage' }] });
    await red.deploy([
      TAB,
      subflow('inner'),
      subflow('outer'),
      { ...hub, z: 'inner' },
      { id: 'state', type: 'surplug-state', schema: 1, ...ON_TAB, z: 'inner', hub: 'hub', source: 'site', wires: [[]] },
      { id: 'within', type: 'subflow:inner', ...ON_TAB, z: 'outer', wires: [] },
      { id: 'placed', type: 'subflow:outer', ...ON_TAB, wires: [] },
    ]);
    browser = await openBrowser('en-US');
    await openSidebar(browser.page, red.url);
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  it('is seen in the sidebar as it runs', async () => {
    await browser.page.locator('.surplug-sidebar [data-charger="garage"]').getByText('Garage').waitFor();
  });

  it('tells its dialog where chargers call', async () => {
    const { page, problems } = browser;
    await page.evaluate(() => RED.editor.editConfig('', 'surplug-hub', 'hub'));
    await page.locator('#surplug-hub-live-url').getByText(`:${port}/`).waitFor({ state: 'attached' });
    assert.equal(await page.locator('#surplug-hub-standing').textContent(), '');
    assert.deepEqual([problems, red.log], [[], []]);
  });
});
