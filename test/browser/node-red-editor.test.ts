import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CHARGER_SETTINGS,
  type ChargerSnapshot,
  METER_SETTINGS,
  OCPP_SETTINGS,
  SITE_SETTINGS,
} from '../../core/index.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { callHub, type FlowNode, type NodeRed, ON_TAB, sink, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

/** What of the editor is used inside the page. */
declare const RED: {
  editor: { editConfig(name: string, type: string, id: string): void };
  nodes: {
    node(id: string): Record<string, unknown>;
    filterNodes(of: object): Record<string, unknown>[];
    getNodeHelp(type: string): string;
  };
  sidebar: { show(id: string): void; help: { show(type: string): void } };
};

const flow = (port: number): FlowNode[] => [
  TAB,
  {
    id: 'hub',
    type: 'surplug-hub',
    schema: 1,
    name: 'Home',
    role: 'open',
    phases: '3',
    fuseA: '25',
    ocppPort: String(port),
    ocppBind: '127.0.0.1',
    meters: [
      { role: 'grid', type: 'modbus-tcp', map: 'eastron-sdm630', host: '127.0.0.1', port: String(port) },
      { role: 'solar', type: 'pushed' },
    ],
    chargers: [{ id: 'garage', name: 'Garage', model: 'hydra-cubus', maxA: '16' }],
    credentials: { linkToken: 'a-token-nobody-guesses' },
  },
  {
    id: 'control',
    type: 'surplug-control',
    schema: 1,
    ...ON_TAB,
    x: 300,
    hub: 'hub',
    charger: 'garage',
    command: 'mode',
    value: 'ECO',
    valueType: 'str',
    wires: [['done']],
  },
  {
    id: 'state',
    type: 'surplug-state',
    schema: 1,
    ...ON_TAB,
    y: 160,
    hub: 'hub',
    source: 'charger',
    wires: [['seen']],
  },
  { id: 'meter', type: 'surplug-meter-in', schema: 1, ...ON_TAB, x: 300, y: 220, hub: 'hub', role: 'solar', wires: [] },
  sink('done'),
  sink('seen'),
];

describe('the dialogs, in a real browser', () => {
  let red: NodeRed;
  let browser: Browser;
  let port: number;
  before(async () => {
    red = await startNodeRed();
    port = await freePort();
    await red.deploy(flow(port));
    await red.message('seen', 1);
    browser = await openBrowser('en-US');
    await browser.page.goto(red.url, { waitUntil: 'load' });
    await browser.page.waitForSelector('#state');
  });
  after(async () => {
    await browser?.close();
    await red?.end();
  });

  const openDialog = async (id: string, field: string): Promise<void> => {
    await browser.page.dblclick(`#${id}`);
    await browser.page.waitForSelector(`#node-input-${field}`, { state: 'attached' });
    // The tray has come to rest when its buttons can be pressed.
    await browser.page.locator('#node-dialog-ok').click({ trial: true });
  };
  const closeDialog = async (button: 'ok' | 'cancel' = 'cancel'): Promise<void> => {
    await browser.page.click(`#node-dialog-${button}`);
    await browser.page.waitForSelector('.red-ui-tray', { state: 'detached' });
  };
  const openHub = async (): Promise<void> => {
    await browser.page.evaluate(() => RED.editor.editConfig('', 'surplug-hub', 'hub'));
    await browser.page.waitForSelector('#node-config-input-fuseA');
    await browser.page.locator('#node-config-dialog-cancel').click({ trial: true });
  };
  const closeHub = async (button: 'ok' | 'cancel' = 'cancel'): Promise<void> => {
    await browser.page.click(`#node-config-dialog-${button}`);
    await browser.page.waitForSelector('.red-ui-tray', { state: 'detached' });
  };
  const tab = (name: string): Promise<void> =>
    browser.page.locator('#surplug-hub-tabs').getByText(name, { exact: true }).click();

  it('the palette holds the three nodes, in one colour', async () => {
    const entries = browser.page.locator('.red-ui-palette-node[data-palette-type^="surplug-"]');
    await eventually('three entries', async () => (await entries.count()) === 3);
    const labels = (await entries.locator('.red-ui-palette-label').allTextContents()).map((label) =>
      label.replace(/\s+/g, ' '),
    );
    assert.deepEqual(labels.sort(), ['charge control', 'charge state', 'meter in']);
    await entries.first().scrollIntoViewIfNeeded();
    await browser.shot('1-canvas');
  });

  it('a status is shown in words', async () => {
    const label = browser.page.locator('#state .red-ui-flow-node-status-label');
    assert.equal(await label.textContent(), 'offline');
  });

  it('the control’s dialog offers the modes, and what was chosen is deployed', async () => {
    await openDialog('control', 'command');
    assert.equal(await browser.page.inputValue('#node-input-command'), 'mode');
    await browser.shot('2-control');
    await browser.page.selectOption('#node-input-command', 'boost');
    assert.equal(await browser.page.inputValue('#node-input-valueType'), 'bool');
    await browser.page.selectOption('#node-input-command', 'timers');
    assert.match(await browser.page.inputValue('#node-input-value'), /23:00/);
    await browser.page.selectOption('#node-input-command', 'mode');
    await browser.page.locator('#dialog-form .red-ui-typedInput-option-trigger').first().click();
    await browser.shot('2b-modes');
    await browser.page.locator('.red-ui-typedInput-options a', { hasText: 'FAST' }).click();
    await closeDialog('ok');
    const saved = await browser.page.evaluate(() => RED.nodes.node('control'));
    assert.deepEqual([saved['command'], saved['value'], saved['valueType']], ['mode', 'FAST', 'str']);
  });

  it('the state’s dialog suggests chargers and properties', async () => {
    await openDialog('state', 'property');
    await browser.page.fill('#node-input-property', 'ses');
    await browser.page.locator('#node-input-property').press('s');
    await browser.page
      .locator('.red-ui-menu-dropdown, .red-ui-autoComplete-container')
      .getByText('session.energyWh')
      .first()
      .waitFor();
    await browser.shot('3-state');
    await browser.page.keyboard.press('Escape');
    await browser.page.selectOption('#node-input-source', 'site');
    assert.ok(!(await browser.page.isVisible('#node-input-charger')));
    await closeDialog();
  });

  it('the meter’s dialog says which sign is which', async () => {
    await openDialog('meter', 'role');
    assert.match((await browser.page.textContent('#dialog-form .form-tips')) ?? '', /import \+/);
    await browser.shot('4-meter');
    await closeDialog();
  });

  it('the hub’s numbers have the defaults, units and ranges of the settings table', async () => {
    await openHub();
    await browser.shot('5-hub-house');
    const tables = { ...SITE_SETTINGS, ocppPort: OCPP_SETTINGS.port, tlsPort: OCPP_SETTINGS.tlsPort };
    let numbers = 0;
    for (const [field, setting] of Object.entries(tables)) {
      const input = browser.page.locator(`#node-config-input-${field}`);
      assert.equal(await input.count(), 1, `${field} is in the dialog`);
      if (setting.kind === 'number') {
        numbers++;
        const placeholder = 'default' in setting ? String(setting.default) : '';
        assert.equal(await input.getAttribute('placeholder'), placeholder, field);
      } else if (setting.kind === 'choice') {
        const values = await input
          .locator('option')
          .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
        assert.deepEqual(values.map((value) => value || setting.default).sort(), [...setting.of].sort(), field);
      }
    }
    assert.ok(numbers >= 8);
  });

  it('a number out of range is marked, one from the environment is not', async () => {
    const fuse = browser.page.locator('#node-config-input-fuseA');
    for (const [typed, wrong] of [
      ['5', true],
      ['abc', true],
      ['', true],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Node-RED that fills it in
      ['${FUSE}', false],
      ['35', false],
    ] as const) {
      await fuse.fill(typed);
      await fuse.press('End');
      await eventually(
        `"${typed}" is judged`,
        async () => ((await fuse.getAttribute('class')) ?? '').includes('input-error') === wrong,
      );
    }
  });

  it('the meters’ list shows a row per meter, and wires only where there are some', async () => {
    await tab('Meters');
    const rows = browser.page.locator('#surplug-hub-pane-meters .red-ui-editableList-container li');
    assert.equal(await rows.count(), 2);
    assert.ok(await rows.nth(0).locator('[data-field=host]').isVisible());
    assert.ok(!(await rows.nth(1).locator('[data-field=host]').isVisible()));
    assert.equal(
      await rows.nth(0).locator('[data-field=port]').getAttribute('placeholder'),
      String(METER_SETTINGS.port.default),
    );
    await browser.shot('6-hub-meters');
  });

  it('the chargers’ list knows the settings, and takes a new charger with a password', async () => {
    await tab('Chargers');
    await browser.page.locator('#surplug-hub-pane-chargers .red-ui-editableList-addButton').click();
    const row = browser.page.locator('#surplug-hub-pane-chargers .red-ui-editableList-container li').nth(1);
    await row.locator('[data-field=id]').fill('yard');
    await row.locator('.surplug-more').click();
    for (const field of ['minA', 'maxA', 'safeA', 'stepA', 'priority', 'limitA', 'ecoPlusA', 'connectorId'] as const) {
      const setting: { default?: number } = CHARGER_SETTINGS[field];
      const placeholder = await row.locator(`[data-field=${field}]`).getAttribute('placeholder');
      assert.equal(placeholder, String(setting.default ?? ''), field);
    }
    await row.locator('[data-field=password]').fill('a-password-of-its-own');
    await browser.shot('7-hub-chargers');
  });

  it('the address for the charger is shown before anything is deployed', async () => {
    await tab('OCPP');
    await browser.page.fill('#node-config-input-advertisedHost', 'hub.local');
    const url = browser.page.locator('#surplug-hub-url');
    await eventually('the address', async () => (await url.textContent())?.includes(`ws://hub.local:${port}/yard`));
    await browser.shot('8-hub-connection');
    await tab('More');
    await browser.shot('9-hub-behaviour');
  });

  it('deployed: the new charger is there, its password stays with the runtime', async () => {
    await closeHub('ok');
    const [answer] = await Promise.all([
      browser.page.waitForResponse(
        (response) => response.url().endsWith('/flows') && response.request().method() === 'POST',
      ),
      browser.page.click('#red-ui-header-button-deploy'),
    ]);
    assert.equal(answer.status(), 200);
    const { flows } = (await (
      await fetch(`${red.url}/flows`, { headers: { 'node-red-api-version': 'v2' } })
    ).json()) as {
      flows: FlowNode[];
    };
    assert.doesNotMatch(JSON.stringify(flows), /a-password-of-its-own|a-token-nobody/);
    const hub = flows.find(({ id }) => id === 'hub');
    assert.deepEqual(
      (hub?.['chargers'] as { id: string }[]).map(({ id }) => id),
      ['garage', 'yard'],
    );
    assert.equal(hub?.['fuseA'], '35');
    const credentials = await (await red.get('/credentials/surplug-hub/hub')).text();
    assert.doesNotMatch(credentials, /a-password-of-its-own|a-token-nobody/);
    assert.match(credentials, /"has_chargerPassword1":true/);
    await openHub();
    await tab('Chargers');
    const password = browser.page.locator('#surplug-hub-pane-chargers [data-field=password]').nth(1);
    assert.equal(await password.inputValue(), '__PWRD__');
    await closeHub();
  });

  it('an unknown charger that calls is shown, and adopted by a button', async () => {
    const caller = await eventually('the hub answers', () => callHub(port, 'stranger').catch(() => undefined));
    await openHub();
    await tab('Chargers');
    const pending = browser.page.locator('#surplug-hub-pending');
    await pending.getByText('stranger').waitFor();
    await browser.shot('10-hub-pending');
    await pending.locator('input').fill('Guest');
    await pending.getByText('Adopt').click();
    await browser.page.locator('#surplug-hub-known').getByText('Guest').waitFor();
    assert.equal(await pending.getByText('stranger').count(), 0);
    await browser.shot('11-hub-adopted');
    await closeHub();
    caller.close();
  });

  it('a node dragged from the palette takes the first hub, so it works at once', async () => {
    await browser.page.fill('#red-ui-palette-search input', 'charge');
    const entry = browser.page.locator('.red-ui-palette-node[data-palette-type="surplug-state"]');
    await eventually('the search has settled', async () => (await entry.count()) === 1 && entry.isVisible());
    await entry.dragTo(browser.page.locator('#red-ui-workspace-chart'), { targetPosition: { x: 300, y: 400 } });
    const dropped = await eventually('the node', async () => {
      const all = await browser.page.evaluate(() =>
        RED.nodes.filterNodes({ type: 'surplug-state' }).map(({ id, valid, hub }) => ({ id, valid, hub })),
      );
      return all.find(({ id }) => id !== 'state');
    });
    assert.deepEqual([dropped.valid, dropped.hub], [true, 'hub']);
  });

  it('the help has its sections', async () => {
    for (const type of ['surplug-hub', 'surplug-control', 'surplug-state', 'surplug-meter-in']) {
      const help = await browser.page.evaluate((name) => RED.nodes.getNodeHelp(name), type);
      assert.match(help, /<h3[^>]*>Details<\/h3>/, type);
    }
    await browser.page.evaluate(() => {
      RED.sidebar.show('help');
      RED.sidebar.help.show('surplug-control');
    });
    await browser.page.locator('.red-ui-help').getByText('Commands for a charger').waitFor();
    await browser.shot('12-help');
  });

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(browser.problems, []);
    // The meter of this house is not there, and a stranger has called.
    assert.deepEqual(
      red.log.filter((line) => !/Meter grid|waits to be adopted/.test(line)),
      [],
    );
    const snapshot = red.kept['seen']?.at(-1)?.payload as ChargerSnapshot;
    assert.equal(snapshot.id, 'garage');
  });
});
