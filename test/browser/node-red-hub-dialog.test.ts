import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { CHARGER_SETTINGS, METER_SETTINGS, OCPP_SETTINGS, SITE_SETTINGS } from '../../core/index.js';
import { keepsFocus, nameless } from '../means/browser.js';
import { Editor } from '../means/editor.js';
import { eventually } from '../means/eventually.js';
import { callHub, type FlowNode } from '../means/node-red.js';

describe('the dialog of the hub, in a real browser', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.open();
  });
  after(() => editor?.close());

  it('the hub’s numbers have the defaults, units and ranges of the settings table', async () => {
    await editor.openHub();
    await editor.browser.shot('5-hub-house');
    const tables = { ...SITE_SETTINGS, ocppPort: OCPP_SETTINGS.port, tlsPort: OCPP_SETTINGS.tlsPort };
    let numbers = 0;
    for (const [field, setting] of Object.entries(tables)) {
      const input = editor.page.locator(`#node-config-input-${field}`);
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
    const fuse = editor.page.locator('#node-config-input-fuseA');
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

  it('the red triangle says what is wrong, in the words of the dialog', async () => {
    for (const [wrong, told] of [
      [{ fuseA: '5' }, 'Main fuse: 6 – 400'],
      [{ latitude: '45,07' }, 'Latitude: 45,07 → 45.07'],
      [
        {
          meters: [
            { role: 'grid', type: 'pushed' },
            { role: 'solar', type: 'modbus-tcp', map: 'x' },
          ],
        },
        'Meters 2, Address',
      ],
      [{ meters: [{ role: 'grid', type: 'mqtt' }] }, 'Meters 1, Broker'],
      [{ chargers: [{ id: 'garage', maxA: '99' }] }, 'Chargers 1, Installed for: 6 – 80'],
      [{ chargers: [{ name: 'Garage' }] }, 'Chargers 1, Identity (id)'],
      [{ circuits: [{ name: 'Garage' }] }, 'Circuits with their own fuse 1, Its fuse: 6 – 400'],
      [{ batteryPriority: 'above' }, 'Shared above: 0 – 100'],
      [{ role: 'attach' }, 'Address of the hub: ws://…'],
    ] as const)
      assert.deepEqual(await editor.marks('hub', wrong), [told]);
    assert.deepEqual(await editor.marks('state', { minIntervalS: '-1' }), ['At most every: 0 – 86400']);
    const control = (value: string, valueType: string) => editor.marks('control', { value, valueType });
    assert.equal((await control('abc', 'num')).length, 1);
    assert.equal((await control('', 'num')).length, 1);
    assert.equal((await control('{', 'json')).length, 1);
    assert.deepEqual(await control('10', 'num'), []);
    assert.deepEqual(await control('', 'nothing'), []);
    assert.match((await control('{ "url": "ftp://me:pw@nas/" }', 'json')).join(), /password can be read.*\$env/);
  });

  it('the meters’ list shows a row per meter, and wires only where there are some', async () => {
    await editor.tab('Meters');
    const rows = editor.page.locator('#surplug-hub-pane-meters .red-ui-editableList-container li');
    assert.equal(await rows.count(), 2);
    assert.ok(await rows.nth(0).locator('[data-field=host]').isVisible());
    assert.ok(!(await rows.nth(1).locator('[data-field=host]').isVisible()));
    assert.equal(
      await rows.nth(0).locator('[data-field=port]').getAttribute('placeholder'),
      String(METER_SETTINGS.port.default),
    );
    await editor.browser.shot('6-hub-meters');
  });

  it('the arrow keys move a row by its handle, and stay on it', async () => {
    const rows = editor.page.locator('#surplug-hub-pane-meters .red-ui-editableList-container li');
    await rows
      .nth(1)
      .getByRole('button', { name: /arrow keys/ })
      .focus();
    for (const first of ['solar', 'solar', 'grid', 'grid']) {
      await editor.page.keyboard.press(first === 'solar' ? 'ArrowUp' : 'ArrowDown');
      assert.equal(await rows.first().locator('[data-field=role]').inputValue(), first);
    }
  });

  it('the chargers’ list knows the settings, and takes a new charger with a password', async () => {
    await editor.tab('Chargers');
    await editor.page.locator('#surplug-hub-pane-chargers .red-ui-editableList-addButton').click();
    const row = editor.page.locator('#surplug-hub-pane-chargers .red-ui-editableList-container li').nth(1);
    const needed = () => row.locator('[data-field=id]').getAttribute('class');
    assert.match((await needed()) ?? '', /input-error/, 'what is needed is marked, and not only in the flow');
    await row.locator('[data-field=id]').fill('yard');
    assert.doesNotMatch((await needed()) ?? '', /input-error/);
    await row.locator('.surplug-more').click();
    for (const field of ['minA', 'maxA', 'safeA', 'stepA', 'priority', 'limitA', 'ecoPlusA', 'connectorId'] as const) {
      const setting: { default?: number } = CHARGER_SETTINGS[field];
      const placeholder = await row.locator(`[data-field=${field}]`).getAttribute('placeholder');
      assert.equal(placeholder, String(setting.default ?? ''), field);
    }
    await row.locator('[data-field=password]').fill('a-password-of-its-own');
    await editor.browser.shot('7-hub-chargers');
  });

  it('a default that the flow says by its name is shown in words', async () => {
    const chosen = (select: string): Promise<string> =>
      editor.page
        .locator(select)
        .first()
        .evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.text ?? '');
    assert.equal(await chosen('#surplug-hub-pane-chargers [data-field=access]'), 'anyone who plugs in');
    assert.equal(await chosen('#node-config-input-policy'), 'equal shares');
  });

  it('the address for the charger is shown before anything is deployed', async () => {
    await editor.tab('OCPP');
    await editor.page.fill('#node-config-input-advertisedHost', 'hub.local');
    const url = editor.page.locator('#surplug-hub-url');
    await eventually('the address', async () =>
      (await url.textContent())?.includes(`ws://hub.local:${editor.port}/yard`),
    );
    const { machine } = (await (await editor.red.get('/surplug/hubs/hub')).json()) as { machine: string };
    for (const [bind, host] of [
      ['192.168.7.7', '192.168.7.7'],
      ['fd00::7', '[fd00::7]'],
      // Not that of the browser, which is on the same machine.
      ['', machine],
    ] as const) {
      await editor.page.fill('#node-config-input-advertisedHost', '');
      await editor.page.fill('#node-config-input-ocppBind', bind);
      await eventually(`at ${host}`, async () =>
        (await url.textContent())?.includes(`ws://${host}:${editor.port}/yard`),
      );
    }
    await editor.page.fill('#node-config-input-ocppBind', '127.0.0.1');
    await editor.tab('Chargers');
    const id = editor.page.locator('#surplug-hub-pane-chargers [data-field=id]').nth(1);
    await id.fill('yard 1/2');
    await editor.tab('OCPP');
    assert.match((await url.textContent()) ?? '', /\/yard%201%2F2$/, 'as the hub will read it');
    await editor.tab('Chargers');
    await id.fill('yard');
    await editor.tab('OCPP');
    await editor.browser.shot('8-hub-connection');
    await editor.tab('More');
    await editor.browser.shot('9-hub-behaviour');
  });

  it('a circuit of the garage, with a fuse of its own', async () => {
    const circuits = editor.page.locator('#surplug-hub-pane-behaviour .surplug-box', { hasText: 'Circuits' });
    await circuits.locator('.red-ui-editableList-addButton').click();
    const row = circuits.locator('.red-ui-editableList-container li');
    await row.locator('[data-field=name]').fill('Garage');
    await row.locator('[data-field=fuseA]').fill('20');
    await circuits.scrollIntoViewIfNeeded();
    await editor.browser.shot('9b-hub-circuits');
  });

  it('deployed: the new charger is there, its password stays with the runtime', async () => {
    await editor.closeHub('ok');
    const [answer] = await Promise.all([
      editor.page.waitForResponse(
        (response) => response.url().endsWith('/flows') && response.request().method() === 'POST',
      ),
      editor.page.click('#red-ui-header-button-deploy'),
    ]);
    assert.equal(answer.status(), 200);
    const { flows } = (await (
      await fetch(`${editor.red.url}/flows`, { headers: { 'node-red-api-version': 'v2' } })
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
    assert.deepEqual(hub?.['circuits'], [{ name: 'Garage', fuseA: '20' }]);
    const credentials = await (await editor.red.get('/credentials/surplug-hub/hub')).text();
    assert.doesNotMatch(credentials, /a-password-of-its-own|a-token-nobody/);
    assert.match(credentials, /"has_chargerPassword1":true/);
    await editor.openHub();
    await editor.tab('Chargers');
    const password = editor.page.locator('#surplug-hub-pane-chargers [data-field=password]').nth(1);
    assert.equal(await password.inputValue(), '__PWRD__');
    await editor.closeHub();
  });

  it('an unknown charger that calls is shown, and adopted by a button', async () => {
    const caller = await eventually('the hub answers', () => callHub(editor.port, 'stranger').catch(() => undefined));
    await editor.openHub();
    await editor.tab('Chargers');
    const pending = editor.page.locator('#surplug-hub-pending');
    await pending.getByText('stranger').waitFor();
    await editor.browser.shot('10-hub-pending');
    assert.deepEqual(await nameless(pending), []);
    const cut = await pending.locator('select').evaluateAll((all) =>
      all.map((one) => {
        const { width } = one.getBoundingClientRect();
        one.style.width = 'max-content';
        const whole = one.getBoundingClientRect().width;
        one.style.width = '';
        return whole - width;
      }),
    );
    assert.ok(Math.max(...cut) < 1, `choices cut off: ${cut}`);
    await pending.locator('input').fill('Guest');
    await pending.locator('select').nth(1).selectOption('Garage');
    await pending.getByText('Adopt').click();
    await editor.page.locator('#surplug-hub-known').getByText('Guest').waitFor();
    assert.equal(await pending.getByText('stranger').count(), 0);
    const forget = editor.page.locator('#surplug-hub-known').getByText('Forget');
    assert.ok(await keepsFocus(forget), 'a keyboard can get at it');
    await editor.browser.shot('11-hub-adopted');
    const list = editor.page.locator('#node-config-input-chargers-list');
    const before = await list.locator('[data-field=id]').count();
    const toList = editor.page.locator('#surplug-hub-known').getByText('Add to the list');
    for (const _twice of [1, 2]) {
      const answer = editor.page.waitForResponse(/\/adopted$/);
      await toList.click();
      await (await answer).finished();
    }
    await list.locator('[data-field=id]').nth(before).waitFor();
    assert.equal(await list.locator('[data-field=id]').count(), before + 1);
    const listed = (field: string) => list.locator(`[data-field=${field}]`).nth(before).inputValue();
    assert.deepEqual(await Promise.all(['id', 'name', 'circuit'].map(listed)), ['stranger', 'Guest', 'Garage']);
    await editor.closeHub();
    caller.close();
  });

  it('each tab opens by Enter, and what is in it has a name for a screen reader', async () => {
    await editor.openHub();
    for (const [label, pane] of [
      ['Chargers', 'chargers'],
      ['Meters', 'meters'],
      ['OCPP', 'connection'],
      ['More', 'behaviour'],
      ['House', 'house'],
    ] as const) {
      await editor.page.locator('#surplug-hub-tabs').getByRole('link', { name: label, exact: true }).press('Enter');
      await editor.page.locator(`#surplug-hub-pane-${pane}`).waitFor();
      assert.deepEqual(await nameless(editor.page.locator('#surplug-hub-panes')), [], label);
    }
    await editor.closeHub();
  });

  for (const as of ['csv', 'xlsx'] as const) {
    it(`a month of the records is saved as .${as}`, async () => {
      if (as === 'csv') await editor.openHub();
      await editor.tab('Chargers');
      assert.deepEqual(await nameless(editor.page.locator('#surplug-hub-pane-chargers')), []);
      await editor.page.locator('#surplug-hub-records select').selectOption('charges');
      await editor.page.locator('#surplug-hub-records input[type=month]').fill('2026-06');
      const [saved] = await Promise.all([
        editor.page.waitForEvent('download'),
        editor.page.click(`#surplug-hub-save-${as}`),
      ]);
      assert.match(saved.suggestedFilename(), new RegExp(`charges.*2026-06.*\\.${as}$`));
      const bytes = readFileSync(await saved.path());
      if (as === 'csv') assert.match(bytes.toString(), /Start/);
      else assert.equal(bytes.subarray(0, 2).toString(), 'PK');
      if (as === 'xlsx') await editor.closeHub();
    });
  }

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(editor.browser.problems, []);
  });
});
