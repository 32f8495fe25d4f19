import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Route } from 'playwright-core';
import type { Home } from '../../examples/simulated-home/home.js';
import { type Browser, contrast, keepsFocus, nameless, openBrowser, openSidebar } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { callHub, houseHub, type NodeRed, ON_TAB, startNodeRed, TAB } from '../means/node-red.js';
import { CHARGER_ID, freePort, quickHome } from '../means/open-hub.js';

const everySecond = (payload: number) => {
  return { props: [{ p: 'payload' }], payload: String(payload), payloadType: 'num', repeat: '1', once: true };
};

declare const RED: { sidebar: { show(id: string): void } };

/** Where it is another day than in the browser, and midnight is an hour off at least. */
const FAR_ZONE = new Date().getUTCHours() < 11 ? 'Etc/GMT+12' : 'Etc/GMT-14';
const dayThere = (at: number): string => new Date(at).toLocaleDateString('sv', { timeZone: FAR_ZONE });

const NOBODY = { type: 'modbus-tcp', map: 'eastron-sdm630', host: '127.0.0.1', port: '1' };

describe('the sidebar, in a real browser, beside a car that charges', () => {
  let red: NodeRed;
  let home: Home;
  let browser: Browser;
  let port: number;
  const sidebar = (selector = '') => browser.page.locator(`.surplug-sidebar ${selector}`);
  const card = (selector = '') => sidebar(`[data-charger="${CHARGER_ID}"] ${selector}`);
  const button = (name: string) => card('.surplug-buttons').getByRole('button', { name, exact: true });

  before(async () => {
    port = await freePort();
    home = await quickHome(`ws://127.0.0.1:${port}`);
    red = await startNodeRed();
    await red.deploy([TAB]);
    browser = await openBrowser('en-US');
    await openSidebar(browser.page, red.url);
  });
  after(async () => {
    await browser?.close();
    await home?.close();
    await red?.end();
  });

  it('without a hub it says how to come by one', async () => {
    await sidebar('.surplug-none').waitFor();
    assert.match((await sidebar('.surplug-none').textContent()) ?? '', /add a hub to it, and deploy/);
  });

  it('with one it shows what flows, and the charger with its reason', async () => {
    await red.deploy([
      TAB,
      {
        ...houseHub(port, home.meterPort, [
          { role: 'solar', type: 'pushed' },
          ...['battery', 'load'].map((role) => ({ role, ...NOBODY })),
        ]),
        timeZone: FAR_ZONE,
      },
      { id: 'sun', type: 'inject', ...ON_TAB, ...everySecond(8000), wires: [['solar']] },
      { id: 'solar', type: 'surplug-meter-in', schema: 1, ...ON_TAB, x: 300, hub: 'hub', role: 'solar', wires: [] },
    ]);
    home.setSun(8000);
    home.plug();
    await openSidebar(browser.page, red.url);
    await card().waitFor();
    await eventually('it charges', async () => (await card('.surplug-state').textContent()) === 'charging');
    assert.match((await card('.surplug-because').textContent()) ?? '', /^Charging at \d+\sA: .* of solar surplus/);
    assert.match((await card('.surplug-offer div').textContent()) ?? '', /^\d+\sA$/);
    assert.ok((await contrast(card('.surplug-offer div'))) >= 4.5, 'it can be read');
    assert.match((await sidebar('.surplug-numbers').first().textContent()) ?? '', /sun 8\.0\skW.*cars .*kW.*grid/);
    assert.ok((await sidebar('.surplug-url').textContent())?.includes(`:${port}`));
    const troubles = (await sidebar('.surplug-fault').first().innerText()).split('\n');
    assert.deepEqual(
      troubles.map((line) => line.split(' · ')[0]),
      ['battery', 'another load'],
      'each meter on a line of its own',
    );
  });

  it('a serial number for a name leaves the state in the card', async () => {
    const name = card('header > :first-child');
    const garage = (await name.textContent()) ?? '';
    const outside = await name.evaluate((shown) => {
      shown.textContent = '7121050066603101050600A03-7121050066603101050600A03';
      const [state, frame] = ['.surplug-state', 'header'].map((part) =>
        shown.closest('.surplug-card')?.querySelector(part),
      );
      return Number(state?.getBoundingClientRect().right) - Number(frame?.getBoundingClientRect().right);
    });
    assert.ok(outside < 1, String(outside));
    await name.evaluate((shown, was) => (shown.textContent = was), garage);
  });

  it('the picture has the sun as a line over house and cars', async () => {
    await eventually('two moments', async () => {
      const sun = await sidebar('polyline.surplug-sun').first().getAttribute('points');
      return (sun ?? '').split(' ').length > 2;
    });
    assert.ok((await sidebar('polygon.surplug-car').count()) >= 1);
    assert.ok((await sidebar('polygon.surplug-house').count()) >= 1);
    const { width = 0 } = (await sidebar('.surplug-hour').boundingBox()) ?? {};
    await sidebar('.surplug-hour').hover({ position: { x: width - 3, y: 60 } });
    await eventually('a moment is named', async () =>
      /\d\d:\d\d/.test((await sidebar('.surplug-when').textContent()) ?? ''),
    );
    await browser.page.mouse.move(0, 0);
    await browser.shot('9-sidebar');
  });

  it('the picture goes on when the clock of the hub has been set back', async () => {
    const at = new Date(Date.now() + 600_000).toISOString();
    const fromAhead = async (route: Route): Promise<void> => {
      const response = await route.fetch();
      const told = (await response.json()) as { house: object };
      const hour = [{ at, sunW: 0, houseW: 0, carsW: 0, gridW: 0 }];
      await route.fulfill({ response, json: { ...told, house: { ...told.house, at }, hour } });
    };
    await browser.page.route('**/surplug/hubs/hub?*', fromAhead, { times: 1 });
    const points = async () =>
      ((await sidebar('polyline.surplug-sun').first().getAttribute('points')) ?? '').split(' ');
    const before = (await points()).length;
    await eventually('more moments', async () => (await points()).length >= before + 2);
  });

  it('what stands in the way of a hub is told, and what to do', async () => {
    const { page } = browser;
    const seen = '**/surplug/hubs/hub?*';
    for (const [standing, online, told] of [
      ['absent', false, 'Deploy the hub first.'],
      ['open', false, 'The hub that runs this site does not answer. Is it running'],
    ] as const) {
      await page.route(seen, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...((await response.json()) as object), standing, online } });
      });
      await sidebar('.surplug-fault').first().getByText(told).waitFor();
      await page.unroute(seen);
    }
  });

  it('who may only look is told that, in words', async () => {
    const { page, problems } = browser;
    const asked = '**/surplug/hubs/hub';
    await page.route(asked, (route) => route.fulfill({ status: 401, body: 'Unauthorized' }));
    await button('FAST').click();
    await page.getByText('Your login does not allow this.').waitFor();
    await page.unroute(asked);
    assert.match(problems.pop() ?? '', /401/);
  });

  it('who waits to be adopted leads to the list where that is done', async () => {
    const caller = await callHub(port, 'stranger');
    const link = sidebar('.surplug-pending').getByText('stranger is waiting to be adopted');
    assert.ok(await keepsFocus(link), 'a keyboard can get at it');
    await link.click();
    await browser.page.locator('#surplug-hub-pending').getByText('stranger').waitFor();
    await browser.page.click('#node-config-dialog-cancel');
    await browser.page.waitForSelector('.red-ui-tray', { state: 'detached' });
    caller.close();
  });

  it('a button is a wish, by mouse or keyboard, and shows what became of it', async () => {
    assert.equal(await button('ECO+').getAttribute('aria-pressed'), 'true');
    const dark = (on: boolean) =>
      browser.page.evaluate((is) => document.documentElement.classList.toggle('nr-theme-dark', is), on);
    for (const on of [true, false]) {
      await dark(on);
      await eventually('it can be read', async () => (await contrast(button('ECO+'))) >= 4.5);
    }
    await button('FAST').press('Space');
    await eventually('FAST is chosen', async () => (await button('FAST').getAttribute('aria-pressed')) === 'true');
    await eventually('the car draws all it may', () => (home.charger.currentA[0] ?? 0) > 15);
    await button('Stop').click();
    await eventually('it stops', () => (home.charger.currentA[0] ?? 0) === 0);
    await button('Start').press('Enter');
    await eventually('it goes on', () => (home.charger.currentA[0] ?? 0) > 5);
  });

  it('where a card is waited for, one press starts', async () => {
    const wish = (wish: object) => red.post('/surplug/hubs/hub', { charger: CHARGER_ID, wish });
    home.unplug();
    assert.equal((await wish({ access: 'cards' })).status, 200);
    await eventually('the car is gone', () => (home.charger.currentA[0] ?? 0) === 0);
    home.plug();
    await button('Start').press('Enter');
    await eventually('it charges', () => (home.charger.currentA[0] ?? 0) > 5);
    assert.equal((await wish({ access: 'free' })).status, 200);
  });

  it('the OCPP messages unfold', async () => {
    await card('summary').click();
    await eventually('the profile is there', async () =>
      ((await card('.surplug-trace').textContent()) ?? '').includes('SetChargingProfile'),
    );
  });

  it('what if: the day so far, under another mode, is drawn and told beside what it was', async () => {
    const form = (selector: string) => sidebar(`.surplug-what-if ${selector}`);
    await form('> summary').click();
    const run = form('.surplug-buttons a');
    await eventually('nothing is to be other yet', async () =>
      /disabled/.test((await run.getAttribute('class')) ?? ''),
    );
    const widths = await form('.surplug-form :is(input, select):visible').evaluateAll((all) =>
      all.map((one) => Math.floor(one.getBoundingClientRect().width)),
    );
    assert.equal(new Set(widths).size, 1, `two columns of one width, so that no choice is cut: ${widths}`);
    assert.equal(await form('.surplug-day').inputValue(), dayThere(Date.now() - 86_400_000), 'yesterday, at the house');
    assert.deepEqual(await nameless(sidebar()), []);
    assert.equal(await run.getAttribute('aria-disabled'), 'true');
    await form('.surplug-mode').selectOption('FAST');
    await form('.surplug-day').fill('');
    assert.equal(await run.getAttribute('aria-disabled'), 'true', 'no day, nothing to run');
    await form('.surplug-day').fill('2020-01-01');
    await run.click();
    await form('.surplug-fault')
      .getByText(/^Nothing from that time/)
      .waitFor();
    await form('.surplug-day').fill('2100-01-01');
    await run.click();
    await browser.page.getByText(/^That period cannot be replayed/).waitFor();
    assert.ok(!(await form('.surplug-fault').isVisible()), 'the old complaint is gone');
    assert.match(browser.problems.pop() ?? '', /40\d/);
    await form('.surplug-day').fill(dayThere(Date.now()));
    await form('.surplug-mode').selectOption('FAST');
    await form('.surplug-limit').fill('10');
    await form('.surplug-cheap').fill('0.2');
    assert.doesNotMatch((await run.getAttribute('class')) ?? '', /disabled/);
    const [asked] = await Promise.all([
      browser.page.waitForRequest((request) => request.method() === 'POST'),
      run.click(),
    ]);
    assert.deepEqual((asked.postDataJSON() as { whatIf: { settings: object } }).whatIf.settings, {
      mode: 'FAST',
      current: 10,
      cheapUpTo: 0.2,
    });
    await form('table').waitFor({ timeout: 60_000 });
    const cells = await form('tbody tr').first().locator('td').allTextContents();
    assert.equal(cells.length, 2);
    for (const cell of cells) assert.match(cell, /^\d+\.\d\skWh$/);
    assert.match((await form('').first().textContent()) ?? '', /Replayed unchanged, it comes to \d+\.\d\skWh/);
    for (const shape of ['polygon.surplug-house', 'polyline.surplug-sun', 'polyline.surplug-car'])
      assert.ok(((await form(shape).getAttribute('points')) ?? '').length > 0, shape);
    await run.scrollIntoViewIfNeeded();
    await browser.shot('9-what-if');
    await form('> summary').click();
  });

  it('however often it is opened, a run is asked after once a second, and not at all while it is closed', async () => {
    let asked = 0;
    const goingOn = (route: Route) => {
      asked += 1;
      return route.fulfill({ json: { state: 'running', startedAt: 'now', done: 0.3 } });
    };
    await browser.page.route('**/what-if', goingOn);
    const summary = sidebar('.surplug-what-if > summary');
    for (let press = 0; press < 11; press += 1) await summary.click();
    await eventually('it is asked after', () => asked > 0);
    const [before, began] = [asked, performance.now()];
    await eventually('again and again', () => asked >= before + 4);
    const tookMs = performance.now() - began;
    assert.ok(tookMs > 2000, `${asked - before} times in ${tookMs} ms`);
    await summary.click();
    await eventually('nothing for two seconds', async () => {
      const closed = asked;
      await browser.page.waitForTimeout(2000);
      return asked === closed;
    });
    await browser.page.unroute('**/what-if', goingOn);
  });

  it('it asks nothing while it is not seen', async () => {
    const asked: string[] = [];
    browser.page.on('request', (request) => asked.push(request.url()));
    await browser.page.evaluate(() => RED.sidebar.show('info'));
    await eventually('nothing for three seconds', async () => {
      const before = asked.filter((url) => url.includes('/surplug/hubs/')).length;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return asked.filter((url) => url.includes('/surplug/hubs/')).length === before;
    });
  });

  it('no page, console or request has failed', () => {
    assert.deepEqual(browser.problems, []);
  });
});
