import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChargerSnapshot } from '../../core/index.js';
import { Editor } from '../means/editor.js';
import { eventually } from '../means/eventually.js';

/** What of the editor is used inside the page. */
declare const RED: {
  nodes: {
    node(id: string): Record<string, unknown>;
    filterNodes(of: object): Record<string, unknown>[];
    getNodeHelp(type: string): string;
    eachConfig(call: (node: Record<string, unknown>) => boolean): void;
    createCompleteNodeSet(): Record<string, unknown>[];
    clear(): void;
    import(nodes: object): void;
  };
  actions: { invoke(action: string): void };
  sidebar: { show(id: string): void; help: { show(type: string): void } };
};

describe('the dialogs of the nodes, in a real browser', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor?.close());

  it('the palette holds the three nodes, in one colour', async () => {
    const entries = editor.page.locator('.red-ui-palette-node[data-palette-type^="surplug-"]');
    await eventually('three entries', async () => (await entries.count()) === 3);
    const labels = (await entries.locator('.red-ui-palette-label').allTextContents()).map((label) =>
      label.replace(/\s+/g, ' '),
    );
    assert.deepEqual(labels.sort(), ['charge control', 'charge state', 'meter in']);
    await entries.first().scrollIntoViewIfNeeded();
    await editor.browser.shot('1-canvas');
  });

  it('a status is shown in words', async () => {
    const label = editor.page.locator('#state .red-ui-flow-node-status-label');
    await eventually('the word', async () => (await label.textContent()) === 'offline');
  });

  it('the control’s dialog offers the modes, and what was chosen is deployed', async () => {
    await editor.openDialog('control', 'command');
    assert.equal(await editor.page.inputValue('#node-input-command'), 'mode');
    await editor.browser.shot('2-control');
    const box = async (field: string) => {
      const { x, y, width, height } = (await editor.page.locator(field).boundingBox()) ?? assert.fail(field);
      return { right: x + width, middle: y + height / 2 };
    };
    const value = await box('#dialog-form .red-ui-typedInput-container');
    const label = await box('label[for=node-input-value]');
    assert.ok(Math.abs(value.right - (await box('#node-input-command')).right) < 1, 'as wide as the field above it');
    assert.ok(Math.abs(value.middle - label.middle) < 20, 'beside its label');
    await editor.page.selectOption('#node-input-command', 'boost');
    assert.equal(await editor.page.inputValue('#node-input-valueType'), 'bool');
    await editor.page.selectOption('#node-input-command', 'timers');
    assert.match(await editor.page.inputValue('#node-input-value'), /23:00/);
    await editor.page.selectOption('#node-input-command', 'mode');
    await editor.page.locator('#dialog-form .red-ui-typedInput-option-trigger').first().click();
    await editor.browser.shot('2b-modes');
    await editor.page.locator('.red-ui-typedInput-options a', { hasText: 'FAST' }).click();
    await editor.closeDialog('ok');
    const saved = await editor.page.evaluate(() => RED.nodes.node('control'));
    assert.deepEqual([saved['command'], saved['value'], saved['valueType']], ['mode', 'FAST', 'str']);
  });

  it('no value is none, whatever stood in its field; one written by hand as a text stays', async () => {
    const { page } = editor;
    const save = async (command: string, nothing: boolean) => {
      await editor.openDialog('control', 'command');
      await page.selectOption('#node-input-command', command);
      if (nothing) {
        await page.locator('#dialog-form .red-ui-typedInput-type-select').click();
        await page.locator('.red-ui-typedInput-options a', { hasText: /^none$/ }).click();
      }
      await editor.closeDialog('ok');
      const { value, valueType } = await page.evaluate(() => RED.nodes.node('control'));
      return [value, valueType];
    };
    assert.match(String((await save('limit', false))[0]), /amps/);
    assert.deepEqual(await save('limit', true), ['', 'str']);
    await page.evaluate(() => Object.assign(RED.nodes.node('control'), { command: 'current', value: '10' }));
    assert.deepEqual(await save('current', false), ['10', 'num']);
    assert.deepEqual(await save('current', true), ['', 'str']);
    for (let step = 0; step < 4; step++) await page.evaluate(() => RED.actions.invoke('core:undo'));
    await page.evaluate(() =>
      Object.assign(RED.nodes.node('control'), { command: 'mode', value: 'FAST', valueType: 'str' }),
    );
  });

  it('the state’s dialog suggests chargers and properties', async () => {
    await editor.openDialog('state', 'property');
    await editor.page.fill('#node-input-property', 'ses');
    await editor.page.locator('#node-input-property').press('s');
    await editor.page
      .locator('.red-ui-menu-dropdown, .red-ui-autoComplete-container')
      .getByText('session.energyWh')
      .first()
      .waitFor();
    await editor.browser.shot('3-state');
    await editor.page.keyboard.press('Escape');
    await editor.page.selectOption('#node-input-source', 'site');
    assert.ok(!(await editor.page.isVisible('#node-input-charger')));
    await editor.page.selectOption('#node-input-source', 'events');
    assert.equal(await editor.page.locator('#surplug-state-property').textContent(), 'Event');
    assert.equal(await editor.page.getAttribute('#node-input-charger', 'placeholder'), 'all chargers');
    assert.ok(!(await editor.page.isVisible('#node-input-initial')));
    await editor.closeDialog();
  });

  it('the meter’s dialog says which sign is which', async () => {
    await editor.openDialog('meter', 'role');
    assert.match((await editor.page.textContent('#dialog-form .form-tips')) ?? '', /import \+/);
    // The flow says no unit.
    assert.equal(await editor.page.inputValue('#node-input-unit'), 'W');
    await editor.browser.shot('4-meter');
    await editor.closeDialog();
  });

  it('a node dragged from the palette takes the first hub, so it works at once', async () => {
    await editor.page.fill('#red-ui-palette-search input', 'charge');
    const entry = editor.page.locator('.red-ui-palette-node[data-palette-type="surplug-state"]');
    await eventually('the search has settled', async () => (await entry.count()) === 1 && entry.isVisible());
    await entry.dragTo(editor.page.locator('#red-ui-workspace-chart'), { targetPosition: { x: 300, y: 400 } });
    const dropped = await eventually('the node', async () => {
      const all = await editor.page.evaluate(() =>
        RED.nodes.filterNodes({ type: 'surplug-state' }).map(({ id, valid, hub }) => ({ id, valid, hub })),
      );
      return all.find(({ id }) => id !== 'state');
    });
    assert.deepEqual([dropped.valid, dropped.hub], [true, 'hub']);
  });

  it('a dialog that is only looked at changes nothing', async () => {
    const { page } = editor;
    await page.fill('#red-ui-palette-search input', 'charge');
    const entry = page.locator('.red-ui-palette-node[data-palette-type="surplug-control"]');
    await eventually('the search has settled', async () => (await entry.count()) === 1 && entry.isVisible());
    await entry.dragTo(page.locator('#red-ui-workspace-chart'), { targetPosition: { x: 300, y: 460 } });
    const kinds = () =>
      page.evaluate(() =>
        RED.nodes
          .filterNodes({ type: 'surplug-control' })
          .flatMap(({ id, valueType }) => (id === 'control' ? [] : [[id, valueType] as const])),
      );
    const [[id] = ['']] = await eventually('the node', async () => ((await kinds()).length > 0 ? kinds() : undefined));
    await editor.openDialog(String(id), 'command');
    await editor.closeDialog('ok');
    assert.deepEqual(await kinds(), [[id, 'str']]);
    await page.evaluate(() => RED.actions.invoke('core:undo'));
  });

  it('an imported example can use the hub that is there already, instead of the one it brings', async () => {
    const { page } = editor;
    const hubs = () =>
      page.evaluate(() => {
        const found: Record<string, unknown>[] = [];
        RED.nodes.eachConfig((config) => found.push(config) > 0);
        const hubs = found.filter(({ type }) => type === 'surplug-hub').map(({ id }) => id);
        return { hubs, used: RED.nodes.filterNodes({ type: 'surplug-control' }).map(({ hub, valid }) => [hub, valid]) };
      });
    const used = { hubs: ['hub'], used: Array(2).fill(['hub', true]) };
    await page.evaluate(() => RED.actions.invoke('core:show-examples-import-dialog'));
    const examples = page.locator('#red-ui-clipboard-dialog');
    await examples.getByText('@surplug/homebridge-solar-charging').click();
    await examples.getByText('mode-buttons').click();
    await page.click('#red-ui-clipboard-dialog-ok');
    await page.getByRole('button', { name: 'Use Home' }).click();
    assert.deepEqual(await hubs(), used);
    await page.evaluate(() => RED.actions.invoke('core:undo'));
    assert.deepEqual((await hubs()).used.at(-1), ['surplug-home', true], 'one step back, the example has its own');
    await page.evaluate(() => RED.actions.invoke('core:redo'));
    assert.deepEqual(await hubs(), used);
    await page.evaluate(() => RED.actions.invoke('core:undo'));
    await page.evaluate(() => RED.actions.invoke('core:undo'));
    assert.deepEqual(await hubs(), { hubs: ['hub'], used: [['hub', true]] }, 'two steps back, it is gone');
    await page.evaluate(() => RED.actions.invoke('core:redo'));
    await page.evaluate(() => RED.actions.invoke('core:redo'));
    assert.deepEqual(await hubs(), used);
    await editor.browser.shot('13-example');
  });

  it('where both hubs were kept, flows that come anew, as of a merge or of another project, ask nothing', async () => {
    const { page } = editor;
    await page.evaluate(() => RED.actions.invoke('core:undo'));
    const offers = page.getByRole('button', { name: 'Use Home' });
    await page.getByRole('button', { name: 'Keep both' }).evaluateAll((all) => {
      for (const one of all) (one as unknown as { click(): void }).click();
    });
    await eventually('no offer is left', async () => (await offers.count()) === 0);
    const hubs = await page.evaluate(() => {
      const flows = RED.nodes.createCompleteNodeSet();
      RED.nodes.clear();
      RED.nodes.import(flows);
      return new Promise<number>((resolve) => {
        setTimeout(() => resolve(flows.filter(({ type }) => type === 'surplug-hub').length), 500);
      });
    });
    assert.equal(hubs, 2);
    assert.equal(await offers.count(), 0);
  });

  it('the help has its sections', async () => {
    for (const type of ['surplug-hub', 'surplug-control', 'surplug-state', 'surplug-meter-in']) {
      const help = await editor.page.evaluate((name) => RED.nodes.getNodeHelp(name), type);
      assert.match(help, /<h3[^>]*>Details<\/h3>/, type);
    }
    await editor.page.evaluate(() => {
      RED.sidebar.show('help');
      RED.sidebar.help.show('surplug-control');
    });
    await editor.page.locator('.red-ui-help').getByText('Commands for a charger:', { exact: true }).waitFor();
    await editor.browser.shot('12-help');
  });

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(editor.browser.problems, []);
    // The meter of this house is not there, and a stranger has called.
    assert.deepEqual(
      editor.red.log.filter((line) => !/Meter grid|is waiting to be adopted/.test(line)),
      [],
    );
    const snapshot = editor.red.kept['seen']?.at(-1)?.payload as ChargerSnapshot;
    assert.equal(snapshot.id, 'garage');
  });
});
