import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { storageOf } from '../../nodes/hub/site-config.js';
import { readProject } from '../house/project.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { keepYear, YEAR_ZONE } from '../means/kept-year.js';
import { type FlowNode, type NodeRed, startNodeRed, WITH_DASHBOARD } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

const HUB = 'surplug-home';

describe('the days of a month on the page for Dashboard 2.0', () => {
  let red: NodeRed;
  let browser: Browser;
  const day = (selector: string) => browser.page.locator(`#nrdb-ui-widget-surplug-14-day ${selector}`);
  const told = (): Promise<string> => day('.surplug-figures').innerText();
  const tells = (words: RegExp): Promise<unknown> => eventually(String(words), async () => words.test(await told()));

  before(async () => {
    red = await startNodeRed('node-red', { ...WITH_DASHBOARD, httpNodeRoot: '/' });
    keepYear(storageOf(red.userDir, HUB));
    const flow = JSON.parse(readProject('examples/dashboard/14-dashboard.json')) as FlowNode[];
    const here = { ocppPort: String(await freePort()), ocppBind: '127.0.0.1', timeZone: YEAR_ZONE };
    await red.deploy(flow.map((node) => (node.id === HUB ? { ...node, ...here } : node)));
    browser = await openBrowser('en-US');
    await browser.page.goto(`${red.url}/dashboard`, { waitUntil: 'load' });
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  it('each is a bar: sun below, then battery, then grid', async () => {
    await day('.surplug-bars').waitFor({ timeout: 90_000 });
    await tells(/^today\s+20\.0 kWh\s+55%\s+31 days\s+620\.0 kWh$/i);
    assert.equal(await day('.surplug-bars > div').count(), 31);
    const heights = await day('.surplug-bars > div')
      .last()
      .locator('i')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().height));
    const [grid = 0, battery = 0, sun = 0] = heights;
    assert.ok(sun > 30, String(heights));
    assert.ok(Math.abs(sun / grid - 11 / 6) < 0.1 && Math.abs(battery / grid - 1 / 2) < 0.1, String(heights));
    await browser.shot('dashboard-days');
  });

  it('one that is touched, or reached by the arrow keys, tells its own numbers', async () => {
    const ago = (days: number): RegExp => {
      const date = new Date(Date.now() - days * 86_400_000);
      return new RegExp(date.toLocaleDateString('en-US', { day: 'numeric', month: 'short', timeZone: YEAR_ZONE }), 'i');
    };
    await day('.surplug-bars > div').first().click();
    await tells(ago(30));
    await browser.page.mouse.move(0, 0);
    await tells(/^today/i);
    await day('.surplug-bars').press('ArrowLeft');
    await tells(ago(1));
    assert.match((await day('.surplug-bars').getAttribute('aria-label')) ?? '', /: 20\.0 kWh$/);
    await day('.surplug-bars').press('ArrowRight');
    await tells(/^today/i);
  });

  it('no page, console or request has failed', () => {
    assert.deepEqual(browser.problems, []);
  });
});
