import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, contrast, openBrowser, openSidebar } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { houseHub, type NodeRed, startNodeRed, TAB } from '../means/node-red.js';
import { CHARGER_ID, freePort } from '../means/open-hub.js';

/** In ten days, so that no midnight changes the words. */
const SOON = new Date(Date.now() + 10 * 86_400_000).toISOString();

describe('the wishes that stand, in the sidebar', () => {
  let red: NodeRed;
  let browser: Browser;
  const wishes = () => browser.page.locator(`.surplug-sidebar [data-charger="${CHARGER_ID}"] .surplug-wishes`);
  const told = async (): Promise<string> => ((await wishes().textContent()) ?? '').replace(/[\u00a0\u202f]/g, ' ');
  const wish = async (wanted: object): Promise<void> => {
    const answer = await red.post('/surplug/hubs/hub', { charger: CHARGER_ID, wish: wanted });
    assert.equal(answer.status, 200, await answer.text());
  };
  const soon = (language: string): string => {
    const day = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
    return new Date(SOON).toLocaleString(language, day).replace(/[\u00a0\u202f]/g, ' ');
  };

  before(async () => {
    red = await startNodeRed();
    await red.deploy([TAB, houseHub(await freePort(), await freePort())]);
    browser = await openBrowser('en-US');
    await openSidebar(browser.page, red.url);
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  it('without one, nothing is told', async () => {
    await wishes().waitFor({ state: 'attached' });
    assert.equal(await told(), '');
  });

  it('each is told in words, by light and in the dark, and no card is named', async () => {
    await wish({ readyBy: { time: SOON, energyWh: 12_000 }, cheapUpTo: 0.185, current: 10 });
    await wish({ limit: { amps: 8.5, ttlS: 600_000, name: 'EMS' }, reserve: { idTag: 'DEADBEEF', until: SOON } });
    const by = soon('en-US');
    const start = `12.0 kWh by ${by} · full current up to 0.185 per kWh · at most 10 A · EMS: at most 8.5 A until `;
    await eventually('all of them', async () => {
      const text = await told();
      return text.startsWith(start) && text.endsWith(` · reserved for a card until ${by}`);
    });
    assert.ok(!(await (await red.get('/surplug/hubs/hub')).text()).includes('DEADBEEF'));
    for (const dark of [true, false]) {
      await browser.page.evaluate((is) => document.documentElement.classList.toggle('nr-theme-dark', is), dark);
      const card = await browser.page.locator('.surplug-sidebar').evaluate((shown) => {
        for (let one: Element | null = shown; one; one = one.parentElement) {
          const ground = getComputedStyle(one).backgroundColor;
          if (!ground.endsWith(', 0)')) return ground;
        }
        return '';
      });
      await wishes().evaluate((shown, ground) => ((shown as HTMLElement).style.backgroundColor = ground), card);
      assert.ok((await contrast(wishes())) >= 4.5, `it can be read on ${card}`);
    }
  });

  it('in the language of the editor', async () => {
    await browser.page.evaluate(() => localStorage.setItem('editor-language', 'de'));
    await openSidebar(browser.page, red.url);
    const by = soon('de');
    const start = `12,0 kWh bis ${by} · voller Strom bis 0,185 je kWh · höchstens 10 A · EMS: höchstens 8,5 A bis `;
    await eventually('all of them', async () => {
      const text = await told();
      return text.startsWith(start) && text.endsWith(` · für eine Karte reserviert bis ${by}`);
    });
  });

  it('one that is taken back is gone', async () => {
    await wish({ readyBy: null, cheapUpTo: null, limit: null, reserve: null });
    await eventually('one is left', async () => (await told()) === 'höchstens 10 A');
    assert.deepEqual(browser.problems, []);
  });
});
