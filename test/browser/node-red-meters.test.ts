import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { keepsFocus, nameless } from '../means/browser.js';
import { Editor } from '../means/editor.js';
import { eventually } from '../means/eventually.js';
import { sdm630 } from '../means/house-meters.js';
import { ModbusSlave, Registers } from '../means/modbus-slave.js';

describe('D.8: meters in the dialog of the hub, in a real browser', () => {
  let editor: Editor;
  let slave: ModbusSlave;
  before(async () => {
    editor = await Editor.open();
    slave = await ModbusSlave.listen(
      new Map([
        [1, new Registers()],
        [2, sdm630()],
      ]),
    );
    await editor.openHub();
    await editor.tab('Meters');
  });
  after(async () => {
    await editor?.close();
    await slave?.close();
  });
  const row = (at: number) => editor.page.locator('#surplug-hub-pane-meters .red-ui-editableList-container li').nth(at);
  const field = (name: string) => row(0).locator(`[data-field=${name}]`);

  it('a search shows how far it is and what it found; the pick fills the row', async () => {
    await field('map').fill('');
    await field('unitId').fill('');
    await field('port').fill(String(slave.port));
    await row(0).getByText('Find meters').click();
    await row(0).locator('progress').waitFor();
    await row(0)
      .getByText(/Unit 2: .*powerW 2060/)
      .waitFor();
    assert.deepEqual(await nameless(row(0)), []);
    await editor.browser.shot('12-hub-meter-found');
    assert.ok(await keepsFocus(row(0).getByText('Cancel')), 'a keyboard can get at it');
    await row(0).getByText('Cancel').click();
    await row(0).locator('progress').waitFor({ state: 'detached' });
    await row(0).getByText('Use', { exact: true }).click();
    assert.equal(await field('map').inputValue(), 'eastron-sdm630');
    assert.equal(await field('unitId').inputValue(), '2');
    assert.equal(await field('host').inputValue(), '127.0.0.1');
    assert.equal(await field('port').inputValue(), String(slave.port));
  });

  it('where nothing is, it says what to try', async () => {
    await field('port').fill('1');
    await row(0).getByText('Find meters').click();
    await row(0)
      .getByText(/Nothing answers at this address/)
      .waitFor();
    await editor.browser.shot('13-hub-meter-advice');
    await field('port').fill(String(slave.port));
  });

  it('what cannot be searched is told in words', async () => {
    await field('host').fill('');
    await row(0).getByText('Find meters').click();
    await row(0)
      .getByText(/Address: it is missing; expected the address of the meter alone/)
      .waitFor();
    await field('host').fill('127.0.0.1');
  });

  it('each way of reading shows its own fields', async () => {
    const shown = async () => {
      const visible = row(0).locator('[data-field]:visible');
      return visible.evaluateAll((all) => all.map((one) => one.getAttribute('data-field')));
    };
    await row(0).locator('.surplug-more').click();
    for (const [type, has, lacks] of [
      ['mqtt', ['url', 'mqttPreset', 'topic', 'username', 'password', 'phases'], ['map', 'host', 'path']],
      ['pushed', ['periodS', 'invert'], ['map', 'url', 'phases', 'clamps']],
      ['modbus-rtu', ['map', 'path', 'baudRate', 'unitId'], ['host', 'url']],
      ['charger', ['charger'], ['map', 'url', 'unitId', 'phases']],
      ['derived', ['role'], ['map', 'url', 'charger', 'invert']],
      ['modbus-tcp', ['map', 'host', 'port', 'unitId'], ['path', 'url', 'ownMap']],
    ] as const) {
      await field('type').selectOption(type);
      const fields = await shown();
      for (const name of has) assert.ok(fields.includes(name), `${type} shows ${name}`);
      for (const name of lacks) assert.ok(!fields.includes(name), `${type} hides ${name}`);
    }
    await field('map').fill('own');
    await field('ownMap').waitFor({ state: 'visible' });
    await field('map').fill('eastron-sdm630');
    await field('ownMap').waitFor({ state: 'hidden' });
  });

  it('deployed, the meter says its registers, values and age', async () => {
    await editor.closeHub('ok');
    await Promise.all([
      editor.page.waitForResponse((answer) => answer.url().endsWith('/flows') && answer.request().method() === 'POST'),
      editor.page.click('#red-ui-header-button-deploy'),
    ]);
    await editor.openHub();
    await editor.tab('Meters');
    await eventually('the meter is read', async () => {
      await row(0).getByText('What does it say?').click();
      const said = row(0).getByText(/FC4 0: 4366 199a/);
      const there = await said.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (!there) await row(0).getByText('What does it say?').click();
      return there;
    });
    await row(0)
      .getByText(/powerW 2060/)
      .waitFor();
    await editor.browser.shot('14-hub-meter-says');
    await editor.closeHub();
  });

  it('nothing went wrong in the browser', () => {
    // What was asked for wrongly on purpose is refused with 400.
    const odd = editor.browser.problems.filter((problem) => !/400/.test(problem));
    assert.deepEqual(odd, []);
  });
});
