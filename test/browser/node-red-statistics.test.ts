import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { storageOf } from '../../nodes/hub/site-config.js';
import { type Browser, nameless, openBrowser, openSidebar } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { keepYear, YEAR_ZONE } from '../means/kept-year.js';
import { hubNode, type NodeRed, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

describe('statistics in the sidebar, in a real browser', () => {
  let red: NodeRed;
  let browser: Browser;
  const part = (selector: string) => browser.page.locator(`.surplug-sidebar .surplug-statistics ${selector}`);
  const told = async (): Promise<string> => ((await part('.surplug-facts').textContent()) ?? '').replace(/\s/g, ' ');
  const tells = (words: RegExp): Promise<unknown> => eventually(String(words), async () => words.test(await told()));

  before(async () => {
    red = await startNodeRed();
    keepYear(storageOf(red.userDir, 'hub'));
    const chargers = [
      { id: 'garage', name: 'Garage' },
      { id: 'carport', name: 'Carport' },
    ];
    await red.deploy([TAB, hubNode(await freePort(), { timeZone: YEAR_ZONE, chargers })]);
    browser = await openBrowser('en-US');
    await openSidebar(browser.page, red.url);
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  it('nothing is asked before it is unfolded', async () => {
    const asked: string[] = [];
    const keep = (request: { url(): string }) => asked.push(request.url());
    browser.page.on('request', keep);
    await part('> summary').waitFor();
    await browser.page.waitForResponse(/\/surplug\/hubs\/hub/);
    assert.deepEqual(
      asked.filter((url) => url.includes('/statistics')),
      [],
    );
    browser.page.off('request', keep);
  });

  it('the days of a month, each a bar of sun, battery and grid, and all of them in numbers', async () => {
    await part('> summary').click();
    await tells(/^Charged 620\.0 kWh · From the sun 55% · Cost 62\.00 · Saved 124\.00$/);
    assert.equal(await part('rect.surplug-sun').count(), 31);
    const numbers = (await part('.surplug-numbers span').allTextContents()).map((one) => one.replace(/\s/g, ' '));
    assert.deepEqual(numbers, ['sun 341.0 kWh', 'battery 93.0 kWh', 'grid 186.0 kWh']);
    const high = async (name: string) => Number(await part(`rect.surplug-${name}`).last().getAttribute('height'));
    const [sun, battery, grid] = [await high('sun'), await high('battery'), await high('grid')];
    assert.ok(
      Math.abs(sun / grid - 11 / 6) < 0.05 && Math.abs(battery / grid - 1 / 2) < 0.05,
      `${sun} ${battery} ${grid}`,
    );
    assert.deepEqual(await nameless(part('')), []);
    await part('.surplug-facts').scrollIntoViewIfNeeded();
    await browser.shot('9-statistics');
  });

  it('a bar that is pointed at, or reached by the arrow keys, tells its day', async () => {
    const { width = 0 } = (await part('[role=img]').boundingBox()) ?? {};
    await part('[role=img]').hover({ position: { x: width / 62, y: 60 } });
    const first = new Date(Date.now() - 30 * 86_400_000);
    const day = first.toLocaleDateString('en-US', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone: YEAR_ZONE,
    });
    await eventually('the first day', async () => (await told()).startsWith(`${day}: Charged 20.0 kWh`));
    await browser.page.mouse.move(0, 0);
    await tells(/^Charged 620/);
    await part('[role=img]').focus();
    await browser.page.keyboard.press('ArrowLeft');
    await browser.page.keyboard.press('ArrowLeft');
    await tells(/: Charged 20\.0 kWh/);
    assert.equal(await part('g.surplug-chosen').count(), 1);
    await browser.page.keyboard.press('ArrowRight');
    const last = new Date().toLocaleDateString('en-US', { day: 'numeric', month: 'short', timeZone: YEAR_ZONE });
    await eventually('today', async () => (await told()).includes(last));
    await part('> summary').focus();
    await tells(/^Charged 620/);
  });

  it('months and years, of all chargers or of one', async () => {
    await part('select').first().selectOption('month');
    await eventually('twelve bars', async () => (await part('rect.surplug-sun').count()) === 12);
    await part('select').last().selectOption('garage');
    await eventually('no battery', async () => (await part('.surplug-numbers span').count()) === 2);
    await tells(/From the sun 90%/);
    await browser.shot('9-statistics-months');
    await part('select').first().selectOption('year');
    await eventually('no more bars than years', async () => (await part('rect.surplug-sun').count()) <= 2);
  });

  it('when the hub cannot answer, it says why', async () => {
    const { page } = browser;
    const asked = '**/statistics?*';
    await page.route(asked, (route) =>
      route.fulfill({ status: 409, json: { message: 'The hub is being restarted.' } }),
    );
    await part('select').first().selectOption('day');
    await part('.surplug-fault').getByText('The hub is being restarted.').waitFor();
    await page.unroute(asked);
    assert.match(browser.problems.pop() ?? '', /409/);
    await part('select').first().selectOption('month');
    await eventually('all is well again', async () => !(await part('.surplug-fault').isVisible()));
  });

  it('no page, console or request has failed', () => {
    assert.deepEqual(browser.problems, []);
  });
});
