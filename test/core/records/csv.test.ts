import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csvOf } from '../../../core/records/thread/csv.js';
import { endOf, folderOf, newCharge, openStore } from './means/store.js';

const line = (value: unknown, style = {}): string =>
  csvOf([{ value }], [{ key: 'value', heading: 'h' }], style, 'Europe/Rome')
    .slice(1)
    .split('\r\n')[1] ?? '';

describe('CSV (RFC 4180)', () => {
  it('of the charges is what was asked, under the headings of the user’s language', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const number = await store.beginCharge(newCharge({ idTag: 'ANNA', cardName: 'Anna; Auto' }));
    await store.endCharge(endOf(number, { energyWh: 5000.5, gridWh: 1000.5 }));
    const columns = [
      { key: 'number', heading: 'Nummer' },
      { key: 'startedAt', heading: 'Beginn' },
      { key: 'cardName', heading: 'Karte' },
      { key: 'energyWh', heading: 'Energie (Wh)' },
      { key: 'cost', heading: 'Kosten' },
    ];
    assert.equal(
      await store.exportCsv({ what: 'charges' }, columns, { separator: ';', decimal: ',' }),
      `\uFEFFNummer;Beginn;Karte;Energie (Wh);Kosten\r\n${number};2026-06-21 12:00:00;"Anna; Auto";5000,5;\r\n`,
    );
  });

  for (const [value, text, because] of [
    ['plain', 'plain', 'nothing to quote'],
    ['a,b', '"a,b"', 'the separator'],
    ['say "yes"', '"say ""yes"""', 'a quote is doubled'],
    ['two\nlines', '"two\nlines"', 'a line end'],
    ['=1+1', "'=1+1", 'a formula is disarmed'],
    ['@SUM(A1)', "'@SUM(A1)", 'another formula'],
    ['+39 02 1', "'+39 02 1", 'a number with a plus is text'],
    [-3.5, '-3.5', 'a negative number is a number'],
    [null, '', 'nothing known is an empty cell'],
    [{ ECO: 60 }, '"{""ECO"":60}"', 'what has parts comes as JSON'],
    ['2026-01-21T11:00:00.000Z', '2026-01-21 12:00:00', 'an instant on the clock of the zone'],
  ] as const)
    it(`writes ${JSON.stringify(value)} as ${text}, because: ${because}`, () => assert.equal(line(value), text));

  it('reaches inside a row', () => {
    const columns = [{ key: 'house.importWh', heading: 'Import' }];
    assert.equal(csvOf([{ house: { importWh: 4 } }, {}], columns, {}, 'utc'), '\uFEFFImport\r\n4\r\n\r\n');
  });
});
