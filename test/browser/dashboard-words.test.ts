import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readProject } from '../house/project.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { type FlowNode, type NodeRed, startNodeRed, WITH_DASHBOARD } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';
import { chargingSnapshot } from '../means/snapshots.js';

const FLOW = JSON.parse(readProject('examples/dashboard/14-dashboard.json')) as FlowNode[];
const WIDTHS = [390, 1280];

describe('the words on the page for Dashboard 2.0', () => {
  let red: NodeRed;
  let browser: Browser;
  const part = (selector: string) => browser.page.locator(`#nrdb-ui-widget-surplug-14-now ${selector}`);

  before(async () => {
    red = await startNodeRed('node-red', { ...WITH_DASHBOARD, httpNodeRoot: '/' });
    const chargers = ['garage', 'carport'].map((id) => ({ id }));
    const here = { ocppPort: String(await freePort()), ocppBind: '127.0.0.1', language: 'de', chargers };
    await red.deploy(FLOW.map((node) => (node.type === 'surplug-hub' ? { ...node, ...here } : node)));
    browser = await openBrowser('de-DE');
    await browser.page.goto(`${red.url}/dashboard`, { waitUntil: 'load' });
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  it('several chargers, and none is chosen: where that is done, in the language of the hub', async () => {
    const told = 'Charger: Die Anlage hat mehrere Ladestationen: im Dialog eine wählen: garage, carport, oder all.';
    await eventually('it is said', async () => (await part('p').innerText()) === told);
    await browser.shot('dashboard-which');
  });

  it('a name too long for its line ends in dots, and leaves the power its place', async () => {
    for (const name of [
      'Ladestation in der Tiefgarage, Stellplatz 12 neben dem Aufzug im Hof',
      '0600A03-'.repeat(12),
    ]) {
      red.put('surplug-14-now', { payload: chargingSnapshot({ name }) });
      await part('.surplug-big').getByText(name).waitFor();
      for (const width of WIDTHS) {
        await browser.page.setViewportSize({ width, height: 1440 });
        const [line, dots, outside] = await part('.surplug-big').evaluate((header) => {
          const [first, power] = header.children;
          const { right } = power?.getBoundingClientRect() ?? { right: Number.NaN };
          const cut = first && first.scrollWidth > first.clientWidth && getComputedStyle(first).textOverflow;
          return [header.clientHeight, cut, right - header.getBoundingClientRect().right] as const;
        });
        assert.deepEqual([line, dots], [28, 'ellipsis'], `${name} at ${width} px`);
        assert.ok(outside < 1, `the power at ${width} px`);
      }
    }
    await browser.shot('dashboard-long-name');
  });

  it('a fault too long for its place fades out below, and can be read to its end', async () => {
    await browser.page.setViewportSize({ width: 390, height: 1440 });
    const text = 'Die Ladestation meldet einen Fehlerstrom gegen Erde. '.repeat(8);
    const fault = { text, remedy: 'Ende.', since: new Date().toISOString() };
    red.put('surplug-14-now', { payload: { ...chargingSnapshot(), fault } });
    await part('p').getByText('Ende.').waitFor();
    const [cut, faded, last] = await part('p').evaluate((words) => {
      const overflows = words.scrollHeight > words.clientHeight;
      words.scrollTop = words.scrollHeight;
      const lines = document.createRange();
      lines.selectNodeContents(words);
      const style = getComputedStyle(words);
      const clearTo = words.getBoundingClientRect().bottom - Number.parseFloat(style.paddingBottom);
      return [overflows, style.maskImage, lines.getBoundingClientRect().bottom - clearTo] as const;
    });
    assert.ok(cut && /linear-gradient\(.+12px.+\)/.test(faded), faded);
    assert.ok(last < 1, `the last line ends ${last} px below what is clear`);
    await browser.shot('dashboard-long-fault');
  });

  it('with no complaint, in the page or in the log', () => {
    assert.deepEqual(browser.problems, []);
    assert.deepEqual(red.log, []);
  });
});
