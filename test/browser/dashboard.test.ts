import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { ChargerSnapshot } from '../../core/index.js';
import { CATALOGUES } from '../../core/words/catalogues.js';
import { faultText } from '../../core/words/fault-text.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { readProject } from '../house/project.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { type FlowNode, type NodeRed, sink, startNodeRed, WITH_DASHBOARD } from '../means/node-red.js';
import { freePort, quickHome } from '../means/open-hub.js';

/** What of the editor is used inside the page. */
interface EditorNode {
  readonly id: string;
  readonly type: string;
  readonly valid?: boolean;
}
declare const RED: {
  nodes: { eachNode(see: (node: EditorNode) => void): void; eachConfig(see: (node: EditorNode) => void): void };
};

const EXAMPLE = 'examples/dashboard/14-dashboard.json';
const SIZES = {
  // As high as the page is long.
  phone: { width: 390, height: 1440 },
  'tablet-upright': { width: 768, height: 1024 },
  tablet: { width: 1024, height: 768 },
  desktop: { width: 1280, height: 800 },
} as const;
const SUN_W = 7000;
/** Names, units and modes. */
const LATIN = ['Surplug', 'Garage', 'kW', 'kWh', 'A', 'FAST', 'ECO'];
const DAY_IN_GERMAN = /^heute\s+\d+,\d kWh\s+(–|\d+\s%)\s+31 Tage\s+\d+,\d kWh$/i;

/** The example as it is, its hub in the simulated home; beside it what tells the sun and hears what the charger says. */
function flowIn(home: Home, port: number): readonly FlowNode[] {
  const flow = JSON.parse(readProject(EXAMPLE)) as FlowNode[];
  const tab = flow.find(({ type }) => type === 'tab')?.id;
  const here = { z: tab, x: 200, y: 1200, schema: 1, hub: 'surplug-home' };
  const hub = {
    ocppPort: String(port),
    ocppBind: '127.0.0.1',
    language: 'de',
    meters: [
      { role: 'grid', type: 'modbus-tcp', map: 'chint-dtsu666', host: '127.0.0.1', port: String(home.meterPort) },
      { role: 'solar', type: 'pushed', periodS: '60' },
    ],
  };
  return [
    ...flow.map((node) => (node.type === 'surplug-hub' ? { ...node, ...hub } : node)),
    { id: 'sun', type: 'surplug-meter-in', ...here, role: 'solar', wires: [] },
    { id: 'charger', type: 'surplug-state', ...here, source: 'charger', wires: [['heard']] },
    { ...sink('heard'), z: tab },
  ];
}

/** Words and buttons of the page that end outside of their widget or of the window. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wordy = 'button, label, p, span, .v-icon, .surplug-figures > div, .v-switch, .v-slider-track, svg, canvas';
    return [...document.querySelectorAll<HTMLElement>('.nrdb-ui-widget')].flatMap((widget) => {
      const room = widget.getBoundingClientRect();
      const most = Math.min(room.right, document.documentElement.clientWidth);
      return [...widget.querySelectorAll(wordy)]
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
        .filter(
          ({ box, part }) =>
            box.right > most + 1 || box.bottom > room.bottom + 1 || part.scrollWidth > part.clientWidth + 1,
        )
        .map(({ part }) => `${widget.id} ${part.tagName} ${part.textContent}`);
    });
  });

/** Whether the times below the chart end above its lower edge. */
const timesWhole = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.nrdb-ui-chart canvas');
    const edge = canvas?.getContext('2d')?.getImageData(0, canvas.height - 1, canvas.width, 1).data;
    return edge?.every((part) => part === 0) ?? false;
  });

/** How many points of the chart have each of the colours. */
const painted = (page: Page, colours: readonly (readonly [number, number, number])[]): Promise<number[]> =>
  page.evaluate((wanted) => {
    const canvas = document.querySelector<HTMLCanvasElement>('.nrdb-ui-chart canvas');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return wanted.map((colour) => {
      let points = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (colour.every((part, which) => Math.abs(part - (data[at + which] ?? 0)) < 12)) points++;
      }
      return points;
    });
  }, colours);

describe('the page for Dashboard 2.0, with a car that charges from the sun, in German', () => {
  let red: NodeRed;
  let home: Home;
  let browser: Browser;
  let page: Page;
  const charger = (): ChargerSnapshot | undefined => red.kept['heard']?.at(-1)?.payload as ChargerSnapshot;
  /** What it has given as its reason while it was allowed to charge, or stopped. */
  const becauses = (allowed = true): ReadonlySet<string> => {
    const states = (red.kept['heard'] ?? []).map(({ payload }) => payload as ChargerSnapshot);
    return new Set(states.filter((state) => state.allowed === allowed).map(({ because }) => because));
  };
  const widget = (name: string): Locator => page.locator(`#nrdb-ui-widget-surplug-14-${name}`);
  const text = (name: string): Promise<string> => widget(name).innerText();
  const because = (): Promise<string> => widget('now').locator('p').innerText();
  const pressed = (): Promise<string> => widget('mode').locator('.v-btn--active').innerText();
  const go = (icon: 'play' | 'stop'): Locator => widget('go').locator(`button:has(.mdi-${icon})`);

  before(async () => {
    const port = await freePort();
    const car = { startDelayS: [1, 2] as const };
    home = await quickHome(`ws://127.0.0.1:${port}`, {
      chargers: [{ id: 'garage', sampleIntervalS: 2, bootDelayMs: 50, retryMs: 500, car }],
    });
    home.setSun(SUN_W);
    red = await startNodeRed('node-red', { ...WITH_DASHBOARD, httpNodeRoot: '/' });
    await red.deploy(flowIn(home, port));
    home.plug();
    browser = await openBrowser('de-DE');
    page = browser.page;
    await page.setViewportSize(SIZES.phone);
    await page.goto(`${red.url}/dashboard`, { waitUntil: 'load' });
  });
  after(async () => {
    await browser?.close();
    await home?.close();
    await red?.end();
  });

  it('is the first page of the dashboard; it says the power and why', async () => {
    await page.waitForURL('**/dashboard/solar-charging');
    await eventually('the car charges', () => charger()?.state === 'charging');
    red.put('sun', { payload: SUN_W });
    await eventually('the reason', async () => becauses().has(await because()));
    await eventually('the power', async () => /^Garage\s+[1-9],\d kW\n/.test(await text('now')));
    await eventually('the current', async () => /\b(9|10)\nA/.test(await text('t-amps')));
  });

  it('pressing ECO reaches the charger, and the button of the mode is lit, whoever changes it', async () => {
    await eventually('ECO+ is lit', async () => (await pressed()) === 'ECO+');
    await widget('mode').getByRole('button', { name: 'ECO', exact: true }).click();
    await eventually('the charger is on ECO', () => charger()?.mode === 'ECO');
    await eventually('ECO is lit', async () => (await pressed()) === 'ECO');
    red.put('surplug-14-wishes', { topic: 'mode', payload: 'ECO+' });
    await eventually('ECO+ is lit again', async () => (await pressed()) === 'ECO+');
  });

  it('the slider goes as far as the charger, and sets the limit', async () => {
    await eventually('no limit yet', async () => (await text('limit')).includes('≤ 16 A'));
    const thumb = widget('limit').getByRole('slider');
    assert.equal(await thumb.getAttribute('aria-valuemax'), '16');
    const track = await widget('limit').locator('.v-slider__container').boundingBox();
    assert.ok(track);
    await page.mouse.click(track.x + track.width * 0.2, track.y + track.height / 2);
    await eventually('8 A at most', () => charger()?.userLimitA === 8);
    await eventually('the words follow', async () => (await text('limit')).includes('≤ 8 A'));
    await eventually('the car draws less', () => (home.charger.currentA[0] ?? 0) < 8.5);
    red.put('surplug-14-wishes', { topic: 'current', payload: null });
    await eventually('the thumb follows', async () => (await thumb.getAttribute('aria-valuenow')) === '16');
  });

  it('boost, stop and start', async () => {
    const boost = widget('boost').locator('.mdi-rocket-launch');
    await boost.click();
    await eventually('boost', () => charger()?.boost.active === true);
    await eventually('the switch is on', () => widget('boost').getByRole('checkbox').isChecked());
    await boost.click();
    await eventually('boost is over', () => charger()?.boost.active === false);
    await go('stop').click();
    await eventually('stopped', () => charger()?.allowed === false);
    await eventually('which is told', async () => becauses(false).has(await because()));
    assert.match((await go('stop').getAttribute('class')) ?? '', /v-btn--active/);
    await go('play').click();
    await eventually('allowed again', () => charger()?.allowed === true);
  });

  it('a screen reader has a name for buttons, switch and slider, and says what is pressed', async () => {
    const lit = [`button "${await pressed()}" [pressed]`, 'button "Start" [pressed]', 'button "Stop"'];
    for (const one of [...lit, 'checkbox "Boost"', 'slider "Limit"', ' the grid"'])
      await eventually(one, async () => (await page.locator('.nrdb-layout--grid').ariaSnapshot()).includes(one));
  });

  it('a wish that is refused is told, with the reason', async () => {
    red.put('surplug-14-wishes', { topic: 'current', payload: 'much' });
    const toast = page.getByText(/current.*much/);
    await toast.waitFor();
    await toast.waitFor({ state: 'hidden' });
  });

  it('draws sun, house and car, and tells the day', async () => {
    red.put('sun', { payload: SUN_W });
    const lines = [
      [0xe8, 0xa3, 0x17],
      [0x5b, 0x7f, 0xa6],
      [0x3a, 0x9a, 0x5b],
    ] as const;
    const drawn = () => painted(page, lines).then((points) => points.every((count) => count > 200));
    await eventually('three lines', drawn, 180_000);
    // The sun may have been silent for too long before; what is new comes at the next telling.
    await eventually('the sun', async () => /^7,0 kW(\s+\d,\d kW){3}$/.test(await text('figures')));
    await eventually('the day', async () => DAY_IN_GERMAN.test(await text('day')), 90_000);
    // What was before comes from the hub: a message now and then would take longer.
    await page.reload({ waitUntil: 'load' });
    await eventually('the same lines for who opens the page only now', drawn, 30_000);
  });

  for (const [name, size] of Object.entries(SIZES)) {
    it(`nothing is cut off: ${name}, ${size.width} px`, async () => {
      await page.setViewportSize(size);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      await eventually('the page is as wide as the window', async () => (await width()) === size.width);
      const whole = async () => (await cutOff(page)).length === 0;
      await eventually('all is within its frame', whole).catch(() => undefined);
      await browser.shot(`dashboard-${name}`);
      assert.deepEqual(await cutOff(page), []);
      await eventually('the times below the chart are whole', () => timesWhole(page));
      const [charging, house] = await page.locator('.nrdb-ui-group').all();
      const [left, right] = [await charging?.boundingBox(), await house?.boundingBox()];
      assert.ok(left && right);
      assert.equal(right.x > left.x, size.width >= 700, 'side by side where there is room');
    });
  }

  it('has no word of its own that a language would have to know', async () => {
    const chinese = await openBrowser('zh-CN');
    try {
      await chinese.page.setViewportSize(SIZES.phone);
      await chinese.page.goto(`${red.url}/dashboard`, { waitUntil: 'load' });
      const day = chinese.page.locator('#nrdb-ui-widget-surplug-14-day');
      await eventually('the day', async () => /今天\s.*\s31天\s/su.test(await day.innerText()));
      const page = await chinese.page.evaluate(() => {
        const told = document.querySelector<HTMLElement>('.surplug-now p')?.innerText ?? '';
        return document.body.innerText.replace(told, '');
      });
      assert.deepEqual(new Set(page.match(/\p{Script=Latin}+/gu)), new Set(LATIN));
      await chinese.shot('dashboard-chinese');
      assert.deepEqual(await cutOff(chinese.page), []);
    } finally {
      await chinese.close();
    }
  });

  it('the longest word about a fault can be read to its end on a phone', async () => {
    const faults = Object.values(CATALOGUES).flatMap(({ faults }) => Object.values(faults));
    const told = faults.map(({ reason, remedy }) => ({ text: reason, remedy }));
    const fault = told.reduce((most, one) => (JSON.stringify(one).length > JSON.stringify(most).length ? one : most));
    await page.setViewportSize(SIZES.phone);
    const words = widget('now').locator('p');
    await eventually('its end, by the wheel', async () => {
      // The charger tells a sentence of its own every other second.
      red.put('surplug-14-now', { payload: { ...charger(), fault } });
      await words.hover();
      await page.mouse.wheel(0, 500);
      return words.evaluate(
        (told, remedy) =>
          told.textContent.includes(remedy) && told.scrollTop + told.clientHeight >= told.scrollHeight - 1,
        fault.remedy,
      );
    });
  });

  it('a charger that writes HTML is shown with what it wrote', async () => {
    const info = '<img src=x onerror=document.title="mine">';
    const { reason: text, remedy } = faultText('en', { errorCode: 'OtherError', info });
    await eventually('its words', async () => {
      red.put('surplug-14-now', { payload: { ...charger(), fault: { text, remedy } } });
      return (await because()).includes('onerror=');
    });
    assert.equal(await widget('now').locator('img').count(), 0);
  });

  it('with no complaint, in the page or in the log', () => {
    assert.deepEqual(browser.problems, []);
    assert.deepEqual(red.log, []);
  });

  it('Node-RED’s editor finds every node of it in order', async () => {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(red.url, { waitUntil: 'load' });
    await page.locator('#surplug-14-state').waitFor();
    await browser.shot('dashboard-flow');
    const wrong = await page.evaluate(() => {
      const found: string[] = [];
      const see = ({ id, type, valid }: EditorNode) => {
        if (valid === false) found.push(`${type} ${id}`);
      };
      RED.nodes.eachNode(see);
      RED.nodes.eachConfig(see);
      return found;
    });
    assert.deepEqual(wrong, []);
  });
});
