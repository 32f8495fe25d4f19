import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, openBrowser } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { type FlowNode, type NodeRed, ON_TAB, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

declare const RED: {
  editor: { editConfig(name: string, type: string, id: string): void };
  nodes: { getNodeHelp(type: string): string };
};

const flow = (port: number): FlowNode[] => [
  TAB,
  {
    id: 'hub',
    type: 'surplug-hub',
    schema: 1,
    name: 'Daheim',
    role: 'open',
    phases: '3',
    fuseA: '25',
    ocppPort: String(port),
    ocppBind: '127.0.0.1',
    meters: [{ role: 'grid', type: 'pushed' }],
    chargers: [{ id: 'garage', name: 'Garage', safeA: '6' }],
  },
  { id: 'control', type: 'surplug-control', schema: 1, ...ON_TAB, x: 300, hub: 'hub', command: '', wires: [[]] },
  { id: 'state', type: 'surplug-state', schema: 1, ...ON_TAB, y: 160, hub: 'hub', source: 'charger', wires: [[]] },
  { id: 'meter', type: 'surplug-meter-in', schema: 1, ...ON_TAB, x: 300, y: 220, hub: 'hub', role: 'grid', wires: [] },
];

describe('the editor in German, in the dark theme', () => {
  let red: NodeRed;
  let browser: Browser;
  before(async () => {
    red = await startNodeRed();
    await red.deploy(flow(await freePort()));
    browser = await openBrowser('de-DE', 'dark');
    await browser.page.goto(red.url, { waitUntil: 'load' });
    await browser.page.waitForSelector('#state');
    await browser.page.evaluate(() => document.documentElement.classList.add('nr-theme-dark'));
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  /** Every text of the open dialog, and the brightness of what lies behind it. */
  const dialog = () =>
    browser.page.evaluate(() => {
      const form = document.querySelector('.surplug-form');
      const seen = [...(form?.querySelectorAll('input[type=text], select, .surplug-box') ?? [])].filter(
        (one) => (one as HTMLElement).offsetParent !== null,
      );
      const brightness = (colour: string): number => Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
      return {
        text: (form as HTMLElement | null)?.innerText ?? '',
        brightest: Math.max(0, ...seen.map((one) => brightness(getComputedStyle(one).backgroundColor))),
      };
    });

  const checkDialog = async (words: readonly string[]): Promise<void> => {
    const { text, brightest } = await dialog();
    for (const word of words) assert.ok(text.includes(word), `${word}: ${text}`);
    assert.doesNotMatch(text, /surplug-|surplug\./);
    assert.ok(brightest < 128, `a field as bright as ${brightest} in the dark`);
  };

  for (const [id, words] of [
    ['control', ['Befehl', 'wie die Nachricht sagt', 'msg.topic']],
    ['state', ['Zustand', 'Eigenschaft', 'Höchstens alle']],
    ['meter', ['Misst', 'Netz', 'Vorzeichen umkehren']],
  ] as const) {
    it(`${id}: every label in German, no bright field`, async () => {
      await browser.page.dblclick(`#${id}`);
      await browser.page.locator('#node-dialog-cancel').click({ trial: true });
      await checkDialog(words);
      await browser.shot(`de-${id}`);
      await browser.page.click('#node-dialog-cancel');
      await browser.page.waitForSelector('.red-ui-tray', { state: 'detached' });
    });
  }

  it('the hub, tab by tab', async () => {
    await browser.page.evaluate(() => RED.editor.editConfig('', 'surplug-hub', 'hub'));
    await browser.page.locator('#node-config-dialog-cancel').click({ trial: true });
    for (const [tab, word] of [
      ['Haus', 'Hauptsicherung'],
      ['Zähler', 'Netzzähler'],
      ['Stationen', 'Aufnahme warten'],
      ['OCPP', 'in die Ladestation eintragen'],
      ['Mehr', 'Hausbatterie'],
    ] as const) {
      const label = browser.page.locator('#surplug-hub-tabs').getByText(tab, { exact: true });
      const cut = await label.evaluate((one) => {
        const fade = one.closest('li')?.querySelector<HTMLElement>('.red-ui-tabs-fade');
        const from = fade?.offsetParent ? fade.getBoundingClientRect().left : Number.POSITIVE_INFINITY;
        return one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > from;
      });
      assert.ok(!cut, `${tab} is cut off`);
      await label.click();
      await checkDialog([word]);
      await browser.shot(`de-hub-${tab}`);
    }
    await browser.page.click('#node-config-dialog-cancel');
  });

  it('status and help', async () => {
    const status = browser.page.locator('#state .red-ui-flow-node-status-label');
    await eventually('the status', async () => (await status.textContent()) === 'nicht verbunden');
    const help = await browser.page.evaluate(() => RED.nodes.getNodeHelp('surplug-hub'));
    assert.match(help, /Hauptsicherung/);
  });

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(browser.problems, []);
    assert.deepEqual(red.log, []);
  });
});
