import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allFields, form as layout, shownKeys } from '../house/config-form.js';
import { type Browser, openBrowser } from '../means/browser.js';
import { eventually } from '../means/eventually.js';
import { RunningHomebridge } from '../means/homebridge.js';
import { HomebridgeUi } from '../means/homebridge-ui.js';
import { callHub } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';
import { SettingsForm } from '../means/settings-form.js';

describe('the settings form in Homebridge UI, in a real browser', () => {
  let ui: HomebridgeUi;
  let browser: Browser;
  let form: SettingsForm;
  let port = 0;
  before(async () => {
    ui = await HomebridgeUi.start();
    browser = await openBrowser('en-US');
    port = await freePort();
    form = await SettingsForm.open(ui, browser.page);
  });
  after(async () => {
    await browser?.close();
    await ui?.end();
  });

  it('shows every section of the layout, in its order', async () => {
    await browser.shot('20-form');
    const sections = await form.root.locator('legend:visible').allInnerTexts();
    const wanted = layout.layout.flatMap(({ title }) => title ?? []);
    assert.ok(wanted.length >= 10);
    assert.deepEqual(
      sections.filter((title) => wanted.includes(title)),
      wanted,
    );
  });

  it('shows every field of a new site, and none that waits for a choice', async () => {
    await form.unfold();
    const untouched = { chargers: [{}], meters: [{ type: 'modbus-tcp' }] };
    const wanted = [...shownKeys(untouched)].flatMap((key) => allFields.get(key)?.title ?? []);
    const waiting = [...allFields.values()].map(({ title }) => title).filter((title) => !wanted.includes(title ?? ''));
    const titles = await form.titles();
    assert.ok(wanted.length > 70 && waiting.length > 15);
    assert.deepEqual(
      wanted.filter((title) => !titles.has(title)),
      [],
    );
    assert.deepEqual(
      waiting.filter((title) => titles.has(title ?? '')),
      [],
    );
  });

  it('numbers have their limits', async () => {
    let numbers = 0;
    const inputs = await form.root.locator('input[type=number]:visible, input[type=range]:visible').all();
    for (const input of inputs) {
      const name = await input.getAttribute('name');
      const fields = [...allFields].filter(([key]) => key.split('.').at(-1) === name).map(([, field]) => field);
      const limits = [await input.getAttribute('min'), await input.getAttribute('max')];
      const known = fields.some(({ minimum, maximum }) => limits.join() === [minimum, maximum].join());
      assert.ok(known, `${name}: ${limits}`);
      numbers++;
    }
    assert.ok(numbers > 25, `${numbers} numbers`);
  });

  it('hides what is typed into secrets', async () => {
    for (const [name, count] of [
      ['token', 2],
      ['password', 2],
    ] as const) {
      const inputs = form.root.locator(`input[name=${name}]`);
      assert.equal(await inputs.count(), count, name);
      for (const input of await inputs.all()) assert.equal(await input.getAttribute('type'), 'password');
    }
  });

  it('cannot be saved before phases and fuse are told, nor with a wrong fuse, and says what is wrong', async () => {
    assert.ok(await form.save.isDisabled());
    await form.field('phases').selectOption('Three phases');
    for (const [typed, right] of [
      ['25', true],
      ['3', false],
      ['', false],
      ['401', false],
      ['32', true],
    ] as const) {
      await form.field('fuseA').fill(typed);
      await eventually(`"${typed}" is judged`, async () => (await form.save.isEnabled()) === right);
      if (typed === '3') await form.root.getByText('Must be 6 or more').waitFor();
    }
  });

  it('a site that runs in Node-RED needs neither, and typing its address takes nothing away', async () => {
    await form.field('fuseA').fill('');
    const address = form.root.getByLabel('Address of the other host', { exact: true });
    await address.fill('ws://127.0.0.1:9220/surplug/link');
    await eventually('that is enough', () => form.save.isEnabled());
    assert.match(await form.field('phases').inputValue(), /3$/);
    await address.fill('');
    await eventually('the fuse is missing again', () => form.save.isDisabled());
    await form.field('fuseA').fill('32');
  });

  it('takes chargers', async () => {
    await form.field('id').fill('garage');
    await form.addRow('Add a charger', 'Charger 2');
    await form.field('id', 1).fill('yard');
    await form.field('mode', 1).selectOption('FAST: as fast as allowed');
    await form.field('ecoPlusA', 1).fill('3');
    await form.field('password', 1).fill('a-password-of-its-own');
    await browser.shot('21-form-chargers');
  });

  it('takes meters: each way of reading shows its own fields', async () => {
    const type = form.field('type');
    for (const [way, has, lacks] of [
      ['MQTT', ['Broker', 'Topic', 'Which product it is'], ['Address', 'Which meter it is', 'Serial port']],
      ['RS485 adapter on this machine (Modbus RTU)', ['Serial port', 'Which meter it is'], ['Address', 'Broker']],
      ['Nothing: computed from the other meters', ['Measures'], ['Address', 'Broker', 'Which meter it is']],
      ['Modbus TCP', ['Address', 'Which meter it is'], ['Broker', 'Serial port', 'Read with function code']],
    ] as const) {
      await type.selectOption(way);
      await eventually(`${way}: its fields`, async () => {
        const titles = await form.titles();
        return has.every((title) => titles.has(title)) && !lacks.some((title) => titles.has(title));
      });
    }
    await form.field('map').selectOption('Another one: I know its registers');
    await form.root.getByText('Read with function code').waitFor();
    await form.field('map').selectOption('Eastron SDM630-Modbus');
    await form.root.getByText('Read with function code').waitFor({ state: 'hidden' });
    await form.field('host').fill('127.0.0.1');
    await form.addRow('Add a meter', 'Meter 2');
    await form.field('role', 1).selectOption('The solar inverter');
    await form.field('type', 1).selectOption('MQTT');
    await form.root.getByLabel('Which product it is').selectOption('evcc');
    await form.root.getByLabel('Broker', { exact: true }).fill('mqtt://127.0.0.1:1');
    await form.root.getByLabel('Topic', { exact: true }).first().fill('evcc');
    await browser.shot('22-form-meters');
  });

  it('saves what was filled in', async () => {
    // The first of that name is a meter's.
    await form.root.locator('input[name=port][placeholder="502"]').first().fill('1502');
    await form.root.locator('input[name=port]:not([placeholder="502"])').fill(String(port));
    await form.field('token').fill('a-token-nobody-guesses');
    const block = await form.saved();
    const { chargers, meters, ocpp, link, attach } = block as unknown as Record<string, Record<string, unknown>[]>;
    assert.equal(block['phases'], 3);
    assert.equal(block['fuseA'], 32);
    const rows = (list: readonly Record<string, unknown>[] | undefined, ...keys: string[]) =>
      list?.map((row) => keys.map((key) => row[key]));
    assert.deepEqual(rows(chargers, 'id', 'mode', 'ecoPlusA', 'password'), [
      ['garage', 'ECO+', 0, undefined],
      ['yard', 'FAST', 3, 'a-password-of-its-own'],
    ]);
    assert.deepEqual(rows(meters, 'role', 'type', 'map', 'host', 'port', 'preset', 'url', 'topic'), [
      ['grid', 'modbus-tcp', 'eastron-sdm630', '127.0.0.1', 1502, undefined, undefined, undefined],
      ['solar', 'mqtt', undefined, undefined, undefined, 'evcc', 'mqtt://127.0.0.1:1', 'evcc'],
    ]);
    assert.deepEqual(ocpp, { port, tlsPort: 9221 });
    assert.deepEqual(link, { token: 'a-token-nobody-guesses', remote: false });
    assert.equal(attach, undefined);
    await browser.shot('23-form-saved');
  });

  it('Homebridge opens the site with this very config.json', async () => {
    const homebridge = await RunningHomebridge.start({ line: 2, storage: ui.storage, pluginFolder: ui.plugin });
    try {
      const caller = await eventually('the hub answers', () => callHub(port, 'garage').catch(() => undefined));
      caller.close();
      await eventually('yard is shown', () => homebridge.output.includes('yard is new in Apple Home'));
      assert.doesNotMatch(homebridge.output, /expected|a-password-of-its-own|a-token-nobody/);
    } finally {
      await homebridge.stop();
    }
  });

  it('shows what was saved, and saved untouched loses nothing, not even what it does not show', async () => {
    const first = ui.block;
    assert.ok(first);
    const [grid, solar] = first['meters'] as Record<string, unknown>[];
    const [garage, yard] = first['chargers'] as Record<string, unknown>[];
    const byHand = {
      ...first,
      version: 1,
      batteryPriority: 'above',
      batteryAboveSocPct: 60,
      voltageV: 229.5,
      chargers: [{ ...garage, maxA: 13.8, ecoPlusA: 1.5, limitA: 12.5 }, yard],
      meters: [
        { ...grid, map: 'own', ownMap: { points: [{ point: 'powerW', address: 1, type: 'i16' }] } },
        { ...solar, host: 'of-another-type', points: [{ point: 'powerW', topic: 'meter/power' }] },
      ],
    };
    ui.writeBlock(byHand);
    form = await SettingsForm.open(ui, browser.page);
    await browser.shot('24-form-again');
    assert.equal(await form.field('fuseA').inputValue(), '32');
    assert.equal(await form.field('id', 1).inputValue(), 'yard');
    assert.equal(await form.field('host').inputValue(), '127.0.0.1');
    assert.deepEqual(await form.saved(), byHand);
  });

  it('a charger that is removed leaves the other as it was', async () => {
    form = await SettingsForm.open(ui, browser.page);
    await form.root.getByRole('button', { name: 'Delete' }).first().click();
    await eventually(
      'one is left',
      async () => (await form.root.locator('legend', { hasText: /^Charger \d/ }).count()) === 1,
    );
    const before = (ui.block?.['chargers'] as unknown[])[1];
    assert.deepEqual((await form.saved())['chargers'], [before]);
  });

  it('nothing went wrong in the browser', () => {
    // Homebridge UI asks for a session it does not have, and for the pairing of a bridge that is new.
    const known = /status of 40[14]|^console: \w{1,3}$/;
    assert.deepEqual(
      browser.problems.filter((problem) => !known.test(problem)),
      [],
    );
  });
});
