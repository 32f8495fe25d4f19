import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readProject } from '../house/project.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { type FlowNode, hubNode, type NodeRed, startNodeRed } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

declare const RED: { editor: { editConfig(name: string, type: string, id: string): void } };

const hub = (port: number): FlowNode =>
  hubNode(port, {
    meters: [{ role: 'grid', type: 'mqtt', url: 'mqtt://127.0.0.1:1', mqttPreset: 'number', topic: 'power' }],
    chargers: [{ id: 'garage', name: 'Garage' }],
  });

const NARROW_PX = 440;

/** What the nodes are called in the palette, by their catalogues. */
const paletteOf = (folder: string): string[] =>
  ['control', 'meter-in', 'state']
    .map((node) => (JSON.parse(readProject(`nodes/${node}/locales/${folder}.json`)) as { palette: string }).palette)
    .sort();

/** The word of a tab ends before the tab does, and nothing fades it out. */
const isWhole = (label: HTMLElement | SVGElement): boolean => {
  const word = document.createRange();
  word.selectNodeContents(label.querySelector('span') ?? label);
  const tab = label.closest('li');
  const fade = tab?.querySelector<HTMLElement>('.red-ui-tabs-fade');
  if (!tab || !fade || getComputedStyle(fade).display !== 'none') return false;
  return word.getBoundingClientRect().right <= tab.getBoundingClientRect().right;
};

describe('the hub’s dialog in the other languages', () => {
  let red: NodeRed;
  before(async () => {
    red = await startNodeRed();
    await red.deploy([hub(await freePort())]);
  });
  after(() => red?.end());

  /** The dialog of a hub in a language, as narrow as the editor makes it in Italian. */
  async function dialog(language: string): Promise<Browser> {
    const browser = await openBrowser(language);
    await browser.page.goto(red.url, { waitUntil: 'load' });
    await browser.page.locator('#red-ui-header-button-deploy').waitFor();
    await browser.page.waitForFunction(() => typeof RED === 'object' && RED.editor !== undefined);
    await browser.page.evaluate(() => RED.editor.editConfig('', 'surplug-hub', 'hub'));
    await browser.page.locator('#node-config-dialog-cancel').click({ trial: true });
    return browser;
  }

  for (const [language, folder, years] of [
    ['de-DE', 'de', 'Jahre'],
    ['it-IT', 'it', 'anni'],
    ['fr-FR', 'fr', 'ans'],
    ['es-ES', 'es-ES', 'años'],
    ['zh-CN', 'zh-CN', '年'],
  ] as const) {
    it(`${language}: no tab is cut off, no word broken, no text is missing, each number has one unit`, async () => {
      const browser = await dialog(language);
      try {
        const { page } = browser;
        await page.locator('#surplug-hub-tabs').evaluate((ul, px) => {
          (ul.parentElement as HTMLElement).style.width = `${px}px`;
        }, NARROW_PX);
        for (const label of await page.locator('#surplug-hub-tabs a.red-ui-tab-label').all()) {
          await label.click();
          assert.ok(await label.evaluate(isWhole), `${await label.textContent()} is cut off`);
          assert.doesNotMatch(await page.locator('.surplug-form').innerText(), /surplug-\w+\.|surplug\.|undefined/);
        }
        await browser.shot(`hub-${language}`);
        const products = await page.locator('.surplug-form select:has(option[value=p1-telegram])').innerText();
        assert.doesNotMatch(products, /One topic|smart meter/);
        const entries = page.locator('.red-ui-palette-node[data-palette-type^="surplug-"] .red-ui-palette-label');
        const shown = (await entries.allInnerTexts()).map((label) => label.replace(/\s+/g, ' '));
        assert.deepEqual(shown.sort(), paletteOf(folder));
        const units = page.locator('.surplug-form .surplug-unit + .surplug-unit');
        assert.equal(await units.count(), 0);
        const unit = page.locator('#node-config-input-retentionYears + .surplug-unit');
        assert.equal(await unit.textContent(), years);
        assert.deepEqual(browser.problems, []);
      } finally {
        await browser.close();
      }
    });
  }
});
