import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ExportedFile } from '../../core/index.js';
import { cellsOf } from '../core/records/means/unzipped.js';
import { eventually } from '../means/eventually.js';
import { catcher, controlNode, hubNode, type NodeRed, sink, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

describe('questions to the records by message, in a real Node-RED 5', () => {
  let red: NodeRed;
  let done = 0;
  let failed = 0;
  const startedAt = new Date().toISOString();
  before(async () => {
    red = await startNodeRed();
    await red.deploy([
      TAB,
      hubNode(await freePort(), {
        language: 'de',
        timeZone: 'Europe/Rome',
        chargers: [
          { id: 'garage', name: 'Garage', maxA: '16' },
          { id: 'yard', name: 'Yard', maxA: '16' },
        ],
      }),
      controlNode('ask'),
      controlNode('ask-garage', { charger: 'Garage' }),
      controlNode('report', { command: 'export', value: '{"of":"report","language":"en"}', valueType: 'json' }),
      controlNode('months', { command: 'statistics', value: 'month' }),
      sink('done'),
      catcher('catch', 'failed'),
      sink('failed'),
    ]);
    // The first decision stands in the records.
    await eventuallyWhy();
  });
  after(() => red?.end());

  const asked = async (id: string, message: Readonly<Record<string, unknown>>) => {
    red.put(id, message);
    return red.message('done', ++done);
  };
  type Rows = readonly Readonly<Record<string, unknown>>[];
  const rows = async (id: string, message: Readonly<Record<string, unknown>>): Promise<Rows> =>
    (await asked(id, message)).payload as Rows;

  async function eventuallyWhy(): Promise<void> {
    for (;;) if ((await rows('ask', { topic: 'why', payload: Date.now() })).length === 2) return;
  }

  it('why: of every charger, or of the one that is named, in the language of the house', async () => {
    const [garage, yard] = await rows('ask', { topic: 'why', payload: '' });
    assert.deepEqual([garage?.['chargerId'], yard?.['chargerId']].sort(), ['garage', 'yard']);
    const [only, ...others] = await rows('ask-garage', { payload: { why: true } });
    assert.deepEqual([only?.['chargerId'], others], ['garage', []]);
    assert.match(String(only?.['text']), /^Warten auf die Verbindung dieser Ladestation/);
    assert.equal((await rows('ask', { charger: 'yard', topic: 'why', payload: { at: '2020-01-01' } })).length, 0);
    assert.equal((await rows('ask', { topic: 'why', payload: new Date() })).length, 2, 'an instant as a Date');
    assert.equal(red.status['ask']?.text, 'why');
  });

  it('why: of now it tells nothing of a charger that was forgotten', async () => {
    await asked('ask', { topic: 'adopt', payload: 'guest' });
    const ids = async () => (await rows('ask', { topic: 'why', payload: '' })).map((row) => row['chargerId']);
    await eventually('the guest’s first decision', async () => (await ids()).includes('guest'));
    await asked('ask', { topic: 'forget', payload: 'guest' });
    assert.deepEqual((await ids()).sort(), ['garage', 'yard']);
    assert.equal(
      (await rows('ask', { charger: 'guest', topic: 'why', payload: '' })).length,
      1,
      'but where it is named',
    );
  });

  it('meter-search: how the search for meters goes, and its advice when it found none', async () => {
    assert.deepEqual(await rows('ask', { topic: 'meter-search', payload: '' }), []);
    await asked('ask', { topic: 'findMeters', payload: `127.0.0.1:${await freePort()}` });
    const [search] = await eventually('the search is over', async () => {
      const answer = await rows('ask', { topic: 'meter-search', payload: true });
      return answer[0]?.['state'] === 'ended' && answer;
    });
    assert.deepEqual([search?.['found'], (search?.['line'] as Rows[0])['host']], [[], '127.0.0.1']);
    assert.match(JSON.stringify(search?.['advice']), /check-host/);
  });

  it('statistics: each month of the last year, other properties pass through', async () => {
    const out = await asked('months', { payload: 1, colour: 'green' });
    assert.equal((out.payload as Rows).length, 12);
    assert.equal(out['colour'], 'green');
    const split = { by: 'year', from: '2026', split: 'card' };
    assert.deepEqual(await rows('ask', { payload: { statistics: split } }), []);
  });

  it('charges and faults: what there is', async () => {
    assert.deepEqual(await rows('ask', { topic: 'charges', payload: { last: '5', charger: 'garage' } }), []);
    assert.deepEqual(await rows('ask', { topic: 'faults', payload: '2026-06' }), []);
  });

  it('cards: all that are known, until when as it was given', async () => {
    assert.deepEqual(await rows('ask', { topic: 'cards' }), []);
    const anna = { idTag: '04A1B2C3', name: 'Anna', allowed: true, expiresAt: '2031-01-31T07:00:00.000Z' };
    for (const add of [anna, { idTag: 'GONE', allowed: false }]) await asked('ask', { payload: { rfid: { add } } });
    assert.deepEqual(await rows('ask-garage', { topic: 'cards', payload: Date.now() }), [
      anna,
      { idTag: 'GONE', name: 'GONE', allowed: false },
    ]);
  });

  it('trace: of the charger that is named, here or in the dialog', async () => {
    assert.deepEqual(await rows('ask-garage', { topic: 'trace' }), []);
    assert.deepEqual(await rows('ask', { payload: { trace: { charger: 'Yard' } } }), []);
    red.put('ask', { topic: 'trace' });
    const { error } = (await red.message('failed', ++failed)) as unknown as { error: { code: string } };
    assert.equal(error.code, 'UNKNOWN_CHARGER', 'which of the two?');
  });

  it('configuration: of one charger, which has to be there', async () => {
    for (const payload of [{ configuration: true }, { configuration: { charger: 'Yard' } }]) {
      red.put('ask', { payload });
      const { error } = (await red.message('failed', ++failed)) as unknown as { error: { code: string } };
      assert.equal(error.code, payload.configuration === true ? 'UNKNOWN_CHARGER' : 'OFFLINE');
    }
  });

  it('export: a file and its name, by the words of the dialog', async () => {
    const out = await asked('report', { payload: 'go' });
    assert.match(String(out['filename']), /^surplug-report-\d{4}-\d\d\.xlsx$/);
    const { shown } = cellsOf(out.payload as Buffer);
    assert.deepEqual(
      ['A1', 'B2', 'A7'].map((cell) => shown(1, cell)),
      ['Charging report', 'Home', 'Number'],
    );
    assert.equal(out['headers'], undefined);
  });

  it('export: to a browser that waits (http in) as a download', async () => {
    const { headers } = (await asked('report', { payload: 'go', res: {} })) as { headers?: Record<string, string> };
    assert.match(headers?.['content-type'] ?? '', /spreadsheetml/);
    assert.match(headers?.['content-disposition'] ?? '', /^attachment; filename="surplug-report-\d{4}-\d\d\.xlsx"$/);
  });

  it('export: for the hub’s dialog', async () => {
    const url = `${red.url}/surplug/hubs/hub/export`;
    const file = (await (await fetch(`${url}?of=decisions&as=csv`)).json()) as ExportedFile;
    assert.equal(file.name, 'surplug-decisions.csv');
    assert.match(Buffer.from(file.base64, 'base64').toString(), /^\uFEFFZeit;Ladestation;Limit \(A\);Grund\r\n/);
    assert.equal((await fetch(`${url}?of=cats`)).status, 400);
    assert.equal((await fetch(`${red.url}/surplug/hubs/other/export?of=charges`)).status, 409);
  });

  it('what if: the answer comes when the span has been run again', async () => {
    const settings = { mode: 'eco', from: startedAt };
    const out = await asked('ask', { topic: 'whatIf', charger: 'all', payload: settings, colour: 'green' });
    const { chargers, house, steps } = out.payload as { chargers: Rows; house: object; steps: Rows };
    assert.deepEqual(
      chargers.map(({ chargerId, name }) => [chargerId, name]),
      [
        ['garage', 'Garage'],
        ['yard', 'Yard'],
      ],
    );
    const nothing = { energyWh: 0, solarWh: 0, batteryWh: 0, gridWh: 0, cost: null, starts: 0 };
    for (const of of ['recorded', 'again', 'otherwise']) assert.deepEqual(chargers[0]?.[of], nothing);
    assert.deepEqual(Object.keys(house), ['recorded', 'again', 'otherwise']);
    assert.deepEqual(steps, [], 'no meter, no sun');
    assert.equal(out['colour'], 'green');
    assert.equal(red.status['ask']?.text, 'whatIf');
  });

  it('what if: of a day nobody wrote down it says so in the language of the house', async () => {
    red.put('ask-garage', { topic: 'whatIf', payload: { mode: 'FAST', to: startedAt } });
    const { error } = (await red.message('failed', ++failed)) as unknown as { error: { message: string } };
    assert.match(error.message, /^Aus dieser Zeit lässt sich nichts durchspielen/);
  });

  for (const [why, message] of [
    ['a run under the same settings', { charger: 'all', topic: 'whatIf', payload: { from: '2026-06-21' } }],
    ['a run under a setting there is not', { charger: 'all', payload: { whatIf: { mode: 'ECO', tariff: 2 } } }],
    ['a run of a day to come', { charger: 'all', payload: { whatIf: { mode: 'ECO', from: '2200-01-01' } } }],
    ['a time that is none', { topic: 'why', payload: 'lunch' }],
    ['a question that says no', { topic: 'charges', payload: false }],
    ['a period nobody counts in', { topic: 'statistics', payload: 'week' }],
    ['a file of something else', { topic: 'export', payload: { of: 'cats' } }],
    ['a key of another question', { topic: 'why', payload: { split: 'card' } }],
    ['a question and a wish at once', { payload: { why: true, mode: 'ECO' }, charger: 'garage' }],
  ] as const)
    it(`${why}: a Catch node gets INVALID_INPUT, and words`, async () => {
      red.put('ask', message);
      const { error } = (await red.message('failed', ++failed)) as unknown as {
        error: { code: string; message: string };
      };
      assert.equal(error.code, 'INVALID_INPUT');
      assert.ok(error.message.length > 20, error.message);
    });

  for (const [payload, named] of [
    [{ from: {} }, 'charges.from'],
    [{ last: 'many' }, 'charges.last'],
    [{ charger: {} }, 'payload.charger'],
    [[], 'charges'],
  ] as const)
    it(`names what is wrong in ${JSON.stringify(payload)}: ${named}`, async () => {
      red.put('ask', { topic: 'charges', payload });
      const { error } = (await red.message('failed', ++failed)) as unknown as { error: { message: string } };
      assert.ok(error.message.startsWith(`${named} ist `), error.message);
    });
});
