import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { form as english, type Form, fieldsIn, formIn, shownKeys } from '../house/config-form.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { type Block, HomebridgeUi } from '../means/homebridge-ui.js';
import { SettingsForm } from '../means/settings-form.js';

const ENGLISH = { form: english, add: 'Add a charger', row: 'Charger 2' };
const GERMAN = { form: formIn('de'), add: 'Ladestation hinzufügen', row: 'Ladestation 2' };
const BUTTONS = { actions: 'Plugin Actions', settings: 'Einstellungen', save: 'Speichern' };

/** A choice as it is written in a form. */
const choice = (one: Form, key: string, value: unknown): string =>
  fieldsIn(one)
    .get(key)
    ?.oneOf?.find((each) => each.enum[0] === value)?.title ?? `${key} without ${value}`;

async function filledIn(form: SettingsForm, said: typeof ENGLISH): Promise<Block> {
  await form.unfold();
  await form.field('phases').selectOption(choice(said.form, 'phases', 3));
  await form.field('fuseA').fill('32');
  await form.field('id').fill('garage');
  await form.field('mode').selectOption(choice(said.form, 'chargers[].mode', 'FAST'));
  await form.addRow(said.add, said.row);
  await form.field('id', 1).fill('yard');
  await form.field('map').selectOption(choice(said.form, 'meters[].map', 'victron-gx-grid'));
  await form.field('host').fill('127.0.0.1');
  await form.field('batteryPriority').selectOption(choice(said.form, 'batteryPriority', 'above'));
  await form.field('batteryAboveSocPct').fill('60');
  return form.saved();
}

describe('the settings form in Homebridge UI that is set to German', () => {
  const german = GERMAN.form;
  let ui: HomebridgeUi;
  let browser: Browser;
  let form: SettingsForm;
  before(async () => {
    ui = await HomebridgeUi.start('de');
    browser = await openBrowser('de-DE');
    form = await SettingsForm.open(ui, browser.page, BUTTONS);
  });
  after(async () => {
    await browser?.close();
    await ui?.end();
  });

  it('is German from head to foot', async () => {
    await browser.shot('25-form-german');
    await form.unfold();
    const keys = [...shownKeys({ chargers: [{}], meters: [{ type: 'modbus-tcp' }] })];
    const wanted = keys.flatMap((key) => fieldsIn(german).get(key)?.title ?? []);
    const titles = await form.titles();
    assert.ok(wanted.length > 70);
    assert.deepEqual(
      wanted.filter((title) => !titles.has(title)),
      [],
    );
    const shown = await form.root.innerText();
    for (const { title = '' } of german.layout) assert.ok(shown.includes(title), title);
    const described = keys.flatMap((key) => fieldsIn(english).get(key)?.description ?? []);
    assert.ok(described.length > 30);
    assert.deepEqual(
      described.filter((text) => shown.includes(text)),
      [],
    );
  });

  it('saves what the English one saves', async () => {
    const saved = await filledIn(form, GERMAN);
    await browser.shot('26-form-german-saved');
    const other = await HomebridgeUi.start('en');
    try {
      assert.deepEqual(saved, await filledIn(await SettingsForm.open(other, browser.page), ENGLISH));
    } finally {
      await other.end();
    }
    assert.equal((saved['meters'] as { map: string }[])[0]?.map, 'victron-gx-grid');
  });
});
