import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { faultText } from '../../core/words/fault-text.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { storageOf } from '../../nodes/hub/site-config.js';
import { type Browser, openBrowser, openSidebar } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { keepYear, YEAR_ZONE } from '../means/kept-year.js';
import { hubNode, type NodeRed, startNodeRed, TAB } from '../means/node-red.js';
import { freePort, quickHome } from '../means/open-hub.js';

const FAULT = 'GroundFailure';
const NOBODY = { type: 'modbus-tcp', map: 'eastron-sdm630', host: '127.0.0.1', port: '1' };
const NARROW_PX = 300;

/** Its name takes all the room a header has. */
const hub = (port: number, language: string) =>
  hubNode(port, {
    language,
    timeZone: YEAR_ZONE,
    meters: [
      { role: 'load', ...NOBODY },
      { role: 'battery', id: 'cellar', ...NOBODY },
    ],
    chargers: [{ id: 'garage', name: '7121050066603101050600A03-7121050066603101050600A03' }],
  });

describe('the sidebar in other languages, as narrow as it gets', () => {
  let red: NodeRed;
  let home: Home;
  let port: number;
  before(async () => {
    port = await freePort();
    red = await startNodeRed();
    keepYear(storageOf(red.userDir, 'hub'));
    home = await quickHome(`ws://127.0.0.1:${port}`, { chargers: [{ id: 'garage', bootDelayMs: 50, retryMs: 500 }] });
    home.charger.setFault(FAULT);
  });
  after(async () => {
    await home?.close();
    await red?.end();
  });

  for (const [locale, language, load] of [
    ['de-DE', 'de', 'andere Last'],
    ['fr-FR', 'fr', 'autre charge'],
    ['zh-CN', 'zh', '其他负载'],
  ] as const) {
    it(`${locale}: every meter by its word, a fault once, no word or number torn or cut`, async () => {
      await red.deploy([TAB, hub(port, language)]);
      const browser = await openBrowser(locale);
      try {
        await check(browser, language, load);
      } finally {
        await browser.close();
      }
    });
  }

  async function check({ page, problems, shot }: Browser, language: 'de' | 'fr' | 'zh', load: string): Promise<void> {
    await openSidebar(page, red.url);
    const sidebar = page.locator('.surplug-sidebar');
    await sidebar.evaluate((shown, px) => (shown.style.width = `${px}px`), NARROW_PX);
    const card = sidebar.locator('[data-charger=garage]');
    const { reason, remedy } = faultText(language, { errorCode: FAULT });
    await eventually('the remedy', async () => (await card.locator('.surplug-fault').textContent()) === remedy);
    const said = ((await card.locator('.surplug-because').textContent()) ?? '').replace(/\s/g, ' ');
    assert.ok(said.includes(reason.replace(/[.。]$/, '')), said);

    const troubles = sidebar.locator('.surplug-fault').first();
    const names = async () => (await troubles.innerText()).split('\n').map((line) => line.split(' · ')[0]);
    await eventually('both meters', async () => (await names()).length === 2);
    assert.deepEqual(await names(), [load, 'cellar']);

    const lines = (element: HTMLElement | SVGElement): number => {
      const words = document.createRange();
      words.selectNodeContents(element);
      return new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    assert.equal(await card.locator('.surplug-state').evaluate(lines), 1);

    const statistics = sidebar.locator('.surplug-statistics');
    await statistics.locator('> summary').click();
    await statistics.locator('.surplug-bar').first().waitFor();
    const numbers = await statistics.locator('.surplug-numbers, .surplug-facts').allTextContents();
    assert.match(numbers.join(), /620[,.]0\skWh/);
    assert.doesNotMatch(numbers.join(), /\d (kWh|%)/, 'a number keeps its unit');
    const visible = await statistics.locator('svg').evaluate((drawing) => getComputedStyle(drawing).overflow);
    assert.equal(visible, 'visible', 'what is below the first bar and the last one is wider than they');

    await sidebar.locator('.surplug-what-if > summary').click();
    // The arrow of a choice takes 20 px.
    const cut = await sidebar.locator('.surplug-form select:visible').evaluateAll((all) =>
      (all as HTMLSelectElement[]).flatMap((select) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(select);
        const pen = document.createElement('canvas').getContext('2d');
        if (!pen) return ['no pen'];
        pen.font = font;
        const room = select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - 20;
        return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
      }),
    );
    assert.deepEqual(
      cut.filter((text) => !text.startsWith('7121')),
      [],
    );
    await shot(`sidebar-${language}`);
    assert.deepEqual(problems, []);
  }
});
