import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Editor } from '../means/editor.js';

declare const RED: { nodes: { node(id: string): Record<string, unknown> } };

const SECRET = 'p@ss/w:rd';

describe('a password typed into an address, in a real browser', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
    await editor.openHub();
  });
  after(() => editor?.close());
  const input = (field: string) => editor.page.locator(`#node-config-input-${field}`);

  it('of a meter’s broker goes to the fields for user and password as soon as the address is left', async () => {
    await editor.tab('Meters');
    const row = editor.page.locator('#surplug-hub-pane-meters .red-ui-editableList-container li').nth(0);
    const field = (name: string) => row.locator(`[data-field=${name}]`);
    await field('type').selectOption('mqtt');
    await field('url').fill(`mqtt://me:${SECRET}@192.168.1.5:1883`);
    await field('topic').fill('house/grid');
    assert.equal(await field('url').inputValue(), 'mqtt://192.168.1.5:1883');
    assert.equal(await field('username').inputValue(), 'me');
    assert.equal(await field('password').inputValue(), SECRET);
  });

  it('of the broker the site is told to goes there with Ctrl+Enter too, which leaves no field', async () => {
    await editor.tab('More');
    await input('mqttUrl').fill(`mqtt://you:${SECRET}@192.168.1.6`);
    await input('mqttUrl').press('Control+Enter');
    await editor.page.waitForSelector('.red-ui-tray', { state: 'detached' });
    await Promise.all([
      editor.page.waitForResponse((answer) => answer.url().endsWith('/flows') && answer.request().method() === 'POST'),
      editor.page.click('#red-ui-header-button-deploy'),
    ]);
    const flows = await (await editor.red.get('/flows')).text();
    assert.ok(!flows.includes(SECRET), flows);
    assert.match(flows, /"mqttUrl":"mqtt:\/\/192\.168\.1\.6".*"mqttUsername":"you"/);
    const credentials = await (await editor.red.get('/credentials/surplug-hub/hub')).text();
    assert.match(credentials, /"has_mqttPassword":true/);
    assert.match(credentials, /"has_chargerPassword1":true/);
    assert.match(credentials, /"has_linkToken":true/, 'the token that was there still is');
  });

  it('that a row has lost, by an import or an undo, is asked for again', async () => {
    await editor.page.evaluate(() => (RED.nodes.node('hub')['chargers'] = [{ id: 'garage', slot: 9 }]));
    await editor.openHub();
    await editor.tab('Chargers');
    const password = editor.page.locator('#surplug-hub-pane-chargers [data-field=password]');
    const marked = async (): Promise<boolean> => /input-error/.test((await password.getAttribute('class')) ?? '');
    assert.ok(await marked());
    await password.fill(SECRET);
    assert.ok(!(await marked()));
    await password.fill('');
    assert.ok(!(await marked()), 'none is wanted any more');
    await editor.closeHub();
  });

  it('in a flow that was imported has the red triangle', async () => {
    const url = `mqtt://me:${SECRET}@host`;
    assert.match(
      (await editor.marks('hub', { mqttUrl: url })).join(),
      /^Broker: A password can be read in the address/,
    );
    const meters = [{ role: 'grid', type: 'mqtt', url }];
    assert.match((await editor.marks('hub', { meters })).join(), /^Meters 1, Broker: A password can be read/);
    assert.deepEqual(await editor.marks('hub', { mqttUrl: 'mqtt://me@host' }), []);
  });

  it('nothing went wrong in the browser', () => assert.deepEqual(editor.browser.problems, []));
});
